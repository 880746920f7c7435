"""Writing what came of a measure's activities by the end of a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.doors import Standing
from measures.models import Activity, Measure, Result
from measures.services.saving import Stale, apply, held, save_next_version, trace

EDITABLE = frozenset({
    "status", "not_done_reason", "outputs", "outcomes", "problems", "suggestions", "figure", "figure_unit",
    "budget_spent", "uses_no_budget",
})


@dataclass(frozen=True)
class ResultEdit:
    """Changed fields of one activity's result; ``seen_version`` 0 says there was none when the page was made."""

    activity_id: int
    seen_version: int
    changes: dict[str, Any]


def save_results(*, actor: Standing, measure: Measure, round: str, edits: list[ResultEdit]) -> bool:
    """Write the changed results of one round, all or none; other rounds stay. False when nothing changed.

    Stale when one of them was saved since it was seen; Activity.DoesNotExist for an activity of another measure.
    """
    with held(actor=actor, plan=measure.plan, act="record_results") as plan:
        activities = Activity.objects.filter(measure_id=measure.pk, measure__plan=plan)
        standing = {each.activity_id: each for each in Result.objects.filter(activity__in=activities, round=round)}
        wrote = False
        for edit in edits:
            activity = activities.get(pk=edit.activity_id)
            result = standing.get(activity.pk)
            if edit.seen_version != (result.version if result else 0):
                raise Stale(result or activity)
            if not edit.changes:
                continue
            if result is None:
                result = Result(activity=activity, round=round, version=0)
                before, after = apply(result, edit.changes, EDITABLE)
                result.version = 1
                result.save()
            else:
                before, after = apply(result, edit.changes, EDITABLE)
                save_next_version(result, edit.changes)
            trace(
                actor=actor, plan=plan, act="result.recorded", row=result, before=before, after=after,
                for_units=activity.units,
            )
            wrote = True
    return wrote
