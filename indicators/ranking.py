"""Where an agency stands among others by announced overall scores: rank with ties, median. Pure.

Not here: which agencies are compared (``indicators.scores.standing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from statistics import median


@dataclass(frozen=True)
class Entry:
    """One agency's announced scores; nothing else of it."""

    name: str
    overall: Decimal
    level: str = ""
    instruments: Mapping[str, Decimal] = field(default_factory=dict)
    is_own: bool = False


@dataclass(frozen=True)
class Placed:
    """An agency with its rank; ``is_shared`` when others have the same overall score."""

    entry: Entry
    rank: int
    is_shared: bool


def ranked(entries: Iterable[Entry]) -> list[Placed]:
    """Best first; equal scores share the rank and the next one is passed over (1, 2, 2, 4); ties by name."""
    ordered = sorted(entries, key=lambda entry: (-entry.overall, entry.name))
    how_many = Counter(entry.overall for entry in ordered)
    ranks: dict[Decimal, int] = {}
    for place, entry in enumerate(ordered, start=1):
        ranks.setdefault(entry.overall, place)
    return [Placed(entry, ranks[entry.overall], how_many[entry.overall] > 1) for entry in ordered]


def median_of(values: Iterable[Decimal]) -> Decimal | None:
    """The middle value, half up to two decimals; None of nothing."""
    values = list(values)
    return median(values).quantize(Decimal("0.01"), ROUND_HALF_UP) if values else None
