"""A step that recurs ("every quarter") inside a period too short for it to recur."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.periods import read_period
from measures.detectors.reading import Field, Timed, Year

REASON = gettext_noop("The step says “%(often)s”, but the period is %(period)s.")
_DAYS = (
    (45, re.compile(r"ทุก\s?ๆ?\s?เดือน|รายเดือน|เดือนละ|ประจำทุกเดือน")),
    (135, re.compile(r"ทุก\s?ๆ?\s?ไตรมาส|รายไตรมาส|ไตรมาสละ|ทุก\s?ๆ?\s?3\s?เดือน")),
    (270, re.compile(r"ทุก\s?ๆ?\s?6\s?เดือน|ราย\s?6\s?เดือน|ปีละ\s?2\s?ครั้ง")),
)
"""What recurs, and the days a period needs for it to happen at least about twice."""


def find(year: Year) -> Iterator[Observation]:
    """One remark per activity, on its steps."""
    for timed in year.periods():
        days = _days_of(timed)
        if days is None or not timed.steps:
            continue
        steps = next((field for field in year.fields if _is_steps_of(field, timed)), None)
        for line in timed.steps:
            needed = [pattern.search(line.arabic) for least, pattern in _DAYS if days < least]
            if steps and (match := next(filter(None, needed), None)):
                often = line.text[match.start() : match.end()]
                yield observe("frequency", steps, line.text, REASON, often=often, period=timed.where.text)
                break


def _days_of(timed: Timed) -> int | None:
    span = (timed.start, timed.end) if timed.start and timed.end else read_period(timed.where.text)
    return (span[1] - span[0]).days + 1 if span and span[1] >= span[0] else None


def _is_steps_of(field: Field, timed: Timed) -> bool:
    return field.part == "steps" and (field.row_kind, field.row_id) == (timed.where.row_kind, timed.where.row_id)
