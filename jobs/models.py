"""The job row: written before anything is queued, and the only truth about a long job.

Not here: claiming and running (runner), what to do with a kind (registry).
"""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being done")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """One long piece of work. `agency_id` and `requested_by_id` are plain numbers: this package lies below accounts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, blank=True)  # same kind and key: asked for once while it is open
    agency_id = models.BigIntegerField(null=True, blank=True)
    requested_by_id = models.BigIntegerField(null=True, blank=True)
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    lease_owner = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    # A plain English sentence known to gettext, translated where it is shown; the detail is for the operator.
    error = models.CharField(max_length=300, blank=True)
    error_detail = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True)
    # Moments come from the database's clock, so that workers on several machines agree.
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "created_at")
        indexes = (
            models.Index(fields=("state", "due_at"), name="job_state_due"),
            models.Index(fields=("agency_id", "created_at"), name="job_agency_created"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=models.Q(state__in=("queued", "running")) & ~models.Q(key=""),
                name="job_open_once_per_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"


class PeriodicRun(models.Model):
    """When an entry of the schedule was last asked for, so that of several clocks only one asks."""

    name = models.CharField(max_length=60, primary_key=True)
    last_due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.last_due_at:%Y-%m-%d %H:%M}"
