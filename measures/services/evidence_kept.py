"""What serves a year's rows outlives the rows: kept by their words before they are replaced, given back after.

Not here: replacing a year (``reports.interchange.loader``), attaching (``measures.services.evidence``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from measures.evidence import ROW_FIELDS
from measures.models import Activity, Disclosure, EvidenceUse, IndicatorProgress, Plan

Words = tuple
"""By what a row is known again: its printed number and title, or its item's code."""


@dataclass(frozen=True)
class KeptUse:
    """That a piece of evidence served a row known by these words."""

    evidence_id: int
    kind: str
    words: Words
    round: str


def uses_by_words(plan: Plan) -> list[KeptUse]:
    """Every use of evidence in the plan, to be given back by ``restore_uses`` once the rows are others."""
    words = {(kind, pk): said for kind, rows in _rows_of(plan).items() for said, pk in rows}
    uses = EvidenceUse.objects.filter(plan=plan)
    found = []
    for use in uses:
        kind = next(kind for kind, name in ROW_FIELDS.items() if getattr(use, f"{name}_id"))
        found.append(KeptUse(use.evidence_id, kind, words[kind, getattr(use, f"{ROW_FIELDS[kind]}_id")], use.round))
    return found


def restore_uses(plan: Plan, kept: list[KeptUse]) -> int:
    """Let the evidence serve the rows of the same words; returns for how many there is none, or more than one.

    Such evidence stays in the list of the year, serving no row.
    """
    known = {}
    for kind, rows in _rows_of(plan).items():
        often = Counter(said for said, _pk in rows)
        known |= {(kind, said): pk for said, pk in rows if often[said] == 1}
    lost = 0
    for use in kept:
        pk = known.get((use.kind, use.words))
        if pk is None:
            lost += 1
            continue
        EvidenceUse.objects.get_or_create(
            evidence_id=use.evidence_id, **{f"{ROW_FIELDS[use.kind]}_id": pk},
            defaults={"plan": plan, "round": use.round},
        )
    return lost


def _rows_of(plan: Plan) -> dict[str, list[tuple[Words, int]]]:
    """The plan's rows of each kind: their words and id."""
    activities = Activity.objects.filter(measure__plan=plan).select_related("measure")
    return {
        "activity": [
            ((row.measure.listed_as, row.measure.number_text, row.measure.title, row.position), row.pk)
            for row in activities
        ],
        "indicator": [
            ((row.instrument, row.number_text, row.title), row.pk)
            for row in IndicatorProgress.objects.filter(plan=plan)
        ],
        "disclosure": [((row.code,), row.pk) for row in Disclosure.objects.filter(plan=plan)],
    }
