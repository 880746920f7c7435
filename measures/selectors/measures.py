"""Measures of a year as a list, and one with all that belongs to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from measures.models import Activity, Measure, MeasureGroup, Plan, ProgressEntry, Result, Round
from measures.selectors.evidence import prefetch_uses
from measures.selectors.years import has_result
from thai.digits import to_thai


def measures_of(*, plan: Plan, listed_as: str = Measure.ListedAs.REPORT, without_result: bool = False) -> QuerySet:
    """The measures of a list in order, with group, activities and their results."""
    found = (
        Measure.objects.filter(plan=plan, listed_as=listed_as).select_related("group").annotate(recorded=has_result())
        .prefetch_related("activities", Prefetch("activities__results", Result.objects.order_by("pk")))
        .order_by("position", "pk")
    )
    return found.filter(recorded=False) if without_result else found


def activities_of(*, measure: Measure) -> list[Activity]:
    """The measure's activities in order."""
    return list(Activity.objects.filter(measure=measure).order_by("position", "pk"))


def activities_with_results(*, measure: Measure) -> list[Activity]:
    """The same, with evidence, the results of all rounds and the diary, latest entry first, as ``latest_entries``."""
    latest = ProgressEntry.objects.order_by("-happened_on", "-pk")
    return list(
        Activity.objects.filter(measure=measure).select_related("measure")
        .prefetch_related("results", Prefetch("entries", latest, to_attr="latest_entries"), prefetch_uses())
        .order_by("position", "pk")
    )


@dataclass(frozen=True)
class Brief:
    """What a list says of a measure's activities together: each period and each unit once, in order."""

    periods: list[str]
    units: list[str]


def brief_of(measure: Measure) -> Brief:
    """Needs activities prefetched."""
    activities = measure.activities.all()
    return Brief(
        list(dict.fromkeys(activity.period_text for activity in activities if activity.period_text)),
        list(dict.fromkeys(str(unit) for activity in activities for unit in activity.units)),
    )


@dataclass(frozen=True)
class RoundState:
    """How many activities of a measure have a result in a round."""

    round: str
    label: str
    done: int
    total: int


def round_states(measure: Measure) -> list[RoundState]:
    """The two rounds of the year, and another if something is recorded in it; needs results prefetched."""
    activities = measure.activities.all()
    told = Counter(
        result.round for activity in activities for result in activity.results.all() if result.says_something
    )
    return [
        RoundState(value, str(label), told[value], len(activities)) for value, label in Round.choices
        if value != Round.OTHER or told[value]
    ]


def groups_of(*, plan: Plan) -> list[MeasureGroup]:
    """Headings that group measures."""
    return list(MeasureGroup.objects.filter(plan=plan))


def next_number_text(*, plan: Plan, listed_as: str) -> str:
    """The number to offer for a new measure, in Thai numerals and with a full stop if the last one has it."""
    last = Measure.objects.filter(plan=plan, listed_as=listed_as).order_by("-position", "-pk").first()
    highest = Measure.objects.filter(plan=plan, listed_as=listed_as, number__isnull=False).order_by("-number").first()
    number = (highest.number or 0) + 1 if highest else 1
    stop = "." if last and last.number_text.endswith(".") else ""
    return (str(number) if last and last.number_text.isascii() and last.number_text else to_thai(number)) + stop
