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
    gaps_of_disclosure,
    gaps_of_indicator,
    gaps_of_measure,
    gaps_of_result,
)
from measures.models import Activity, Disclosure, DisclosureLink, IndicatorProgress, Measure, Plan, Result
from measures.places import measure_place

ALL_PARTS = ("measures", "plan", "indicators", "oit")
"""``measures`` are those with results, ``plan`` those of the plan by issue, which never have any."""


def gaps_of_plan(*, plan: Plan, round: str = "", parts: Collection[str] = ALL_PARTS) -> list[Gap]:
    """The gaps in printed order. Without a round nothing is asked of results, as in a report that is a plan."""
    gaps: list[Gap] = []
    listed = [kind for kind in Measure.ListedAs.values if kind in parts]
    if listed:
        for measure in _measures(plan, listed, round):
            gaps += _gaps_with_rows(measure, round if measure.listed_as == Measure.ListedAs.REPORT else "")
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
    found = Measure.objects.filter(plan=plan, listed_as__in=listed).defer("provenance", "rationale", "detail")
    return list(found.order_by("listed_as", "position", "pk").prefetch_related(
        Prefetch("activities", queryset=activities, to_attr="rows")
    ))


def _gaps_with_rows(measure: Measure, round: str) -> list[Gap]:
    gaps = gaps_of_measure(measure, measure.rows)
    at = replace(measure_place(measure, measure.rows), siblings=len(measure.rows))
    for number, activity in enumerate(measure.rows, start=1):
        here = replace(at, number=number)
        gaps += gaps_of_activity(activity, here)
        if round:
            gaps += gaps_of_result(activity, next(iter(activity.of_this_round), None), round, here)
    return gaps


def _disclosures(plan: Plan) -> list[Disclosure]:
    links = DisclosureLink.objects.exclude(url="").only("disclosure_id")
    items = Item.objects.only("title")
    rows = Disclosure.objects.filter(plan=plan).defer("provenance", "elements").order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("links", queryset=links), Prefetch("item", queryset=items)))
