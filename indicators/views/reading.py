"""Pages that show what ITA asks in each fiscal year, to staff of an agency and to the operator alike.

Not here: making and changing them (``editing``), an agency's own rows (``measures``).
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.doors import Standing, operator_page, staff_page
from indicators.selectors import content_of, item_set_for, item_sets_listed
from thai.dates import FIRST_YEAR, LAST_YEAR

LOOK = ("GET", "HEAD")
YEARS_PER_PAGE = 20


@staff_page(act="read_item_sets", methods=LOOK)
def item_set_list(request: HttpRequest, standing: Standing) -> HttpResponse:
    return _list(request)


@staff_page(act="read_item_sets", methods=LOOK)
def item_set_detail(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    return _detail(request, year)


@operator_page(methods=LOOK)
def installation_item_set_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


@operator_page(methods=LOOK)
def installation_item_set_detail(request: HttpRequest, year: int) -> HttpResponse:
    return _detail(request, year)


def _list(request: HttpRequest) -> HttpResponse:
    page = Paginator(item_sets_listed(), YEARS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "indicators/item_set_list.html", {"page": page})


def _detail(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """A year without an item set has a page too: it says so, for that is an answer."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Http404
    item_set = item_set_for(fiscal_year)
    content = content_of(item_set) if item_set else None
    return render(request, "indicators/item_set_detail.html", {"fiscal_year": fiscal_year, "content": content})
