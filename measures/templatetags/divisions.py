"""One bar per division for the home page, which belongs to ``accounts`` and cannot ask this room itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from accounts.doors import Standing
from measures.board import Narrowed
from measures.models import Plan
from measures.rounds import round_to_record
from measures.selectors.board import board_rows, departments_on_board, divisions_of, plans_on_board

register = template.Library()


@register.simple_tag
def divisions_now(standing: Standing, plan: Plan | None = None) -> dict[str, Any]:
    """Each division's share of a year, the newest by default, in the round to record now; five queries.

    Empty without a year; ``divisions`` leaves out those that have no rows.
    """
    plans = plans_on_board(agency=standing.agency)
    plan = plans.filter(pk=plan.pk).first() if plan else plans.first()
    if plan is None:
        return {}
    today = timezone.localdate()
    round = round_to_record(plan.fiscal_year, today)
    departments = departments_on_board(agency=standing.agency)
    rows = board_rows(plan=plan, round=round, departments=departments, today=today, oit_due=plan.oit_due)
    shown = [
        (each, Narrowed(department=each.department.pk if each.department else None, round=round).query())
        for each in divisions_of(rows, departments) if each.total
    ]
    return {"year": plan.fiscal_year, "round": round, "divisions": shown, "rows": len(rows)}


