"""What all table sections share: columns under the year's own labels, cells from one function per column, numbers.

Not here: which columns a table has (layouts), what a cell holds (the sections).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reports.blocks import Cell, Column, Line, Row
from reports.content import Label, Lines, ReportContent
from reports.lines import lines_of_text
from thai.digits import to_thai

_LONG_TOKEN = re.compile(r"[!-~]{20,}")
"""An address or the like: it must be allowed to break anywhere, or it runs over the cell's border."""
_OWN_MARKER = re.compile(r"^\s*[-–•*]")

CellOf = Callable[[Any, Mapping[str, Any]], Lines]


def columns_of(
    content: ReportContent, options: Mapping[str, Any], name: str, rows: Sequence[Row]
) -> tuple[Column, ...]:
    """The layout's columns; the year's own labels and widths stand in when there are as many of them."""
    planned = options["columns"]
    own = content.labels.get(name, ())
    if len(own) != len(planned):
        own = (Label(label=""),) * len(planned)
    widths = [label.width for label in own]
    if any(width is None for width in widths):
        widths = [column["width"] for column in planned]
    share = 100 / sum(widths)
    holds_addresses = _holding_addresses(rows, len(planned))
    return tuple(
        Column(
            label=label.label or column["label"], width=round(width * share, 2), align=column.get("align", "left"),
            holds_addresses=number in holds_addresses,
        )
        for number, (column, label, width) in enumerate(zip(planned, own, widths, strict=True))
    )  # fmt: skip


def fitted(
    content: ReportContent, options: Mapping[str, Any], name: str, rows: Sequence[Any], known: Mapping[str, CellOf]
) -> Mapping[str, Any]:
    """The options without the optional columns that no row fills, where the year's own labels lack just these."""
    planned = options["columns"]
    empty = [
        column for column in planned
        if column.get("optional") and not any(known[column["holds"]](row, options) for row in rows)
    ]
    if len(content.labels.get(name, ())) != len(planned) - len(empty):
        return options
    return {**options, "columns": [column for column in planned if column not in empty]}


def cells_of(
    row: Any, options: Mapping[str, Any], known: Mapping[str, CellOf], *, row_header: str = "title"
) -> tuple[Cell, ...]:
    """One cell per column of the layout, filled by the function the section names for it."""
    return tuple(
        Cell(lines=known[column["holds"]](row, options), is_row_header=column["holds"] == row_header)
        for column in options["columns"]
    )


def unit_lines(units: Iterable[str], options: Mapping[str, Any]) -> Lines:
    """Each unit on its own line, behind the layout's marker unless it was typed with one."""
    marker = options.get("units_marker", "")
    return tuple(
        line
        for unit in units
        for line in lines_of_text(unit, marker="" if _OWN_MARKER.match(unit) else marker)
    )


def number_words(number: int | None, options: Mapping[str, Any]) -> str:
    """A number the portal prints itself, in the document's numerals; nothing for nothing."""
    if number is None:
        return ""
    return to_thai(number) if options["numerals"] == "thai" else str(number)


def box_lines(status: str, options: Mapping[str, Any]) -> Lines:
    """The layout's boxes, the one of this status ticked; an unknown status is printed as it stands behind them."""
    boxes = tuple(
        Line(text=box["label"], marker="☑" if status in box["ticked_by"] else "☐") for box in options["boxes"]
    )
    known = any(status in box["ticked_by"] for box in options["boxes"])
    return boxes if known or not status else (*boxes, Line(text=status))


def _holding_addresses(rows: Iterable[Row], count: int) -> set[int]:
    """Columns with a long unbreakable token. Rows under a span lack its leading cells, so count from the end."""
    found = set()
    for row in rows:
        if row.kind == "group":
            continue
        first = count - len(row.cells)
        for number, cell in enumerate(row.cells, start=first):
            if any(_LONG_TOKEN.search(line.text) for line in cell.lines):
                found.add(number)
    return found
