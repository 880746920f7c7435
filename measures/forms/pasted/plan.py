"""What a pasted table would change in the plan: measures with their groups and activities.

Not here: results (``results``), writing (``measures.services.pasting``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from measures.forms.measure import ActivityForm, MeasureForm
from measures.forms.pasted.proposal import Difference, Proposed, compare
from measures.models import Activity, Measure, MeasureGroup
from measures.pasting.columns import PLAN, fields_of
from measures.pasting.matching import Key, match_rows, same_words
from measures.pasting.rows import Reading, Row
from thai.digits import to_arabic
from thai.markers import render_lines, split_marker

KINDS = {field.name: field.kind for field in fields_of(PLAN).values()}
MEASURE_FIELDS = ("number_text", "title", "detail", "rationale", "issue_no")
ACTIVITY_FIELDS = (
    "methods", "period_text", "period_start", "period_end", "units", "target_text", "target_figure", "target_unit",
    "uses_no_budget", "budget_set", "remark",
)
_ISSUE = re.compile(r"ประเด็น(?:ที่)?\s*(?P<number>[0-9๐-๙]{1,3})[.:]?\s*(?P<title>.*)", re.DOTALL)


@dataclass
class Block:
    """The rows of one measure: the first names it, the others are its further activities."""

    rows: list[Row] = field(default_factory=list)


def blocks_of(reading: Reading) -> list[Block]:
    """The table's rows by measure."""
    blocks: list[Block] = []
    for row in reading.rows:
        if row.continues and blocks:
            blocks[-1].rows.append(row)
        else:
            blocks.append(Block([row]))
    return blocks


def key_of(measure: Measure) -> Key:
    """By what a stored measure is known; needs its activities prefetched."""
    return Key(measure.number_text, measure.title, tuple(_steps(each) for each in measure.activities.all()))


def meant_measures(
    blocks: list[Block], measures: list[Measure], taken: dict[int, tuple[int, int]]
) -> list[Measure | None]:
    """The stored measure of each block: the one made from it before, the one its row code names, or the likest."""
    by_id = {measure.pk: measure for measure in measures}
    found: list[Measure | None] = []
    for block in blocks:
        refs = [taken.get(row.number) or row.ref for row in block.rows]
        known = [by_id[ref[0]] for ref in refs if ref and ref[0] in by_id]
        found.append(known[0] if known else None)
    named = {measure.pk for measure in found if measure}
    free = [measure for measure in measures if measure.pk not in named]
    open_blocks = [place for place, measure in enumerate(found) if measure is None]
    keys = [
        Key(
            blocks[place].rows[0].values.get("number_text", ""), blocks[place].rows[0].values.get("title", ""),
            tuple(row.values.get("methods", "") for row in blocks[place].rows),
        )
        for place in open_blocks
    ]
    for place, index in zip(open_blocks, match_rows(keys, [key_of(each) for each in free]), strict=True):
        found[place] = None if index is None else free[index]
    return found


def meant_activities(
    block: Block, measure: Measure, taken: dict[int, tuple[int, int]], *, in_order: bool = True
) -> list[Activity | None]:
    """The stored activity of each row of the block: by code, then by its steps, then by place."""
    activities = list(measure.activities.all())
    by_id = {activity.pk: activity for activity in activities}
    refs = [taken.get(row.number) or row.ref for row in block.rows]
    found = [by_id.get(ref[1]) if ref and ref[0] == measure.pk else None for ref in refs]
    used = {activity.pk for activity in found if activity}
    free = [activity for activity in activities if activity.pk not in used]
    places = [place for place, activity in enumerate(found) if activity is None]
    keys = [Key(steps=(block.rows[place].values.get("methods", ""),)) for place in places]
    for place, index in zip(places, match_rows(keys, [Key(steps=(_steps(each),)) for each in free]), strict=True):
        if index is not None:
            found[place] = free[index]
            used.add(free[index].pk)
    rest = [activity for activity in free if activity.pk not in used]
    if in_order:
        for place in places:
            if found[place] is None and rest:
                found[place] = rest.pop(0)
    return found


