"""Groups, measures with activities and results, the plan, indicator rows and the analysis as rows."""

from __future__ import annotations

from typing import Any

from measures.models import Activity, IndicatorProgress, IssueAnalysis, Measure, MeasureGroup, Plan, Result, Round
from reports.interchange.rows import create_rows


def store_measures(*, plan: Plan, values: dict[str, Any]) -> None:
    groups = create_rows(MeasureGroup, values["measure_groups"], plan=plan)
    read = values["measures"]
    measures = create_rows(Measure, read, plan=plan, listed_as=Measure.ListedAs.REPORT)
    _tie_to_groups(measures, read, groups, values["measure_groups"])
    for measure, one in zip(measures, read, strict=True):
        _store_activities(measure, one["entries"])
    planned = create_rows(Measure, values["plan_rows"], plan=plan, listed_as=Measure.ListedAs.PLAN)
    for measure, one in zip(planned, values["plan_rows"], strict=True):
        _store_activities(measure, [one])
    create_rows(IndicatorProgress, values["indicator_rows"], plan=plan)
    create_rows(IssueAnalysis, values["issues"], plan=plan)


def _store_activities(measure: Measure, entries: list[dict[str, Any]]) -> None:
    activities = create_rows(Activity, entries, measure=measure)
    Result.objects.bulk_create(
        Result(activity=activity, round=Round.TWELVE_MONTHS, outputs=one["outputs"], outcomes=one["outcomes"])
        for activity, one in zip(activities, entries, strict=True)
        if one["outputs"] or one["outcomes"]
    )


def _tie_to_groups(
    measures: list[Measure], read: list[dict[str, Any]], groups: list[MeasureGroup], heads: list[dict[str, Any]]
) -> None:
    """A measure belongs to the group that lists its ``seq``, else to the first of its ``group_no``."""
    by_seq = {seq: group for group, head in zip(groups, heads, strict=True) for seq in head["measure_seqs"]}
    by_number = {group.number: group for group in reversed(groups) if group.number is not None}
    tied = []
    for measure, one in zip(measures, read, strict=True):
        measure.group = by_seq.get(one["seq"]) or by_number.get(one["group_no"])
        if measure.group:
            tied.append(measure)
    Measure.objects.bulk_update(tied, ["group"], batch_size=200)
