"""The plan as it was signed: measures and steps frozen at the mayor's signature, for the report of results.

Not here: signing (``reports``, which hands the rows down), comparing with what stands now (``measures.plan_changes``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from measures.models.measure import Measure, Plan


class AgreedPlan(models.Model):
    """One signed plan of a year; the one with the highest ``number`` holds."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="agreed")
    number = models.PositiveIntegerField()
    report_id = models.BigIntegerField()
    """The signed report, a plain number: measures know nothing of reports."""
    signed_at = models.DateTimeField()

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="agreed_plan_number_once"),
            models.UniqueConstraint("report_id", name="agreed_plan_once_per_report"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"


class AgreedMeasure(models.Model):
    """One measure as signed; ``measure`` is the row its results are recorded in, none once that was deleted.

    ``planned`` is the row it was printed from: the same one, or that of the plan by issue. ``activities`` is
    ``[{"activity_id": …, "planned_id": …, "methods": [...], "period_text": …, "units": [...]}, …]``, the ids those of
    the rows of ``measure`` and ``planned``; an empty list says nothing of steps.
    """

    agreed = models.ForeignKey(AgreedPlan, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveIntegerField(default=0)
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    planned = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.IntegerField(null=True, blank=True)
    number_text = models.CharField(blank=True)
    group_title = models.TextField(blank=True)
    issue_no = models.IntegerField(null=True, blank=True)
    issue_title = models.TextField(blank=True)
    title = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    activities = models.JSONField(default=list, blank=True)
    dropped_reason = models.TextField(_("Reason for leaving it out"), blank=True)
    """Why the measure was taken out of the plan after it was signed."""
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="agreed__plan__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip() or f"#{self.position}"
