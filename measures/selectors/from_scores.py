"""Where a year stands between last year's scores and its measures: the first things to do in October, as counts.

Not here: the pages that tell them (``analysis``, ``weak_items``, ``agreed``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculation.weak import below
from indicators.scores.checked import checked_scores
from measures.models import AgreedPlan, IssueAnalysis, Measure, Plan
from measures.selectors.assessed import assessed_year_of
from measures.selectors.years import Tally


@dataclass(frozen=True)
class FromScores:
    """``weak`` counts items under the threshold; None while no item has a figure or no threshold is known."""

    assessed_year: int
    is_recorded: bool
    overall: Decimal | None
    level: str
    doubts: int
    """Findings of the checks that nobody has noted anything on."""
    weak: int | None
    unanswered: int
    issues: Tally
    """Issues of the analysis with a text that counts."""
    has_signed_plan: bool


def from_scores(plan: Plan) -> FromScores:
    """The counts of a plan, in eight queries at most."""
    year = assessed_year_of(plan)
    checked = checked_scores(agency=plan.agency, year=year)
    figures, threshold = checked.figures, checked.rules.pass_mark
    weak = set(below(figures.items, threshold, figures.items))
    answers = Measure.objects.filter(plan=plan).exclude(answers=[]).values_list("answers", flat=True)
    answered = {code for codes in answers for code in codes} if weak else set()
    narratives = list(IssueAnalysis.objects.filter(plan=plan).values_list("narrative", flat=True))
    return FromScores(
        assessed_year=year, is_recorded=checked.edition is not None, overall=figures.overall, level=figures.level,
        doubts=sum(finding.kind != "weak" for finding in checked.open),
        weak=len(weak) if figures.items and threshold is not None else None,
        unanswered=len(weak - answered),
        issues=Tally(sum(bool(text.strip()) for text in narratives), len(narratives)),
        has_signed_plan=AgreedPlan.objects.filter(plan=plan).exists(),
    )
