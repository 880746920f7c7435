"""Scores of an agency as they stand printed in its own documents.

Not here: announced values in editions (``announced``), calculation and checks (``indicators.calculation``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency


class ScoreSheet(models.Model):
    """The score rows one agency prints in its report of a fiscal year; ``assessed_year`` is the year they are of."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="score_sheets")
    report_year = models.PositiveIntegerField(_("Fiscal year of the report"))
    assessed_year = models.PositiveIntegerField(_("Assessed fiscal year"), null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-report_year"]
        constraints = [models.UniqueConstraint("agency", "report_year", name="score_sheet_once_per_report_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.report_year}"


class ScoreRow(models.Model):
    """One printed score: its words as printed (``text``) and its value beside them."""

    class Part(models.TextChoices):
        OVERALL = "overall", _("Overall score")
        INSTRUMENT = "instrument", _("Instrument")
        INDICATOR = "indicator", _("Indicator")
        ITEM = "item", _("Item")

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="rows")
    part = models.CharField(max_length=20, choices=Part.choices)
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(_("Code"), blank=True)
    """Item code (``o9``) or instrument key (``EIT``)."""
    code_text = models.CharField(blank=True)
    instrument = models.CharField(blank=True)
    instrument_part = models.IntegerField(null=True, blank=True)
    number = models.IntegerField(null=True, blank=True)
    number_text = models.CharField(blank=True)
    title = models.TextField(_("Title"), blank=True)
    indicator_label = models.TextField(blank=True)
    text = models.CharField(_("Score as printed"), blank=True)
    value = models.FloatField(_("Score"), null=True, blank=True)
    level_text = models.CharField(_("Level as printed"), blank=True)
    threshold = models.FloatField(null=True, blank=True)
    year = models.IntegerField(null=True, blank=True)
    rank_text = models.CharField(blank=True)
    issue_number = models.IntegerField(null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="sheet__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()
