"""The long count: a hundred jobs while their worker is killed again and again; none is lost, each comes to its end."""

import pytest

from jobs.models import Job
from jobs.services import enqueue

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

JOBS = 100
KILLS = 25
DONE_PER_LIFE = 3


def test_no_job_is_lost_to_kill_9(trace, start_worker, wait_until):
    jobs = [enqueue(kind="test_while", arguments={"trace": str(trace)}) for _ in range(JOBS)]
    Job.objects.update(max_attempts=KILLS + 1)
    done = Job.objects.filter(state="done", kind="test_while")
    for life in range(1, KILLS + 1):
        worker = start_worker()
        wait_until(lambda life=life: done.count() >= life * DONE_PER_LIFE, seconds=60)
        worker.kill()
        worker.wait()
    start_worker()
    wait_until(lambda: done.count() == JOBS, seconds=60)
    lines = [line.split() for line in trace.read_text().splitlines()]
    ended = [pk for word, pk, *_ in lines if word == "ended"]
    assert set(ended) == {str(job.pk) for job in jobs}
    # The kills did land in the middle of jobs, else this would show nothing.
    assert len(lines) > 2 * JOBS
    assert not Job.objects.exclude(state="done").exists()
