"""A real PostgreSQL and a real Redis for the time of a test run: free ports, temporary folders, gone afterwards.

`python tools/engines.py COMMAND…` runs one command with DATABASE_URL and REDIS_URL set to them.

Not here: installing the servers (system.py), the test run itself (test.py).
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
POSTGRES_USER = "ita"


class EngineMissing(Exception):
    """A server's program is not on this machine; the message names it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgres_programs() -> Path:
    """The folder of the newest PostgreSQL server here; Debian keeps it out of PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: float(found.parents[1].name))
    on_path = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise EngineMissing("initdb (package postgresql)")


@contextmanager
def postgres() -> Iterator[str]:
    """Yields the DATABASE_URL of a fresh server. It refuses to run as root, so root lends it another user."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="ita-pg-"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    as_user: list[str] = []
    if os.geteuid() == 0:
        user = _unprivileged_user()
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
        as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
    try:
        subprocess.run(
            [
                *as_user, programs / "initdb", "--pgdata", folder / "data", "--username", POSTGRES_USER,
                "--pwfile", folder / "password", "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
                "--no-sync",
            ],
            check=True, cwd=folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        port = free_port()
        options = {
            "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "max_connections": 60,
            # The data lives for one test run; durability would only cost time.
            "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
        }  # fmt: skip
        command = [*as_user, programs / "postgres", "-D", folder / "data"]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        ready = [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port), "--dbname", "postgres"]

        def answers() -> bool:
            return subprocess.run(ready, check=False).returncode == 0

        with _server("PostgreSQL", command, folder, answers, stop=signal.SIGINT):
            yield f"postgres://{POSTGRES_USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """Yields the REDIS_URL of a fresh server that keeps nothing on disk; /0 to /15 are free to use."""
    program = shutil.which("redis-server")
    if program is None:
        raise EngineMissing("redis-server (package redis-server)")
    folder = Path(tempfile.mkdtemp(prefix="ita-redis-"))
    port, password = free_port(), secrets.token_hex(16)
    command = [
        program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no",
        "--requirepass", password,
    ]  # fmt: skip

    def answers() -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as door:
                door.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                lines = door.makefile("rb")
                return [lines.readline(), lines.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False

    try:
        with _server("Redis", command, folder, answers, stop=signal.SIGTERM):
            yield f"redis://:{password}@127.0.0.1:{port}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(
    name: str, command: list, folder: Path, answers: Callable[[], bool], *, stop: signal.Signals
) -> Iterator[None]:
    log = Path(tempfile.mkstemp(prefix=f"ita-{name.lower()}-", suffix=".log")[1])
    with log.open("wb") as lines:
        # A session of its own: Ctrl-C in the terminal reaches the test run, which then stops the server in order.
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=lines, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        end = time.monotonic() + START_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.unlink()


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EngineMissing("a user to run PostgreSQL as (postgres or nobody)")


@contextmanager
def stopped_by_terminate() -> Iterator[None]:
    """SIGTERM ends the program through its `finally` blocks, as Ctrl-C does."""

    def end(_number: int, _frame: object) -> None:
        raise SystemExit(143)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    with stopped_by_terminate(), postgres() as database_url, redis() as redis_url:
        environment = {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": redis_url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
