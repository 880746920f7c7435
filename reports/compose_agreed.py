"""Measures of a year with a signed plan as content: the words that were signed, and beside them what was changed since.

Not here: comparing (``measures.plan_changes``), how a change is printed (``sections.measures``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from measures.models import Activity, AgreedMeasure, Measure
from measures.plan_changes import Fate, FieldChange, MeasureChange, RowChange
from reports.content import ActivityContent, GroupContent, MeasureContent
from reports.lines import lines_of_items, texts_of


def compose_agreed(
    changes: Sequence[MeasureChange], *, groups: Sequence[GroupContent],
    measure_content: Callable[[Measure], MeasureContent], activity_content: Callable[[Activity], ActivityContent],
) -> tuple[MeasureContent, ...]:
    """The measures in printed order, each dropped one among those of its group."""
    made: list[MeasureContent] = []
    for change in changes:
        if change.fate == Fate.DROPPED:
            _insert(made, _dropped(change.agreed, change.reason, groups))
        else:
            made.append(_standing(change, measure_content(change.measure), activity_content))
    return tuple(made)


def _standing(
    change: MeasureChange, now: MeasureContent, activity_content: Callable[[Activity], ActivityContent]
) -> MeasureContent:
    if change.agreed is None:
        return replace(now, plan_fate=change.fate.value, change_reason=change.reason)
    return replace(
        now, title=change.agreed.title, detail=change.agreed.detail, plan_fate=change.fate.value,
        change_reason=change.reason if change.fate != Fate.KEPT else "", changed=_names(change.fields),
        new_title=now.title if change.fields else "", new_detail=now.detail if change.fields else "",
        activities=tuple(_row(row, activity_content) for row in change.rows),
    )  # fmt: skip


def _row(row: RowChange, activity_content: Callable[[Activity], ActivityContent]) -> ActivityContent:
    if row.activity is None:
        return replace(_frozen(row.agreed), plan_fate=row.fate.value)
    now = activity_content(row.activity)
    if row.agreed is None:
        return replace(now, plan_fate="" if row.fate == Fate.KEPT else row.fate.value)
    then, changed = _frozen(row.agreed), _names(row.fields)
    return replace(
        now, methods=then.methods, period_text=then.period_text, units=then.units, plan_fate=row.fate.value,
        changed=changed, new_methods=now.methods if "methods" in changed else (),
        new_period_text=now.period_text if "period_text" in changed else "",
        new_units=now.units if "units" in changed else (),
    )  # fmt: skip


def _frozen(agreed: dict[str, Any]) -> ActivityContent:
    return ActivityContent(
        methods=lines_of_items(agreed.get("methods")), period_text=agreed.get("period_text") or "",
        units=texts_of(agreed.get("units")),
    )


def _dropped(agreed: AgreedMeasure, reason: str, groups: Sequence[GroupContent]) -> MeasureContent:
    key = next((group.key for group in groups if agreed.group_title and group.title == agreed.group_title), None)
    return MeasureContent(
        number_text=agreed.number_text, number=agreed.number, title=agreed.title, detail=agreed.detail, group=key,
        issue_no=agreed.issue_no, issue_title=agreed.issue_title, plan_fate=Fate.DROPPED.value, change_reason=reason,
        activities=tuple(_frozen(one) for one in agreed.activities),
    )  # fmt: skip


def _insert(made: list[MeasureContent], dropped: MeasureContent) -> None:
    """Behind the last of its group, so that a heading is printed once; without a group where the plan has it."""
    kin = [place for place, one in enumerate(made) if dropped.group is not None and one.group == dropped.group]
    if kin:
        made.insert(kin[-1] + 1, dropped)
    else:
        group = made[-1].group if dropped.group is None and made else dropped.group
        made.append(replace(dropped, group=group))


def _names(fields: Sequence[FieldChange]) -> tuple[str, ...]:
    return tuple(each.field for each in fields)
