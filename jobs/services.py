"""The deeds around jobs: asking for one, and asking again for one that failed.

Not here: doing the work (runner).
"""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from jobs.models import Job, JobState
from jobs.registry import kind_named

logger = logging.getLogger(__name__)

RUN_TASK = "jobs.run"
"""The name under which Celery knows ``jobs.tasks.run``."""


class NotRetriable(Exception):
    """The job is not there for this agency, or has not failed."""


def enqueue(
    *,
    kind: str,
    arguments: dict[str, Any] | None = None,
    agency_id: int | None = None,
    requested_by_id: int | None = None,
    key: str = "",
) -> Job:
    """Writes the job row in the caller's transaction; a worker sees it when that commits and never otherwise.

    With a `key`, an open job of the same kind and key is returned instead of a second one.
    """
    if key:
        key = f"{agency_id or ''}:{key}"  # two agencies never share a job
    kind_named(kind)  # a kind nobody does is a mistake of the caller, found before the row is written
    values = {
        "kind": kind,
        "key": key,
        "agency_id": agency_id,
        "requested_by_id": requested_by_id,
        "arguments": arguments or {},
    }
    job = _open_job(kind, key)
    if job is None:
        try:
            with transaction.atomic():
                job = Job.objects.create(**values)
        except IntegrityError:
            # Somebody asked for the same in this very moment; theirs is the job.
            job = _open_job(kind, key)
            if job is None:
                raise
            return job
        transaction.on_commit(lambda: send(job.pk))
    return job


def retry_job(*, job_id: UUID, agency_id: int | None) -> Job:
    """The failed job waits again with all its attempts. Raises NotRetriable and changes nothing otherwise."""
    changed = Job.objects.filter(pk=job_id, agency_id=agency_id, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, due_at=Now(), sent_at=None, finished_at=None, error="", error_detail=""
    )
    if not changed:
        raise NotRetriable(str(job_id))
    transaction.on_commit(lambda: send(job_id))
    return Job.objects.get(pk=job_id)


def send(job_id: UUID) -> bool:
    """Hands the id to Celery when there is Redis. A send that fails is only logged: the sweep sends again."""
    if not settings.REDIS_URL:
        return False
    from celery import current_app
    from kombu.exceptions import OperationalError

    try:
        current_app.send_task(RUN_TASK, args=[str(job_id)], retry=False)
    except OperationalError:
        logger.warning("job %s: not sent, Redis does not answer; the sweep will send it", job_id)
        return False
    Job.objects.filter(pk=job_id).update(sent_at=Now())
    return True


def _open_job(kind: str, key: str) -> Job | None:
    if not key:
        return None
    return Job.objects.filter(kind=kind, key=key, state__in=(JobState.QUEUED, JobState.RUNNING)).first()
