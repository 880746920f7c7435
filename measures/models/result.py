"""Results of an activity, one per round: March's text stays when October's is written; and the dated diary behind.

Not here: evidence of it (``evidence``).
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
    figure = models.DecimalField(_("Figure reached"), max_digits=14, decimal_places=2, null=True, blank=True)
    figure_unit = models.CharField(_("Unit of the figure"), max_length=60, blank=True)
    budget_spent = models.DecimalField(_("Budget spent (baht)"), max_digits=14, decimal_places=2, null=True, blank=True)
    uses_no_budget = models.BooleanField(_("Uses no budget"), default=False)
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
            or self.figure is not None or self.budget_spent is not None
        )


class ProgressEntry(models.Model):
    """One dated line of the diary behind a result. Who wrote it is kept as plain words, so that it survives them."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="entries")
    happened_on = models.DateField(_("Date"))
    text = models.TextField(_("What was done"))
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    """The division it was recorded for by somebody of another one (บันทึกแทน); empty otherwise."""
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="activity__measure__plan__agency")

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name_plural = "progress entries"

    def __str__(self) -> str:
        return f"{self.happened_on} {self.text[:60]}"