def propose_plan(
    reading: Reading, *, measures: list[Measure], groups: list[MeasureGroup], issues: dict[int, str], listed_as: str,
    headings: dict[str, str], taken: dict[int, tuple[int, int]],
) -> list[Proposed]:
    """What each row would add or change; ``measures`` are the stored ones of the list, activities prefetched."""
    blocks = blocks_of(reading)
    proposals = []
    for block, measure in zip(blocks, meant_measures(blocks, measures, taken), strict=True):
        activities = meant_activities(block, measure, taken) if measure else [None] * len(block.rows)
        for row, activity in zip(block.rows, activities, strict=True):
            proposed = Proposed(row.number, first=block.rows[0].number, rows={"measure": measure, "activity": activity})
            proposed.is_new = activity is None
            if row is block.rows[0]:
                _compare_measure(proposed, row, measure, groups, issues, listed_as, headings, reading)
                proposed.is_new = measure is None or (activity is None and _says(row, ACTIVITY_FIELDS))
            form = ActivityForm(row=activity)
            texts = {name: row.values[name] for name in ACTIVITY_FIELDS if name in row.values}
            compare(proposed, "activity", form, texts, headings, KINDS, is_exact=reading.is_exact)
            if measure is None and row is block.rows[0] and not (row.values.get("title") or row.values.get("methods")):
                proposed.errors.append(
                    _("There is neither a measure nor a step in this row. Please write one of them.")
                )
            proposed.title = " ".join(filter(None, (
                row.values.get("number_text"), row.values.get("title") or row.values.get("methods", "").split("\n")[0],
            )))
            proposed.settle()
            proposals.append(proposed)
        _hold_back(proposals[-len(block.rows):], measure)
    return sorted(proposals, key=lambda each: each.number)


def split_group(printed: str) -> tuple[str, str]:
    """Number and title of a group row."""
    marker, title = split_marker(printed.strip())
    return (marker or "", title.strip()) if title.strip() else ("", printed.strip())


def split_issue(printed: str) -> tuple[int, str] | None:
    """Number and title of ``ประเด็นที่ ๑ …``; None for another heading."""
    match = _ISSUE.fullmatch(printed.strip())
    return (int(to_arabic(match["number"])), match["title"].strip()) if match else None


def issue_heading(measure: Measure) -> str:
    """How our workbook writes a measure's issue with its title."""
    return f"ประเด็นที่ {measure.issue_no} {measure.issue_title}".strip() if measure.issue_no is not None else ""


def _compare_measure(
    proposed: Proposed, row: Row, measure: Measure | None, groups: list[MeasureGroup], issues: dict[int, str],
    listed_as: str, headings: dict[str, str], reading: Reading,
) -> None:
    texts = {name: row.values[name] for name in MEASURE_FIELDS if name in row.values}
    issue = split_issue(row.group) if listed_as == Measure.ListedAs.PLAN else None
    if issue:
        texts.setdefault("issue_no", str(issue[0]))
    number = texts.get("issue_no", "")
    offered = issues if not number.isascii() or not number.isdigit() else {int(number): ""} | issues
    form = MeasureForm(row=measure, issues=offered, groups=groups)
    compare(proposed, "measure", form, texts, headings, KINDS, is_exact=reading.is_exact)
    if issue and "measure.issue_no" in proposed.changes and issue[1]:
        proposed.changes["measure.issue_title"] = issue[1]
    elif row.group and not issue:
        ours = str(measure.group) if measure and measure.group else ""
        if not same_words(ours, row.group):
            proposed.changes["measure.group"] = split_group(row.group)
            proposed.differences.append(
                Difference("measure.group", str(form.fields["group_id"].label), ours, row.group, fills=not ours)
            )


def _hold_back(block: list[Proposed], measure: Measure | None) -> None:
    """Further rows of a new measure wait when its first row cannot be read."""
    if measure is None and block[0].errors:
        for further in block[1:]:
            further.errors.append(
                _("It belongs to the measure of row %(row)s, which cannot be read yet.") % {"row": block[0].number + 1}
            )
            further.settle()


def _says(row: Row, names: tuple[str, ...]) -> bool:
    return any(row.values.get(name) for name in names)


def _steps(activity: Activity) -> str:
    return render_lines(activity.methods or [])
