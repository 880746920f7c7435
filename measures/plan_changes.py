"""What became of a signed plan: each measure as it was agreed beside the row that stands, field by field.

Words count, not how they are set: markers, indents, line ends and further spaces are no change of the plan. Neither are
number, issue, rationale and remark, which a plan may mend without being another one.

Pure: rows come with what they need already read.
Not here: reading them (``measures.selectors.agreed``), how a change is printed (``reports.sections.measures``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from measures.places import texts_in

MEASURE_FIELDS = ("title", "detail")
ACTIVITY_FIELDS = ("methods", "period_text", "units")

Entry = TypeVar("Entry")


class Fate(StrEnum):
    """What became of a measure, or of one of its rows, since the plan was signed."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else now; both values as they are stored."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class RowChange:
    """An activity: its frozen entry or None, its row or None, and ``number``, its printed place in the measure."""

    fate: Fate
    number: int
    agreed: dict[str, Any] | None = None
    activity: Any = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class MeasureChange:
    """A measure: ``agreed`` is the frozen one or None, ``measure`` the row or None; ``rows`` are its activities."""

    fate: Fate
    agreed: Any = None
    measure: Any = None
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()

    @property
    def reason(self) -> str:
        """Why, as somebody wrote it; empty when nobody has."""
        written = self.agreed.dropped_reason if self.measure is None else self.measure.change_reason
        return written.strip()

    @property
    def lacks_reason(self) -> bool:
        """Whether the plan was changed here and nobody has said why."""
        return self.fate != Fate.KEPT and not self.reason

    @property
    def changed_rows(self) -> tuple[RowChange, ...]:
        """The activities that are not as they were agreed."""
        return tuple(row for row in self.rows if row.fate != Fate.KEPT)


def compare(agreed: Sequence[Any], live: Sequence[tuple[Any, Sequence[Any]]]) -> list[MeasureChange]:
    """Every measure, agreed or live, in the order of the live ones, each dropped one behind its neighbour in the plan.

    ``live`` are the measures with their activities.
    """
    by_row = {one.measure_id: place for place, one in enumerate(agreed) if one.measure_id is not None}
    found = [
        (by_row.get(measure.pk), compare_measure(agreed[by_row[measure.pk]] if measure.pk in by_row else None,
                                                 measure, activities))
        for measure, activities in live
    ]  # fmt: skip
    there = {place for place, _change in found}
    gone = [
        (place, MeasureChange(Fate.DROPPED, agreed=one)) for place, one in enumerate(agreed) if place not in there
    ]
    return [change for _place, change in _put_back(found, gone, lambda entry: entry[0])]


def compare_measure(agreed: Any | None, measure: Any, activities: Sequence[Any]) -> MeasureChange:
    """One live measure beside what was agreed of it; None says that the plan does not know it."""
    if agreed is None:
        return MeasureChange(Fate.ADDED, measure=measure)
    fields = _differing(MEASURE_FIELDS, {name: getattr(agreed, name) for name in MEASURE_FIELDS}, measure)
    rows = tuple(_rows(agreed.activities, activities))
    same = not fields and all(row.fate == Fate.KEPT for row in rows)
    return MeasureChange(Fate.KEPT if same else Fate.CHANGED, agreed, measure, fields, rows)


def said(value: Any) -> str:
    """The words of a text or of a list field, each with one space between."""
    texts = [value] if isinstance(value, str) else texts_in(value)
    return " ".join(word for text in texts for word in str(text).split())


def _rows(agreed: Sequence[dict[str, Any]], activities: Sequence[Any]) -> list[RowChange]:
    if not agreed:  # nothing was frozen of steps, so nothing can differ
        return [RowChange(Fate.KEPT, number, activity=each) for number, each in enumerate(activities, start=1)]
    places = _matches(agreed, activities)
    found = [(place, _row(agreed[place] if place is not None else None, each))
             for place, each in zip(places, activities, strict=True)]  # fmt: skip
    gone = [(place, (Fate.DROPPED, one, None, ())) for place, one in enumerate(agreed) if place not in places]
    ordered = _put_back(found, gone, lambda entry: entry[0])
    return [
        RowChange(fate, number, one, activity, fields)
        for number, (_place, (fate, one, activity, fields)) in enumerate(ordered, start=1)
    ]


def _row(agreed: dict[str, Any] | None, activity: Any) -> tuple[Fate, dict | None, Any, tuple[FieldChange, ...]]:
    if agreed is None:
        return (Fate.ADDED, None, activity, ())
    fields = _differing(ACTIVITY_FIELDS, agreed, activity)
    return (Fate.CHANGED if fields else Fate.KEPT, agreed, activity, fields)


def _matches(agreed: Sequence[dict[str, Any]], activities: Sequence[Any]) -> list[int | None]:
    """For each activity the place of its agreed entry: by its id, else by the same steps, else what is left in order.

    A table that was pasted anew has other ids and still is the same plan.
    """
    found: list[int | None] = [None] * len(activities)
    left = dict(enumerate(agreed))
    tests: tuple[Callable[[dict[str, Any], Any], bool], ...] = (
        lambda one, activity: one.get("activity_id") == activity.pk,
        lambda one, activity: said(one.get("methods") or ()) == said(activity.methods),
        lambda one, activity: True,
    )
    for fits in tests:
        for number, activity in enumerate(activities):
            place = next((place for place, one in left.items() if found[number] is None and fits(one, activity)), None)
            if place is not None:
                found[number] = place
                del left[place]
    return found


def _differing(names: Sequence[str], agreed: dict[str, Any], row: Any) -> tuple[FieldChange, ...]:
    pairs = ((name, agreed.get(name) or "", getattr(row, name)) for name in names)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if said(old) != said(new))


def _put_back(there: list[Entry], gone: list[Entry], place_of: Callable[[Entry], int | None]) -> list[Entry]:
    """The entries with each gone one behind the one that came before it in the plan; first when none did."""
    entries = list(there)
    for one in gone:
        before = [
            (place_of(each), at) for at, each in enumerate(entries)
            if place_of(each) is not None and place_of(each) < place_of(one)
        ]
        entries.insert(max(before)[1] + 1 if before else 0, one)
    return entries
