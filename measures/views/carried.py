"""What a year took over from an earlier one: the old OIT rows beside the new, and years gone by left in its texts.

The page lasts: it is worked off text by text, in any order, and reads the rows as they stand. Years are moved only in
texts a person chose, after they were shown before and after.

Not here: opening a year (``years``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.excerpts import shortened
from measures.models import Plan
from measures.old_years import later, marked, old_years_in
from measures.opening import Passage
from measures.selectors.opening import mapping_of, passages_of
from measures.services.moving_years import key_of, move_years, moved_already
from measures.views.finding import page_of, plan_at

PASSAGES_ON_A_PAGE = 30
MOST_AT_ONCE = 200
AROUND = 60
"""Letters shown before the first and after the last marked year of a passage."""


@dataclass(frozen=True)
class Left:
    """A passage with years gone by, cut for showing: parts with whether they are marked."""

    passage: Passage
    parts: list[tuple[str, bool]]
    address: str
    key: str
    """How the form names it where its years may be moved; else empty."""


@dataclass(frozen=True)
class Move:
    """A text before and after its years are moved."""

    left: Left
    after: list[tuple[str, bool]]


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


@staff_page(act="edit_measures", methods=("POST",))
def year_carried_move(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Show the chosen texts with their years moved; write them when that was agreed to."""
    plan = plan_at(standing, year)
    back = redirect("year_carried", agency=standing.agency.slug, year=year)
    keys = request.POST.getlist("listed" if "all" in request.POST else "move")[:MOST_AT_ONCE]
    if "confirm" in request.POST:
        done, changed = move_years(actor=standing, plan=plan, keys=keys)
        if done:
            messages.success(request, _("The years of %(count)s texts were moved.") % {"count": done})
        if changed:
            words = _("%(count)s texts had been changed and were left as they are.")
            messages.warning(request, words % {"count": changed})
        return back
    by_key = {left.key: left for left in _left_in(standing, plan, plan.opened_from)} if plan.opened_from else {}
    chosen = [by_key[key] for key in dict.fromkeys(keys) if key and key in by_key]
    if not chosen:
        messages.info(request, _("Please choose the texts whose years shall be moved."))
        return back
    return render(request, "measures/year_move.html", {
        "year": year, "moves": [Move(left, _after(plan, left)) for left in chosen],
    })


def _after(plan: Plan, left: Left) -> list[tuple[str, bool]]:
    """The same parts as before, each year later by as much as the plan is."""
    by = plan.fiscal_year - plan.opened_from.fiscal_year
    return [(later(part, by) if is_year else part, is_year) for part, is_year in left.parts]


def _left_in(standing: Standing, plan: Plan, source: Plan) -> list[Left]:
    found, done = [], moved_already(plan)
    for passage in passages_of(plan):
        if passage.target in done:
            continue
        years = old_years_in(passage.text, fiscal_year=plan.fiscal_year, carried_year=source.fiscal_year)
        if years:
            base: dict[str, Any] = {"agency": standing.agency.slug, "year": plan.fiscal_year}
            found.append(Left(
                passage, shortened(marked(passage.text, years), AROUND),
                reverse(passage.route, kwargs=base | passage.arguments), key_of(passage) if passage.target else "",
            ))
    return found
