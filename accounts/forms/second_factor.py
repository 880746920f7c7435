"""allauth's forms for the second factor with our labels.

Not here: who must have one (``accounts.doors.unsettled``).
"""

from allauth.mfa.base import forms as allauth
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainForm, say


class CodeForm(PlainForm, allauth.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, code=_("Code from the app, or a recovery code"))


class CodeAgainForm(PlainForm, allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, code=_("Code from the app, or a recovery code"))


class ActivateForm(PlainForm, ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, code=_("Six digits that the app shows now"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
