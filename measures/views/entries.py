"""The diary behind an activity's result: the list with a form for one more, mending, removing, copying up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Standing, staff_page
from measures.forms.entry import CopyUpForm, EntryForm
from measures.forms.page import Page
from measures.forms.row import version_in
from measures.models import Activity, ProgressEntry, Round
from measures.services import Stale
from measures.services.entries import add_entry, copy_entries_up, delete_entry, update_entry
from measures.views.finding import page_of, plan_at, round_at
from measures.views.saving import posted_or_none, tell, try_to_save

ENTRIES_ON_A_PAGE = 40


@staff_page(act="record_results", methods=("GET", "HEAD", "POST"))
def entry_list(request: HttpRequest, standing: Standing, year: int, activity_id: int, round: str) -> HttpResponse:
    """What was done day by day; sending the form adds an entry."""
    plan, activity = plan_at(standing, year), _activity_at(standing, year, activity_id)
    round = round_at(round)
    form = _form(posted_or_none(request), year, None)
    if request.method == "POST" and form.is_valid():
        add_entry(actor=standing, activity=activity, changes=form.changes)
        tell(request, written=True)
        return _to_list(standing, year, activity_id, round)
    return _shown(request, plan, activity, round, form)


@staff_page(act="record_results", methods=("GET", "HEAD", "POST"))
def entry_edit(request: HttpRequest, standing: Standing, year: int, entry_id: int) -> HttpResponse:
    """Mend one entry."""
    plan = plan_at(standing, year)
    entry = _entry_at(standing, year, entry_id)

    def build(data: QueryDict | None) -> Page:
        return Page([_form(data, year, _entry_at(standing, year, entry_id))])

    def save(page: Page) -> bool:
        return update_entry(
            actor=standing, entry=entry, seen_version=page.form.seen_version, changes=page.form.changes
        )

    page, clash, status = build(None), None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            return _to_list(standing, year, entry.activity_id, Round.TWELVE_MONTHS)
        page, clash, status = attempt.page, attempt.clash, attempt.status
    return render(request, "measures/entry_form.html", {
        "plan": plan, "year": year, "entry": entry, "form": page.form, "clash": clash,
        "round": Round.TWELVE_MONTHS.value,
    }, status=status)


@staff_page(act="record_results", methods=("POST",))
def entry_delete(request: HttpRequest, standing: Standing, year: int, entry_id: int) -> HttpResponse:
    """Remove one entry, unless somebody has changed it since it was shown."""
    entry = _entry_at(standing, year, entry_id)
    try:
        delete_entry(actor=standing, entry=entry, seen_version=version_in(request.POST.get("version")))
    except Stale:
        messages.warning(request, _("Somebody has changed this entry since. It was not removed; please look again."))
        return redirect("entry_edit", agency=standing.agency.slug, year=year, entry_id=entry_id)
    messages.success(request, _("The entry was removed."))
    return _to_list(standing, year, entry.activity_id, Round.TWELVE_MONTHS)


@staff_page(act="record_results", methods=("POST",))
def entry_copy(request: HttpRequest, standing: Standing, year: int, activity_id: int, round: str) -> HttpResponse:
    """Copy the chosen entries into the round's result, below what stands there."""
    plan, activity = plan_at(standing, year), _activity_at(standing, year, activity_id)
    round = round_at(round)
    chosen = CopyUpForm(request.POST, rows=list(activity.entries.all()))
    if not chosen.is_valid():
        return _shown(request, plan, activity, round, _form(None, year, None), chosen)
    ids = [int(each) for each in chosen.cleaned_data["entries"]]
    added = copy_entries_up(actor=standing, activity=activity, round=round, entry_ids=ids)
    if added:
        messages.success(request, ngettext(
            "%(count)s line was added to the result.", "%(count)s lines were added to the result.", added
        ) % {"count": added})
    else:
        messages.info(request, _("Nothing was added: these entries stand in the result already."))
    answer = redirect(
        "result_edit", agency=standing.agency.slug, year=year, measure_id=activity.measure_id, round=round
    )
    answer["Location"] += f"#activity-{activity.pk}-title"
    return answer


def _shown(
    request: HttpRequest, plan, activity: Activity, round: str, form: EntryForm, chosen: CopyUpForm | None = None
) -> HttpResponse:
    page = page_of(request, activity.entries.order_by("-happened_on", "-pk"), ENTRIES_ON_A_PAGE)
    return render(request, "measures/entry_list.html", {
        "plan": plan, "year": plan.fiscal_year, "activity": activity, "measure": activity.measure, "round": round,
        "round_label": Round(round).label, "rounds": Round.choices, "form": form, "chosen": chosen, "page": page,
    })


def _form(data: QueryDict | None, year: int, row: ProgressEntry | None) -> EntryForm:
    return EntryForm(data, row=row, fiscal_year=year, today=timezone.localdate())


def _activity_at(standing: Standing, year: int, pk: int) -> Activity:
    return get_object_or_404(
        Activity.objects.select_related("measure__plan__agency"), pk=pk, measure__plan=plan_at(standing, year)
    )


def _entry_at(standing: Standing, year: int, pk: int) -> ProgressEntry:
    return get_object_or_404(
        ProgressEntry.objects.select_related("activity__measure__plan"), pk=pk,
        activity__measure__plan=plan_at(standing, year),
    )


def _to_list(standing: Standing, year: int, activity_id: int, round: str) -> HttpResponse:
    return redirect("entry_list", agency=standing.agency.slug, year=year, activity_id=activity_id, round=round)
