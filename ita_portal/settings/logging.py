"""Plain lines on standard error: time, level, logger, message; whoever runs the process keeps and rotates them."""

from ita_portal.settings.environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("ITA_LOG_LEVEL", default="INFO")},
    # Django's own handlers would print the same line a second time or send mail to nobody.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
