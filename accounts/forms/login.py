"""allauth's forms with our labels, hints and errors.

Not here: what they check (allauth and ``accounts.adapter``).
"""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainForm, say


def _password_rules() -> str:
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in password_validators_help_texts()))
    )


password_rules = lazy(_password_rules, str)


class LoginForm(PlainForm, allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, login=_("User name or e-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class _NewPasswordTwice:
    def _say_new(self) -> None:
        say(self, password1=_("New password"), password2=_("New password again"))
        self.fields["password1"].help_text = password_rules()

    def clean(self):
        cleaned = self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", ValidationError(_("The two passwords are not the same."), code="mismatch"))
        return cleaned


class ChangePasswordForm(_NewPasswordTwice, PlainForm, allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, oldpassword=_("Present password"))
        self._say_new()


class NewPasswordForm(_NewPasswordTwice, PlainForm, allauth.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._say_new()


class ResetPasswordForm(PlainForm, allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, email=_("E-mail address"))

    def save(self, request: HttpRequest, **kwargs) -> str:
        """An address nobody has gets a letter too, so that the answer tells nothing and takes as long.

        allauth's own letter would offer the sign-up page, which is not routed.
        """
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class PasswordAgainForm(PlainForm, allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, password=_("Password"))
