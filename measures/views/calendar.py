"""The dates of an agency's year: the list by month, single dates, and a person's feed.

Not here: the feed itself (``feed``), reminding (``measures.reminders``).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Standing, staff_page
from measures.calendar_defaults import defaults_for
from measures.forms.calendar import CalendarDateForm
from measures.forms.page import Page
from measures.forms.row import version_in
from measures.models import CalendarDate
from measures.selectors.calendar import feed_of, has_all_defaults, months_of_plan
from measures.services import Stale
from measures.services.calendar import (
    add_date,
    confirm_date,
    lay_out_calendar,
    remove_date,
    remove_feed,
    renew_feed,
    update_date,
)
from measures.views.finding import plan_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save

FORM = ("GET", "HEAD", "POST")


@staff_page(act="read_year")
def calendar_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The year's dates by month."""
    plan = plan_at(standing, year)
    feed = feed_of(agency=standing.agency, user=request.user)
    keys = [each.key for each in defaults_for(year)]
    return render(request, "measures/calendar_list.html", {
        "plan": plan, "year": year, "months": months_of_plan(plan=plan, today=timezone.localdate()),
        "may_edit": standing.may("edit_calendar"), "lacks_defaults": not has_all_defaults(plan=plan, keys=keys),
        "feed_address": request.build_absolute_uri(reverse("calendar_feed", args=[feed.token])) if feed else "",
    })


@staff_page(act="edit_calendar", methods=("POST",))
def calendar_lay_out(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Add the dates of the pattern that are not there."""
    added = lay_out_calendar(actor=standing, plan=plan_at(standing, year))
    if added:
        words = ngettext("%(count)s date was added.", "%(count)s dates were added.", added)
        messages.success(request, words % {"count": added})
    else:
        messages.info(request, _("Nothing was changed."))
    return _to_list(standing, year)


@staff_page(act="edit_calendar", methods=FORM)
def calendar_new(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """A date of the agency's own."""
    plan = plan_at(standing, year)
    form = CalendarDateForm(posted_or_none(request), fiscal_year=year)
    if request.method == "POST" and form.is_valid():
        date = add_date(actor=standing, plan=plan, changes=form.changes)
        tell(request, written=True)
        return _to_list(standing, year, date.pk)
    return render(request, "measures/calendar_form.html", {"plan": plan, "year": year, "form": form})


@staff_page(act="edit_calendar", methods=FORM)
def calendar_edit(request: HttpRequest, standing: Standing, year: int, date_id: int) -> HttpResponse:
    """Change one date."""
    plan = plan_at(standing, year)
    date = row_at(CalendarDate, plan, date_id)

    def build(data: QueryDict | None) -> Page:
        return Page([CalendarDateForm(data, row=row_at(CalendarDate, plan, date_id), fiscal_year=year)])

    def save(page: Page) -> bool:
        return update_date(actor=standing, date=date, seen_version=page.form.seen_version, changes=page.form.changes)

    page, clash, status = build(None), None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            return _to_list(standing, year, date.pk)
        page, clash, status = attempt.page, attempt.clash, attempt.status
    return render(request, "measures/calendar_form.html", {
        "plan": plan, "year": year, "date": date, "form": page.form, "clash": clash,
    }, status=status)


@staff_page(act="edit_calendar", methods=("POST",))
def calendar_confirm(request: HttpRequest, standing: Standing, year: int, date_id: int) -> HttpResponse:
    """Say that the date holds this year."""
    date = row_at(CalendarDate, plan_at(standing, year), date_id)
    try:
        tell(request, confirm_date(actor=standing, date=date, seen_version=version_in(request.POST.get("version"))))
    except Stale:
        messages.warning(request, _("Somebody has changed this date since. Nothing was saved; please look again."))
    return _to_list(standing, year, date_id)


@staff_page(act="edit_calendar", methods=FORM)
def calendar_remove(request: HttpRequest, standing: Standing, year: int, date_id: int) -> HttpResponse:
    """Ask, then take the date out."""
    plan = plan_at(standing, year)
    date = row_at(CalendarDate, plan, date_id)
    if request.method == "POST":
        try:
            remove_date(actor=standing, date=date, seen_version=version_in(request.POST.get("version")))
        except Stale:
            messages.warning(request, _("Somebody has changed this date since. Nothing was saved; please look again."))
            return redirect("calendar_remove", agency=standing.agency.slug, year=year, date_id=date_id)
        messages.success(request, _("The date was removed."))
        return _to_list(standing, year)
    return render(request, "measures/calendar_remove.html", {"plan": plan, "year": year, "date": date})


@staff_page(act="read_year", methods=("POST",))
def calendar_feed_edit(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Make, renew or remove one's own secret address of the calendar."""
    plan_at(standing, year)
    if "remove" in request.POST:
        remove_feed(actor=standing)
        messages.success(request, _("The address no longer works."))
    else:
        renew_feed(actor=standing)
        messages.success(request, _("The address is ready. An earlier one no longer works."))
    answer = _to_list(standing, year)
    answer["Location"] += "#feed"
    return answer


def _to_list(standing: Standing, year: int, date_id: int | None = None) -> HttpResponse:
    answer = redirect("calendar_list", agency=standing.agency.slug, year=year)
    if date_id is not None:
        answer["Location"] += f"#date-{date_id}"
    return answer
