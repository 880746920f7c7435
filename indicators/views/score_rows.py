"""The rows of the sheet's page and of an edition's page, put together from lines, values, printed words and a paste.

Not here: which lines there are (``indicators.scores.lines``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.forms import BoundField

from indicators.models import ScoreEdition, ScoreRow, ScoreValue
from indicators.scores.forms import SheetForm
from indicators.scores.lines import Line, Section, Sheet
from indicators.scores.pasted import Pasted
from indicators.scores.printed import Printed
from indicators.scores.selectors import Key, values_of


@dataclass(frozen=True)
class Row:
    """A line with its field, what is stored, and what documents print of it."""

    line: Line
    field: BoundField
    stored: ScoreValue | None
    printed: tuple[ScoreRow, ...]
    is_pasted: bool
    """A paste put another value into the field than is stored."""


@dataclass(frozen=True)
class ShownSection:
    """A section of the sheet with its rows; ``filled`` counts the stored values."""

    section: Section
    rows: tuple[Row, ...]

    @property
    def filled(self) -> int:
        return sum(row.stored is not None for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether a folded section has something to show."""
        return any(row.stored or row.is_pasted or row.field.errors for row in self.rows)


@dataclass(frozen=True)
class EditionRow:
    """A line of an edition beside the one before; None where not known."""

    line: Line
    value: ScoreValue | None
    before: ScoreValue | None

    @property
    def differs(self) -> bool:
        return _figure(self.value) != _figure(self.before)


def sections_of(
    sheet: Sheet, form: SheetForm, stored: dict[Key, ScoreValue], printed: Printed, pasted: Pasted | None
) -> list[ShownSection]:
    """All sections of the page, in order."""
    by_key: dict[Key, list[ScoreRow]] = {}
    for row, key in printed.rows:
        if key is not None:
            by_key.setdefault(key, []).append(row)
    new = pasted.values if pasted else {}

    def row_of(line: Line) -> Row:
        value = stored.get(line.key)
        is_pasted = line.key in new and new[line.key] != _figure(value)
        return Row(line, form[line.name], value, tuple(by_key.get(line.key, ())), is_pasted)

    return [ShownSection(section, tuple(row_of(line) for line in section.lines)) for section in sheet.sections]


def edition_rows(sheet: Sheet, edition: ScoreEdition, before: ScoreEdition | None) -> list[EditionRow]:
    """Every value either edition holds, in the order of the sheet."""
    now, then = values_of(edition), values_of(before)
    rows = (EditionRow(line, now.get(line.key), then.get(line.key)) for line in sheet.lines())
    return [row for row in rows if row.value or row.before]


def _figure(value: ScoreValue | None) -> Decimal | None:
    return value.value if value else None
