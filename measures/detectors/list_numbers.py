"""A number that stands twice in a list, or one that is left out: ๑. ๒. ๒. and 1. 3.

Each shape of number counts for itself, (๑) inside ๑. as well, and a list that begins again at one is a new list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Line, Year
from thai.digits import to_arabic

TWICE = gettext_noop("The number %(marker)s stands twice in the list.")
LEFT_OUT = gettext_noop("The list goes from %(before)s to %(marker)s: a number is left out.")
BACKWARDS = gettext_noop("The list goes back from %(before)s to %(marker)s.")
_NUMBER = re.compile(r"^(\D*)(\d{1,3})(\D*)$")


def find(year: Year) -> Iterator[Observation]:
    """One remark per list, on the first number that is wrong."""
    for field in year.texts():
        fault = first_fault(field.lines)
        if fault:
            reason, line, before = fault
            passage = f"{line.marker} {line.text}"
            yield observe("list_numbers", field, passage, reason, marker=line.marker, before=before)


def first_fault(lines: tuple[Line, ...]) -> tuple[str, Line, str] | None:
    """The message, the line and the marker before it; None for a sound list."""
    last: dict[tuple[int, str, str], tuple[int, str]] = {}
    for line in lines:
        match = _NUMBER.match(to_arabic(line.marker.strip()))
        for deeper in [shape for shape in last if shape[0] > line.depth]:
            del last[deeper]
        if not match:
            continue
        shape, number = (line.depth, match[1], match[3]), int(match[2])
        before, marker = last.get(shape, (0, ""))
        if marker and number == before:
            return TWICE, line, marker
        if number > before + 1 and marker:
            return LEFT_OUT, line, marker
        if number < before and number != 1:
            return BACKWARDS, line, marker
        last[shape] = (number, line.marker)
    return None
