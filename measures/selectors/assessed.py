"""Which fiscal year's scores a plan's analysis and measures rest on: one answer for every page.

Not here: the scores of that year (``indicators.scores.selectors``).
"""

from __future__ import annotations

from measures.models import Plan


def assessed_year_of(plan: Plan) -> int:
    """The fiscal year (B.E.) whose scores the plan answers: as its document says, else the year before."""
    return plan.assessed_year or plan.fiscal_year - 1
