"""Measures with their activities and yearly results, the plan, indicator rows and the analysis, by column."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from measures.models import Activity, IndicatorProgress, IssueAnalysis, Measure, MeasureGroup, Plan, Result, Round
from reports.interchange import form, form_scores
from reports.interchange.rows import Row


def measure_values(*, plan: Plan) -> dict[str, Any]:
    groups = list(MeasureGroup.objects.filter(plan=plan))
    measures = _measures(plan, Measure.ListedAs.REPORT)
    seqs: dict[int | None, list[int]] = {}
    for place, measure in enumerate(measures, start=1):
        seqs.setdefault(measure.group_id, []).append(place)
    numbers = {group.pk: group.number for group in groups}
    return {
        "measure_groups": [Row(group, form.MEASURE_GROUP, measure_seqs=seqs.get(group.pk, [])) for group in groups],
        "measures": [
            Row(
                measure, form.MEASURE, seq=place, group_no=numbers.get(measure.group_id, measure.group_no),
                entries=[Row(one, form.ENTRY, **_result(one)) for one in measure.activities.all()],
            )
            for place, measure in enumerate(measures, start=1)
        ],
        "plan_rows": [
            _plan_row(measure, place) for place, measure in enumerate(_measures(plan, Measure.ListedAs.PLAN), start=1)
        ],
        "indicator_rows": [Row(row, form.INDICATOR_ROW) for row in IndicatorProgress.objects.filter(plan=plan)],
        "issues": [Row(issue, form_scores.ISSUE) for issue in IssueAnalysis.objects.filter(plan=plan)],
    }  # fmt: skip


def _measures(plan: Plan, listed_as: str) -> list[Measure]:
    results = Prefetch("results", queryset=Result.objects.filter(round=Round.TWELVE_MONTHS), to_attr="of_the_year")
    activities = Prefetch("activities", queryset=Activity.objects.prefetch_related(results))
    return list(Measure.objects.filter(plan=plan, listed_as=listed_as).prefetch_related(activities))


def _result(activity: Activity) -> dict[str, Any]:
    result = next(iter(activity.of_the_year), None)
    return {"outputs": result.outputs if result else [], "outcomes": result.outcomes if result else []}


def _plan_row(measure: Measure, place: int) -> Row:
    """A row of a plan has one set of steps: those of all its activities, in the period of the first."""
    activities = list(measure.activities.all())
    first = activities[0] if activities else Activity()
    results = [_result(one) for one in activities]
    return Row(
        measure, form.PLAN_ROW, seq=place,
        methods=[item for one in activities for item in one.methods],
        units=first.units if len(activities) < 2 else _without_repeats(activities),
        period_text=first.period_text, period_start=first.period_start, period_end=first.period_end,
        outputs=[item for result in results for item in result["outputs"]],
        outcomes=[item for result in results for item in result["outcomes"]],
    )  # fmt: skip


def _without_repeats(activities: list[Activity]) -> list[str]:
    return list(dict.fromkeys(unit for one in activities for unit in one.units))
