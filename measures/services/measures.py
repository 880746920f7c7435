"""Adding, changing, moving and removing measures with their activities.

Not here: results (``results``), groups of OIT rows (``disclosures``).
"""

from __future__ import annotations

import re
from typing import Any

from accounts.doors import Standing
from measures.models import Activity, Measure, MeasureGroup, Plan
from measures.selectors.item_sets import issue_titles
from measures.services.saving import (
    RowEdit,
    apply,
    close_gaps,
    edit_rows,
    fresh,
    held,
    put_in_order,
    save_next_version,
    trace,
)
from thai.digits import NumberError, parse_int, to_thai

EDITABLE = frozenset({
    "number_text", "title", "detail", "rationale", "issue_no", "group_id", "number", "group_no", "issue_title",
    "answers", "change_reason",
})
ACTIVITY_EDITABLE = frozenset({
    "methods", "period_text", "period_start", "period_end", "units", "remark", "target_text", "target_figure",
    "target_unit", "budget_set", "uses_no_budget",
})


def create_measure(
    *, actor: Standing, plan: Plan, changes: dict[str, Any], activities: list[RowEdit], new_group: str = "",
    listed_as: str = Measure.ListedAs.REPORT, carried_from: Measure | None = None, model_key: str = "",
) -> Measure:
    """A new measure at the end of its list, or after the last of its group or issue; with one activity at least.

    ``carried_from`` or ``model_key`` say what it was made from. MeasureGroup.DoesNotExist for a group of another plan.
    """
    with held(actor=actor, plan=plan, act="edit_measures") as plan:
        measure = Measure(plan=plan, listed_as=listed_as, carried_from=carried_from, model_key=model_key)
        changes = _completed(plan, measure, changes, new_group)
        apply(measure, changes, EDITABLE)
        others = list(_siblings(plan, listed_as))
        measure.position = others[-1].position + 1 if others else 1
        measure.save()
        rows = activities or [RowEdit(None)]
        _, after = _edit_activities(measure, rows)
        _stand_with_issue(measure)
        _stand_with_group(measure)
        trace(
            actor=actor, plan=plan, act="measure.added", row=measure, before={}, after={**changes, **after},
            for_units=_units(measure),
        )
    return measure


def update_measure(
    *, actor: Standing, measure: Measure, seen_version: int, changes: dict[str, Any], activities: list[RowEdit],
    new_group: str = "",
) -> bool:
    """Write what changed in the measure and its activities; False when nothing did.

    Stale when it was saved since ``seen_version``; Activity.DoesNotExist for an activity of another measure.
    """
    with held(actor=actor, plan=measure.plan, act="edit_measures") as plan:
        measure = fresh(measure, seen_version, plan=plan)
        if not (changes or activities or new_group):
            return False
        changes = _completed(plan, measure, changes, new_group)
        before, after = apply(measure, changes, EDITABLE)
        save_next_version(measure, changes)
        rows_before, rows_after = _edit_activities(measure, activities)
        if "group_id" in changes:
            _stand_with_group(measure)
        trace(
            actor=actor, plan=plan, act="measure.edited", row=measure, before=before | rows_before,
            after=after | rows_after, for_units=_units(measure),
        )
    return True


def delete_measure(*, actor: Standing, measure: Measure, seen_version: int) -> None:
    """Remove a measure with its activities and their results; what stood there stays readable in the change row."""
    with held(actor=actor, plan=measure.plan, act="edit_measures") as plan:
        measure = fresh(measure, seen_version, plan=plan)
        before: dict[str, Any] = {name: getattr(measure, name) for name in EDITABLE}
        for activity in measure.activities.prefetch_related("results"):
            key = f"activity.{activity.pk}"
            before |= {f"{key}.{name}": _text(getattr(activity, name)) for name in ACTIVITY_EDITABLE}
            for result in activity.results.all():
                before[f"{key}.{result.round}"] = {"outputs": result.outputs, "outcomes": result.outcomes}
        trace(
            actor=actor, plan=plan, act="measure.deleted", row=measure, before=before, after={},
            for_units=_units(measure),
        )
        measure.delete()
        close_gaps(_siblings(plan, measure.listed_as))


