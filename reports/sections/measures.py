"""The table of measures with what came of them: one row per activity, number and title spanning a measure's rows.

A group heads its measures as a full-width row. Where a plan was signed its words stand first, and what was changed
since follows in the same cell with the reason (ปรับแผน). A remark has no column in the seven-column forms and is printed
under the units; so are a reason for not doing, problems and suggestions under the results: no typed word is lost.

Not here: column labels and widths (layouts).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from measures.models import RowStatus
from measures.plan_changes import Fate
from reports.blocks import Block, Cell, Heading, Line, Row, Table
from reports.content import ActivityContent, GroupContent, Lines, MeasureContent, ReportContent
from reports.lines import lines_of_text
from reports.sections.tables import CellOf, cells_of, columns_of, number_words, unit_lines

OPTIONS = ("units_marker",)
SPANNING = ("number", "title")
NOT_DONE = "ไม่ได้ดำเนินการ"
BECAUSE = "เนื่องจาก"
PROBLEMS = "ปัญหาและอุปสรรค"
SUGGESTIONS = "ข้อเสนอแนะ"
CHANGED = "ปรับแผน:"
ADDED = "ปรับแผน (เพิ่มเติม)"
LEFT_OUT = "ตัดออก"
NOT_FOLLOWED = "ไม่ได้ดำเนินการตามแผน/ยกเลิก"


@dataclass(frozen=True)
class _Row:
    """An activity in its measure; ``is_first`` rows carry what the measure says once."""

    measure: MeasureContent
    activity: ActivityContent
    is_first: bool


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """The table under its own title lines; nothing without measures."""
    if not content.measures:
        return
    if content.table_title_lines:
        yield Heading(lines=content.table_title_lines, level=2)
    rows = tuple(_rows(content, options))
    yield Table(name="measures", columns=columns_of(content, options, "measures", rows), rows=rows)


def _rows(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Row]:
    groups = {group.key: group for group in content.groups}
    empty = sorted(groups.keys() - {measure.group for measure in content.measures})
    current: int | None = None
    for measure in content.measures:
        if measure.group != current and measure.group in groups:
            while empty and empty[0] < measure.group:  # a group without measures keeps its place among the others
                yield _group_row(groups[empty.pop(0)], options)
            yield _group_row(groups[measure.group], options)
        current = measure.group
        yield from _measure_rows(measure, options)
    for key in empty:
        yield _group_row(groups[key], options)


def _group_row(group: GroupContent, options: Mapping[str, Any]) -> Row:
    lines = lines_of_text(group.title, marker=group.number_text)
    return Row(cells=(Cell(lines=lines, colspan=len(options["columns"])),), kind="group")


def _measure_rows(measure: MeasureContent, options: Mapping[str, Any]) -> Iterator[Row]:
    activities = measure.activities or (ActivityContent(),)
    for number, activity in enumerate(activities):
        cells = cells_of(_Row(measure, activity, number == 0), options, COLUMNS)
        holds = [column["holds"] for column in options["columns"]]
        if len(activities) == 1:
            yield Row(cells=cells)
        elif number == 0:
            yield Row(cells=tuple(
                replace(cell, rowspan=len(activities)) if held in SPANNING else cell
                for cell, held in zip(cells, holds, strict=True)
            ))  # fmt: skip
        else:
            yield Row(cells=tuple(cell for cell, held in zip(cells, holds, strict=True) if held not in SPANNING))


def _number(row: _Row, options: Mapping[str, Any]) -> Lines:
    return lines_of_text(row.measure.number_text or number_words(row.measure.number, options))


def _title(row: _Row, options: Mapping[str, Any]) -> Lines:
    measure = row.measure
    lines = lines_of_text(measure.title) + lines_of_text(measure.detail)
    if measure.plan_fate == Fate.ADDED:
        return lines + lines_of_text(ADDED + _because(measure))
    if not measure.changed:
        return lines
    # Where title and detail stand together, only what is new of them is said again.
    new = (lines_of_text(measure.new_title) if "title" in measure.changed else ()) + (
        lines_of_text(measure.new_detail) if "detail" in measure.changed else ()
    )
    return lines + _change(new, measure)


def _methods(row: _Row, options: Mapping[str, Any]) -> Lines:
    rationale = lines_of_text(row.measure.rationale) if row.is_first else ()
    return rationale + row.activity.methods + _row_change(row, "methods", row.activity.new_methods)


def _period(row: _Row, options: Mapping[str, Any]) -> Lines:
    activity = row.activity
    new = _row_change(row, "period_text", lines_of_text(activity.new_period_text))
    return lines_of_text(activity.period_text) + new


def _units(row: _Row, options: Mapping[str, Any]) -> Lines:
    activity = row.activity
    new = _row_change(row, "units", unit_lines(activity.new_units, options))
    return unit_lines(activity.units, options) + new + lines_of_text(activity.remark)


def _row_change(row: _Row, field: str, new: Lines) -> Lines:
    """What was changed of the row's field; a row that is new or left out says so with its steps."""
    measure, activity = row.measure, row.activity
    if field == "methods" and activity.plan_fate == Fate.ADDED:
        return lines_of_text(ADDED + _because(measure))
    if field == "methods" and activity.plan_fate == Fate.DROPPED:
        return _change((), measure)
    return _change(new, measure) if field in activity.changed else ()


def _change(new: Lines, measure: MeasureContent) -> Lines:
    """``ปรับแผน: <new text> เนื่องจาก<reason>``; a list keeps its lines between the two."""
    if not new:
        return lines_of_text(f"{CHANGED} {LEFT_OUT}{_because(measure)}")
    if len(new) == 1:
        return (replace(new[0], text=f"{CHANGED} {new[0].words}{_because(measure)}", marker="", level=0),)
    return (Line(text=CHANGED), *new, *lines_of_text(_because(measure).strip()))


def _because(measure: MeasureContent) -> str:
    reason = " ".join(measure.change_reason.split())
    return f" {BECAUSE}{reason.removeprefix(BECAUSE)}" if reason else ""


def _outputs(row: _Row, options: Mapping[str, Any]) -> Lines:
    activity = row.activity
    if row.measure.plan_fate == Fate.DROPPED:
        return lines_of_text(f"{CHANGED} {NOT_FOLLOWED}{_because(row.measure)}") if row.is_first else ()
    if activity.status != RowStatus.NOT_DONE:
        return activity.outputs
    because = f" {BECAUSE}{activity.not_done_reason.strip()}" if activity.not_done_reason.strip() else ""
    return activity.outputs + lines_of_text(NOT_DONE + because)


def _outcomes(row: _Row, options: Mapping[str, Any]) -> Lines:
    more: Lines = ()
    for word, text in ((PROBLEMS, row.activity.problems), (SUGGESTIONS, row.activity.suggestions)):
        if text.strip():
            more += (Line(text=word), *lines_of_text(text))
    return row.activity.outcomes + more


COLUMNS: Mapping[str, CellOf] = {
    "number": _number,
    "title": _title,
    "methods": _methods,
    "period": _period,
    "units": _units,
    "outputs": _outputs,
    "outcomes": _outcomes,
}
