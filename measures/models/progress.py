"""Progress per indicator (ตัวชี้วัดที่ 1 to 10): what is to be raised, by whom, and how far it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from measures.models.measure import Plan, RowStatus


class IndicatorProgress(models.Model):
    """One row of the indicator progress table. ``units_text`` is the printed form of ``units`` (``ก / ข``)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicator_rows")
    position = models.PositiveIntegerField(default=0)
    number = models.IntegerField(_("Indicator"), null=True, blank=True)
    number_text = models.CharField(_("Number as printed"), blank=True)
    instrument = models.CharField(_("Instrument"), blank=True)
    title = models.TextField(_("Title"), blank=True)
    guidance = models.JSONField(_("Guidance for improvement"), default=list, blank=True)
    units = models.JSONField(_("Responsible units"), default=list, blank=True)
    units_text = models.CharField(_("Responsible units as printed"), blank=True)
    period_text = models.CharField(_("Period as printed"), blank=True)
    period_start = models.DateField(_("From"), null=True, blank=True)
    period_end = models.DateField(_("Until"), null=True, blank=True)
    status = models.CharField(_("Status"), blank=True)
    """A RowStatus, or an unknown word a file brought, shown as it is."""
    notes = models.JSONField(_("Progress"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    Status = RowStatus

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "indicator progress"

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()
