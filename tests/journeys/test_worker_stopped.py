"""`make run` with its demonstration: the worker stopped, continued and killed while somebody waits for a PDF.

Not here: what `make run` keeps alive when no PDF is being made (tests/setup), the worker's protocol (tests/jobs).
"""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.forms import post_forms
from tests.concurrency.presser import Browser

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parents[2]
AGENCY = "phaidum"
ANSWERS_WITHIN = 2.0
WAITS, SAYS_PDF = "เอกสาร PDF รอคิวจัดทำ", "เปิด PDF"


class Portal:
    """`make run` in a folder of its own: what it printed, its worker, its rows, and the demonstration's reporter."""

    def __init__(self, process: subprocess.Popen, folder: Path, log: Path) -> None:
        self.process, self.folder, self.log = process, folder, log

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def port(self) -> int:
        """make run has greeted"""
        assert self.process.poll() is None, self.said()
        found = re.search(r"ready at: http://localhost:(\d+)/", self.said())
        return int(found[1]) if found else 0

    def pids(self, name: str) -> list[int]:
        return [int(pid) for pid in re.findall(rf"\[ita\] {name}: process (\d+)", self.said())]

    def rows(self, question: str, *values: object) -> list[tuple]:
        database = sqlite3.connect(f"file:{self.folder / 'ita.sqlite3'}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(question, values).fetchall()
        finally:
            database.close()


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    folder = tmp_path_factory.mktemp("make-run")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ITA_", "DATABASE_", "REDIS_"))}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = kept | {
        "ITA_DATA_DIR": str(folder), "ITA_ENV_FILE": os.devnull, "PORT": str(port), "ITA_WEB_PROCESSES": "1",
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    if "ITA_TYPESETTING_DIR" in os.environ:
        environment["ITA_TYPESETTING_DIR"] = os.environ["ITA_TYPESETTING_DIR"]
    log = folder / "make-run.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("make_run.py")],
            cwd=ROOT, env=environment, stdout=lines, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    portal = Portal(process, folder, log)
    yield portal
    for pid in portal.pids("worker")[-1:]:
        os.kill(pid, signal.SIGCONT)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


@pytest.fixture
def portal(started, wait_until):
    wait_until(started.port, seconds=180)
    return started


class Reporter:
    """The demonstration's reporter at a browser."""

    def __init__(self, portal: Portal) -> None:
        accounts = (portal.folder / "demo-accounts.txt").read_text(encoding="utf-8")
        password = re.search(r"Password: (\S+)", accounts)[1]
        self.portal, self.browser = portal, Browser(portal.port())
        self.browser.ask("GET", "/account/login/")
        token = {"csrfmiddlewaretoken": self.browser.field("csrfmiddlewaretoken")}
        login = {"login": f"{AGENCY}-reporter", "password": password}
        assert self.browser.ask("POST", "/account/login/", token | login) == 302
        self.report_id = 0

    def open_report(self, round_name: str) -> None:
        """A new report for a round that has none yet, of the year that has results, so that no two papers are alike."""
        address = f"/staff/{AGENCY}/reports/new/"
        assert self.browser.ask("GET", address) == 200
        (form,) = post_forms(self.browser.page)
        sent = dict(form.values) | {"fiscal_year": "2568", "layout": "result-7col", "round": round_name}
        assert self.browser.ask("POST", address, sent) == 302
        ((self.report_id,),) = self.portal.rows("SELECT max(id) FROM reports_report")

    def page(self) -> str:
        assert self.browser.ask("GET", f"/staff/{AGENCY}/reports/{self.report_id}/") == 200
        return self.browser.page

    def compose(self) -> None:
        form = next(one for one in post_forms(self.page()) if one.action.endswith("/compose/"))
        assert self.browser.ask("POST", form.action, dict(form.values)) == 302

    def job(self) -> tuple[str, int]:
        """State and attempts of the one job of this report's one snapshot."""
        ((state, attempts),) = self.portal.rows(
            "SELECT state, attempts FROM jobs_job JOIN reports_snapshot ON job_id = jobs_job.id WHERE report_id = ?",
            self.report_id,
        )
        return state, attempts

    def snapshots(self) -> list[tuple]:
        return self.portal.rows(
            "SELECT number, pdf_id IS NOT NULL, length(digest) FROM reports_snapshot WHERE report_id = ?",
            self.report_id,
        )


def stored_pdfs(portal: Portal) -> int:
    return portal.rows("SELECT count(*) FROM files_storedfile WHERE media_type = 'application/pdf'")[0][0]


def test_with_the_worker_stopped_the_pdf_waits_and_the_site_answers(portal, wait_until):
    reporter = Reporter(portal)
    reporter.open_report("twelve_months")
    assert WAITS not in reporter.page()
    os.kill(portal.pids("worker")[-1], signal.SIGSTOP)

    reporter.compose()
    begun = time.monotonic()
    page = reporter.page()
    took = time.monotonic() - begun
    assert WAITS in page
    assert SAYS_PDF not in page
    assert took < ANSWERS_WITHIN
    assert reporter.job() == ("queued", 0)

    os.kill(portal.pids("worker")[-1], signal.SIGCONT)
    wait_until(lambda: SAYS_PDF in reporter.page(), seconds=90)
    assert reporter.job() == ("done", 1)
    assert reporter.snapshots() == [(1, 1, 64)]


def test_kill_9_of_the_worker_while_it_sets_the_pdf(portal, wait_until):
    reporter = Reporter(portal)
    reporter.open_report("six_months")
    before, workers = stored_pdfs(portal), portal.pids("worker")

    reporter.compose()
    wait_until(lambda: reporter.job()[0] == "running", seconds=30)
    os.kill(workers[-1], signal.SIGSTOP)  # so that it cannot finish between the look and the kill
    assert reporter.job() == ("running", 1)
    os.kill(workers[-1], signal.SIGKILL)

    wait_until(lambda: SAYS_PDF in reporter.page(), seconds=90)
    assert reporter.job() == ("done", 2)
    assert reporter.snapshots() == [(1, 1, 64)]
    assert stored_pdfs(portal) == before + 1
    assert len(portal.pids("worker")) == len(workers) + 1
