"""THE table of what happens by the clock, and the tick that asks for it. Celery's beat and the polling worker share it.

To add a periodic job: one row in SCHEDULE; its kind is registered by the app that does it.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.models import PeriodicRun
from jobs.services import enqueue
from jobs.sweep import sweep_jobs

TICK_SECONDS = 60.0


@dataclass(frozen=True)
class Daily:
    """A job of this kind every day at this time of the installation's time zone."""

    kind: str
    at: time

    def last_due(self, now: datetime) -> datetime:
        """The latest planned moment not after `now` (aware, in the current time zone)."""
        local = timezone.localtime(now)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)


SCHEDULE = (
    Daily("clear_sessions", time(3, 10)),
    Daily("forget_finished_jobs", time(3, 20)),
    Daily("forget_unused_files", time(3, 30)),
    Daily("check_all_links", time(2, 30)),
    Daily("calendar_digests", time(6, 30)),
)


def tick(now: datetime | None = None) -> list[str]:
    """Sweeps, then asks for every scheduled job that fell due since the last tick, once even when several clocks tick.

    Days missed while everything was off are made up by one run, not by many. Returns the kinds asked for.
    """
    sweep_jobs()
    now = now or timezone.now()
    return [entry.kind for entry in SCHEDULE if _ask_once(entry, entry.last_due(now))]


def _ask_once(entry: Daily, due: datetime) -> bool:
    with transaction.atomic():
        mine = PeriodicRun.objects.filter(name=entry.kind, last_due_at__lt=due).update(last_due_at=due)
        if not mine:
            if PeriodicRun.objects.filter(name=entry.kind).exists():
                return False
            try:
                with transaction.atomic():
                    PeriodicRun.objects.create(name=entry.kind, last_due_at=due)
            except IntegrityError:
                return False  # another clock wrote the first row in this moment
        enqueue(kind=entry.kind, key=f"{due:%Y-%m-%d}")
    return True
