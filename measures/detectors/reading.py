"""What detectors read: a year as plain values, each text with its row, its part in the row and its place.

Pure; not here: filling it from the database (``measures.selectors.year_reading``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from indicators.calculation.rounding import round_half_up
from indicators.calculation.rules import Rules
from measures.places import NOWHERE, Place
from thai.digits import to_arabic

NO_RULES = Rules(year=0)
"""Of a year that is not known: nothing is computed."""
FAR_TOO_HIGH = 1000
"""No score, whatever was printed; those between 100 and this are looked at, as slips."""
RESULT_PARTS = frozenset({"outputs", "outcomes", "notes"})
"""Parts that tell what came of something."""


@dataclass(frozen=True)
class Line:
    """One item of a list field, or a whole plain text."""

    text: str
    marker: str = ""
    depth: int = 0

    @cached_property
    def arabic(self) -> str:
        """The text with Arabic digits, letter for letter as long."""
        return to_arabic(self.text)


@dataclass(frozen=True)
class ItemFacts:
    """An OIT item of a year's set."""

    year: int
    number: int
    title: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A text of a row. ``part`` says what it is for, whatever the column is called."""

    row_kind: str
    row_id: int
    name: str
    part: str
    lines: tuple[Line, ...]
    at: Place = NOWHERE
    status: str = ""
    number: int | None = None
    """The OIT item's number, of a disclosure."""
    item: ItemFacts | None = None
    """The item as the year's set has it, of a disclosure that belongs to one."""
    asked: str = ""
    """Title and elements that are printed for a disclosure: what its answer is about."""

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def arabic(self) -> str:
        return to_arabic(self.text)

    @cached_property
    def shown(self) -> str:
        """Markers, too: what a dismissal holds for."""
        return "\n".join(f"{'  ' * line.depth}{line.marker} {line.text}" for line in self.lines)


@dataclass(frozen=True)
class Timed:
    """The period of a row with the steps that fall into it; ``table`` groups what is printed together."""

    where: Field
    start: dt.date | None = None
    end: dt.date | None = None
    steps: tuple[Line, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class Score:
    """A printed score."""

    id: int
    part: str
    code: str
    instrument: str
    number: int | None
    label: str
    """The indicator's name beside an instrument's score, as memos print it."""
    text: str
    value: float | None
    threshold: float | None = None
    instrument_part: int | None = None
    """Which part of its instrument it is of, where one is printed."""

    @cached_property
    def exact(self) -> Decimal | None:
        """The value with two decimals; None where none is printed, or one that can only be a slip of reading."""
        if self.value is None or not 0 <= self.value < FAR_TOO_HIGH:
            return None
        return round_half_up(Decimal(str(self.value)))


@dataclass(frozen=True)
class Issue:
    """A ประเด็น of the analysis."""

    where: Field
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    """Everything of an agency's year that detectors look at."""

    fiscal_year: int
    agency_name: str = ""
    website: str = ""
    assessed_year: int | None = None
    fields: tuple[Field, ...] = ()
    timed: tuple[Timed, ...] = ()
    earlier: tuple[Field, ...] = ()
    """Results of the year before."""
    items: dict[int, ItemFacts] = field(default_factory=dict)
    """This year's OIT items by number."""
    assessed_items: dict[int, ItemFacts] = field(default_factory=dict)
    """Those of the assessed year, which an analysis speaks of."""
    other_items: tuple[ItemFacts, ...] = ()
    """Those of other years."""
    rules: Rules = NO_RULES
    """How the assessed year's scores hang together."""
    indicator_names: dict[int, str] = field(default_factory=dict)
    """Of the assessed year, by number."""
    scores: tuple[Score, ...] = ()
    issues: tuple[Issue, ...] = ()
    focus: frozenset[tuple[str, int]] | None = None
    """The only rows to say something of; None for all. Comparing with others is not narrowed by it."""

    def is_asked(self, row_kind: str, row_id: int) -> bool:
        return self.focus is None or (row_kind, row_id) in self.focus

    def texts(self, *parts: str) -> Iterator[Field]:
        """The texts to look at; of all parts or these."""
        return (
            each for each in self.fields
            if (not parts or each.part in parts) and self.is_asked(each.row_kind, each.row_id)
        )

    def periods(self) -> Iterator[Timed]:
        return (each for each in self.timed if self.is_asked(each.where.row_kind, each.where.row_id))


def lines_of(value: Any, depth: int = 0) -> tuple[Line, ...]:
    """The lines of a list field, of a list of texts, or of one text; what says nothing is left out."""
    if isinstance(value, str):
        return (Line(value),) if value.strip() else ()
    return tuple(_lines(value or (), depth))


def _lines(items: Iterable[Any], depth: int) -> Iterator[Line]:
    for item in items:
        if not isinstance(item, dict):
            yield Line(str(item), depth=depth)
            continue
        yield Line(str(item.get("text") or ""), str(item.get("marker") or ""), depth)
        yield from _lines(item.get("children") or (), depth + 1)
