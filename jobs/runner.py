"""The one entry to a job's work: `run_job(id)` claims the row, does the work, writes the outcome.

Celery and the polling worker both call it. Two calls for one job are harmless: the claim is a conditional update, and
so is the outcome, so a worker that was stopped and lost its lease cannot overwrite what another one did.

Not here: who calls it (tasks, worker), what makes a lost job claimable again (sweep).
"""

import logging
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_noop

from jobs import lease
from jobs.models import Job, JobState
from jobs.registry import JobRefused, UnknownKind, kind_named

logger = logging.getLogger(__name__)

TOOK_TOO_LONG = gettext_noop("The work took too long and was stopped. Please try again later.")
UNEXPECTED = gettext_noop("The work failed for an unexpected reason. Please try again, or tell the administrator.")
UNKNOWN_KIND = gettext_noop("This installation does not know how to do this work. Please tell the administrator.")
RETRY_SECONDS = 5


class TookTooLong(Exception):
    """The handler used up the seconds its kind allows."""


class LeaseLost(Exception):
    """Another worker has claimed the job meanwhile."""


def claim(job_id: UUID, owner: str) -> Job | None:
    """The job, now leased to `owner`; None when it is not due, finished, or somebody living has it."""
    seen = Job.objects.filter(pk=job_id, state=JobState.RUNNING).values_list("lease_owner", flat=True).first()
    if seen and lease.is_dead(seen):
        Job.objects.filter(pk=job_id, state=JobState.RUNNING, lease_owner=seen).update(lease_until=Now() - _a_moment)
    claimed = Job.objects.filter(lease.claimable(), pk=job_id).update(
        state=JobState.RUNNING,
        lease_owner=owner,
        lease_until=_lease_end(),
        attempts=F("attempts") + 1,
        started_at=Now(),
    )
    return Job.objects.get(pk=job_id) if claimed else None


def run_job(job_id: UUID) -> str | None:
    """Does the job unless it is somebody else's. Returns the state it ended in, None when nothing was done here.

    A handler's `JobRefused` is final. Any other failure is tried again until `max_attempts`.
    """
    job = claim(job_id, lease.own_name())
    if job is None:
        return None
    try:
        kind = kind_named(job.kind)
        with _watched(job, kind.seconds), translation.override(settings.LANGUAGE_CODE):
            result = kind.handler(job)
    except JobRefused as refusal:
        return _finish(job, JobState.FAILED, error=refusal.sentence, error_detail=refusal.detail)
    except TookTooLong:
        return _fail_or_retry(job, TOOK_TOO_LONG, f"{kind.seconds:g} s")
    except LeaseLost:
        logger.warning("job %s: stopped, another worker has it now", job.pk)
        return None
    except UnknownKind:
        return _finish(job, JobState.FAILED, error=UNKNOWN_KIND, error_detail=job.kind)
    except Exception:
        # The worker's boundary: whatever a handler raises is logged and written into the row, and the worker lives.
        logger.exception("job %s (%s) failed in attempt %s", job.pk, job.kind, job.attempts)
        return _fail_or_retry(job, UNEXPECTED, traceback.format_exc(limit=-3))
    return _finish(job, JobState.DONE, result=result or {}, error="", error_detail="")


def _fail_or_retry(job: Job, sentence: str, detail: str) -> str | None:
    if job.attempts >= job.max_attempts:
        return _finish(job, JobState.FAILED, error=sentence, error_detail=detail)
    again_at = Now() + timedelta(seconds=RETRY_SECONDS * job.attempts)
    ours = _still_ours(job).update(
        state=JobState.QUEUED, lease_owner="", lease_until=None, due_at=again_at, sent_at=None, error_detail=detail
    )
    return JobState.QUEUED if ours else None


def _finish(job: Job, state: JobState, **outcome: Any) -> str | None:
    ours = _still_ours(job).update(state=state, lease_owner="", lease_until=None, finished_at=Now(), **outcome)
    if not ours:
        logger.warning("job %s: the lease was lost, this attempt's outcome (%s) is dropped", job.pk, state)
        return None
    return state


def _still_ours(job: Job):
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_owner=job.lease_owner, attempts=job.attempts)


_a_moment = timedelta(seconds=1)


def _lease_end():
    return Now() + timedelta(seconds=settings.ITA_JOB_LEASE_SECONDS)


@contextmanager
def _watched(job: Job, seconds: float) -> Iterator[None]:
    """Renews the lease while the handler works, and interrupts it when its seconds are used up or the lease is lost.

    A thread of its own with a connection of its own beats; only its beats count as time, so a process that was stopped
    and continued has not used up its seconds meanwhile. A process that is stopped or killed no longer renews: that is
    the whole protocol. Only a main thread can be interrupted; a handler that does not end even so loses its lease.
    """
    ended = threading.Event()
    reasons: list[type[Exception]] = []
    in_main = threading.current_thread() is threading.main_thread()

    def interrupt(reason: type[Exception]) -> None:
        reasons.append(reason)
        if in_main and not ended.is_set():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGALRM)

    def on_alarm(_number: int, _frame: object) -> None:
        if reasons and not ended.is_set():
            raise reasons[0]

    thread = threading.Thread(target=_beat, args=(job, seconds, ended, interrupt), name=f"lease-{job.pk}", daemon=True)
    before = signal.signal(signal.SIGALRM, on_alarm) if in_main else None
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        if in_main:
            signal.signal(signal.SIGALRM, before)


def _beat(job: Job, seconds: float, ended: threading.Event, interrupt: Callable[[type[Exception]], None]) -> None:
    left, every = seconds, settings.ITA_JOB_LEASE_SECONDS / 3
    try:
        while not ended.wait(min(every, left)):
            left -= every
            if left <= 0:
                interrupt(TookTooLong)
                return
            try:
                if not _still_ours(job).update(lease_until=_lease_end()):
                    interrupt(LeaseLost)
                    return
            except DatabaseError:
                # The next beat tries again; should the database stay away, the lease runs out, as it must.
                logger.warning("job %s: the lease could not be renewed", job.pk, exc_info=True)
                connection.close()
    finally:
        connection.close()
