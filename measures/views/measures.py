"""Measures of a year: the list, one measure with its activities, removing and moving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.forms.answers import answered, boxes_of
from measures.forms.measure import ActivityRows, MeasureForm, NewActivityRows, check_measure_says_something
from measures.forms.page import Page
from measures.forms.row import version_in, with_blank_row
from measures.item_codes import codes_in
from measures.models import Measure, Plan
from measures.rounds import round_to_record
from measures.selectors.assessed_items import choices_of, known_codes
from measures.selectors.history import latest_changes, newest_of
from measures.selectors.item_sets import department_names, issue_titles
from measures.selectors.measures import (
    activities_of,
    activities_with_results,
    brief_of,
    groups_of,
    measures_of,
    next_number_text,
    round_states,
)
from measures.services import RowEdit, Stale, create_measure, delete_measure, move_measure, update_measure
from measures.views.cell_kinds import cell_address
from measures.views.finding import list_named, page_of, plan_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save, wants
from measures.views.signed_plan import ask_why, signed_context

MEASURES_ON_A_PAGE = 40
ROWS = "activity"
READ_WRITE = ("GET", "HEAD", "POST")


@staff_page(act="read_year")
def measure_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The measures in order with their groups; ``?missing=result`` only those without one."""
    plan = plan_at(standing, year)
    listed_as = list_named(request)
    missing = request.GET.get("missing") == "result"
    page = page_of(request, measures_of(plan=plan, listed_as=listed_as, without_result=missing), MEASURES_ON_A_PAGE)
    known = known_codes(plan=plan) if any(each.answers for each in page) else frozenset()
    rows = [
        {"measure": each, "brief": brief_of(each), "rounds": round_states(each), "answers": answered(each, known)}
        for each in page
    ]
    return render(request, "measures/measure_list.html", {
        "plan": plan, "year": year, "page": page, "rows": rows, "listed_as": listed_as, "missing": missing,
        "has_plan_list": plan.measures.filter(listed_as=Measure.ListedAs.PLAN).exists(),
        "round": round_to_record(year, timezone.localdate()), "may_edit": standing.may("edit_measures"),
        "may_record": standing.may("record_results"),
    })