def move_measure(*, actor: Standing, measure: Measure, up: bool) -> bool:
    """Change places with the neighbour in the same group; False at the edge. The version stays: no text changed."""
    with held(actor=actor, plan=measure.plan, act="edit_measures") as plan:
        ordered = list(_siblings(plan, measure.listed_as))
        place = [each.pk for each in ordered].index(measure.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(ordered) or ordered[other].group_id != ordered[place].group_id:
            return False
        moved = ordered[place]
        before = moved.position
        first = min(ordered[0].position, 1)
        ordered[place], ordered[other] = ordered[other], ordered[place]
        put_in_order(ordered, first=first)
        trace(
            actor=actor, plan=plan, act="measure.moved", row=moved, before={"position": before},
            after={"position": moved.position}, for_units=_units(moved),
        )
    return True


def _siblings(plan: Plan, listed_as: str) -> Any:
    return Measure.objects.filter(plan=plan, listed_as=listed_as).order_by("position", "pk")


def _units(measure: Measure) -> list[str]:
    """Every unit its activities name."""
    printed = Activity.objects.filter(measure=measure).values_list("units", flat=True)
    return [unit for units in printed for unit in units]


def _edit_activities(measure: Measure, edits: list[RowEdit]) -> tuple[dict, dict]:
    return edit_rows(
        siblings=Activity.objects.filter(measure=measure),
        new=lambda position: Activity(measure=measure, position=position),
        edits=edits, editable=ACTIVITY_EDITABLE, name="activity",
    )


def _completed(plan: Plan, measure: Measure, changes: dict[str, Any], new_group: str) -> dict[str, Any]:
    """The changes with what follows from them: the number from its print, the group's number, the issue's title."""
    changes = dict(changes)
    if "number_text" in changes:
        changes["number"] = _number_in(changes["number_text"])
    if new_group:
        changes["group_id"] = _group_named(plan, new_group).pk
    if "group_id" in changes:
        group = None if changes["group_id"] is None else MeasureGroup.objects.get(pk=changes["group_id"], plan=plan)
        changes["group_no"] = group.number if group else None
    if "issue_no" in changes and measure.listed_as == Measure.ListedAs.PLAN:
        known = issue_titles(fiscal_year=plan.fiscal_year).get(changes["issue_no"], "")
        changes["issue_title"] = known or changes.get("issue_title", "")
    return changes


def _group_named(plan: Plan, title: str) -> MeasureGroup:
    """The plan's group of this title; made at the end of the groups when there is none."""
    groups = list(MeasureGroup.objects.filter(plan=plan))
    for group in groups:
        if group.title == title:
            return group
    number = 1 + max((group.number or 0 for group in groups), default=0)
    position = 1 + max((group.position for group in groups), default=0)
    return MeasureGroup.objects.create(
        plan=plan, position=position, number=number, number_text=f"{to_thai(number)}.", title=title
    )


def _stand_with_group(measure: Measure) -> None:
    """Put a measure after the last of its group (without others: at the end), so that a heading is printed once."""
    others = [each for each in _siblings(measure.plan, measure.listed_as) if each.pk != measure.pk]
    if not others or (measure.group_id is None and all(each.group_id is None for each in others)):
        return
    kin = [place for place, each in enumerate(others) if each.group_id == measure.group_id]
    place = kin[-1] + 1 if kin else len(others)
    put_in_order([*others[:place], measure, *others[place:]], first=min(others[0].position, measure.position, 1))


def _stand_with_issue(measure: Measure) -> None:
    """In the plan by issue put a measure after the last of its issue, or of those before it: headings print once."""
    others = [each for each in _siblings(measure.plan, measure.listed_as) if each.pk != measure.pk]
    if measure.listed_as != Measure.ListedAs.PLAN or measure.issue_no is None or not others:
        return
    same = [place for place, each in enumerate(others) if each.issue_no == measure.issue_no]
    before = [place for place, each in enumerate(others) if each.issue_no and each.issue_no < measure.issue_no]
    place = (same or before or [-1])[-1] + 1
    put_in_order([*others[:place], measure, *others[place:]], first=min(others[0].position, measure.position, 1))


def _number_in(text: str) -> int | None:
    digits = re.search("[0-9๐-๙]{1,6}", text)
    try:
        return parse_int(digits[0]) if digits else None
    except NumberError:
        return None


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, str | list) else str(value)
