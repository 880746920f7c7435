"""What an agency scored in a fiscal year, as announced: kept in editions, nothing ever changed.

Not here: scores as an agency's own documents print them (``score``), calculation and checks
(``indicators.calculation``), deeds (``indicators.scores.services``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency


class Origin(models.TextChoices):
    """Where a value was read."""

    ANNOUNCED = "announced", _("NACC announcement")
    ITAS = "itas", _("Result page of ITAS")
    DOCUMENT = "document", _("Document of the agency")
    IMPORTED = "imported", _("Imported file")
    OTHER = "other", _("Other source")


class ScoreEdition(models.Model):
    """An agency's scores of one assessed fiscal year (B.E.) as they were known at one time.

    The edition with the highest ``number`` is the current one. Every edition holds all its values; saving a change
    makes a new one and leaves the earlier ones as they are.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="score_editions")
    assessed_year = models.PositiveIntegerField(_("Assessed fiscal year"))
    number = models.PositiveIntegerField(_("Edition"))
    level = models.CharField(_("Level as announced"), max_length=60, blank=True)
    """In the announcement's own words (ผ่านดี, AA); never computed."""
    announced_on = models.DateField(_("Date of the announcement"), null=True, blank=True)
    remark = models.CharField(_("Remark on this edition"), max_length=500, blank=True)
    saved_by_id = models.BigIntegerField(null=True)
    saved_by_name = models.CharField(max_length=200, blank=True)
    """Empty for an edition that came with a loaded document."""
    saved_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-assessed_year", "-number"]
        constraints = [models.UniqueConstraint("agency", "assessed_year", "number", name="score_edition_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.assessed_year} · {self.number}"


class ScoreValue(models.Model):
    """One value of an edition, 0.00 to 100.00, and where it was read.

    ``code`` by part: overall and floor empty; instrument ``IIT``; instrument_part ``EIT.1``; indicator ``9``;
    sub_indicator ``9.1``; item ``o9``. The floor is what no indicator is below, where only the lowest was told.
    """

    class Part(models.TextChoices):
        OVERALL = "overall", _("Overall score")
        INSTRUMENT = "instrument", _("Instrument")
        INSTRUMENT_PART = "instrument_part", _("Part of an instrument")
        INDICATOR = "indicator", _("Indicator")
        SUB_INDICATOR = "sub_indicator", _("Sub-indicator")
        ITEM = "item", _("Item")
        FLOOR = "floor", _("No indicator is below")

    edition = models.ForeignKey(ScoreEdition, on_delete=models.CASCADE, related_name="values")
    part = models.CharField(max_length=20, choices=Part.choices)
    code = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(_("Score"), max_digits=5, decimal_places=2)
    origin = models.CharField(_("Source"), max_length=20, choices=Origin.choices)

    objects = ScopedManager(agency="edition__agency")

    class Meta:
        ordering = ["edition", "part", "pk"]
        constraints = [
            models.UniqueConstraint("edition", "part", "code", name="score_value_once"),
            models.CheckConstraint(condition=models.Q(value__gte=0, value__lte=100), name="score_value_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.code} {self.value}"


class ScoreNote(models.Model):
    """What a person said about a finding of the checks; rows are only added, the newest counts.

    It holds for the figures whose SHA-256 ``digest`` is; other figures ask again.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="score_notes")
    assessed_year = models.PositiveIntegerField()
    finding = models.CharField(max_length=60)
    subject = models.CharField(max_length=20, blank=True)
    """What the finding is about: an indicator's number, an item's code; empty for the whole sheet."""
    digest = models.CharField(max_length=64)
    text = models.TextField(_("Note"))
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.finding} {self.subject}".strip()
