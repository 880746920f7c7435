"""Who may come in and how: allauth with user name or e-mail, closed sign-up, limits on guessing, second factor."""

from ita_portal.settings.base import ITA_ENV
from ita_portal.settings.environment import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "accounts.passwords.NotAboutThePerson",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {"NAME": "accounts.passwords.NotCommon"},
    {"NAME": "accounts.passwords.NotOnlyDigits"},
]

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.login.LoginForm",
    "change_password": "accounts.forms.login.ChangePasswordForm",
    "reset_password": "accounts.forms.login.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.login.NewPasswordForm",
    "reauthenticate": "accounts.forms.login.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Office computers are shared: closing the browser ends the login.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# A signature asks for the password again when the last one is older than this (seconds).
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/h/ip,10/h/key", "reauthenticate": "10/m/user"}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work_home"

# Palad, mayor and administrators sign in with a second factor; the demo leaves it off so that anybody can try.
ITA_REQUIRE_MFA = env.bool("ITA_REQUIRE_MFA", default=ITA_ENV == "production")
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.CodeForm",
    "reauthenticate": "accounts.forms.second_factor.CodeAgainForm",
    "activate_totp": "accounts.forms.second_factor.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("ITA_SITE_NAME", default="ITA")

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
