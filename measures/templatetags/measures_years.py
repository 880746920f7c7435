"""The agency's latest years for its home page, which belongs to ``accounts`` and cannot ask this room itself."""

from __future__ import annotations

from django import template

from accounts.doors import Standing
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
