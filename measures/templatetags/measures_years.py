"""The agency's latest years for its home page, which belongs to ``accounts`` and cannot ask this room itself; and where
a year stands after last year's scores.
"""

from __future__ import annotations

from django import template
from django.db.models import Q

from accounts.doors import Standing
from measures.models import AgreedPlan, Plan
from measures.selectors.from_scores import FromScores, from_scores
from measures.selectors.years import YearProgress, plans_of, progress_of

register = template.Library()
LATEST = 3
OFFERED = 12


@register.simple_tag
def latest_years(standing: Standing) -> list[YearProgress]:
    """The newest years of the agency with how far each is."""
    return progress_of(list(plans_of(agency=standing.agency)[:LATEST]))


@register.simple_tag(takes_context=True)
def open_years(context: template.Context, standing: Standing) -> list[int]:
    """The fiscal years one can switch to, the newest first; a page that has read them gives ``open_plans``."""
    if "open_plans" in context:
        return [plan.fiscal_year for plan in context["open_plans"]][:OFFERED]
    return list(plans_of(agency=standing.agency).values_list("fiscal_year", flat=True)[:OFFERED])


@register.simple_tag
def year_answering(standing: Standing, assessed_year: int) -> int | None:
    """The fiscal year (B.E.) whose plan answers the scores of ``assessed_year``; ``None`` when it is not open."""
    follows = Q(assessed_year=assessed_year) | Q(assessed_year__isnull=True, fiscal_year=assessed_year + 1)
    return plans_of(agency=standing.agency).filter(follows).values_list("fiscal_year", flat=True).first()


@register.simple_tag
def is_plan_signed(plan: Plan) -> bool:
    """Whether the measures of the year were signed, so that changes of them are told apart."""
    return AgreedPlan.objects.filter(plan=plan).exists()


@register.simple_tag
def scores_behind(plan: Plan) -> FromScores:
    """What last year's scores ask of this year, and how far that is."""
    return from_scores(plan)
