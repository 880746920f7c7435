"""Indicator rows of a year: the list and one row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.doors import Standing, staff_page
from measures.forms.indicator import IndicatorForm
from measures.forms.page import Page
from measures.models import IndicatorProgress
from measures.selectors.history import last_change_of
from measures.selectors.item_sets import department_names, has_item_set, names_indicators
from measures.selectors.oit import indicator_rows_of
from measures.services import save_indicator_row
from measures.views.cell_kinds import cell_address
from measures.views.finding import page_of, plan_at, row_at
from measures.views.saving import tell, try_to_save

ROWS_ON_A_PAGE = 40


@staff_page(act="read_year")
def indicator_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """How far each indicator is; ``?status=none`` only rows nobody has said anything about."""
    plan = plan_at(standing, year)
    rows = indicator_rows_of(plan=plan)
    missing = request.GET.get("status") == "none"
    page = page_of(request, rows.filter(status="") if missing else rows, ROWS_ON_A_PAGE)
    return render(request, "measures/indicator_list.html", {
        "plan": plan, "year": year, "page": page, "missing": missing, "may_record": standing.may("record_results"),
        "may_take_over": not page.paginator.count and standing.may("open_year") and names_indicators(fiscal_year=year),
        "has_item_set": has_item_set(fiscal_year=year),
    })


@staff_page(act="record_results", methods=("GET", "HEAD", "POST"))
def indicator_edit(request: HttpRequest, standing: Standing, year: int, indicator_id: int) -> HttpResponse:
    """Record the progress of one indicator."""
    plan = plan_at(standing, year)
    row = row_at(IndicatorProgress, plan, indicator_id)

    def build(data: QueryDict | None) -> Page:
        return Page([IndicatorForm(data, row=row_at(IndicatorProgress, plan, indicator_id))])

    def save(page: Page) -> bool:
        return save_indicator_row(
            actor=standing, row=row, seen_version=page.form.seen_version, changes=page.form.changes
        )

    page, clash, status = build(None), None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            answer = redirect("indicator_list", agency=standing.agency.slug, year=year)
            answer["Location"] += f"#row-{row.pk}"
            return answer
        page, clash, status = attempt.page, attempt.clash, attempt.status
    page.form.saves_to(cell_address(plan, "indicator_cell", indicator_id=row.pk))
    return render(request, "measures/indicator_form.html", {
        "plan": plan, "year": year, "row": row, "form": page.form, "clash": clash, "last_saved": last_change_of(row),
        "departments": department_names(agency=standing.agency),
    }, status=status)
