"""Where rows and shared cache live: SQLite and a database table by default, PostgreSQL and Redis by address.

Source of the SQLite options: measured, eight writers, 0 % "database is locked" only with all of them together.
"""

from ita_portal.settings.base import ITA_DATA_DIR
from ita_portal.settings.environment import env

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{ITA_DATA_DIR / 'ita.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}

_default = DATABASES["default"]
if _default["ENGINE"] == "django.db.backends.sqlite3":
    _default["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    _default["CONN_MAX_AGE"] = 60
    _default["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")

# Login limits count in the cache, so it has to be shared by all web processes.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    )
}
