"""The OIT answers under the headings of their sub-indicators, one table per heading.

Rows without a heading of their own come last, in a table under none.

Not here: filling empty titles and elements from the item set (``compose_rows``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reports.blocks import Block, Heading, Row, Table
from reports.content import DisclosureContent, DisclosureGroupContent, Lines, ReportContent
from reports.lines import lines_of_text
from reports.sections.tables import CellOf, box_lines, cells_of, columns_of, fitted, unit_lines
from thai.digits import to_thai

OPTIONS = ("heading", "group_prefix", "code_style", "boxes", "units_marker")
CODE_STYLES = {
    "zero_number": lambda number: f"0{number}",  # the letter O printed as a zero: 01, 010, 043
    "two_digits": lambda number: f"{number:02d}",
    "letter": lambda number: f"o{number}",
}


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """A heading, then per group its lines and its table; nothing without rows."""
    if not content.oit_rows:
        return
    heading = content.oit_heading or options.get("heading", "")
    if lines := tuple(line.text for line in lines_of_text(heading)):
        yield Heading(lines=lines, level=2)
    options = fitted(content, options, "oit", content.oit_rows, COLUMNS)
    known = {group.key for group in content.oit_groups}
    for group in content.oit_groups:
        members = [row for row in content.oit_rows if row.group == group.key]
        if members:
            yield Heading(lines=tuple(_heading_lines(group, options)), level=3)
            yield _table(content, options, members)
    if rest := [row for row in content.oit_rows if row.group not in known]:
        yield _table(content, options, rest)


def _table(content: ReportContent, options: Mapping[str, Any], members: Iterable[DisclosureContent]) -> Table:
    rows = tuple(Row(cells=cells_of(row, options, COLUMNS)) for row in members)
    return Table(name="oit", columns=columns_of(content, options, "oit", rows), rows=rows)


def _heading_lines(group: DisclosureGroupContent, options: Mapping[str, Any]) -> Iterator[str]:
    made = " ".join(word for word in (options.get("group_prefix", ""), group.code_text, group.title) if word)
    for text in (group.heading_text or made, group.subtitle):
        yield from (line.text for line in lines_of_text(text))


def _code(row: DisclosureContent, options: Mapping[str, Any]) -> Lines:
    if row.code_text or row.number is None:
        return lines_of_text(row.code_text or row.code)
    code = CODE_STYLES[options.get("code_style", "letter")](row.number)
    return lines_of_text(to_thai(code) if options["numerals"] == "thai" else code)


def _progress(row: DisclosureContent, options: Mapping[str, Any]) -> Lines:
    # A row answered by a look at the website says what was found and has no boxes to tick.
    boxes = () if not row.status and (row.finding or row.finding_class) else box_lines(row.status, options)
    return boxes + row.notes + lines_of_text(row.finding, marker=row.finding_marker)


COLUMNS: Mapping[str, CellOf] = {
    "code": _code,
    "title": lambda row, options: lines_of_text(row.title),
    "elements": lambda row, options: row.elements,
    "units": lambda row, options: unit_lines(row.units, options),
    "progress": _progress,
}
