"""Link health of a year: every address with its newest look, one address with its history, asking for looks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from jobs.models import Job
from jobs.selectors import last_failure
from measures.models import DisclosureLink, Evidence, Plan
from measures.selectors.links import (
    AddressRow,
    address_rows,
    history_of,
    rows_with,
    verdict_counts,
)
from measures.services.link_checks import KIND, SwitchedOff, Target, ask_for_link_checks, running_check
from measures.views.finding import page_of, plan_at
from thai.text import normalise

ROWS_ON_A_PAGE = 60


@staff_page(act="read_year")
def link_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Every address of the year with the newest look; ``?verdict=`` only those of one."""
    plan = plan_at(standing, year)
    rows = address_rows(plan=plan)
    verdict = normalise(request.GET.get("verdict", "")[:40])
    run = running_check(agency=standing.agency, target=Target(plan.pk))
    return render(request, "measures/link_list.html", {
        "plan": plan, "year": year, "page": page_of(request, rows_with(rows, verdict), ROWS_ON_A_PAGE),
        "verdict": verdict, "chips": verdict_counts(rows), "total": len(rows), "run": run,
        "looked_at": _looked_at(rows, run), "distinct": len({row.url for row in rows}),
        "may_record": standing.may("record_disclosures"), "is_on": settings.ITA_CHECK_LINKS,
        "failure": "" if run else last_failure(kind=KIND, agency_id=standing.agency.pk),
    })


@staff_page(act="read_year")
def link_history(request: HttpRequest, standing: Standing, year: int, link_id: int) -> HttpResponse:
    """One address: what the newest look means, what to do, and every look before."""
    plan = plan_at(standing, year)
    link = _link_at(plan, link_id)
    return render(request, "measures/link_history.html", _history(request, plan, link.url) | {
        "link": link, "disclosure": link.disclosure,
        "run": running_check(agency=standing.agency, target=Target(plan.pk, link.disclosure_id)),
        "may_record": standing.may("record_disclosures"), "is_on": settings.ITA_CHECK_LINKS,
    })


@staff_page(act="read_year")
def evidence_link_history(request: HttpRequest, standing: Standing, year: int, evidence_id: int) -> HttpResponse:
    """The same for the address of a piece of evidence; one that is a file has no looks."""
    plan = plan_at(standing, year)
    evidence = get_object_or_404(Evidence.objects.filter(uses__plan=plan).distinct(), pk=evidence_id)
    return render(request, "measures/evidence_link_history.html", _history(request, plan, evidence.url) | {
        "evidence": evidence,
    })


def _history(request: HttpRequest, plan: Plan, url: str) -> dict[str, Any]:
    looks = history_of(url)
    return {
        "plan": plan, "year": plan.fiscal_year, "url": url, "check": looks.first(),
        "page": page_of(request, looks, ROWS_ON_A_PAGE),
    }


@staff_page(act="record_disclosures", methods=("POST",))
def link_check_all(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Ask for a look at every address of the year."""
    plan = plan_at(standing, year)
    try:
        ask_for_link_checks(actor=standing, plan=plan)
    except SwitchedOff:
        _tell_switched_off(request)
    return redirect("link_list", agency=standing.agency.slug, year=year)


@staff_page(act="record_disclosures", methods=("POST",))
def link_check(request: HttpRequest, standing: Standing, year: int, link_id: int) -> HttpResponse:
    """Ask for a look at the addresses of the item to which this one belongs."""
    plan = plan_at(standing, year)
    link = _link_at(plan, link_id)
    try:
        ask_for_link_checks(actor=standing, plan=plan, disclosure=link.disclosure)
    except SwitchedOff:
        _tell_switched_off(request)
    return redirect("link_history", agency=standing.agency.slug, year=year, link_id=link.pk)


def _tell_switched_off(request: HttpRequest) -> None:
    messages.warning(request, _("The operator has switched the checking of addresses off."))


def _link_at(plan: Plan, link_id: int) -> DisclosureLink:
    """An address of this plan, or 404."""
    return get_object_or_404(
        DisclosureLink.objects.select_related("disclosure__item"), pk=link_id, disclosure__plan=plan
    )


def _looked_at(rows: list[AddressRow], run: Job | None) -> int:
    """How many addresses the run under way has looked at."""
    if run is None:
        return 0
    since = dt.datetime.fromisoformat(run.arguments["since"])
    return len({row.url for row in rows if row.check and row.check.checked_at >= since})
