"""Who holds which office of an agency from when to when, and in what acting wording.

Not here: what an office may do (``accounts.permissions``), how a signature block prints it (``reports``).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models.agency import Agency, Department


class Office(models.TextChoices):
    """The offices that matter to ITA work, in no order; who may do what stands in ``accounts.permissions``."""

    ADMINISTRATOR = "administrator", _("Agency administrator")
    REPORTER = "reporter", _("Reporter")
    RECORDER = "recorder", _("Department officer")
    PALAD = "palad", _("Palad (chief administrator)")
    MAYOR = "mayor", _("Mayor (chief executive)")


class ActingWording(models.TextChoices):
    """Wordings of acting for another, chosen by the order of appointment and never computed.

    Source: DOMAIN section 6 (rules of official correspondence, annex 3, item 4).
    """

    NONE = "", _("Holds the post")
    RATCHAKAN_THAEN = "รักษาราชการแทน", "รักษาราชการแทน"
    RAKSA_KAN_THAEN = "รักษาการแทน", "รักษาการแทน"
    RAKSA_KAN_NAI = "รักษาการในตำแหน่ง", "รักษาการในตำแหน่ง"
    PATIBAT_RATCHAKAN = "ปฏิบัติราชการแทน", "ปฏิบัติราชการแทน"
    PATIBAT_NATHI = "ปฏิบัติหน้าที่", "ปฏิบัติหน้าที่"


class Appointment(models.Model):
    """One person in one office of one agency for a span of days (both ends included; no end means until replaced).

    ``position`` is the person's own post as printed under the signature; with an acting wording, ``acting_for`` is
    the post acted for, printed on the line after it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField(_("Office"), max_length=30, choices=Office.choices)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("Department"),
    )
    is_head = models.BooleanField(_("Head of the department"), default=False)
    """May endorse the department's data (รับรองข้อมูล) where the agency wants it."""
    position = models.CharField(_("Own post"), max_length=200)
    acting_wording = models.CharField(_("Acting wording"), max_length=60, blank=True)
    acting_for = models.CharField(_("Post acted for"), max_length=200, blank=True)
    order_no = models.CharField(_("Order number"), max_length=100, blank=True)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["office", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(acting_wording="", acting_for="")
                | (~models.Q(acting_wording="") & ~models.Q(acting_for="")),
                name="appointment_acting_whole_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_office_display()}"

    @property
    def acting_line(self) -> str:
        """What is printed under the own post when acting, else empty."""
        return f"{self.acting_wording} {self.acting_for}".strip()
