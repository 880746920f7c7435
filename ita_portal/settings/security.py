"""Secrets, hosts, cookies and response headers.

Not here: the refusal of an unsafe production start (`ita_portal/checks.py`).
"""

from csp.constants import NONE, SELF

from ita_portal.settings.base import ITA_ENV
from ita_portal.settings.environment import env

# Public knowledge, fit for one's own machine only; checks.py refuses it in production.
LOCAL_SECRET_KEY = "local-only-and-public-" + "0" * 40
SECRET_KEY = env.str("ITA_SECRET_KEY", default="") or LOCAL_SECRET_KEY
ALLOWED_HOSTS = env.list("ITA_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("ITA_TRUSTED_ORIGINS", default=[])

# Invented people and reports; `load_demo` refuses without it.
ITA_ALLOW_DEMO = env.bool("ITA_ALLOW_DEMO", default=ITA_ENV != "production")

ITA_HTTPS = env.bool("ITA_HTTPS", default=ITA_ENV == "production")
SECURE_SSL_REDIRECT = ITA_HTTPS
# The container's health check asks without TLS from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ITA_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if ITA_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ITA_HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if ITA_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ITA_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# nginx of docker-compose.yml sets this header itself and drops the client's; without such a proxy leave it off.
if env.bool("ITA_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
