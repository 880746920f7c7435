"""What a row still lacks before a report with it can be proposed: one function per kind of row.

Pure: rows come with what they need already read. A gap stops the reporter's signature and never a preview, so only
what leaves a hole on the paper is one. "Not done, because …" is a full answer, "uses no budget" is one, and a target
that was not reached is no gap.
Not here: which rows are asked (``measures.selectors.gaps``), words and links (``measures.templatetags.watch``), what
is there but looks wrong (``measures.detectors``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from measures.models.disclosure import Disclosure
from measures.models.measure import RowStatus
from measures.models.result import Round
from measures.places import NOWHERE, Place, disclosure_place, indicator_place, measure_place, short, texts_in
from measures.plan_changes import MeasureChange, said

CODES = (
    "no_title_or_steps", "no_activity", "no_period", "no_units", "no_result", "no_outputs", "no_reason",
    "no_budget_spent", "no_status", "no_trace", "no_title",
    "no_planned_result", "no_change_reason", "no_dropped_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """What a row lacks. ``row_id`` of a ``result`` is its activity's: the result itself may not exist yet."""

    row_kind: str
    row_id: int
    field: str
    code: str
    at: Place = NOWHERE

    def to_data(self) -> dict[str, Any]:
        """Plain values, as a snapshot keeps them."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Gap:
        """What ``to_data`` gave."""
        return cls(**{**data, "at": Place(**data.get("at") or {})})


def gaps_of_measure(measure: Any, activities: list[Any]) -> list[Gap]:
    """A measure is its title or its steps, and has a row to which period, units and results belong."""
    at = measure_place(measure, activities)
    if not measure.title.strip() and not any(_says(activity.methods) for activity in activities):
        return [Gap("measure", measure.pk, "title", "no_title_or_steps", at)]
    return [] if activities else [Gap("measure", measure.pk, "methods", "no_activity", at)]


def gaps_of_activity(activity: Any, at: Place = NOWHERE) -> list[Gap]:
    """When, and by whom."""
    gaps = []
    if not activity.period_text.strip():
        gaps.append(Gap("activity", activity.pk, "period_text", "no_period", at))
    if not _says(activity.units):
        gaps.append(Gap("activity", activity.pk, "units", "no_units", at))
    return gaps


def gaps_of_result(
    activity: Any, result: Any | None, round: str, at: Place = NOWHERE, *, is_planned: bool = False
) -> list[Gap]:
    """What came of an activity by the end of a round; outputs suffice, and so does why there are none.

    A measure of the signed plan is named as one when nothing is recorded of it.
    """
    at = replace(at, round=round)
    if result is None or not result.says_something:
        return [Gap("result", activity.pk, "outputs", "no_planned_result" if is_planned else "no_result", at)]
    if result.status == RowStatus.NOT_DONE:
        return [] if result.not_done_reason.strip() else [
            Gap("result", activity.pk, "not_done_reason", "no_reason", at)
        ]  # fmt: skip
    if not _says(result.outputs):
        if result.status == RowStatus.NOT_STARTED and round != Round.TWELVE_MONTHS:
            return []  # in March an activity of the summer is rightly not begun
        return [Gap("result", activity.pk, "outputs", "no_outputs", at)]
    budget_is_told = result.budget_spent is not None or result.uses_no_budget or activity.uses_no_budget
    if activity.budget_set and round == Round.TWELVE_MONTHS and not budget_is_told:
        return [Gap("result", activity.pk, "budget_spent", "no_budget_spent", at)]
    return []


def gaps_of_change(change: MeasureChange, at: Place = NOWHERE) -> list[Gap]:
    """Why a measure is not, or not as, in the signed plan."""
    if not change.lacks_reason:
        return []
    if change.measure is None:
        agreed = change.agreed
        name = short(f"{agreed.number_text} {agreed.title}") or short(said(agreed.detail))
        return [Gap("agreed", agreed.pk, "dropped_reason", "no_dropped_reason", Place(name=name))]
    return [Gap("measure", change.measure.pk, "change_reason", "no_change_reason", at)]


def gaps_of_indicator(row: Any) -> list[Gap]:
    """A status; "not done" says why in its notes."""
    at = indicator_place(row)
    if not row.status.strip():
        return [Gap("indicator", row.pk, "status", "no_status", at)]
    if row.status == RowStatus.NOT_DONE and not _says(row.notes):
        return [Gap("indicator", row.pk, "notes", "no_reason", at)]
    return []


def gaps_of_disclosure(row: Any, *, has_address: bool) -> list[Gap]:
    """A name, an answer, and something that shows it: a note, a finding or an address."""
    at = disclosure_place(row)
    gaps = []
    if not row.shown_title.strip():
        gaps.append(Gap("disclosure", row.pk, "title", "no_title", at))
    found = bool(row.website_finding.strip()) or row.finding_class not in ("", Disclosure.Finding.BLANK)
    said = _says(row.progress_notes) or found
    if not row.status.strip():
        if not found:
            gaps.append(Gap("disclosure", row.pk, "status", "no_status", at))
    elif row.status == RowStatus.DONE and not said and not has_address:
        gaps.append(Gap("disclosure", row.pk, "progress_notes", "no_trace", at))
    elif row.status == RowStatus.NOT_DONE and not said:
        gaps.append(Gap("disclosure", row.pk, "progress_notes", "no_reason", at))
    return gaps


def _says(items: Iterable[Any]) -> bool:
    return next(texts_in(items), None) is not None
