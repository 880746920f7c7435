"""What a signed plan knows outlives the rows it points to: kept by their words before a file replaces them.

Not here: replacing a year (``reports.interchange.loader``), signing (``measures.services.agreeing``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q

from measures.models import AgreedMeasure, Measure, Plan
from measures.plan_changes import said

Words = tuple[str, str, str]
"""By what a measure is known again: its list, its printed number, its title or else its steps."""
IDS = {"measure": "activity_id", "planned": "planned_id"}
"""Which id of a frozen row belongs to which measure an agreed one points to."""


@dataclass(frozen=True)
class KeptPlan:
    """To which rows the agreed measures of a year point, and why rows are not as signed, by the words of the rows."""

    links: list[tuple[int, str, Words]] = field(default_factory=list)
    reasons: dict[Words, str] = field(default_factory=dict)


def agreed_by_words(plan: Plan) -> KeptPlan:
    """What ``restore_agreed`` gives back once the rows are others."""
    words = {pk: known for known, (pk, _activities) in _rows_of(plan)}
    agreed = AgreedMeasure.objects.filter(agreed__plan=plan).filter(Q(measure__isnull=False) | Q(planned__isnull=False))
    links = [
        (one.pk, name, words[pk]) for one in agreed for name in IDS if (pk := getattr(one, f"{name}_id")) is not None
    ]
    reasons = Measure.objects.filter(plan=plan).exclude(change_reason="").values_list("pk", "change_reason")
    return KeptPlan(links, {words[pk]: reason for pk, reason in reasons})


def restore_agreed(plan: Plan, kept: KeptPlan) -> int:
    """Let the signed plan point to the rows of the same words; returns for how many there is none, or more than one.

    Those count as left out of the plan from then on.
    """
    found, lost = _rows_of(plan), 0
    often = Counter(words for words, _row in found)
    rows = {words: row for words, row in found if often[words] == 1}
    for agreed_id, name, words in kept.links:
        if words not in rows:
            lost += name == "measure"
            continue
        pk, activities = rows[words]
        agreed = AgreedMeasure.objects.get(pk=agreed_id, agreed__plan=plan)
        setattr(agreed, f"{name}_id", pk)
        if len(activities) == len(agreed.activities):
            agreed.activities = [
                entry | {IDS[name]: activity} for entry, activity in zip(agreed.activities, activities, strict=True)
            ]
        agreed.save(update_fields=[name, "activities"])
    for words, reason in kept.reasons.items():
        if words in rows:
            Measure.objects.filter(pk=rows[words][0]).update(change_reason=reason)
    return lost


def _rows_of(plan: Plan) -> list[tuple[Words, tuple[int, list[int]]]]:
    """The words of each measure, its id and those of its activities."""
    found = []
    for measure in Measure.objects.filter(plan=plan).prefetch_related("activities"):
        activities = list(measure.activities.all())
        steps = " ".join(said(activity.methods) for activity in activities)
        words = (measure.listed_as, measure.number_text.strip(), said(measure.title) or steps)
        found.append((words, (measure.pk, [activity.pk for activity in activities])))
    return found
