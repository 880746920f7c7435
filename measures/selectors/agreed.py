"""The signed plan that holds for a year, and what has become of it.

Not here: comparing (``measures.plan_changes``), freezing a plan (``measures.services.agreeing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from measures.models import Activity, AgreedMeasure, AgreedPlan, Measure, Plan
from measures.plan_changes import MeasureChange, compare, compare_measure


@dataclass(frozen=True)
class Agreement:
    """A signed plan with its measures in printed order."""

    signed: AgreedPlan
    measures: list[AgreedMeasure]

    def changes(self, live: Sequence[tuple[Measure, Sequence[Activity]]]) -> list[MeasureChange]:
        """What became of it in these measures with their activities."""
        return compare(self.measures, live)

    def change_of(self, measure: Measure, activities: Sequence[Activity]) -> MeasureChange:
        """What became of one measure that stands."""
        agreed = next((one for one in self.measures if one.measure_id == measure.pk), None)
        return compare_measure(agreed, measure, activities)

    def names(self, measure: Any) -> bool:
        """Whether the measure is in the plan as signed."""
        return any(one.measure_id == measure.pk for one in self.measures)


def agreement_of(*, plan: Plan) -> Agreement | None:
    """The plan signed last, or None before the first signature. One query."""
    latest = AgreedPlan.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    rows = list(
        AgreedMeasure.objects.filter(agreed__plan=plan, agreed__in=latest).select_related("agreed")
        .order_by("position", "pk")
    )
    return Agreement(rows[0].agreed, rows) if rows else None


def live_measures(*, plan: Plan) -> list[tuple[Measure, list[Activity]]]:
    """The measures in which results are recorded, with their activities, in printed order. Two queries."""
    activities = Activity.objects.defer("provenance").order_by("position", "pk")
    found = Measure.objects.filter(plan=plan, listed_as=Measure.ListedAs.REPORT).defer("provenance")
    with_rows = found.prefetch_related(Prefetch("activities", queryset=activities, to_attr="rows"))
    return [(measure, measure.rows) for measure in with_rows.order_by("position", "pk")]
