"""The plan by issue: what will be done, by whom, in which steps and when, under a full-width row per issue.

A measure of no issue stands under its group's row. The number typed for a measure, its remark and its rationale have no
column in the four-column form and are printed with title, units and steps: no typed word is lost.

Not here: column labels and widths (layouts), what came of a measure (``measures``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.blocks import Block, Cell, Heading, Row, Table
from reports.content import ActivityContent, Lines, MeasureContent, ReportContent
from reports.lines import lines_of_text
from reports.sections.tables import CellOf, cells_of, columns_of, number_words, unit_lines

OPTIONS = ("issue_prefix", "other_issues", "units_marker")
SPANNING = ("title",)


@dataclass(frozen=True)
class _Row:
    """An activity in its measure; ``is_first`` rows carry what the measure says once."""

    measure: MeasureContent
    activity: ActivityContent
    is_first: bool


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """The table under the plan's own heading; nothing without measures."""
    if not content.plan:
        return
    if content.plan_heading_lines:
        yield Heading(lines=content.plan_heading_lines, level=2)
    rows = tuple(_rows(content, options))
    yield Table(name="plan", columns=columns_of(content, options, "plan", rows), rows=rows)


def _rows(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Row]:
    current: Lines = ()
    for measure, heading in _by_issue(content, options):
        if not heading and current:  # under another issue's row it would count as that issue's
            heading = lines_of_text(options.get("other_issues", ""))
        if heading and heading != current:
            yield Row(cells=(Cell(lines=heading, colspan=len(options["columns"])),), kind="group")
        current = heading
        yield from _measure_rows(measure, options)


def _by_issue(content: ReportContent, options: Mapping[str, Any]) -> list[tuple[MeasureContent, Lines]]:
    """The measures with their heading, those of one heading together: issues by number, other headings as they first
    come, measures without any last. Inside a heading they keep the order of the plan."""
    groups = {group.key: lines_of_text(group.title, marker=group.number_text) for group in content.groups}
    headed = [(one, _issue_lines(one, options) or groups.get(one.group, ())) for one in content.plan]
    first: dict[Lines, int] = {}
    for place, (_measure, heading) in enumerate(headed):
        first.setdefault(heading, place)

    def place_of(pair: tuple[MeasureContent, Lines]) -> tuple[int, int, int]:
        measure, heading = pair
        if measure.issue_no is not None:
            return 0, measure.issue_no, first[heading]
        return (1 if heading else 2), 0, first[heading]

    return sorted(headed, key=place_of)


def _issue_lines(measure: MeasureContent, options: Mapping[str, Any]) -> Lines:
    """``ประเด็นที่ ๑ <ชื่อ>``; a title that says so itself stands as it was typed."""
    title, prefix = measure.issue_title.strip(), options.get("issue_prefix", "")
    if measure.issue_no is None or (prefix and title.startswith(prefix)):
        return lines_of_text(title)
    words = (prefix, number_words(measure.issue_no, options), title)
    return lines_of_text(" ".join(word for word in words if word))


def _measure_rows(measure: MeasureContent, options: Mapping[str, Any]) -> Iterator[Row]:
    activities = measure.activities or (ActivityContent(),)
    holds = [column["holds"] for column in options["columns"]]
    for number, activity in enumerate(activities):
        cells = zip(cells_of(_Row(measure, activity, number == 0), options, COLUMNS), holds, strict=True)
        if number == 0:
            yield Row(cells=tuple(
                replace(cell, rowspan=len(activities)) if held in SPANNING else cell for cell, held in cells
            ))  # fmt: skip
        else:
            yield Row(cells=tuple(cell for cell, held in cells if held not in SPANNING))


def _title(row: _Row, options: Mapping[str, Any]) -> Lines:
    return lines_of_text(row.measure.title, marker=row.measure.number_text) + lines_of_text(row.measure.detail)


def _units(row: _Row, options: Mapping[str, Any]) -> Lines:
    return unit_lines(row.activity.units, options) + lines_of_text(row.activity.remark)


def _methods(row: _Row, options: Mapping[str, Any]) -> Lines:
    rationale = lines_of_text(row.measure.rationale) if row.is_first else ()
    return rationale + row.activity.methods


COLUMNS: Mapping[str, CellOf] = {
    "title": _title,
    "units": _units,
    "methods": _methods,
    "period": lambda row, options: lines_of_text(row.activity.period_text),
}
