"""An agency's years: how far each is and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Agency
from measures.models import Disclosure, IndicatorProgress, Measure, Plan, Result


@dataclass(frozen=True)
class Tally:
    """``done`` of ``total`` rows have an answer."""

    done: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.done


@dataclass(frozen=True)
class YearProgress:
    """How far one year is."""

    plan: Plan
    measures: Tally
    disclosures: Tally
    indicators: Tally
    planned: int
    """Measures of the plan by issue, which have no results."""

    @property
    def is_empty(self) -> bool:
        return not (self.measures.total or self.disclosures.total or self.indicators.total or self.planned)


def has_result(round: str | None = None) -> Exists:
    """A condition on measures: somebody has recorded something for it (in a round, or in any)."""
    recorded = Result.objects.filter(activity__measure=OuterRef("pk")).exclude(
        status="", outputs=[], outcomes=[], not_done_reason="", problems="", suggestions="", figure=None,
        budget_spent=None,
    )
    return Exists(recorded.filter(round=round) if round else recorded)


def plans_of(*, agency: Agency) -> QuerySet[Plan]:
    """The agency's years, newest first."""
    return Plan.objects.filter(agency=agency).order_by("-fiscal_year")


def progress_of(plans: list[Plan]) -> list[YearProgress]:
    """How far each of these years is, in three queries however many years and rows."""
    ids = [plan.pk for plan in plans]
    measures = _by_plan(
        Measure.objects.filter(plan__in=ids).annotate(recorded=has_result()),
        total=Count("pk", filter=Q(listed_as=Measure.ListedAs.REPORT)),
        done=Count("pk", filter=Q(listed_as=Measure.ListedAs.REPORT, recorded=True)),
        planned=Count("pk", filter=Q(listed_as=Measure.ListedAs.PLAN)),
    )
    answered = {"total": Count("pk"), "done": Count("pk", filter=~Q(status=""))}
    disclosures = _by_plan(Disclosure.objects.filter(plan__in=ids), **answered)
    indicators = _by_plan(IndicatorProgress.objects.filter(plan__in=ids), **answered)
    return [
        YearProgress(
            plan, _tally(measures, plan), _tally(disclosures, plan), _tally(indicators, plan),
            measures.get(plan.pk, {}).get("planned", 0),
        )
        for plan in plans
    ]


def _by_plan(rows: QuerySet, **counts: Count) -> dict[int, dict[str, int]]:
    return {row["plan"]: row for row in rows.order_by().values("plan").annotate(**counts)}


def _tally(counted: dict[int, dict[str, int]], plan: Plan) -> Tally:
    row = counted.get(plan.pk, {"done": 0, "total": 0})
    return Tally(row["done"], row["total"])