@staff_page(act="edit_measures", methods=READ_WRITE)
def measure_new(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Write a new measure."""
    plan = plan_at(standing, year)
    listed_as = list_named(request)
    page = _new_page(plan, listed_as, _data(request), codes_in(request.GET.get("answers", "")[:200])[0])
    if request.method == "POST" and not wants(request, "add_row") and page.is_valid() \
            and check_measure_says_something(page.form, page.rows):
        measure = create_measure(
            actor=standing, plan=plan, changes=page.form.changes, activities=_edits(page), listed_as=listed_as,
            new_group=page.form.new_group_title,
        )
        tell(request, written=True)
        return _back_to_list(measure)
    return _shown(request, standing, plan, page, {"listed_as": listed_as})


@staff_page(act="edit_measures", methods=READ_WRITE)
def measure_edit(request: HttpRequest, standing: Standing, year: int, measure_id: int) -> HttpResponse:
    """Change a measure and its activities."""
    plan = plan_at(standing, year)
    measure = row_at(Measure, plan, measure_id)

    def build(data: QueryDict | None) -> Page:
        return _page(plan, row_at(Measure, plan, measure_id), data)

    def save(page: Page) -> bool:
        return update_measure(
            actor=standing, measure=measure, seen_version=page.form.seen_version, changes=page.form.changes,
            activities=_edits(page), new_group=page.form.new_group_title,
        )

    rows = [measure, *measure.activities.all()]
    context = {
        "measure": measure, "listed_as": measure.listed_as, "last_saved": newest_of(latest_changes(rows), *rows),
    }
    if request.method != "POST" or wants(request, "add_row"):
        return _shown(request, standing, plan, build(_data(request)), context)
    attempt = try_to_save(request, build=build, save=save, check=_says_something_if_changed)
    if attempt.written is None:
        return _shown(request, standing, plan, attempt.page, context | {"clash": attempt.clash}, attempt.status)
    tell(request, attempt.written)
    ask_why(request, measure)
    return _back_to_list(measure)


@staff_page(act="edit_measures", methods=READ_WRITE)
def measure_delete(request: HttpRequest, standing: Standing, year: int, measure_id: int) -> HttpResponse:
    """Ask, then remove a measure."""
    plan = plan_at(standing, year)
    measure = row_at(Measure, plan, measure_id)
    changed = False
    if request.method == "POST":
        try:
            delete_measure(actor=standing, measure=measure, seen_version=version_in(request.POST.get("version")))
        except Stale:
            changed = True
        else:
            messages.success(request, _("The measure was removed."))
            return _back_to_list(measure)
    activities = activities_with_results(measure=measure)
    return render(request, "measures/measure_delete.html", {
        "plan": plan, "year": year, "measure": row_at(Measure, plan, measure_id), "changed": changed,
        "activities": activities, **signed_context(plan, measure.listed_as, measure, activities),
    }, status=409 if changed else 200)


@staff_page(act="edit_measures", methods=("POST",))
def measure_move(request: HttpRequest, standing: Standing, year: int, measure_id: int) -> HttpResponse:
    """Move a measure one place up or down within its group."""
    measure = row_at(Measure, plan_at(standing, year), measure_id)
    if not move_measure(actor=standing, measure=measure, up=request.POST.get("direction") != "down"):
        messages.info(request, _("The measure stands at the edge of its group already."))
    return _back_to_list(measure)


def _data(request: HttpRequest) -> QueryDict | None:
    return with_blank_row(request.POST, ROWS) if wants(request, "add_row") else posted_or_none(request)


def _page(plan: Plan, measure: Measure, data: QueryDict | None) -> Page:
    form = MeasureForm(
        data, row=measure, issues=issue_titles(fiscal_year=plan.fiscal_year), groups=groups_of(plan=plan)
    )
    return Page([form], ActivityRows(data, rows=activities_of(measure=measure), prefix=ROWS))


def _new_page(plan: Plan, listed_as: str, data: QueryDict | None, answers: list[str]) -> Page:
    form = MeasureForm(
        data, row=None, issues=issue_titles(fiscal_year=plan.fiscal_year), groups=groups_of(plan=plan),
        initial={"number_text": next_number_text(plan=plan, listed_as=listed_as), "answers": answers},
    )
    return Page([form], NewActivityRows(data, rows=[], prefix=ROWS))


def _edits(page: Page) -> list[RowEdit]:
    return [RowEdit(*edit) for edit in page.rows.edits()]


def _says_something_if_changed(page: Page) -> bool:
    return not (page.form.changes or page.rows.edits()) or check_measure_says_something(page.form, page.rows)


def _shown(
    request: HttpRequest, standing: Standing, plan: Plan, page: Page, context: dict, status: int = 200
) -> HttpResponse:
    measure = page.form.row
    page.form.saves_to(cell_address(plan, "measure_cell", measure_id=measure.pk) if measure else "")
    for form in page.rows.forms:
        form.saves_to(cell_address(plan, "activity_cell", activity_id=form.row.pk) if form.row else "")
    return render(request, "measures/measure_form.html", {
        "plan": plan, "year": plan.fiscal_year, "form": page.form, "formset": page.rows,
        "departments": department_names(agency=standing.agency),
        "answers": boxes_of(page.form["answers"], choices_of(plan=plan)),
        **signed_context(plan, context["listed_as"], measure, list(page.rows.rows.values())), **context,
    }, status=status)


def _back_to_list(measure: Measure) -> HttpResponse:
    answer = redirect("measure_list", agency=measure.plan.agency.slug, year=measure.plan.fiscal_year)
    if measure.listed_as == Measure.ListedAs.PLAN:
        answer["Location"] += "?list=plan"
    answer["Location"] += f"#measure-{measure.pk}"
    return answer
