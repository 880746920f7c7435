"""Detectors: pure rules that look at what was typed and remark on what looks wrong. They never block anything.

This index is the table; each module has ``find(year) -> Iterator[Observation]``. Being quiet on sound text counts more
than catching everything.
Not here: what is missing (``measures.completeness``), reading a year (``measures.selectors.year_reading``), setting a
remark aside (``measures.services.observations``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measures.detectors import (
    blank_cell,
    copied,
    cross_reference,
    foreign_agency,
    frequency,
    identity_number,
    impossible_dates,
    list_numbers,
    narrative,
    no_number,
    scores,
    written_as_plan,
    wrong_year,
)
from measures.detectors.observation import Observation
from measures.detectors.reading import Year


@dataclass(frozen=True)
class Detector:
    """``code`` is kept with dismissals: never reuse one for another rule."""

    code: str
    words: Promise
    module: ModuleType


DETECTORS: tuple[Detector, ...] = (
    Detector("identity_number", _("Identity number"), identity_number),
    Detector("wrong_year", _("Year of another list"), wrong_year),
    Detector("impossible_dates", _("Impossible date"), impossible_dates),
    Detector("foreign_agency", _("Another agency"), foreign_agency),
    Detector("cross_reference", _("Reference to another item"), cross_reference),
    Detector("copied", _("Copied text"), copied),
    Detector("written_as_plan", _("Result written as a plan"), written_as_plan),
    Detector("no_number", _("No number, no date"), no_number),
    Detector("list_numbers", _("Numbers of a list"), list_numbers),
    Detector("frequency", _("Too often for the period"), frequency),
    Detector("blank_cell", _("Blank cell"), blank_cell),
    Detector("narrative", _("Item named in the analysis"), narrative),
    Detector("scores", _("Scores that do not fit together"), scores),
)
BY_CODE = {detector.code: detector for detector in DETECTORS}


def observations_in(year: Year) -> Iterator[Observation]:
    """Everything the detectors remark on, detector by detector."""
    for detector in DETECTORS:
        yield from detector.module.find(year)
