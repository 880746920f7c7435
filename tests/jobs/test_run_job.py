"""What `run_job` writes for every way a handler can end, and that the outcome belongs to whoever holds the lease."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from jobs import lease, registry, runner, selectors
from jobs.models import Job, JobState
from jobs.registry import UnknownKind
from jobs.runner import claim, run_job
from jobs.services import NotRetriable, enqueue, retry_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def traced(trace):
    return enqueue(kind="test_trace", agency_id=7, requested_by_id=3, arguments={"trace": str(trace)})


def make_due(job):
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def test_done_with_result(traced):
    assert run_job(traced.pk) == "done"
    job = Job.objects.get(pk=traced.pk)
    assert (job.state, job.result, job.attempts, job.lease_owner, job.error) == ("done", {"attempt": 1}, 1, "", "")
    assert job.created_at <= job.started_at <= job.finished_at


def test_a_finished_job_is_not_done_again(traced, trace):
    run_job(traced.pk)
    before = trace.read_text()
    assert run_job(traced.pk) is None
    assert trace.read_text() == before


def test_unknown_id_does_nothing():
    assert run_job(uuid.uuid4()) is None


def test_a_refusal_is_final_and_keeps_sentence_and_detail():
    job = enqueue(kind="test_refuse")
    assert run_job(job.pk) == "failed"
    job.refresh_from_db()
    assert (job.error, job.error_detail, job.attempts) == ("Being done", "the operator's detail", 1)


def test_an_unexpected_failure_is_tried_three_times_then_given_up():
    job = enqueue(kind="test_stumble")
    states = []
    for _ in range(4):
        make_due(job)
        states.append(run_job(job.pk))
    assert states == ["queued", "queued", "failed", None]
    job.refresh_from_db()
    assert (job.error, job.attempts) == (runner.UNEXPECTED, 3)
    assert "ZeroDivisionError: attempt 3" in job.error_detail


def test_a_second_attempt_waits_a_little():
    job = enqueue(kind="test_stumble")
    run_job(job.pk)
    job.refresh_from_db()
    assert timedelta(seconds=3) < job.due_at - timezone.now() <= timedelta(seconds=runner.RETRY_SECONDS)
    assert run_job(job.pk) is None


def test_a_kind_nobody_knows_is_refused_before_a_row_is_written():
    with pytest.raises(UnknownKind):
        enqueue(kind="no_such_kind")
    assert Job.objects.count() == 0


def test_a_row_of_a_kind_that_went_away_fails_with_its_sentence():
    job = Job.objects.create(kind="gone")
    assert run_job(job.pk) == "failed"
    job.refresh_from_db()
    assert (job.error, job.error_detail) == (runner.UNKNOWN_KIND, "gone")


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="test_trace"):
        registry.register("test_trace", lambda job: {})
    assert registry.kind_named("test_trace").handler is not None


def test_a_living_owner_keeps_the_job(traced):
    assert claim(traced.pk, lease.own_name()).attempts == 1
    assert claim(traced.pk, "elsewhere|1|1") is None


def test_a_dead_owner_loses_the_job_at_once(traced):
    claim(traced.pk, f"{lease.place()}|{2**22 + 1}|1")
    assert run_job(traced.pk) == "done"
    assert Job.objects.get(pk=traced.pk).attempts == 2


def test_an_owner_elsewhere_loses_it_when_the_lease_ends(traced):
    claim(traced.pk, "elsewhere|1|1")
    assert run_job(traced.pk) is None
    Job.objects.filter(pk=traced.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_job(traced.pk) == "done"


def test_the_outcome_of_a_lost_lease_is_dropped(traced, monkeypatch):
    def robbed(job):
        Job.objects.filter(pk=job.pk).update(lease_owner="another")
        return {"attempt": "robbed"}

    monkeypatch.setitem(registry._KINDS, "test_trace", registry.Kind("test_trace", robbed, 60, "Trace"))
    assert run_job(traced.pk) is None
    job = Job.objects.get(pk=traced.pk)
    assert (job.state, job.lease_owner, job.result) == ("running", "another", {})


def test_owner_names_tell_a_reused_pid_apart():
    place, pid, start = lease.own_name().split("|")
    assert not lease.is_dead(lease.own_name())
    assert lease.is_dead(f"{place}|{pid}|{int(start) + 1}")
    assert not lease.is_dead(f"elsewhere|{pid}|1")
    assert not lease.is_dead("")


def test_a_rolled_back_request_leaves_no_job():
    class Changed(Exception):
        pass

    def change():
        with transaction.atomic():
            enqueue(kind="test_refuse")
            raise Changed

    with pytest.raises(Changed):
        change()
    assert Job.objects.count() == 0


def test_same_key_is_one_open_job_per_agency(trace):
    arguments = {"trace": str(trace)}
    first = enqueue(kind="test_trace", key="pdf:1", agency_id=1, arguments=arguments)
    assert enqueue(kind="test_trace", key="pdf:1", agency_id=1, arguments=arguments) == first
    assert enqueue(kind="test_trace", key="pdf:1", agency_id=2, arguments=arguments) != first
    assert run_job(first.pk) == "done"
    assert enqueue(kind="test_trace", key="pdf:1", agency_id=1, arguments=arguments) != first
    assert Job.objects.count() == 3


def test_retry_gives_a_failed_job_all_its_attempts_back():
    job = enqueue(kind="test_refuse", agency_id=1)
    run_job(job.pk)
    again = retry_job(job_id=job.pk, agency_id=1)
    assert (again.state, again.attempts, again.error, again.error_detail) == ("queued", 0, "", "")


@pytest.mark.parametrize(("state", "agency_id"), [("failed", 2), ("failed", None), ("queued", 1), ("done", 1)])
def test_retry_of_anything_else_is_refused_and_changes_nothing(state, agency_id):
    job = enqueue(kind="test_refuse", agency_id=1)
    Job.objects.filter(pk=job.pk).update(state=state, error="kept")
    before = Job.objects.filter(pk=job.pk).values().get()
    with pytest.raises(NotRetriable):
        retry_job(job_id=job.pk, agency_id=agency_id)
    assert Job.objects.filter(pk=job.pk).values().get() == before


def test_status_is_for_the_agency_alone():
    job = enqueue(kind="test_refuse", agency_id=1)
    assert selectors.status_of(job_id=job.pk, agency_id=1).state == "queued"
    assert selectors.status_of(job_id=job.pk, agency_id=2) is None
    assert selectors.status_of(job_id=job.pk, agency_id=None) is None


def test_status_says_why_and_when_to_stop_asking(django_assert_num_queries):
    job = enqueue(kind="test_refuse", agency_id=1)
    assert selectors.status_of(job_id=job.pk, agency_id=1).is_open
    run_job(job.pk)
    with translation.override("en"), django_assert_num_queries(1):
        status = selectors.status_of(job_id=job.pk, agency_id=1)
    assert (status.is_open, status.state, status.error) == (False, "failed", "Being done")


def test_a_job_whose_worker_stopped_is_shown_as_waiting(traced):
    claim(traced.pk, "elsewhere|1|1")
    assert selectors.status_of(job_id=traced.pk, agency_id=7).state == JobState.RUNNING
    Job.objects.filter(pk=traced.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert selectors.status_of(job_id=traced.pk, agency_id=7).state == JobState.QUEUED
