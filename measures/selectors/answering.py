"""Measures with what came of them: the last thing recorded of each, in the row where its results stand.

A measure of the plan by issue has its results in the row that the signed plan gave it.

Not here: which items are weak (``assessed_items``), the pages (``weak_items``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from measures.models import AgreedMeasure, Measure, Result, Round
from measures.weak_items import Outcome, summed_up

LATEST_FIRST = (Round.TWELVE_MONTHS, Round.OTHER, Round.SIX_MONTHS)


@dataclass(frozen=True)
class Answering:
    """A measure with what came of it."""

    measure: Measure
    outcome: Outcome

    @property
    def name(self) -> str:
        """Its title, or the first step of one that has none."""
        steps = (step["text"] for activity in self.measure.activities.all() for step in activity.methods)
        return self.measure.title or next(steps, "") or str(self.measure)

    @property
    def round_label(self) -> str:
        return str(Round(self.outcome.round).label) if self.outcome.round else ""


def answering_among(**which: object) -> list[Answering]:
    """The measures of one or several plans with their outcomes; a mere row of results of another is left out.

    ``which`` are conditions on measures. Three queries.
    """
    measures = _measures(which)
    outcomes = {measure.pk: _outcome(measure) for measure in measures}
    mere_rows = {each.results_in for each in measures} - {None}
    return [_with(each, outcomes) for each in measures if each.pk not in mere_rows]


def by_code(answering: Iterable[Answering]) -> dict[str, list[Answering]]:
    """By the code of each item they answer."""
    found: dict[str, list[Answering]] = {}
    for each in answering:
        for code in each.measure.answers:
            found.setdefault(code, []).append(each)
    return found


def _measures(which: Mapping[str, object]) -> list[Measure]:
    signed = AgreedMeasure.objects.filter(planned=OuterRef("pk"), measure__isnull=False).exclude(
        measure=OuterRef("pk")
    ).order_by("-agreed__number")  # fmt: skip
    return list(
        Measure.objects.filter(**which).select_related("plan", "group").annotate(
            results_in=Subquery(signed.values("measure")[:1])
        ).prefetch_related("activities", Prefetch("activities__results", Result.objects.order_by("pk")))
        .order_by("listed_as", "position", "pk")
    )


def _with(measure: Measure, outcomes: Mapping[int, Outcome]) -> Answering:
    """The measure with its own results, or with those of the row that a signed plan gave it."""
    own = outcomes[measure.pk]
    return Answering(measure, own if own.says_something else outcomes.get(measure.results_in, own))


def _outcome(measure: Measure) -> Outcome:
    """What the latest round says that says anything."""
    activities = list(measure.activities.all())
    for round in LATEST_FIRST:
        by_activity = {
            activity.pk: result for activity in activities for result in activity.results.all()
            if result.round == round and result.says_something
        }
        if by_activity:
            told = [by_activity.get(activity.pk) for activity in activities]
            outputs = [output["text"] for result in told if result for output in result.outputs if output.get("text")]
            statuses = [result.status if result else "" for result in told]
            return Outcome(summed_up(statuses), outputs[0] if outputs else "", round)
    return Outcome()
