"""Freezing a plan at the mayor's signature, with a row for the results of every measure, and saying why it changed.

Not here: signing (``reports.signoff``, in whose transaction a plan is agreed), comparing (``measures.plan_changes``).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from accounts.doors import Standing
from measures.models import Activity, AgreedMeasure, AgreedPlan, Measure, MeasureGroup, Plan
from measures.plan_changes import Fate, compare_measure, said
from measures.selectors.agreed import agreement_of
from measures.selectors.measures import next_number_text
from measures.services.saving import apply, fresh, held, save_next_version, trace

ROW_WORDS = ("methods", "period_text", "units", "remark")
"""What a signed row says; of its frozen entry all but the remark is compared."""
ROW_FIGURES = (
    "period_start", "period_end", "target_text", "target_figure", "target_unit", "budget_set", "uses_no_budget",
)
"""What a row of the plan by issue knows beside its printed words, and its row of results goes on with."""


@dataclass(frozen=True)
class SignedRow:
    """One row of a signed measure in its printed words; ``activity_id`` is where it was read from."""

    activity_id: int | None
    methods: list[Any]
    period_text: str
    units: list[str]
    remark: str = ""


@dataclass(frozen=True)
class SignedMeasure:
    """One measure as signed; ``measure_id`` is where it was read from, which may be gone since."""

    measure_id: int | None
    title: str = ""
    detail: str = ""
    number: int | None = None
    number_text: str = ""
    group_title: str = ""
    issue_no: int | None = None
    issue_title: str = ""
    rows: tuple[SignedRow, ...] = ()


def agree_plan(
    *, actor: Standing, plan: Plan, report_id: int, signed_at: datetime.datetime, measures: Sequence[SignedMeasure],
) -> AgreedPlan | None:
    """Freeze the signed measures as the year's next agreed plan; from now on it holds. The same report gives it once.

    A measure of the plan by issue gets a row for results: the one of the plan before, one of the same title, or a new
    one. Where nobody has changed that row since the plan before, it follows the newly signed words. None for a plan
    without measures. Raises PermissionDenied to whoever may not sign.
    """
    with held(actor=actor, plan=plan, act="sign_report") as plan:
        known = AgreedPlan.objects.filter(report_id=report_id, plan=plan).first()
        if known is not None or not measures:
            return known
        before = agreement_of(plan=plan)
        deed = _Deed(plan, before.measures if before else [])
        laid = [deed.row_for(signed) for signed in measures]  # asks for the plan before, so before there is a new one
        number = (AgreedPlan.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
        agreed = AgreedPlan.objects.create(plan=plan, number=number, report_id=report_id, signed_at=signed_at)
        for position, (signed, (measure, activities)) in enumerate(zip(measures, laid, strict=True), start=1):
            frozen = AgreedMeasure.objects.create(
                agreed=agreed, position=position, measure=measure, planned=deed.standing.get(signed.measure_id),
                number=signed.number, number_text=signed.number_text or (measure.number_text if measure else ""),
                group_title=signed.group_title, issue_no=signed.issue_no, issue_title=signed.issue_title,
                title=signed.title, detail=signed.detail, activities=_entries(signed, activities),
            )  # fmt: skip
            _settle_reason(frozen, measure)
        trace(
            actor=actor, plan=plan, act="plan.agreed", row=agreed, before={},
            after={"number": number, "report": report_id, "measures": len(measures), "laid_out": deed.laid_out},
        )  # fmt: skip
    return agreed


def explain_change(*, actor: Standing, measure: Measure, seen_version: int, reason: str) -> bool:
    """Say why a measure is not, or not as, in the signed plan; False when it said so already. Raises Stale."""
    return _explain(actor, measure.plan, measure, seen_version, "change_reason", reason, {"plan": measure.plan})


def explain_dropping(*, actor: Standing, agreed: AgreedMeasure, seen_version: int, reason: str) -> bool:
    """Say why a measure of the signed plan was left out; False when it said so already. Raises Stale."""
    plan = agreed.agreed.plan
    within = {"agreed__plan": plan, "measure": None}
    return _explain(actor, plan, agreed, seen_version, "dropped_reason", reason, within)


def _explain(
    actor: Standing, plan: Plan, row: Measure | AgreedMeasure, seen_version: int, field: str, reason: str,
    within: dict[str, Any],
) -> bool:
    with held(actor=actor, plan=plan, act="edit_measures") as plan:
        row = fresh(row, seen_version, **within)
        if getattr(row, field) == reason:
            return False
        before, after = apply(row, {field: reason}, frozenset({field}))
        save_next_version(row, [field])
        trace(actor=actor, plan=plan, act="plan.explained", row=row, before=before, after=after)
    return True


class _Deed:
    """One signing: which rows stand, and which of them already hold the results of a signed measure."""

    def __init__(self, plan: Plan, before: Sequence[AgreedMeasure]) -> None:
        self.plan = plan
        rows = Measure.objects.filter(plan=plan).prefetch_related("activities").order_by("position", "pk")
        self.standing = {measure.pk: measure for measure in rows}
        self.before = {one.planned_id: one for one in before if one.planned_id and one.measure_id in self.standing}
        self.taken = {one.measure_id for one in self.before.values()}
        self.laid_out = 0

    def row_for(self, signed: SignedMeasure) -> tuple[Measure | None, list[Activity | None]]:
        """Where the results of a signed measure go, an activity for each of its rows; none for a measure since gone."""
        planned = self.standing.get(signed.measure_id)
        if planned is None or planned.listed_as == Measure.ListedAs.REPORT:
            activities = {each.pk: each for each in planned.activities.all()} if planned else {}
            return planned, [activities.get(row.activity_id) for row in signed.rows]
        earlier = self.before.get(planned.pk)
        if earlier is not None:
            return self._followed(earlier, signed)
        same = next((
            each for each in self.standing.values() if each.listed_as == Measure.ListedAs.REPORT
            and each.pk not in self.taken and said(each.title) and said(each.title) == said(signed.title)
        ), None)  # fmt: skip
        if same is not None:
            self.taken.add(same.pk)
            return same, _in_order(list(same.activities.all()), len(signed.rows))
        return self._laid_out(planned, signed)

    def _laid_out(self, planned: Measure, signed: SignedMeasure) -> tuple[Measure, list[Activity | None]]:
        listed = Measure.objects.filter(plan=self.plan, listed_as=Measure.ListedAs.REPORT)
        groups = MeasureGroup.objects.filter(plan=self.plan, title=signed.group_title)
        group = groups.first() if signed.group_title else None
        number_text = signed.number_text or next_number_text(plan=self.plan, listed_as=Measure.ListedAs.REPORT)
        measure = Measure.objects.create(
            plan=self.plan, listed_as=Measure.ListedAs.REPORT, title=signed.title, detail=signed.detail,
            position=(listed.aggregate(last=Max("position"))["last"] or 0) + 1,
            number=signed.number or listed.count() + 1, number_text=number_text, group=group,
            group_no=group.number if group else None, issue_no=signed.issue_no, issue_title=signed.issue_title,
            rationale=planned.rationale, carried_from=planned.carried_from, answers=planned.answers,
            model_key=planned.model_key,
        )  # fmt: skip
        self.laid_out += 1
        sources = {each.pk: each for each in planned.activities.all()}
        return measure, [
            _new_activity(measure, position, row, sources.get(row.activity_id))
            for position, row in enumerate(signed.rows)
        ]

    def _followed(
        self, earlier: AgreedMeasure, signed: SignedMeasure
    ) -> tuple[Measure, list[Activity | None]]:
        """The row of the plan before, in the new words where nobody has changed it; results are never touched."""
        measure = self.standing[earlier.measure_id]
        activities = {each.pk: each for each in measure.activities.all()}
        own = {entry.get("planned_id"): activities.get(entry.get("activity_id")) for entry in earlier.activities}
        found = [own.get(row.activity_id) for row in signed.rows]
        if compare_measure(earlier, measure, list(activities.values())).fate != Fate.KEPT:
            return measure, found
        if (measure.title, measure.detail) != (signed.title, signed.detail):
            measure.title, measure.detail = signed.title, signed.detail
            save_next_version(measure, ["title", "detail"])
        position = max((each.position for each in activities.values()), default=-1)
        for place, row in enumerate(signed.rows):
            activity = found[place]
            if activity is None:
                position += 1
                found[place] = _new_activity(measure, position, row, None)
            elif any(getattr(activity, name) != getattr(row, name) for name in ROW_WORDS):
                for name in ROW_WORDS:
                    setattr(activity, name, getattr(row, name))
                save_next_version(activity, ROW_WORDS)
        for activity in activities.values():
            has_work = activity.results.exists() or activity.entries.exists() or activity.evidence_uses.exists()
            if activity not in found and not has_work:
                activity.delete()
        return measure, found


def _new_activity(measure: Measure, position: int, row: SignedRow, source: Activity | None) -> Activity:
    figures = {name: getattr(source, name) for name in ROW_FIGURES} if source else {}
    if source is not None and source.period_text != row.period_text:  # dates of another period than the signed one
        figures |= {"period_start": None, "period_end": None}
    words = {name: getattr(row, name) for name in ROW_WORDS}
    return Activity.objects.create(measure=measure, position=position, **words, **figures)


def _in_order(activities: list[Activity], count: int) -> list[Activity | None]:
    return [activities[place] if place < len(activities) else None for place in range(count)]


def _entries(signed: SignedMeasure, activities: Sequence[Activity | None]) -> list[dict[str, Any]]:
    return [
        {
            "activity_id": activity.pk if activity else None, "planned_id": row.activity_id, "methods": row.methods,
            "period_text": row.period_text, "units": row.units,
        }
        for row, activity in zip(signed.rows, activities, strict=True)
    ]


def _settle_reason(frozen: AgreedMeasure, measure: Measure | None) -> None:
    """A reason for departing from the plan before says nothing of a measure that stands as it was just signed."""
    if measure is None or not measure.change_reason:
        return
    if compare_measure(frozen, measure, list(measure.activities.order_by("position", "pk"))).fate == Fate.KEPT:
        measure.change_reason = ""
        save_next_version(measure, ["change_reason"])
