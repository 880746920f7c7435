"""What the detectors remark on in a year, without what was set aside, and that beside it.

Not here: the rules (``measures.detectors``), setting aside (``measures.services.observations``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from measures.detectors import observations_in
from measures.detectors.observation import Observation
from measures.detectors.reading import Year
from measures.models import Dismissal, Plan
from measures.selectors.year_reading import read_year


@dataclass(frozen=True)
class SetAside:
    """A remark that stands as set aside: it holds as long as the text is the same."""

    observation: Observation
    dismissal: Dismissal


@dataclass(frozen=True)
class Watch:
    """Remarks still open, and those set aside that would be made again."""

    open: list[Observation]
    set_aside: list[SetAside]


def observations_of_plan(plan: Plan) -> list[Observation]:
    """The open remarks of the year, row by row as printed."""
    return watch_of_plan(plan).open


def observations_of_row(plan: Plan, row_kind: str, row_id: int) -> list[Observation]:
    """The open remarks on one row; ``row_id`` of a ``result`` is its activity's, all rounds."""
    return observations_of_rows(plan, [(row_kind, row_id)])


def observations_of_rows(plan: Plan, rows: Collection[tuple[str, int]]) -> list[Observation]:
    """The open remarks on some rows."""
    return watch_of_plan(plan, focus=rows).open


def observations_beside(plan: Plan, row_kind: str, row_id: int) -> dict[tuple[str, int], list[Observation]]:
    """The open remarks on a row and on all rows of the same measure, by row: what one page shows."""
    year = read_year(plan)
    asked = (row_kind, row_id)
    known_as = ("activity", row_id) if row_kind == "result" else asked  # a result without words has no text to find
    measure = next((each.at.measure_id for each in year.fields if (each.row_kind, each.row_id) == known_as), None)
    rows = {
        (kind, each.row_id)
        for each in year.fields if measure is not None and each.at.measure_id == measure
        for kind in ({each.row_kind, "result"} if each.row_kind == "activity" else {each.row_kind})
    }
    found: dict[tuple[str, int], list[Observation]] = {row: [] for row in (asked, *rows)}
    for one in _watch(plan, replace(year, focus=frozenset(found))).open:
        found[one.row_kind, one.row_id].append(one)
    return found


def watch_of_plan(plan: Plan, *, focus: Collection[tuple[str, int]] | None = None) -> Watch:
    """Open and set aside, row by row as printed; of all rows or of some."""
    return _watch(plan, read_year(plan, focus=focus))


def _watch(plan: Plan, year: Year) -> Watch:
    places = {(field.row_kind, field.row_id): number for number, field in reversed(list(enumerate(year.fields)))}
    found = sorted(observations_in(year), key=lambda one: places.get((one.row_kind, one.row_id), len(places)))
    dismissals = {
        (each.detector, each.row_kind, each.row_id, each.field, each.digest): each
        for each in Dismissal.objects.filter(plan=plan)
    }
    return Watch(
        open=[one for one in found if one.key not in dismissals],
        set_aside=[SetAside(one, dismissals[one.key]) for one in found if one.key in dismissals],
    )
