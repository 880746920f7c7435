"""The portal as processes of its own (web and worker), and people with a browser each.

Not here: what they do (the journeys), what their pages are called (``people``).
"""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.concurrency.conftest import server  # noqa: F401 (fixture)
from tests.journeys.people import Person

ROOT = Path(settings.BASE_DIR)
POLLING = ("manage.py", "run_worker")
CELERY = ("-m", "celery", "-A", "ita_portal.celery", "worker", "--concurrency=1", "--loglevel=INFO", "--without-mingle")


@pytest.fixture
def manage(child_environment):
    """``manage("command", …)``: what ``manage.py`` prints, on this test's database."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=child_environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def worker(child_environment, tmp_path):
    """The background worker of this engine: Celery's where there is Redis, else the polling one."""
    if settings.REDIS_URL:
        redis.Redis.from_url(settings.REDIS_URL).flushdb()
    command = [sys.executable, *(CELERY if settings.REDIS_URL else POLLING)]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=child_environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@pytest.fixture
def portal(server, worker):  # noqa: F811
    """The address of the running portal."""
    with server("ita_portal.wsgi", workers=1, threads=4) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def browser(child_environment):
    # After the database in every test, so that the browser's loop has ended when the rows are cleared away.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def meet(browser, portal, tmp_path):
    """``with meet("chai", width=390) as chai``: a person with a browser of their own, without any cookie."""
    pictures = os.environ.get("ITA_JOURNEY_PICTURES", "")

    @contextmanager
    def meeting(name: str, *, width: int = 1280, touch: bool = False, forgives: str = "status of 4(09|22)"):
        """``forgives``: what the console may complain of, where the test itself breaks the line."""
        context = browser.new_context(
            viewport={"width": width, "height": 844}, has_touch=touch, is_mobile=touch, locale="th-TH",
            accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield Person(name, page, portal, pictures=Path(pictures) if pictures else None)
        context.close()
        # A style or script that was blocked or is missing: pages ask for nothing they do not get.
        assert [one for one in problems if not re.search(forgives, one)] == []

    return meeting
