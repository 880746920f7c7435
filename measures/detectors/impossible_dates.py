"""Dates there are not (๓๑ ก.พ.), and spans that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.periods import dates_in, spans_in
from measures.detectors.reading import Field, Timed, Year

NO_SUCH_DAY = gettext_noop("There is no such day: %(date)s.")
ENDS_FIRST = gettext_noop("The span ends before it begins: %(span)s.")


def find(year: Year) -> Iterator[Observation]:
    """One remark per text."""
    for field in year.texts():
        fault = fault_of(field.text)
        if fault:
            yield observe("impossible_dates", field, fault[1], fault[0], **{fault[2]: fault[1]})
        elif field.part == "period" and (timed := _timed(year, field)) and timed.start and timed.end < timed.start:
            yield observe("impossible_dates", field, field.text, ENDS_FIRST, span=field.text)


def fault_of(text: str) -> tuple[str, str, str] | None:
    """The message, the words it is about and the name they have in it."""
    for found in dates_in(text):
        if not found.exists:
            return NO_SUCH_DAY, text[found.start : found.end], "date"
    for span in spans_in(text):
        if span.dates and span.dates[1] < span.dates[0]:
            return ENDS_FIRST, text[span.start.start : span.end.end], "span"
    return None


def _timed(year: Year, field: Field) -> Timed | None:
    return next((each for each in year.timed if each.where is field and each.start and each.end), None)
