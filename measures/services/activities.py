"""Changing one activity of a measure by itself: from the board and in place.

Not here: a measure with all its activities (``measures``), what came of an activity (``results``).
"""

from __future__ import annotations

from typing import Any

from django.db.models import F

from accounts.doors import Standing
from measures.models import Activity, Measure
from measures.services.measures import ACTIVITY_EDITABLE
from measures.services.saving import apply, fresh, held, save_next_version, trace


def save_activity(*, actor: Standing, activity: Activity, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write what changed; False when nothing did; Stale when it was saved since ``seen_version``.

    The measure counts a version up too, so that somebody who has its page open with the old texts is told.
    """
    with held(actor=actor, plan=activity.measure.plan, act="edit_measures") as plan:
        activity = fresh(activity, seen_version, measure__plan=plan)
        if not changes:
            return False
        before, after = apply(activity, changes, ACTIVITY_EDITABLE)
        save_next_version(activity, changes)
        Measure.objects.filter(pk=activity.measure_id).update(version=F("version") + 1)
        trace(
            actor=actor, plan=plan, act="activity.edited", row=activity, before=before, after=after,
            for_units=activity.units,
        )
    return True
