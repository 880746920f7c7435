"""What a year took over from an earlier one: the old OIT rows beside the new, and years gone by left in its texts.

The page lasts: it is worked off text by text, in any order, and reads the rows as they stand.

Not here: opening a year (``years``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.doors import Standing, staff_page
from measures.excerpts import shortened
from measures.models import Plan
from measures.old_years import marked, old_years_in
from measures.opening import Passage
from measures.selectors.opening import mapping_of, passages_of
from measures.views.finding import page_of, plan_at

PASSAGES_ON_A_PAGE = 30
AROUND = 60
"""Letters shown before the first and after the last marked year of a passage."""


@dataclass(frozen=True)
class Left:
    """A passage with years gone by, cut for showing: parts with whether they are marked."""

    passage: Passage
    parts: list[tuple[str, bool]]
    address: str


@staff_page(act="read_year")
def year_carried(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The mapping and the texts to go through."""
    plan = plan_at(standing, year)
    source = plan.opened_from
    left = _left_in(standing, plan, source) if source else []
    may = standing.may("edit_measures")
    return render(request, "measures/year_carried.html", {
        "plan": plan, "year": year, "source": source, "mapping": mapping_of(plan), "left": left, "may_edit": may,
        "page": page_of(request, left, PASSAGES_ON_A_PAGE),
    })


def _left_in(standing: Standing, plan: Plan, source: Plan) -> list[Left]:
    found = []
    for passage in passages_of(plan):
        years = old_years_in(passage.text, fiscal_year=plan.fiscal_year, carried_year=source.fiscal_year)
        if years:
            base: dict[str, Any] = {"agency": standing.agency.slug, "year": plan.fiscal_year}
            found.append(Left(
                passage, shortened(marked(passage.text, years), AROUND),
                reverse(passage.route, kwargs=base | passage.arguments),
            ))
    return found
