"""Progress per indicator: guidance, units, period, and the boxes that say how far it is, with the notes under them.

Not here: OIT items (``oit``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Heading, Line, Row, Table
from reports.content import IndicatorContent, Lines, ReportContent
from reports.lines import lines_of_text
from reports.sections.tables import CellOf, box_lines, cells_of, columns_of, number_words, unit_lines

OPTIONS = ("heading", "number_prefix", "boxes", "units_marker")


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """A heading and one table; nothing without rows."""
    if not content.indicators:
        return
    heading = content.indicator_heading or options.get("heading", "")
    if lines := tuple(line.text for line in lines_of_text(heading)):
        yield Heading(lines=lines, level=2)
    rows = tuple(Row(cells=cells_of(row, options, COLUMNS)) for row in content.indicators)
    yield Table(name="indicator_progress", columns=columns_of(content, options, "indicator_progress", rows), rows=rows)


def _title(row: IndicatorContent, options: Mapping[str, Any]) -> Lines:
    number = row.number_text.strip() or number_words(row.number, options)
    prefix = options.get("number_prefix", "")
    if number and prefix and not number.startswith(prefix):
        number = f"{prefix} {number}"
    return (Line(text=number), *lines_of_text(row.title)) if number else lines_of_text(row.title)


def _units(row: IndicatorContent, options: Mapping[str, Any]) -> Lines:
    return lines_of_text(row.units_text) or unit_lines(row.units, options)


COLUMNS: Mapping[str, CellOf] = {
    "title": _title,
    "guidance": lambda row, options: row.guidance,
    "units": _units,
    "period": lambda row, options: lines_of_text(row.period_text),
    "progress": lambda row, options: box_lines(row.status, options) + row.notes,
}
