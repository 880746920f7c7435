"""The polling worker: what Celery is with Redis, this loop is without.

Not here: the process itself (management/commands/run_worker).
"""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections, connection

from jobs import lease
from jobs.models import Job
from jobs.runner import run_job
from jobs.schedule import TICK_SECONDS, tick

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
DATABASE_AWAY_SECONDS = 2.0


def work(stop: threading.Event) -> None:
    """Does jobs one after the other until `stop` is set; the job at hand is finished first.

    A database that does not answer is waited for: the site may be restarting it.
    """
    next_tick = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() >= next_tick:
                tick()
                next_tick = time.monotonic() + TICK_SECONDS
            did_something = do_next()
        except DatabaseError:
            logger.warning("the database does not answer; trying again", exc_info=True)
            connection.close()
            stop.wait(DATABASE_AWAY_SECONDS)
            continue
        if not did_something:
            stop.wait(POLL_SECONDS)


def do_next() -> bool:
    """Does the job that waits longest; False when none is due."""
    job_id = Job.objects.filter(lease.claimable()).values_list("pk", flat=True).first()
    if job_id is None:
        return False
    run_job(job_id)
    return True


def work_off() -> int:
    """Does everything that is due now and returns how many jobs that were."""
    done = 0
    while do_next():
        done += 1
    return done
