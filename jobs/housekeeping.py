"""Periodic jobs that belong to no other package: dead sessions and long finished jobs go away."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db.models.functions import Now

from jobs.models import Job, JobState

KEPT_DAYS = 30


def clear_sessions(job: Job) -> dict[str, Any]:
    call_command("clearsessions")
    return {}


def forget_finished_jobs(job: Job) -> dict[str, Any]:
    """Deletes jobs done more than KEPT_DAYS days ago; failed ones stay, somebody may still ask why."""
    deleted, _ = Job.objects.filter(state=JobState.DONE, finished_at__lt=Now() - timedelta(days=KEPT_DAYS)).delete()
    return {"deleted": deleted}
