"""What the portal is made of: apps, middleware, templates, static files and the data folder.

Not here: database, jobs, login, security headers, languages, logging (one module each).
"""

import os
from pathlib import Path

from django.contrib.messages import constants as messages

from ita_portal.settings.environment import BASE_DIR, env

# "local" is a person trying or developing the portal on one machine; "production" switches the start-up refusals on.
ITA_ENV = env.str("ITA_ENV", default="local")
DEBUG = env.bool("ITA_DEBUG", default=False)

# Everything the portal writes lies under this folder: database file, stored files, published files, lists.
ITA_DATA_DIR = Path(env.str("ITA_DATA_DIR", default="") or "var")
if not ITA_DATA_DIR.is_absolute():
    ITA_DATA_DIR = BASE_DIR / ITA_DATA_DIR
ITA_DATA_DIR.mkdir(parents=True, exist_ok=True)
# PyThaiNLP makes a folder when it is imported; left alone it would be one in the home of whoever runs the portal.
os.environ.setdefault("PYTHAINLP_DATA", str(ITA_DATA_DIR / "pythainlp"))

# Bytes of evidence one agency may keep; the same file counts once.
ITA_EVIDENCE_QUOTA = env.int("ITA_EVIDENCE_QUOTA", default=5 * 1024**3)
# Evidence is taken up to 20 MB, with room for the form around it. A larger request is answered before it is read.
ITA_LARGEST_REQUEST = 21 * 1024**2

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "thai",
    "accounts",
    "jobs",
    "files",
    "audit",
    "indicators",
    "measures",
    "reports",
    "publishing",
    "ita_portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ita_portal.language.LanguageOfAddressMiddleware",
    "ita_portal.request_size.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.standing",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_TAGS = {messages.DEBUG: "secondary", messages.ERROR: "danger"}

STATIC_URL = "/static/"
# .build/vendor holds the few files of npm packages that pages ask for; `make setup` copies them from node_modules.
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", BASE_DIR / ".build" / "vendor")]
# In production the image holds the collected, hashed files; elsewhere the web process reads our folders at its start.
STATIC_ROOT = BASE_DIR / (env.str("ITA_STATIC_ROOT", default="") or "staticfiles") if ITA_ENV == "production" else None
WHITENOISE_USE_FINDERS = ITA_ENV != "production"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if ITA_ENV == "production"
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("ITA_MAIL_FROM", default="ita-portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where people reach the portal, for links in mails that no page asked for; empty: the mails say where to look in words.
ITA_SITE_URL = env.str("ITA_SITE_URL", default="").rstrip("/")
