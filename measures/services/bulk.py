"""One value for many rows, by the very deeds that save one: same checks, same versions, same change rows.

Not here: reading what was typed into changes of each row (``measures.forms.board``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from accounts.doors import Standing
from measures.models import Activity, Disclosure, IndicatorProgress, Measure
from measures.services.disclosures import save_disclosure
from measures.services.indicator_rows import save_indicator_row
from measures.services.measures import update_measure
from measures.services.results import ResultEdit, save_results
from measures.services.saving import RowEdit, Stale, fresh, held


@dataclass(frozen=True)
class BulkEdit:
    """Changed fields of one row; an activity has the fields of its result in a round beside its own."""

    row: Activity | IndicatorProgress | Disclosure
    seen_version: int
    changes: dict[str, Any] = field(default_factory=dict)
    seen_result_version: int = 0
    result_changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BulkAnswer:
    """Which edits were written, which had nothing to change, and which rows somebody saved since they were seen."""

    saved: list[BulkEdit]
    same: list[BulkEdit]
    stale: list[BulkEdit]


def save_rows(*, actor: Standing, round: str, edits: list[BulkEdit]) -> BulkAnswer:
    """Save every row that still stands as it was seen; the others are left exactly as they are. One transaction.

    A row that is gone, or is another agency's, counts as changed since. PermissionDenied, with nothing written, when
    one of the rows is not the actor's to change so.
    """
    saved, same, stale = [], [], []
    with transaction.atomic():
        for edit in edits:
            try:
                with transaction.atomic():  # an activity and its result together, or neither
                    (saved if _save(actor, round, edit) else same).append(edit)
            except (Stale, ObjectDoesNotExist):
                stale.append(edit)
    return BulkAnswer(saved, same, stale)


def _save(actor: Standing, round: str, edit: BulkEdit) -> bool:
    row, seen = edit.row, edit.seen_version
    if isinstance(row, IndicatorProgress):
        return save_indicator_row(actor=actor, row=row, seen_version=seen, changes=edit.changes)
    if isinstance(row, Disclosure):
        return save_disclosure(actor=actor, disclosure=row, seen_version=seen, changes=edit.changes, links=[])
    wrote = bool(edit.changes) and _save_activity(actor, edit)
    if edit.result_changes:
        result = ResultEdit(row.pk, edit.seen_result_version, edit.result_changes)
        wrote |= save_results(actor=actor, measure=_measure_of(row), round=round, edits=[result])
    return wrote


def _save_activity(actor: Standing, edit: BulkEdit) -> bool:
    """Through the measure, as its page does, so that whoever has that page open is told."""
    measure = _measure_of(edit.row)
    with held(actor=actor, plan=measure.plan, act="edit_measures"):
        fresh(edit.row, edit.seen_version, measure=measure)
        return update_measure(
            actor=actor, measure=measure, seen_version=_measure_of(edit.row).version, changes={},
            activities=[RowEdit(edit.row.pk, edit.changes)],
        )


def _measure_of(activity: Activity) -> Measure:
    """Read anew: its version was counted up with the activity's."""
    return Measure.objects.select_related("plan").get(pk=activity.measure_id)
