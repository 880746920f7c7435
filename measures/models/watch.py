"""What people said about their rows as a whole: dismissed observations, and divisions endorsed by their heads.

Not here: finding observations (``measures.detectors``), what is missing (``measures.completeness``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Department
from measures.models.measure import Plan


class Dismissal(models.Model):
    """That an observation was set aside with a reason; it holds for the text whose SHA-256 ``digest`` is."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dismissals")
    detector = models.CharField(max_length=60)
    row_kind = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    reason = models.TextField(_("Reason"))
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("plan", "detector", "row_kind", "row_id", "field", "digest", name="dismissed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.detector} {self.row_kind} {self.row_id}"


class Endorsement(models.Model):
    """A head's word (รับรองข้อมูล) that the division's data of a round is right; never edited, the newest counts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="endorsements")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    round = models.CharField(max_length=20)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    position = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.department} {self.round}"
