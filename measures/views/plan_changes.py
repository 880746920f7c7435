"""การปรับแผน: what was signed, what is other now, and why.

Not here: comparing (``measures.plan_changes``), how it is printed (``reports.sections.measures``).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.doors import Standing, staff_page
from measures.forms.page import Page
from measures.forms.plan_changes import ChangeReasonForm, DroppedReasonForm, ReasonForm
from measures.models import AgreedMeasure, Measure, Plan
from measures.plan_changes import Fate, MeasureChange
from measures.selectors.agreed import Agreement, agreement_of, live_measures
from measures.selectors.measures import activities_of
from measures.services.agreeing import explain_change, explain_dropping
from measures.views.finding import page_of, plan_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save

CHANGES_ON_A_PAGE = 20
READ_WRITE = ("GET", "HEAD", "POST")


@staff_page(act="read_year")
def plan_changes(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Every measure that is not as it was signed, old beside new, with its reason; before a signature, what to do."""
    plan = plan_at(standing, year)
    agreement = agreement_of(plan=plan)
    changes = agreement.changes(live_measures(plan=plan)) if agreement else []
    counts = Counter(change.fate.value for change in changes)
    page = page_of(request, [change for change in changes if change.fate != Fate.KEPT], CHANGES_ON_A_PAGE)
    return render(request, "measures/plan_changes.html", {
        "plan": plan, "year": year, "signed": agreement.signed if agreement else None, "page": page,
        "rows": [{"change": change, "form": _form_of(change)} for change in page],
        "planned": len(agreement.measures) if agreement else 0,
        "counts": {fate.value: counts[fate.value] for fate in Fate},
        "without_reason": sum(change.lacks_reason for change in changes),
        "may_edit": standing.may("edit_measures"),
    })  # fmt: skip


@staff_page(act="edit_measures", methods=READ_WRITE)
def plan_change_edit(request: HttpRequest, standing: Standing, year: int, measure_id: int) -> HttpResponse:
    """Say why a measure is not, or not as, in the signed plan."""
    plan = plan_at(standing, year)
    agreement = _agreement(plan)
    measure = row_at(Measure, plan, measure_id)
    if measure.listed_as != Measure.ListedAs.REPORT:
        raise Http404
    change = agreement.change_of(measure, activities_of(measure=measure))

    def build(data: QueryDict | None) -> Page:
        row = row_at(Measure, plan, measure_id)
        return Page([ChangeReasonForm(data, row=row, is_needed=change.fate != Fate.KEPT)])

    def save(page: Page) -> bool:
        return explain_change(
            actor=standing, measure=measure, seen_version=page.form.seen_version, reason=page.form.reason
        )

    return _reason_page(request, plan, agreement, change, build, save)


@staff_page(act="edit_measures", methods=READ_WRITE)
def plan_dropped_edit(request: HttpRequest, standing: Standing, year: int, agreed_id: int) -> HttpResponse:
    """Say why a measure of the signed plan was left out."""
    plan = plan_at(standing, year)
    agreement = _agreement(plan)
    agreed = next((one for one in agreement.measures if one.pk == agreed_id and one.measure_id is None), None)
    if agreed is None:
        raise Http404

    def build(data: QueryDict | None) -> Page:
        return Page([DroppedReasonForm(data, row=AgreedMeasure.objects.get(pk=agreed_id))])

    def save(page: Page) -> bool:
        return explain_dropping(
            actor=standing, agreed=agreed, seen_version=page.form.seen_version, reason=page.form.reason
        )

    return _reason_page(request, plan, agreement, MeasureChange(Fate.DROPPED, agreed), build, save)


def _reason_page(
    request: HttpRequest, plan: Plan, agreement: Agreement, change: MeasureChange, build: Any, save: Any
) -> HttpResponse:
    clash, status = None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            answer = redirect("plan_changes", agency=plan.agency.slug, year=plan.fiscal_year)
            answer["Location"] += f"#{anchor_of(change)}"
            return answer
        page, clash, status = attempt.page, attempt.clash, attempt.status
    else:
        page = build(posted_or_none(request))
    return render(request, "measures/plan_reason.html", {
        "plan": plan, "year": plan.fiscal_year, "signed": agreement.signed, "change": change, "form": page.form,
        "clash": clash,
    }, status=status)  # fmt: skip


def anchor_of(change: MeasureChange) -> str:
    """Where a change stands on the page of all."""
    return f"agreed-{change.agreed.pk}" if change.measure is None else f"measure-{change.measure.pk}"


def _agreement(plan: Plan) -> Agreement:
    """The signed plan that holds, or 404 for a year without one."""
    agreement = agreement_of(plan=plan)
    if agreement is None:
        raise Http404
    return agreement


def _form_of(change: MeasureChange) -> ReasonForm:
    """The reason's field beside the change; ids of its own, for there are many on the page."""
    if change.measure is None:
        return DroppedReasonForm(row=change.agreed, auto_id=f"id_agreed-{change.agreed.pk}_%s")
    return ChangeReasonForm(row=change.measure, auto_id=f"id_measure-{change.measure.pk}_%s")
