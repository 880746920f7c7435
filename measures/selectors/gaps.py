"""What the rows of a year still lack, in a fixed number of queries.

Not here: what is a gap (``measures.completeness``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Prefetch

from indicators.models import Item
from measures.completeness import (
    Gap,
    gaps_of_activity,
    gaps_of_change,
    gaps_of_disclosure,
    gaps_of_indicator,
    gaps_of_measure,
    gaps_of_result,
)
from measures.models import Activity, Disclosure, DisclosureLink, IndicatorProgress, Measure, Plan, Result
from measures.places import measure_place
from measures.plan_changes import Fate, MeasureChange
from measures.selectors.agreed import agreement_of

ALL_PARTS = ("measures", "plan", "indicators", "oit")
"""``measures`` are those with results, ``plan`` those of the plan by issue, which never have any."""


def gaps_of_plan(*, plan: Plan, round: str = "", parts: Collection[str] = ALL_PARTS) -> list[Gap]:
    """The gaps in printed order. Without a round nothing is asked of results, as in a report that is a plan.

    With one, nothing of a signed plan may be without its result, and nothing changed in it without a reason.
    """
    gaps: list[Gap] = []
    listed = [kind for kind in Measure.ListedAs.values if kind in parts]
    if listed:
        rows = _measures(plan, listed, round)
        if round and Measure.ListedAs.REPORT in listed:
            for change in _changes(plan, [one for one in rows if one.listed_as == Measure.ListedAs.REPORT]):
                gaps += _gaps_of_reported(change, round)
            rows = [one for one in rows if one.listed_as != Measure.ListedAs.REPORT]
        for measure in rows:
            gaps += _gaps_with_rows(measure, "")
    if "indicators" in parts:
        indicators = IndicatorProgress.objects.filter(plan=plan).defer("provenance", "guidance")
        for row in indicators.order_by("position", "pk"):
            gaps += gaps_of_indicator(row)
    if "oit" in parts:
        for row in _disclosures(plan):
            gaps += gaps_of_disclosure(row, has_address=bool(row.links.all()))
    return gaps


def _measures(plan: Plan, listed: list[str], round: str) -> list[Measure]:
    results = Result.objects.filter(round=round) if round else Result.objects.none()
    activities = (
        Activity.objects.defer("provenance").order_by("position", "pk")
        .prefetch_related(Prefetch("results", queryset=results, to_attr="of_this_round"))
    )
    found = Measure.objects.filter(plan=plan, listed_as__in=listed).defer("provenance", "rationale")
    return list(found.order_by("listed_as", "position", "pk").prefetch_related(
        Prefetch("activities", queryset=activities, to_attr="rows")
    ))


def _changes(plan: Plan, reported: list[Measure]) -> list[MeasureChange]:
    """The measures that results are recorded of, and what became of them since a plan was signed, if one was."""
    agreement = agreement_of(plan=plan)
    if agreement is None:
        return [MeasureChange(Fate.KEPT, measure=measure) for measure in reported]
    return agreement.changes([(measure, measure.rows) for measure in reported])


def _gaps_of_reported(change: MeasureChange, round: str) -> list[Gap]:
    """A measure's own gaps, and the reason it lacks; a dropped one has only the latter."""
    if change.measure is None:
        return gaps_of_change(change)
    of_rows = _gaps_with_rows(change.measure, round, is_planned=change.agreed is not None)
    return of_rows + gaps_of_change(change, measure_place(change.measure, change.measure.rows))


def _gaps_with_rows(measure: Measure, round: str, *, is_planned: bool = False) -> list[Gap]:
    gaps = gaps_of_measure(measure, measure.rows)
    at = replace(measure_place(measure, measure.rows), siblings=len(measure.rows))
    for number, activity in enumerate(measure.rows, start=1):
        here = replace(at, number=number)
        gaps += gaps_of_activity(activity, here)
        if round:
            result = next(iter(activity.of_this_round), None)
            gaps += gaps_of_result(activity, result, round, here, is_planned=is_planned)
    return gaps


def _disclosures(plan: Plan) -> list[Disclosure]:
    links = DisclosureLink.objects.exclude(url="").only("disclosure_id")
    items = Item.objects.only("title")
    rows = Disclosure.objects.filter(plan=plan).defer("provenance", "elements").order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("links", queryset=links), Prefetch("item", queryset=items)))
