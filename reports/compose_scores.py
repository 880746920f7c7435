"""The announced scores a year of measures rests on, as content: those of the current edition of its assessed year.

Only what was announced, never what is calculated.
Not here: how they print (``sections.scores``).
"""

from __future__ import annotations

from decimal import Decimal

from indicators.scores.years import scores_of_year
from measures.models import Plan
from measures.selectors.assessed import assessed_year_of
from reports.content import IndicatorScoreContent, ScoresContent


def compose_scores(*, plan: Plan) -> ScoresContent:
    """The scores in five queries at most; empty when none were saved."""
    scores = scores_of_year(agency=plan.agency, year=assessed_year_of(plan))
    if scores is None or scores.edition is None:
        return ScoresContent()
    return ScoresContent(
        assessed_year=scores.year, overall=_text(scores.figures.overall), level=scores.figures.level,
        pass_mark=_text(scores.pass_mark),
        indicators=tuple(
            IndicatorScoreContent(one.number, one.name, one.instrument, _text(one.value)) for one in scores.indicators
        ),
    )  # fmt: skip


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"
