"""From a weak item to what is done about it: who answers it, what came of that, what the next score is.

Numbers of items move every year, so an item is followed along its topic, or by its title where it has none.
Pure; not here: which items are weak (``indicators.calculation.weak``), the library (``measures.model_measures``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.calculation.weak import Weak
from measures.carry_forward import Side, bare_title, map_rows


@dataclass(frozen=True)
class Asked:
    """One item of a year's set as this room reads it; ``topics`` are keys separated by spaces."""

    code: str
    title: str = ""
    topics: str = ""
    instrument: str = ""
    indicator: int | None = None
    issue: int | None = None
    issue_name: str = ""


Asks = Sequence[Asked]


@dataclass(frozen=True)
class Score:
    """What the same topic scored in another year.

    ``state``: ``known``; ``no_figure`` (asked, no figure yet); ``not_asked`` (nothing of this topic there);
    ``list_unknown`` (the year's list lacks this instrument). Of several items (``codes``) the lowest figure counts;
    ``change`` is the later figure less the earlier one.
    """

    year: int
    state: str
    codes: tuple[str, ...] = ()
    value: Decimal | None = None
    change: Decimal | None = None

    @property
    def fall(self) -> Decimal | None:
        """By how much it fell, as a positive figure."""
        return -self.change if self.change is not None and self.change < 0 else None


@dataclass(frozen=True)
class Outcome:
    """What was recorded last of a measure: how far it is, its first output, in which round. Empty when nothing."""

    status: str = ""
    output: str = ""
    round: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.round)


@dataclass(frozen=True)
class Followed:
    """One weak item with the measures that answer it (none: nobody does anything about it yet) and the next score."""

    weak: Weak
    item: Asked
    measures: tuple[Any, ...]
    next: Score | None


def bridge(here: Asks, there: Asks, *, earlier: bool) -> dict[str, tuple[str, ...]]:
    """For each code of this year's list the codes it became in another year, or came from when that is ``earlier``."""
    old, new = (there, here) if earlier else (here, there)
    mapping = map_rows(*([Side(each.code, each.code, each.title, each.topics) for each in side] for side in (old, new)))
    came_from = {code: tuple(side.code for side in sources) for code, sources in mapping.sources.items()}
    if earlier:
        return came_from
    became: dict[str, tuple[str, ...]] = {each.code: () for each in here}
    for code, sources in came_from.items():
        for source in sources:
            became[source] += (code,)
    return became


def score_in(
    year: int, item: Asked, value: Decimal | None, *, codes: tuple[str, ...], there: Asks,
    figures: Mapping[str, Decimal], earlier: bool,
) -> Score:
    """What the item's topic scored in ``year``, where it is ``codes`` (of ``bridge``) and the list is ``there``."""
    if not codes:
        asks_such = any(each.instrument == item.instrument for each in there)
        return Score(year, "not_asked" if asks_such else "list_unknown")
    known = [figures[code] for code in codes if code in figures]
    if not known:
        return Score(year, "no_figure", codes)
    found = min(known)
    change = None if value is None else (value - found if earlier else found - value)
    return Score(year, "known", codes, found, change)


def unanswered_first(followed: Iterable[Followed]) -> list[Followed]:
    """Those nobody answers before the others; within both the order they came in."""
    return sorted(followed, key=lambda each: bool(each.measures))


def same_issue(one: str, other: str) -> bool:
    """Whether two issues are called the same but for years, spaces and stops; nameless ones never are."""
    return bool(bare_title(one)) and bare_title(one) == bare_title(other)


def summed_up(statuses: Iterable[str]) -> str:
    """The status of a measure of several rows: theirs when they agree, in progress when not; empty when none says."""
    said = set(statuses)
    if len(said) > 1:
        return "in_progress"
    return said.pop() if said else ""
