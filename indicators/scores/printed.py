"""Scores as a document prints them, read as values of a sheet: pure, from printed rows and the year's indicators.

What municipalities print as an instrument is often one of its indicators (``OIT ส่วนที่ ๑`` is the disclosure indicator),
so the indicator's name inside the row's words decides.

Not here: reading the rows (``selectors.printed_rows``), making an edition of them (``services.record_printed``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from indicators.models import ScoreRow, ScoreValue
from indicators.scores.selectors import Key
from thai.text import normalise

Part = ScoreValue.Part
LOWEST = "น้อยที่สุด"
"""How a document marks the lowest of those it names."""
_CENT = Decimal("0.01")
_ITEM = re.compile(r"[a-z]{1,3}[1-9][0-9]{0,2}")


class Named(Protocol):
    """An indicator of the item set."""

    number: int
    name: str
    instrument: str


@dataclass(frozen=True)
class Printed:
    """What the rows say of one year: values by part and code, the level in the document's words, and each row's key
    (None for a row that is no value of a sheet)."""

    values: dict[Key, Decimal] = field(default_factory=dict)
    level: str = ""
    rows: tuple[tuple[ScoreRow, Key | None], ...] = ()


def read_printed(rows: Iterable[ScoreRow], indicators: Sequence[Named]) -> Printed:
    """The values the rows print; where two rows print one value, the first counts."""
    values: dict[Key, Decimal] = {}
    assigned: list[tuple[ScoreRow, Key | None]] = []
    level = ""
    for row in rows:
        key, value = key_of(row, indicators), _value(row)
        assigned.append((row, key))
        if row.part == ScoreRow.Part.OVERALL:
            level = level or " ".join(normalise(row.level_text).split())[:60]
        if key is None or value is None:
            continue
        values.setdefault(key, value)
        if key[0] == Part.INDICATOR and _squeezed(row.rank_text) == LOWEST:
            values.setdefault((Part.FLOOR, ""), value)
    return Printed(values, level, tuple(assigned))


def key_of(row: ScoreRow, indicators: Sequence[Named]) -> Key | None:
    """Which value of a sheet this row prints; None when that cannot be told."""
    if row.part == ScoreRow.Part.OVERALL:
        return (Part.OVERALL, "")
    if row.part == ScoreRow.Part.ITEM:
        return (Part.ITEM, row.code) if _ITEM.fullmatch(row.code) else None
    if row.part == ScoreRow.Part.INDICATOR:
        number = row.number or _number_named(row.title or row.indicator_label, row.instrument, indicators)
        return (Part.INDICATOR, str(number)) if number and 0 < number < 1000 else None
    instrument = (row.code or row.instrument).upper()
    if not re.fullmatch(r"[A-Z]{1,10}", instrument):
        return None
    number = _number_named(row.indicator_label, instrument, indicators)
    if number is None and row.instrument_part:
        number = _number_named(row.title, instrument, indicators)
    if number is not None:
        return (Part.INDICATOR, str(number))
    if row.indicator_label.strip():
        return None
    if row.instrument_part and 0 < row.instrument_part < 100:
        return (Part.INSTRUMENT_PART, f"{instrument}.{row.instrument_part}")
    return (Part.INSTRUMENT, instrument)


def _number_named(words: str, instrument: str, indicators: Sequence[Named]) -> int | None:
    """The indicator of this instrument whose name stands in the words, the longest name first."""
    text = _squeezed(words)
    fitting = [
        each for each in indicators
        if each.name and (not instrument or each.instrument == instrument) and _squeezed(each.name) in text
    ]
    return max(fitting, key=lambda each: len(each.name)).number if fitting else None


def _squeezed(words: str) -> str:
    return "".join(normalise(words).split())


def _value(row: ScoreRow) -> Decimal | None:
    """The printed value where it is one of a sheet: 0 to 100, two decimals."""
    if row.value is None:
        return None
    value = Decimal(str(row.value))
    if not value.is_finite() or not 0 <= value <= 100 or value != value.quantize(_CENT):
        return None
    return value.quantize(_CENT)
