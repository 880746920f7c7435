"""What the minute's sweep repairs, and that the schedule asks once per due moment."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from jobs import housekeeping, lease, registry, schedule, sweep, worker
from jobs.models import Job, PeriodicRun
from jobs.runner import claim
from jobs.services import enqueue

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # 12.00 in Bangkok


def running_job(owner, attempts=1, expired=False, **values):
    job = Job.objects.create(kind="test_refuse", **values)
    claim(job.pk, owner)
    ago = timedelta(seconds=-1 if expired else 60)
    Job.objects.filter(pk=job.pk).update(attempts=attempts, lease_until=timezone.now() + ago)
    return job


def test_sweep_frees_the_lost_and_leaves_the_living():
    living = running_job(lease.own_name())
    elsewhere = running_job("elsewhere|1|1")
    dead = running_job(f"{lease.place()}|{2**22 + 1}|1")
    silent = running_job("elsewhere|2|2", expired=True)
    worn_out = running_job("elsewhere|3|3", expired=True, attempts=3)
    done = Job.objects.create(kind="test_refuse", state="done")
    assert sweep.sweep_jobs() == sweep.Swept(2, 1, sent=2 if settings.REDIS_URL else 0)
    states = dict(Job.objects.values_list("pk", "state"))
    assert [states[job.pk] for job in (living, elsewhere, dead, silent, worn_out, done)] == [
        "running", "running", "queued", "queued", "failed", "done",
    ]  # fmt: skip
    assert Job.objects.get(pk=worn_out.pk).error == sweep.WORKER_LOST


def test_sweep_by_hand_says_what_it_did(capsys):
    running_job("elsewhere|2|2", expired=True)
    call_command("sweep_jobs")
    assert capsys.readouterr().out == f"waiting again: 1, given up: 0, sent: {1 if settings.REDIS_URL else 0}\n"


def test_a_tick_asks_once_per_day():
    assert schedule.tick(NOON) == [entry.kind for entry in schedule.SCHEDULE]
    assert schedule.tick(NOON + timedelta(hours=3)) == []
    assert schedule.tick(NOON + timedelta(days=1)) == [entry.kind for entry in schedule.SCHEDULE]


def test_missed_days_are_made_up_by_one_run():
    schedule.tick(NOON)
    worker.work_off()
    schedule.tick(NOON + timedelta(days=9))
    assert Job.objects.filter(kind="forget_finished_jobs", state="queued").count() == 1
    assert PeriodicRun.objects.get(name="forget_finished_jobs").last_due_at == datetime(
        2026, 11, 28, 20, 20, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 19, 20, 9, tzinfo=UTC), datetime(2026, 11, 18, 20, 10, tzinfo=UTC)),
        (datetime(2026, 11, 19, 20, 10, tzinfo=UTC), datetime(2026, 11, 19, 20, 10, tzinfo=UTC)),
    ],
)
def test_the_day_is_bangkoks(now, due):
    assert schedule.Daily("any", time(3, 10)).last_due(now) == due


def test_every_scheduled_kind_is_known_to_the_worker():
    assert {entry.kind for entry in schedule.SCHEDULE} <= set(registry.names())


def test_long_done_jobs_are_forgotten_and_failed_ones_kept():
    long_ago = timezone.now() - timedelta(days=housekeeping.KEPT_DAYS + 1)
    Job.objects.create(kind="old", state="done", finished_at=long_ago)
    Job.objects.create(kind="old_failed", state="failed", finished_at=long_ago)
    Job.objects.create(kind="new", state="done", finished_at=timezone.now())
    enqueue(kind="forget_finished_jobs")
    assert worker.work_off() == 1
    assert Job.objects.get(kind="forget_finished_jobs").result == {"deleted": 1}
    assert set(Job.objects.values_list("kind", flat=True)) == {"old_failed", "new", "forget_finished_jobs"}
