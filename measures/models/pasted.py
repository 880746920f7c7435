"""A table somebody pasted or sent as a workbook, kept until it is applied or thrown away, so that nothing is lost.

Not here: reading it (``measures.pasting``).
"""

from django.db import models
from django_scopes import ScopedManager

from measures.models.measure import Plan


class PastedTable(models.Model):
    """Cells as they came, what they are for and which column means what."""

    class Target(models.TextChoices):
        PLAN = "plan", "plan"
        RESULTS = "results", "results"
        OIT = "oit", "oit"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pasted_tables")
    target = models.CharField(max_length=10, choices=Target.choices)
    listed_as = models.CharField(max_length=10, blank=True)
    round = models.CharField(max_length=20, blank=True)
    cells = models.JSONField()
    """Rows of cell texts, the heading row among them."""
    columns = models.JSONField(default=list, blank=True)
    """Per column the field it means, or null."""
    taken = models.JSONField(default=dict, blank=True)
    """New rows made from the table: number of its row to ``[measure, activity]`` or ``[disclosure, 0]``."""
    source_name = models.CharField(max_length=255, blank=True)
    """The workbook's name; empty for a pasted table."""
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField(null=True)
    created_by_name = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.target} #{self.pk}"
