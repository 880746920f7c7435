"""Rules for passwords in the portal's own words, and one-time passwords.

Not here: hashing (settings), who may set whose password (``accounts.services.people``).
"""

import re
import secrets

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

_EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper (l 1 i, o 0)."""
_EXPECTED = re.compile(r"ita|portal|agency|password|เทศบาล|ตำบล|รหัสผ่าน|ปปช|อบต", re.IGNORECASE)
_FEWEST_OWN = 6


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("This password is too short. It needs at least %(count)d characters.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("At least %(count)d characters; letters of any language, digits and spaces may be used.") % {
            "count": self.min_length
        }


class NotAboutThePerson(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password is too much like your name or e-mail address.")

    def get_help_text(self) -> str:
        return _("Not like your own name, user name or e-mail address.")


class NotCommon(password_validation.CommonPasswordValidator):
    """Also refuses what is little more than words anybody would try here: ITA, เทศบาล."""

    def validate(self, password: str, user: User | None = None) -> None:
        super().validate(password, user)
        own = re.sub(r"[\W\d_]+", "", _EXPECTED.sub("", password))
        if _EXPECTED.search(password) and len(own) < _FEWEST_OWN:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("This password is easy to guess. Please choose another.")

    def get_help_text(self) -> str:
        return _("Not a password many people use, nor words anybody would try for an office.")


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password has only digits. Please add letters.")

    def get_help_text(self) -> str:
        return _("Not only digits.")


def one_time_password() -> str:
    """A password to be read out or written on paper once: four groups of four, about 79 bits."""
    groups = ("".join(secrets.choice(_EASY_TO_READ) for _letter in range(4)) for _group in range(4))
    return "-".join(groups)
