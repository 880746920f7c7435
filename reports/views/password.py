"""The password again: whether the last one is recent enough to sign by, and taking a new one.

Not here: logging in (allauth), which acts ask for it (``signoff``).
"""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class TooManyTries(ValidationError):
    """The password is not even looked at until a while has passed."""


def password_is_fresh(request: HttpRequest) -> bool:
    """Whether this session's last password (or second factor) is younger than the setting's five minutes."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record.get("method") in ("password", "mfa")]
    return bool(moments) and 0 <= time.time() - max(moments) < app_settings.REAUTHENTICATION_TIMEOUT


def take_password(request: HttpRequest, typed: str) -> None:
    """Record in the session that the password was given just now.

    Raises ValidationError for an empty or wrong one, TooManyTries when there were too many; then nothing is recorded.
    The count is this person's own: whoever guesses at the login page cannot keep the mayor from signing.
    """
    if not typed:
        raise ValidationError(_("Please give your password to sign."))
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooManyTries(_("Too many attempts. Please wait a minute and try again."))
    if not request.user.check_password(typed):
        raise ValidationError(_("The password is not correct."))
    reauthenticate_by_password(request)
