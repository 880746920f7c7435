"""The questions pages ask about a job."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext

from jobs.models import Job, JobState


@dataclass(frozen=True)
class JobStatus:
    """What a page says about a job. A job whose worker stopped counts as waiting: nobody is working on it."""

    id: UUID
    kind: str
    state: str
    error: str
    result: dict[str, Any]

    @property
    def is_open(self) -> bool:
        """True while it is worth asking again."""
        return self.state in (JobState.QUEUED, JobState.RUNNING)


def status_of(*, job_id: UUID, agency_id: int | None) -> JobStatus | None:
    """The job's state for this agency, its error translated; None when it is not there or another agency's."""
    stopped = Q(state=JobState.RUNNING, lease_until__lt=Now())
    shown = Case(When(stopped, then=Value(JobState.QUEUED.value)), default=F("state"), output_field=CharField())
    found = (
        Job.objects.filter(pk=job_id, agency_id=agency_id)
        .annotate(shown=shown)
        .values_list("pk", "kind", "shown", "error", "result")
        .first()
    )
    if found is None:
        return None
    pk, kind, state, error, result = found
    return JobStatus(pk, kind, state, gettext(error) if error else "", result)


def open_jobs(*, kind: str, agency_id: int) -> list[Job]:
    """An agency's jobs of a kind that wait or are being done, the oldest first."""
    found = Job.objects.filter(kind=kind, agency_id=agency_id, state__in=(JobState.QUEUED, JobState.RUNNING))
    return list(found.order_by("created_at", "pk"))


def last_failure(*, kind: str, agency_id: int) -> str:
    """Why an agency's newest job of a kind failed, translated; empty when it did not."""
    newest = Job.objects.filter(kind=kind, agency_id=agency_id).order_by("-created_at", "pk").only("state", "error")
    job = newest.first()
    return gettext(job.error) if job is not None and job.state == JobState.FAILED and job.error else ""


def jobs_listed(*, state: str = "") -> QuerySet[Job]:
    """Every agency's jobs for the operator, the latest first; of one stored state when given."""
    jobs = Job.objects.order_by("-created_at", "pk")
    return jobs.filter(state=state) if state else jobs


def count_by_state() -> dict[str, int]:
    """How many jobs of all agencies stand in each stored state."""
    return dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
