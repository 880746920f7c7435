"""A real server process on this test's database, and pairs of real client processes pressing at one moment."""

import multiprocessing
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.concurrency.presser import SECONDS, press
from tests.world import PASSWORD

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(child_environment, wait_until, tmp_path):
    """``with server("package.module", workers=…, threads=…) as port``: gunicorn as in production, on a free port."""

    @contextmanager
    def running(module: str, *, workers: int, threads: int):
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen(64)
            listening.set_inheritable(True)
            port, number = listening.getsockname()[1], listening.fileno()
            log = (tmp_path / "server.log").open("wb")
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"fd://{number}",
                 "--workers", str(workers), "--threads", str(threads), "--timeout", "120"],
                cwd=ROOT, env=child_environment, pass_fds=[number], stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:

            def answers():
                """the server answers"""
                assert process.poll() is None, (tmp_path / "server.log").read_text()
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS) as response:
                        return response.status == 200
                except OSError:
                    return False

            wait_until(answers, seconds=SECONDS)
            yield port
        finally:
            process.terminate()
            process.wait(SECONDS)
            log.close()

    return running


@pytest.fixture
def press_together():
    """``press_together(port, {who: rounds, other: rounds})``: the answers of both, round by round."""

    def run(port: int, people: list[tuple[str, list]]) -> list[tuple[tuple[int, str], ...]]:
        context = multiprocessing.get_context("spawn")
        barrier = context.Barrier(len(people))
        pipes, processes = [], []
        for who, rounds in people:
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=press, args=(port, who, PASSWORD, rounds, barrier, there))
            process.start()
            there.close()
            pipes.append(here)
            processes.append(process)
        answers = [pipe.recv() for pipe in pipes]
        for process in processes:
            process.join(SECONDS)
        assert [process.exitcode for process in processes] == [0] * len(people)
        assert [signed_in for signed_in, _given in answers] == [302] * len(people)
        return list(zip(*(given for _signed_in, given in answers), strict=True))

    return run
