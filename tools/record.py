"""A pytest plugin: writes what was collected and how it ended to the file ITA_TEST_RECORD, for test.py to compare.

Under xdist the controlling process alone writes; marks travel in the reports' keywords.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ENGINE_MARKS = ("sqlite_only", "postgres_only")
_found: dict[str, dict[str, Any]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    entry = _found.setdefault(report.nodeid, {"outcome": "passed", "one_engine": False})
    entry["one_engine"] = any(mark in report.keywords for mark in ENGINE_MARKS)
    # The worst of set-up, call and take-down counts.
    if report.outcome == "failed" or (report.outcome == "skipped" and entry["outcome"] == "passed"):
        entry["outcome"] = report.outcome


def pytest_sessionfinish(session: pytest.Session) -> None:
    target = os.environ.get("ITA_TEST_RECORD")
    if target and not hasattr(session.config, "workerinput"):
        Path(target).write_text(json.dumps(_found), encoding="utf-8")
