"""The agency's fiscal years: which there are, opening one (from an earlier one after a preview), how far one is.

Not here: what was carried (``carried``).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.forms.year import YearForm
from measures.models import Plan
from measures.opening import counts_registered
from measures.selectors.item_sets import has_item_set, lacks_oit_items, names_indicators
from measures.selectors.opening import opening_of
from measures.selectors.years import plans_of, progress_of
from measures.services import YearAlreadyOpen, open_year, take_over_items
from measures.views.finding import page_of, plan_at
from measures.views.saving import posted_or_none, wants

YEARS_ON_A_PAGE = 20


@staff_page(act="read_year")
def year_list(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The agency's years, newest first, each with how far it is."""
    page = page_of(request, plans_of(agency=standing.agency), YEARS_ON_A_PAGE)
    return render(request, "measures/year_list.html", {
        "page": page, "years": progress_of(list(page)), "may_open": standing.may("open_year"),
    })


@staff_page(act="open_year", methods=("GET", "HEAD", "POST"))
def year_new(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Open a year, empty at once or from an earlier one after what would be carried was shown."""
    plans = {plan.fiscal_year: plan for plan in plans_of(agency=standing.agency)}
    form = YearForm(posted_or_none(request), today=timezone.localdate(), years=list(plans))
    if request.method == "POST" and form.is_valid():
        year, source = form.cleaned_data["fiscal_year"], plans.get(form.start_year)
        try:
            if year in plans:
                raise YearAlreadyOpen(year)
            if source and (wants(request, "back") or not wants(request, "confirm")):
                return _asked(request, form, source)
            open_year(actor=standing, fiscal_year=year, carry_from=source)
        except YearAlreadyOpen:
            form.add_error("fiscal_year", _("Fiscal year %(year)s is open already.") % {"year": year})
        else:
            messages.success(request, _("Fiscal year %(year)s is open.") % {"year": year})
            return redirect("year_carried" if source else "year_home", agency=standing.agency.slug, year=year)
    return render(request, "measures/year_new.html", {"form": form})


def _asked(request: HttpRequest, form: YearForm, source: Plan) -> HttpResponse:
    """What would be carried, to agree to; or the form again."""
    if wants(request, "back"):
        return render(request, "measures/year_new.html", {"form": form})
    opening = opening_of(source=source, fiscal_year=form.cleaned_data["fiscal_year"])
    return render(request, "measures/year_preview.html", {
        "form": form, "opening": opening, "beside": counts_registered(source), "mapping": opening.mapping,
    })


@staff_page(act="read_year")
def year_home(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """What is recorded in a year and what is missing."""
    plan = plan_at(standing, year)
    progress = progress_of([plan])[0]
    has_more_rows = lacks_oit_items(plan) or (
        not progress.indicators.total and names_indicators(fiscal_year=year)
    )
    return render(request, "measures/year_home.html", {
        "plan": plan, "year": year, "progress": progress, "has_item_set": has_item_set(fiscal_year=year),
        "may_take_over": standing.may("open_year") and has_more_rows, "may_edit": standing.may("edit_measures"),
    })


@staff_page(act="open_year", methods=("POST",))
def year_items(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Take over the rows of the item set that the year lacks."""
    rows = take_over_items(actor=standing, plan=plan_at(standing, year))
    if joined := rows.pop("joined", 0):
        messages.success(request, _("%(count)s OIT rows now follow the item set.") % {"count": joined})
    if any(rows.values()):
        messages.success(request, _("%(oit)s OIT rows and %(indicators)s indicator rows were added.") % {
            "oit": rows["disclosures"], "indicators": rows["indicators"],
        })
    elif not joined:
        messages.info(request, _("Nothing was added: the rows are there already, or the item set is not known."))
    return redirect("year_home", agency=standing.agency.slug, year=year)
