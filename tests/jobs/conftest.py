"""Real worker processes on this test's database, and the traces their jobs leave."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from jobs.models import Job
from tests.jobs import kinds

kinds.register_all()

ROOT = Path(settings.BASE_DIR)
LEASE_SECONDS = 1.5


@pytest.fixture(autouse=True)
def short_leases(settings):
    settings.ITA_JOB_LEASE_SECONDS = LEASE_SECONDS


@pytest.fixture
def start_process(child_environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts `python ARGUMENTS…`; every process still there at the end is killed, with its children."""
    started: list[subprocess.Popen] = []
    environment = {**child_environment, "ITA_JOB_LEASE_SECONDS": str(LEASE_SECONDS)}

    def start(*arguments: str | Path) -> subprocess.Popen:
        log = (tmp_path / f"process-{len(started)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture
def start_worker(start_process) -> Callable[..., subprocess.Popen]:
    return lambda *options: start_process(Path(__file__).with_name("polling_worker.py"), *options)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "trace"
    path.touch()
    return path


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def let_go(pipe: Path) -> Iterator[Callable[[], int]]:
    """Lets a job that waits at the pipe go on."""
    # Open for both, so that neither side ever waits for the other to open (a stopped reader would not be there).
    end = os.open(pipe, os.O_RDWR)
    yield lambda: os.write(end, b"go\n")
    os.close(end)


def words(trace: Path) -> list[str]:
    return [line.split()[0] for line in trace.read_text(encoding="utf-8").splitlines()]


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)
