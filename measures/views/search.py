"""Searching the agency's texts of all its years.

Not here: what is searched (``measures.selectors.searching``) and how (``measures.searching``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.searching import LONGEST, MOST_WORDS, Hit, QueryRefused, SearchRow, search, terms_of
from measures.selectors.searching import rows_to_search
from measures.selectors.years import plans_of
from measures.views.finding import page_of

HITS_ON_A_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A hit with the way to its row."""

    hit: Hit
    address: str


@staff_page(act="read_year")
def agency_search(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The rows that say what ``?q=`` asks for, of the year in ``?in=`` or of all."""
    query = request.GET.get("q", "")
    years = [plan.fiscal_year for plan in plans_of(agency=standing.agency)]
    chosen = next((year for year in years if str(year) == request.GET.get("in")), None)
    context: dict[str, Any] = {"query": query[:LONGEST], "years": years, "chosen": chosen, "asked": "q" in request.GET}
    try:
        terms = terms_of(query)
    except QueryRefused as refusal:
        refused = _words(refusal) if context["asked"] else ""
        return render(request, "measures/search.html", context | {"refusal": refused})
    hits = search(rows_to_search(agency=standing.agency, year=chosen), terms)
    page = page_of(request, hits, HITS_ON_A_PAGE)
    return render(request, "measures/search.html", context | {
        "page": page, "shown": [Shown(hit, _address(standing, hit.row)) for hit in page],
        "whole": sum(not hit.is_inside for hit in hits),
    })


def _address(standing: Standing, row: SearchRow) -> str:
    """The best page for the row that the person may open."""
    for act, route, arguments, anchor in row.ways:
        if standing.may(act):
            return reverse(route, kwargs={"agency": standing.agency.slug, "year": row.year} | arguments) + anchor
    raise LookupError(row.place)


def _words(refusal: QueryRefused) -> str:
    return {
        "empty": _("Please type a word to search for."),
        "too_short": _("Please type at least two letters."),
        "too_long": _("Please search with at most %(most)s letters.") % {"most": LONGEST},
        "too_many": _("Please search with at most %(most)s words.") % {"most": MOST_WORDS},
    }[refusal.reason]
