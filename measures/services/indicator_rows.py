"""Recording the progress of one indicator."""

from __future__ import annotations

from typing import Any

from accounts.doors import Standing
from measures.models import IndicatorProgress
from measures.services.saving import apply, fresh, held, save_next_version, trace

EDITABLE = frozenset({
    "guidance", "units", "units_text", "period_text", "period_start", "period_end", "status", "notes",
})


def save_indicator_row(
    *, actor: Standing, row: IndicatorProgress, seen_version: int, changes: dict[str, Any]
) -> bool:
    """Write what changed; False when nothing did; Stale when it was saved since ``seen_version``.

    The printed units follow the units as ``ก / ข`` unless somebody printed them otherwise.
    """
    with held(actor=actor, plan=row.plan, act="record_results") as plan:
        row = fresh(row, seen_version, plan=plan)
        if not changes:
            return False
        changes = dict(changes)
        if "units" in changes and "units_text" not in changes and row.units_text in ("", printed_units(row.units)):
            changes["units_text"] = printed_units(changes["units"])
        before, after = apply(row, changes, EDITABLE)
        save_next_version(row, changes)
        trace(
            actor=actor, plan=plan, act="indicator.recorded", row=row, before=before, after=after, for_units=row.units
        )
    return True


def printed_units(units: list[str]) -> str:
    """How a document prints several units in one cell; at most what the column holds."""
    return " / ".join(units)[:500]
