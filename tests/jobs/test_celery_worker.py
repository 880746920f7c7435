"""With Redis, a real Celery worker carries the ids; the row stays the truth when it, or Redis, is lost."""

import os
import signal
import time

import pytest
import redis
from celery import current_app
from django.conf import settings

from jobs.models import Job
from jobs.services import enqueue
from jobs.sweep import sweep_jobs
from tests.jobs.conftest import state, words

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start_celery(start_process):
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    options = ("-A", "tests.jobs.celery_worker", "worker", "--concurrency=1", "--loglevel=INFO", "--without-mingle")
    return lambda: start_process("-m", "celery", *options)


def test_a_job_comes_through_celery(trace, start_celery, wait_until):
    start_celery()
    job = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    assert Job.objects.get(pk=job.pk).sent_at is not None
    wait_until(lambda: state(job) == "done", seconds=30)
    assert words(trace) == ["begun", "ended"]


def test_kill_9_of_celery_during_a_job_and_the_sweep_brings_it_back(trace, pipe, start_celery, wait_until):
    first = start_celery()
    job = enqueue(kind="test_hold", arguments={"trace": str(trace), "pipe": str(pipe)})
    wait_until(lambda: words(trace) == ["begun"], seconds=30)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    start_celery()
    wait_until(lambda: sweep_jobs().waiting_again == 1)  # the kill of the child may take a moment
    wait_until(lambda: state(job) == "done", seconds=30)
    assert words(trace) == ["begun", "begun", "ended"]


def test_kill_9_of_the_child_alone_and_celery_itself_brings_it_back(trace, pipe, start_celery, wait_until):
    start_celery()
    job = enqueue(kind="test_hold", arguments={"trace": str(trace), "pipe": str(pipe)})
    wait_until(lambda: words(trace) == ["begun"], seconds=30)
    os.kill(int(trace.read_text().split()[3]), signal.SIGKILL)
    wait_until(lambda: state(job) == "done", seconds=30)
    assert words(trace) == ["begun", "begun", "ended"]


def test_messages_lost_with_redis_are_sent_again(trace, start_celery, wait_until):
    jobs = [enqueue(kind="test_trace", arguments={"trace": str(trace)}) for _ in range(5)]
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    start_celery()
    assert sweep_jobs().sent == 0  # just sent: not yet held for lost
    Job.objects.update(sent_at=None)
    assert sweep_jobs().sent == 5
    wait_until(lambda: {state(job) for job in jobs} == {"done"}, seconds=30)


@pytest.fixture
def unreachable_redis(monkeypatch):
    """Nothing listens on port 1."""
    for name in ("broker_url", "broker_write_url"):
        monkeypatch.setattr(current_app.conf, name, "redis://127.0.0.1:1/0")
    current_app.amqp._producer_pool = None
    yield
    current_app.amqp._producer_pool = None


def test_without_redis_answering_a_job_is_still_written_and_soon(trace, unreachable_redis):
    begun = time.monotonic()
    job = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    took = time.monotonic() - begun
    assert (Job.objects.get(pk=job.pk).state, Job.objects.get(pk=job.pk).sent_at) == ("queued", None)
    assert took < 3
