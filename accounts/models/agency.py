"""The register of agencies (เทศบาล, อบต. …) and the departments of those that use this installation.

Not here: people in offices (appointment), what an agency records (measures).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager


class AgencyKind(models.TextChoices):
    """Kinds of local government, as the interchange form names them."""

    PAO = "pao", _("Provincial administrative organization")
    CITY = "city_municipality", _("City municipality")
    TOWN = "town_municipality", _("Town municipality")
    SUBDISTRICT = "subdistrict_municipality", _("Subdistrict municipality")
    SAO = "sao", _("Subdistrict administrative organization")
    SPECIAL = "special", _("Special local government")


class Agency(models.Model):
    """One agency. ``is_tenant`` tells whether it works here; the register may list thousands that do not."""

    slug = models.SlugField(_("Short name in addresses"), max_length=60, unique=True)
    kind = models.CharField(_("Kind"), max_length=40, choices=AgencyKind.choices, default=AgencyKind.SUBDISTRICT)
    name = models.CharField(_("Name without its kind"), max_length=200)
    full_name = models.CharField(_("Full name"), max_length=300)
    tambon = models.CharField(_("Subdistrict"), max_length=100, blank=True)
    amphoe = models.CharField(_("District"), max_length=100, blank=True)
    changwat = models.CharField(_("Province"), max_length=100, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=10, blank=True)
    code = models.CharField(_("Code of the agency"), max_length=40, blank=True)
    website = models.CharField(_("Website"), max_length=300, blank=True)
    heads_endorse = models.BooleanField(_("Heads of divisions endorse their data"), default=False)
    is_tenant = models.BooleanField(_("Works in this portal"), default=True)
    is_demo = models.BooleanField(_("Demonstration data"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["full_name", "pk"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.full_name


class Department(models.Model):
    """A division of an agency (สำนักปลัด, กองคลัง …) that answers for rows."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(_("Department"), max_length=200)
    position = models.PositiveIntegerField(_("Order"), default=0)
    is_active = models.BooleanField(_("In use"), default=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("agency", "name", name="department_once_per_agency")]

    def __str__(self) -> str:
        return self.name
