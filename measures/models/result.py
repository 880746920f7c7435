"""Results of an activity, one per round: March's text stays when October's is written.

Not here: the dated diary behind a result (step 2).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from measures.models.measure import Activity, RowStatus


class Round(models.TextChoices):
    """Reporting rounds (รอบ) of a fiscal year."""

    SIX_MONTHS = "six_months", _("First six months")
    TWELVE_MONTHS = "twelve_months", _("Twelve months")
    OTHER = "other", _("Other round")


class Result(models.Model):
    """What came of an activity by the end of a round. "Not done, because …" is a full answer."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="results")
    round = models.CharField(_("Round"), max_length=20, choices=Round.choices, default=Round.TWELVE_MONTHS)
    status = models.CharField(_("Status"), max_length=20, choices=RowStatus.choices, blank=True)
    not_done_reason = models.TextField(_("Not done, because"), blank=True)
    outputs = models.JSONField(_("Outputs"), default=list, blank=True)
    outcomes = models.JSONField(_("Outcomes"), default=list, blank=True)
    problems = models.TextField(_("Problems and obstacles"), blank=True)
    suggestions = models.TextField(_("Suggestions"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="activity__measure__plan__agency")

    class Meta:
        ordering = ["round", "pk"]
        constraints = [models.UniqueConstraint("activity", "round", name="result_once_per_round")]

    def __str__(self) -> str:
        return f"{self.activity} {self.get_round_display()}"

    @property
    def says_something(self) -> bool:
        """Whether anything is recorded in it."""
        return bool(
            self.status or self.outputs or self.outcomes or self.not_done_reason or self.problems or self.suggestions
        )
