"""The worker of `make run` as a real process: killed, stopped, ended, and several at once."""

import os
import signal

import pytest
from django.db import connection

from jobs import selectors
from jobs.models import Job
from jobs.services import enqueue
from tests.jobs.conftest import state, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(trace, pipe):
    return enqueue(kind="test_hold", agency_id=1, arguments={"trace": str(trace), "pipe": str(pipe)})


def test_kill_9_during_a_job_and_it_is_done_after_restart(held, trace, start_worker, wait_until):
    first = start_worker()
    wait_until(lambda: words(trace) == ["begun"])
    first.kill()
    first.wait()
    assert state(held) == "running"
    start_worker()
    wait_until(lambda: state(held) == "done")
    assert words(trace) == ["begun", "begun", "ended"]
    assert Job.objects.get(pk=held.pk).result == {"attempt": 2}


def test_a_stopped_worker_makes_the_job_wait_and_the_site_answers(trace, client, start_worker, wait_until):
    worker = start_worker()
    warm_up = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    wait_until(lambda: state(warm_up) == "done")
    os.kill(worker.pid, signal.SIGSTOP)
    job = enqueue(kind="test_trace", agency_id=1, arguments={"trace": str(trace)})
    assert client.get("/healthz").status_code == 200
    assert selectors.status_of(job_id=job.pk, agency_id=1).state == "queued"
    os.kill(worker.pid, signal.SIGCONT)
    wait_until(lambda: state(job) == "done")


@pytest.mark.parametrize("finishes", [False, True], ids=["still at work", "about to finish"])
def test_stopped_in_the_middle_it_loses_the_lease_and_cannot_overwrite(
    held, trace, let_go, start_worker, wait_until, finishes
):
    first = start_worker()
    wait_until(lambda: words(trace) == ["begun"])
    os.kill(first.pid, signal.SIGSTOP)
    wait_until(lambda: selectors.status_of(job_id=held.pk, agency_id=1).state == "queued")
    start_worker()
    wait_until(lambda: state(held) == "done")
    outcome = Job.objects.filter(pk=held.pk).values().get()
    if finishes:
        let_go()
    os.kill(first.pid, signal.SIGCONT)
    first.terminate()
    assert first.wait(15) == 0
    assert Job.objects.filter(pk=held.pk).values().get() == outcome
    assert outcome["result"] == {"attempt": 2}


def test_stopped_and_continued_alone_it_brings_the_job(held, trace, let_go, start_worker, wait_until):
    worker = start_worker()
    wait_until(lambda: words(trace) == ["begun"])
    os.kill(worker.pid, signal.SIGSTOP)
    wait_until(lambda: selectors.status_of(job_id=held.pk, agency_id=1).state == "queued")
    os.kill(worker.pid, signal.SIGCONT)
    let_go()
    wait_until(lambda: state(held) == "done")


def test_terminate_finishes_the_job_at_hand_and_takes_no_other(held, trace, let_go, start_worker, wait_until):
    worker = start_worker()
    wait_until(lambda: words(trace) == ["begun"])
    other = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    worker.terminate()
    let_go()
    assert worker.wait(15) == 0
    assert (state(held), state(other)) == ("done", "queued")


def test_a_job_over_its_time_is_interrupted_and_the_worker_lives(trace, pipe, start_worker, wait_until):
    start_worker()
    endless = enqueue(kind="test_never_end", arguments={"pipe": str(pipe)})
    wait_until(lambda: Job.objects.get(pk=endless.pk).error_detail == "0.3 s")
    following = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    wait_until(lambda: state(following) == "done")


def test_several_workers_do_each_job_once(trace, start_worker):
    jobs = [enqueue(kind="test_trace", arguments={"trace": str(trace)}) for _ in range(40)]
    workers = [start_worker("--until-empty") for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    lines = trace.read_text().splitlines()
    begun = [line.split()[1] for line in lines if line.startswith("begun")]
    assert sorted(begun) == sorted(str(job.pk) for job in jobs)
    assert set(Job.objects.filter(kind="test_trace").values_list("state", "attempts")) == {("done", 1)}


def test_the_lease_is_renewed_while_the_work_lasts(held, trace, let_go, start_worker, wait_until):
    start_worker()
    wait_until(lambda: words(trace) == ["begun"])
    first = Job.objects.get(pk=held.pk).lease_until
    wait_until(lambda: (Job.objects.get(pk=held.pk).lease_until - first).total_seconds() > 1.5)
    assert state(held) == "running"
    let_go()
    wait_until(lambda: state(held) == "done")
    assert Job.objects.get(pk=held.pk).attempts == 1


def test_control_an_unconditional_claim_would_do_a_job_twice(trace):
    """Shows that the trace would tell: two claims without condition give two beginnings."""
    job = enqueue(kind="test_trace", arguments={"trace": str(trace)})
    from tests.jobs.kinds import trace_once

    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(state="running")
        trace_once(Job.objects.get(pk=job.pk))
    assert words(trace).count("begun") == 2
    assert connection.in_atomic_block is False
