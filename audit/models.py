"""One append-only row per edit: who, in which office, when, which row, what stood before and after.

Not here: signatures (``reports`` keeps its own chained ledger), log files.
"""

from django.db import models


class Change(models.Model):
    """An edit. People and agencies are kept as plain values, so that the row survives them."""

    agency_id = models.BigIntegerField(null=True, db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    office = models.CharField(max_length=60, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    """The division whose row somebody of another one recorded (บันทึกแทน); empty otherwise."""
    act = models.CharField(max_length=40)
    """A dotted verb: ``measure.edited``, ``people.appointed``."""
    table = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    row_label = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["table", "row_id"])]

    def __str__(self) -> str:
        return f"{self.act} {self.table} {self.row_id}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A change is written once and never edited.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A change is never deleted.")
