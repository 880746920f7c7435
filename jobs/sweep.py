"""Repairs what got lost: jobs whose worker is gone wait again, jobs that Celery never heard of are sent again.

Called at a worker's start and every minute. Safe to call from several processes at once.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from jobs import lease
from jobs.models import Job, JobState
from jobs.services import send

logger = logging.getLogger(__name__)

WORKER_LOST = gettext_noop(
    "The program doing the work ended unexpectedly several times. Please tell the administrator."
)
# A message not taken up within this time may be lost; sending twice is harmless.
SEND_AGAIN_AFTER = timedelta(seconds=60)
SENT_PER_SWEEP = 500


@dataclass(frozen=True)
class Swept:
    waiting_again: int
    given_up: int
    sent: int


def sweep_jobs() -> Swept:
    """Returns how many jobs wait again, were given up after their last attempt, and were sent to Celery."""
    running = Job.objects.filter(state=JobState.RUNNING)
    owners = running.values_list("lease_owner", flat=True).distinct().order_by("lease_owner")
    dead = [owner for owner in owners if lease.is_dead(owner)]
    lost = running.filter(Q(lease_until__lt=Now()) | Q(lease_owner__in=dead))
    given_up = lost.filter(attempts__gte=F("max_attempts")).update(
        state=JobState.FAILED, lease_owner="", lease_until=None, finished_at=Now(), error=WORKER_LOST
    )
    waiting_again = lost.update(state=JobState.QUEUED, lease_owner="", lease_until=None, due_at=Now(), sent_at=None)
    swept = Swept(waiting_again, given_up, _send_unsent())
    if any((waiting_again, given_up, swept.sent)):
        logger.info("sweep: %s wait again, %s given up, %s sent", waiting_again, given_up, swept.sent)
    return swept


def _send_unsent() -> int:
    if not settings.REDIS_URL:
        return 0
    unsent = Job.objects.filter(state=JobState.QUEUED, due_at__lte=Now()).filter(
        Q(sent_at=None) | Q(sent_at__lt=Now() - SEND_AGAIN_AFTER)
    )
    sent = 0
    for job_id in unsent.values_list("pk", flat=True)[:SENT_PER_SWEEP]:
        if not send(job_id):
            break
        sent += 1
    return sent
