"""The person who logs in.

Not here: what they may do (appointments and ``accounts.permissions``), how they log in (allauth).
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person; offices come from appointments, never from groups. An operator never signs."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("Name and surname"), max_length=200)
    email = models.EmailField(_("E-mail address"), blank=True)
    is_operator = models.BooleanField(_("Operator of the installation"), default=False)
    must_change_password = models.BooleanField(_("Has a one-time password"), default=False)
    """Somebody else has seen the password; no page opens until the person has chosen their own."""

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_once"),
            models.UniqueConstraint(Lower("username"), name="user_username_once_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name
