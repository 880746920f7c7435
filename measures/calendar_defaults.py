"""The pattern of an officer's year (``fixtures/calendar.yaml``) as dates of one fiscal year.

Pure but for reading the file once. Not here: an agency's own dates (``measures.services.calendar``).
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

FILE = settings.BASE_DIR / "fixtures" / "calendar.yaml"
BE = 543


@dataclass(frozen=True)
class DefaultDate:
    """One date of the pattern in one year; ``note`` says where it comes from and how sure it is."""

    key: str
    title: str
    starts_on: datetime.date
    due_on: datetime.date
    reminds: bool
    note: str


@cache
def _pattern(path: Path = FILE) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def defaults_for(fiscal_year: int) -> list[DefaultDate]:
    """The dates of the pattern in a B.E. fiscal year, in their order."""
    pattern = _pattern()
    return [
        DefaultDate(
            key=each["key"], title=each["title"], starts_on=_day(fiscal_year, each["starts"]),
            due_on=_day(fiscal_year, each["due"]), reminds=each.get("reminds", True),
            note=f"{pattern['source'].strip()} · {each['confidence']}",
        )
        for each in pattern["dates"]
    ]


def _day(fiscal_year: int, said: dict[str, Any]) -> datetime.date:
    year, month = fiscal_year - BE + said["year"], said["month"]
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, last if said["day"] == "last" else said["day"])
