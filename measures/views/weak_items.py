"""Weak items of the assessed year: what is done about each, one item with its proposals, taking one into the plan.

Not here: the scores themselves (``indicators``), what is proposed (``measures.selectors.weak_items``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.item_codes import codes_in
from measures.model_measures import library
from measures.models import Measure, Plan
from measures.old_years import marked, old_years_in
from measures.selectors.assessed_items import known_codes
from measures.selectors.opening import typed_text
from measures.selectors.weak_items import Earlier, item_page, weak_page
from measures.services.proposing import Taken, take_measure, take_model
from measures.views.finding import page_of, plan_at

ITEMS_ON_A_PAGE = 40
LARGEST_ID = 10**18

Parts = list[tuple[str, bool]]


@dataclass(frozen=True)
class Shown:
    """A measure of last year as it is offered: its texts cut into parts with whether these are years gone by."""

    earlier: Earlier
    title: Parts
    rows: list[tuple[Parts, Parts]]
    """Steps and period of each row."""

    @property
    def has_old_years(self) -> bool:
        texts = [self.title, *(text for row in self.rows for text in row)]
        return any(is_year for parts in texts for _part, is_year in parts)


@staff_page(act="read_year")
def weak_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Every weak item with its measures, their results and the next score; those nobody answers first."""
    plan = plan_at(standing, year)
    weak = weak_page(plan=plan)
    return render(request, "measures/weak_list.html", {
        "plan": plan, "year": year, "weak": weak, "page": page_of(request, weak.followed, ITEMS_ON_A_PAGE),
        "may_edit": standing.may("edit_measures"), "may_score": standing.may("edit_scores"),
    })


@staff_page(act="read_year")
def weak_item(request: HttpRequest, standing: Standing, year: int, item_code: str) -> HttpResponse:
    """One item of the assessed year: figure, other years, measures, proposals. 404 for what the year never asked."""
    plan = plan_at(standing, year)
    code = _code_at(item_code)
    found = item_page(plan=plan, code=code)
    if found.item is None and found.list_known and found.value is None and not found.answering:
        raise Http404
    return render(request, "measures/weak_item.html", {
        "plan": plan, "year": year, "found": found, "earlier": [_shown(plan, each) for each in found.earlier],
        "may_edit": standing.may("edit_measures"), "last_year": year - 1,
    })


@staff_page(act="edit_measures", methods=("POST",))
def measure_propose(request: HttpRequest, standing: Standing, year: int, item_code: str) -> HttpResponse:
    """Take a model measure (``model``) or one of this or last year (``measure``) for the item; then show the item."""
    plan = plan_at(standing, year)
    code = _code_at(item_code)
    known = known_codes(plan=plan)
    if known and code not in known:
        raise Http404
    key, measure_id = request.POST.get("model", ""), request.POST.get("measure", "")
    if key:
        _tell(request, _take_model(standing, plan, code, key), code)
    elif measure_id:
        _tell(request, _take_measure(standing, plan, code, measure_id), code)
    else:
        messages.info(request, _("Please choose a measure."))
    answer = redirect("weak_item", agency=standing.agency.slug, year=year, item_code=code)
    answer["Location"] += "#answering"
    return answer


def _take_model(standing: Standing, plan: Plan, code: str, key: str) -> Taken:
    model = library().named(key)
    if model is None:
        raise Http404
    return take_model(actor=standing, plan=plan, item_code=code, model=model)


def _take_measure(standing: Standing, plan: Plan, code: str, typed: str) -> Taken:
    if not (typed.isascii() and typed.isdigit() and int(typed[:20]) < LARGEST_ID):
        raise Http404
    try:
        return take_measure(actor=standing, plan=plan, item_code=code, measure_id=int(typed))
    except Measure.DoesNotExist as error:
        raise Http404 from error


def _tell(request: HttpRequest, taken: Taken, code: str) -> None:
    words = {"code": code, "measure": Truncator(taken.measure.title or str(taken.measure)).chars(80)}
    if taken.made:
        messages.success(request, _(
            "“%(measure)s” now stands in the plan and answers %(code)s. Please check its steps, period and target."
        ) % words)
    elif taken.changed:
        messages.success(request, _("“%(measure)s” now answers %(code)s too.") % words)
    else:
        messages.info(request, _("“%(measure)s” answers %(code)s already.") % words)


def _code_at(item_code: str) -> str:
    """The one code an address names, in any spelling; 404 for none or several."""
    codes, unread = codes_in(item_code)
    if len(codes) != 1 or unread:
        raise Http404
    return codes[0]


def _shown(plan: Plan, earlier: Earlier) -> Shown:
    measure = earlier.answering.measure

    def parts(text: str) -> Parts:
        found = old_years_in(text, fiscal_year=plan.fiscal_year, carried_year=measure.plan.fiscal_year)
        return marked(text, found)

    return Shown(earlier, parts(measure.title), [
        (parts(typed_text(activity, "methods")), parts(activity.period_text)) for activity in measure.activities.all()
    ])
