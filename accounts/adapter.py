"""What the portal asks of allauth beyond its settings: nobody signs up, our own words, one-time passwords end.

Not here: the forms (``accounts.forms.login``), limits on guessing (settings).
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LOGGED_OUT = "account/messages/logged_out.txt"
_MISMATCH = _("The user name, e-mail address or password is not correct.")
_WRONG_CODE = _("This code is not correct. Please look at the app again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not in use at present."),
        "email_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is not correct."),
        "incorrect_code": _WRONG_CODE,
        "invalid_password_reset": _("This link can no longer be used. Please ask for a new one."),
        "too_many_login_attempts": _("Too many attempts have failed. Please wait a while and try again."),
        "rate_limited": _("Too many requests in a short time. Please wait a while and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's work; an address asked for before the login goes first anyway."""
        return resolve_url("work_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("work_home")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **rest: Any
    ) -> None:
        """One message for a changed password: that one has to log in again is a part of it, not a second one."""
        match = request.resolver_match
        if message_template == LOGGED_OUT and match and match.url_name == "account_change_password":
            return
        super().add_message(request, level, message_template, *args, **rest)

    def set_password(self, user: User, password: str) -> None:
        """Stores a password the person chose themselves: a one-time password has done its work."""
        user.must_change_password = False
        super().set_password(user, password)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": _("The second factor cannot be switched off."),
        "cannot_generate_recovery_codes": _("Please switch the second factor on before you make recovery codes."),
    }
