"""The plan, the results of a round and the OIT list as workbooks to fill in and bring back.

Not here: writing the file (``measures.pasting.workbook``), reading it back (``pasting``).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.forms.pasted.texts import Texts, oit_texts, plan_texts, results_texts
from measures.models import Measure, Plan, Round
from measures.pasting.workbook import MEDIA_TYPE, write_workbook
from measures.views.finding import list_named, plan_at, round_at


@staff_page(act="read_year")
def plan_workbook(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The measures of the year; ``?list=plan`` the plan by issue."""
    plan, listed_as = plan_at(standing, year), list_named(request)
    name = "แผนรายประเด็น" if listed_as == Measure.ListedAs.PLAN else "มาตรการ"
    return _workbook(request, plan, "plan", plan_texts(plan=plan, listed_as=listed_as), name, "measure_list")


@staff_page(act="read_year")
def results_workbook(request: HttpRequest, standing: Standing, year: int, round: str) -> HttpResponse:
    """The results of a round, one row per activity, filled or still to be filled."""
    plan, round = plan_at(standing, year), round_at(round)
    rows = results_texts(plan=plan, round=round)
    name = {"six_months": "ผลรอบ-6-เดือน", "twelve_months": "ผลรอบ-12-เดือน"}.get(Round(round), "ผลรอบอื่น")
    return _workbook(request, plan, "results", rows, name, "measure_list")


@staff_page(act="read_year")
def oit_workbook(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The OIT list of the year."""
    plan = plan_at(standing, year)
    return _workbook(request, plan, "oit", oit_texts(plan=plan), "OIT", "oit_list")


def _workbook(
    request: HttpRequest, plan: Plan, target: str, rows: list[Texts], name: str, back: str
) -> HttpResponse:
    title = f"{name} {plan.fiscal_year} {plan.agency}"
    try:
        content = write_workbook(target, rows, title=title)
    except ValueError:
        messages.error(request, _("A text of this year is too long for a workbook's cell. Please shorten it first."))
        return redirect(back, agency=plan.agency.slug, year=plan.fiscal_year)
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-{plan.fiscal_year}.xlsx")
    return answer
