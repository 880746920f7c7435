"""OIT in April and June: ticking elements, the ITAS sheet, filing it, clarifying what was filed."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Standing, staff_page
from measures.elements import share_of, tree_of
from measures.forms.filing import ClarificationForm, FilingForm
from measures.forms.page import Page
from measures.itas_workbook import MEDIA_TYPE, itas_workbook
from measures.models import Clarification, Disclosure, Filing, Plan
from measures.selectors.filing import filings_of, sheet_of
from measures.selectors.links import latest_checks
from measures.services.filing import Filed, file_disclosures, save_clarification
from measures.services.ticks import tick_elements
from measures.views.finding import page_of, plan_at, row_at
from measures.views.saving import tell, try_to_save

ROWS_ON_A_PAGE = 60


@staff_page(act="record_disclosures", methods=("POST",))
def oit_ticks(request: HttpRequest, standing: Standing, year: int, disclosure_id: int) -> HttpResponse:
    """Tick elements; answered in a line when a script asks, else by the page again."""
    disclosure = row_at(Disclosure, plan_at(standing, year), disclosure_id)
    disclosure = tick_elements(
        actor=standing, disclosure=disclosure, shown=set(request.POST.getlist("shown")),
        ticked=set(request.POST.getlist("ticked")),
    )
    share = share_of(tree_of(disclosure.shown_elements), disclosure.present_elements)
    if request.headers.get("X-Requested-With") == "fetch":
        words = _("%(done)s of %(total)s elements are on the website") % {"done": share.done, "total": share.total}
        return JsonResponse({"words": words, "version": disclosure.version})
    tell(request, written=True)
    answer = redirect("oit_edit", agency=standing.agency.slug, year=year, disclosure_id=disclosure.pk)
    answer["Location"] += "#elements"
    return answer


@staff_page(act="read_year", methods=("GET", "HEAD"))
def itas_sheet(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """What is typed into ITAS, item by item, with what was filed."""
    plan = plan_at(standing, year)
    return _sheet(request, standing, plan, FilingForm(rows=[], today=timezone.localdate()))


@staff_page(act="file_disclosures", methods=("POST",))
def filing_new(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Freeze the chosen items as filed on a day."""
    plan = plan_at(standing, year)
    form = FilingForm(
        request.POST, rows=list(Disclosure.objects.filter(plan=plan).only("pk", "code")), today=timezone.localdate()
    )
    if not form.is_valid():
        return _sheet(request, standing, plan, form)
    ids = [int(each) for each in form.cleaned_data["rows"]]
    _say(request, file_disclosures(
        actor=standing, plan=plan, disclosure_ids=ids, filed_on=form.cleaned_data["filed_on"]
    ))
    return redirect("itas_sheet", agency=standing.agency.slug, year=year)


@staff_page(act="read_year", methods=("GET", "HEAD"))
def itas_file(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The sheet as a workbook."""
    plan = plan_at(standing, year)
    content = itas_workbook(sheet_of(plan=plan), title=f"ITAS {year}")
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    name = quote(_("ITAS sheet %(year)s.xlsx") % {"year": year})
    answer["Content-Disposition"] = f"attachment; filename=\"itas-{year}.xlsx\"; filename*=UTF-8''{name}"
    return answer


@staff_page(act="file_disclosures", methods=("GET", "HEAD", "POST"))
def filing_detail(request: HttpRequest, standing: Standing, year: int, filing_id: int) -> HttpResponse:
    """One item as it was filed, and its clarification beside it."""
    plan = plan_at(standing, year)
    filing = get_object_or_404(Filing.objects.select_related("plan", "disclosure__item"), pk=filing_id, plan=plan)

    def build(data: QueryDict | None) -> Page:
        return Page([ClarificationForm(data, row=Clarification.objects.filter(filing=filing).first())])

    def save(page: Page) -> bool:
        return save_clarification(
            actor=standing, filing=filing, seen_version=page.form.seen_version, changes=page.form.changes
        )

    page, clash, status = build(None), None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            return redirect("filing_detail", agency=standing.agency.slug, year=year, filing_id=filing.pk)
        page, clash, status = attempt.page, attempt.clash, attempt.status
    links = filing.content["links"]
    checks = latest_checks(link["url"] for link in links)
    return render(request, "measures/filing_detail.html", {
        "plan": plan, "year": year, "filing": filing, "filings": filings_of(disclosure=filing.disclosure),
        "links": [(link, checks.get(link["url"])) for link in links],
        "form": page.form, "clash": clash,
    }, status=status)


def _sheet(request: HttpRequest, standing: Standing, plan: Plan, form: FilingForm) -> HttpResponse:
    rows = sheet_of(plan=plan)
    return render(request, "measures/itas_sheet.html", {
        "plan": plan, "year": plan.fiscal_year, "page": page_of(request, rows, ROWS_ON_A_PAGE), "form": form,
        "ready": sum(not row.lacks for row in rows), "filed": sum(row.filing is not None for row in rows),
        "total": len(rows), "may_file": standing.may("file_disclosures"),
        "may_record": standing.may("record_disclosures"), "chosen": set(request.POST.getlist("rows")),
    })


def _say(request: HttpRequest, outcome: Filed) -> None:
    if outcome.filed:
        count = len(outcome.filed)
        messages.success(request, ngettext(
            "%(count)s item is kept as filed.", "%(count)s items are kept as filed.", count
        ) % {"count": count})
    if outcome.same:
        messages.info(request, _("Filed before and unchanged since: %(codes)s") % {
            "codes": ", ".join(row.code for row in outcome.same)
        })
    for row, lacks in outcome.lacking:
        if "answer" in lacks:
            messages.warning(request, _("%(code)s was not filed: please answer first whether the information is there.")
                             % {"code": row.code})
        else:
            messages.warning(request, _("%(code)s was not filed: it is answered with “has” but has no address.")
                             % {"code": row.code})
