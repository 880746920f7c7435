"""`make run`: sets up what is missing, then web and worker side by side until Ctrl-C.

Without REDIS_URL the worker is the polling one; with it Celery's worker and beat. A worker that dies is started again.

Not here: the set-up itself (setup.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from setup import PYTHON, data_folder, fill, prepare, run_environment
from steps import ROOT, SetupFailed, say

START_SECONDS = 60
STOP_SECONDS = 15
PORTS_TRIED = 50
# gunicorn's and our own refusals: starting again would only repeat them.
REFUSED = 3


class Child:
    """One process of the portal; its lines are passed on with its name before them."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this program alone, which then ends the children in order. Should this
        # program be killed, the kernel ends them.
        dies_with_us = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        process = subprocess.Popen(
            [*dies_with_us, *self.command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        threading.Thread(target=self._pass_on, args=(process,), daemon=True).start()
        say(f"{self.name}: process {process.pid}")
        return process

    def _pass_on(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            sys.stdout.write(f"{self.name:6} | {line.decode(errors='replace').rstrip()}\n")
            sys.stdout.flush()

    def restart(self) -> None:
        self.process = self._start()


def commands(environment: dict[str, str]) -> dict[str, list[str]]:
    """What runs, by name."""
    python = str(PYTHON)
    web = [python, "-m", "gunicorn", "--config", "python:ita_portal.gunicorn", "ita_portal.wsgi"]
    if not environment.get("REDIS_URL"):
        return {"web": web, "worker": [python, "manage.py", "run_worker"]}
    celery = [python, "-m", "celery", "-A", "ita_portal.celery"]
    return {
        "web": web,
        "worker": [*celery, "worker", "--concurrency=1", "--loglevel=INFO"],
        "beat": [*celery, "beat", "--loglevel=INFO", f"--schedule={data_folder(environment) / 'beat-schedule'}"],
    }


def choose_port(wanted: int) -> int:
    """The wanted port, or the next free one after it."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    last = wanted + PORTS_TRIED - 1
    raise SetupFailed(f"ไม่มีพอร์ตว่างระหว่าง {wanted} ถึง {last}\nNo free port between {wanted} and {last}.")


def serve(environment: dict[str, str], stop: threading.Event) -> int:
    """Runs everything until `stop` is set or the web process ends; returns the exit status."""
    address = f"http://localhost:{environment['PORT']}/"
    children = [Child(name, command, environment) for name, command in commands(environment).items()]
    try:
        if not _wait_for_web(address, children[0], stop):
            return children[0].process.poll() or (0 if stop.is_set() else 1)
        _greet(address, environment)
        while not stop.wait(1.0):
            for child in children:
                status = child.process.poll()
                if status is None:
                    continue
                say(f"{child.name} ended ({status})")
                if child.name == "web" or status == REFUSED:
                    return status or 1
                child.restart()
        return 0
    finally:
        _end(children)


def _wait_for_web(address: str, web: Child, stop: threading.Event) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and not stop.is_set() and web.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=5):  # noqa: S310  (our own http address)
                return True
        except urllib.error.HTTPError:
            return True  # it answers; its own log says what is wrong
        except OSError:
            stop.wait(0.1)
    return False


def _greet(address: str, environment: dict[str, str]) -> None:
    lines = ["", f"ระบบพร้อมใช้งานที่ / The portal is ready at: {address}", ""]
    accounts = data_folder(environment) / "demo-accounts.txt"
    if accounts.is_file():
        lines += ["บัญชีสาธิต / Demonstration accounts:", accounts.read_text(encoding="utf-8").rstrip(), ""]
    lines += ["กด Ctrl-C เพื่อหยุด / Ctrl-C stops everything", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _end(children: list[Child]) -> None:
    say("stopping …")
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            # A job that was running is claimed again at the next start.
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def main() -> int:
    stop = threading.Event()
    try:
        prepare()
        environment = run_environment()
        environment["PORT"] = str(choose_port(int(environment.get("PORT") or 8000)))
        environment["PYTHONUNBUFFERED"] = "1"
        fill(environment)
    except SetupFailed as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return serve(environment, stop)


if __name__ == "__main__":
    sys.exit(main())
