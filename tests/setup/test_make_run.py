"""What `make run` keeps alive: web and worker as real processes, stopped, killed, restarted and ended together."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from jobs import selectors
from jobs.models import Job
from jobs.services import enqueue
from tests.setup.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


class Portal:
    """The started portal, and what it has printed."""

    def __init__(self, process, log):
        self.process, self.log = process, log

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def pids(self, name):
        return [int(pid) for pid in re.findall(rf"\[ita\] {name}: process (\d+)", self.said())]

    def address(self):
        found = re.search(r"ready at: (http://\S+)", self.said())
        return found and found[1]

    def answers(self):
        with urllib.request.urlopen(f"{self.address()}healthz", timeout=10) as answer:
            return answer.read() == b"ok\n"


@pytest.fixture
def portal(child_environment, tmp_path, wait_until):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        # Without Redis on both engines: this is the embedded worker's test; Celery has its own.
        environment = child_environment | {"PORT": str(port), "REDIS_URL": "", "ITA_WEB_PROCESSES": "1"}
        (Path(settings.ITA_DATA_DIR) / "demo-accounts.txt").write_text("mayor  a-password\n", encoding="utf-8")
        log = tmp_path / "portal.log"
        with log.open("wb") as lines:
            process = subprocess.Popen(
                [sys.executable, Path(__file__).with_name("serve_process.py")],
                cwd=ROOT,
                env=environment,
                stdout=lines,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started = Portal(process, log)
        try:
            wait_until(started.address, seconds=40)
            assert started.address() != f"http://localhost:{port}/"  # that one was taken
            yield started
        finally:
            for pid in [*started.pids("web"), *started.pids("worker")]:
                if is_alive(pid):
                    os.killpg(pid, signal.SIGKILL)
            process.kill()
            process.wait(10)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def job_in_state(job, state):
    return lambda: Job.objects.get(pk=job.pk).state == state


def test_it_prints_address_and_accounts_does_jobs_and_ends_with_ctrl_c(portal, wait_until):
    assert "mayor  a-password" in portal.said()
    assert portal.answers()
    job = enqueue(kind="forget_finished_jobs")
    wait_until(job_in_state(job, "done"))
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(30) == 0
    assert [pid for pid in [*portal.pids("web"), *portal.pids("worker")] if is_alive(pid)] == []


def test_with_the_worker_stopped_a_job_waits_and_the_site_answers(portal, wait_until):
    warm_up = enqueue(kind="forget_finished_jobs")
    wait_until(job_in_state(warm_up, "done"))
    (worker,) = portal.pids("worker")
    os.kill(worker, signal.SIGSTOP)
    job = enqueue(kind="forget_finished_jobs", agency_id=1)
    assert portal.answers()
    assert selectors.status_of(job_id=job.pk, agency_id=1).state == "queued"
    os.kill(worker, signal.SIGCONT)
    wait_until(job_in_state(job, "done"))


def test_a_killed_worker_is_started_again(portal, wait_until):
    (first,) = portal.pids("worker")
    os.kill(first, signal.SIGKILL)
    job = enqueue(kind="forget_finished_jobs")
    wait_until(job_in_state(job, "done"), seconds=30)
    assert len(portal.pids("worker")) == 2
    assert portal.answers()


def test_a_dead_web_process_ends_all(portal):
    (web,) = portal.pids("web")
    os.kill(web, signal.SIGKILL)
    assert portal.process.wait(30) != 0
    assert not is_alive(portal.pids("worker")[0])
