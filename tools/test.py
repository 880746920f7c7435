"""`make test`: every check, every test on SQLite and on a real PostgreSQL with Redis and Celery, then the browser's.

Prints per engine what was collected and what passed. A test may be missing on one engine only when it is marked so;
a skipped test counts as a failure. What it starts it takes down.

Not here: the servers (engines.py), the set-up (setup.py), the record of a run (record.py).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engines import EngineMissing, postgres, redis, stopped_by_terminate
from setup import PYTHON, prepare
from steps import ROOT, SetupFailed, say

BROWSER = "tests/browser"
PROCESSES = "2"
STOP_SECONDS = 20


@dataclass(frozen=True)
class Outcome:
    """One pytest run: its name, its tests by id, pytest's exit status."""

    name: str
    tests: dict[str, dict]
    status: int

    def count(self, outcome: str) -> int:
        return sum(test["outcome"] == outcome for test in self.tests.values())

    @property
    def is_good(self) -> bool:
        return self.status == 0 and bool(self.tests) and self.count("passed") == len(self.tests)

    def line(self) -> str:
        return (
            f"{self.name}: {len(self.tests)} collected, {self.count('passed')} passed, {self.count('failed')} failed, "
            f"{self.count('skipped')} skipped"
        )


def differences(one: Outcome, other: Outcome) -> list[str]:
    """Tests that ran on one engine only without being marked so."""
    lines = []
    for here, there in ((one, other), (other, one)):
        for test in sorted(here.tests.keys() - there.tests.keys()):
            if not here.tests[test]["one_engine"]:
                lines.append(f"only on {here.name}: {test}")
    return lines


def run_pytest(name: str, *arguments: str, **settings: str) -> Outcome:
    """Runs pytest with these settings in the environment and nothing of the caller's own configuration."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_", "DJANGO_"))}
    for key in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PYTEST_ADDOPTS"):
        environment.pop(key, None)
    with tempfile.TemporaryDirectory(prefix="ita-record-") as folder:
        record = Path(folder) / "record.json"
        environment |= {"ITA_TEST_RECORD": str(record), "ITA_ENV_FILE": os.devnull, **settings}
        say(f"pytest on {name} …")
        command = [PYTHON, "-m", "pytest", "-p", "tools.record", "-q", *arguments]
        status = _run_to_its_end(command, environment)
        tests = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    return Outcome(name, tests, status)


def _run_to_its_end(command: list, environment: dict[str, str]) -> int:
    """The exit status. When this run is broken off, pytest and its whole group end before the servers do."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            say("pytest does not end by itself")
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def checks() -> list[str]:
    """The names of the static checks that fail."""
    bin_folder = PYTHON.parent
    commands = {
        "ruff check": [bin_folder / "ruff", "check", "."],
        "lint-imports": [bin_folder / "lint-imports", "--no-cache"],
        "makemigrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    return [name for name, command in commands.items() if subprocess.run(command, cwd=ROOT, check=False).returncode]


def run_all(selection: list[str]) -> tuple[list[Outcome], list[str]]:
    """The runs' outcomes and what is wrong beyond failed tests."""
    xdist = ["-n", PROCESSES, "--dist", "loadscope"]
    engines = [*xdist, f"--ignore={BROWSER}", *selection]
    wrong = [f"static check failed: {name}" for name in checks()]
    outcomes = [run_pytest("SQLite", *engines)]
    with postgres() as database_url, redis() as redis_url:
        outcomes.append(run_pytest("PostgreSQL with Redis", *engines, DATABASE_URL=database_url, REDIS_URL=redis_url))
    wrong += differences(*outcomes)
    if not selection and any((ROOT / BROWSER).rglob("test_*.py")):
        outcomes.append(run_pytest("browser", "-n", "0", BROWSER))
    return outcomes, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs every check and every test on both engines.")
    parser.add_argument("--soak", action="store_true", help="the long counts instead (marked soak)")
    parser.add_argument("selection", nargs="*", help="folders or files instead of everything (without the browser)")
    options = parser.parse_args()
    begun = time.monotonic()
    selection = [*options.selection, *(["-m", "soak"] if options.soak else [])]
    try:
        with stopped_by_terminate():
            prepare(dev=True)
            outcomes, wrong = run_all(selection)
    except (SetupFailed, EngineMissing) as problem:
        print(f"\n{problem}\n1 failed: the tests could not run", file=sys.stderr)
        return 1
    print()
    for outcome in outcomes:
        print(outcome.line())
        if outcome.status != 0 and outcome.count("failed") == 0:
            wrong.append(f"{outcome.name}: pytest ended with status {outcome.status}")
        if not outcome.tests:
            wrong.append(f"{outcome.name}: no test was collected")
    for line in wrong:
        print(f"wrong: {line}")
    passed = sum(outcome.count("passed") for outcome in outcomes)
    failed = sum(len(outcome.tests) - outcome.count("passed") for outcome in outcomes) + len(wrong)
    print(f"{time.monotonic() - begun:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
