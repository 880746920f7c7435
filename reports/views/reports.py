"""Reports of an agency: the list, opening one, its page, its preview, and freezing what it says.

Not here: the buttons of the sign-off (``views.signing``), a snapshot's file (``views.snapshots``).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.views.deeds import page_of, sent
from files.services import FileProblem, read_bytes
from measures.models import Plan
from reports.carry_forward import titles_of_other_years
from reports.compose import NoSuchYear
from reports.forms.report import NewReportForm
from reports.layouts import LayoutError, load_layout
from reports.models import Report, ReportKind, Snapshot
from reports.route import route_of
from reports.selectors import (
    difference_to_live,
    last_layout_of,
    live_content,
    reports_of,
    snapshot_status,
    snapshots_of,
    years_of,
)
from reports.services import (
    COMPOSABLE,
    NotComposable,
    NothingToPrint,
    ReportAlreadyOpen,
    compose_snapshot,
    create_report,
)
from reports.snapshot import Frozen, Unreadable, thaw
from reports.views.preview import ZOOMS, DocumentBody, zoom_asked

FORM = ("GET", "HEAD", "POST")
SNAPSHOTS_SHOWN = 10


@staff_page(act="read_reports")
def report_list(request: HttpRequest, standing: Standing) -> HttpResponse:
    """All reports of the agency, paged."""
    page = page_of(request, reports_of(agency=standing.agency))
    return render(request, "reports/report_list.html", {"page": page, "may_compose": standing.may("compose_report")})


@staff_page(act="compose_report", methods=FORM)
def report_new(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Open a report; ``?year=`` and ``?kind=`` propose these, else the last report its kind and layout."""
    years = years_of(agency=standing.agency)
    kind = request.GET.get("kind", "")
    proposed = {"kind": kind} if kind in ReportKind.values else last_layout_of(agency=standing.agency)
    initial = {"fiscal_year": request.GET.get("year", ""), **proposed}
    form = NewReportForm(sent(request), years=years, initial=initial)
    if not form.is_bound or not form.is_valid():
        return render(request, "reports/report_new.html", {"form": form, "years": years})
    chosen = form.cleaned_data
    try:
        report = create_report(
            actor=standing, kind=chosen["kind"], fiscal_year=chosen["fiscal_year"], round_name=chosen["round"],
            layout=chosen["layout"],
        )  # fmt: skip
    except ReportAlreadyOpen as already:
        messages.info(request, _("There is a report of this kind, year and round already. This is it."))
        report = already.report
    return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)


@staff_page(act="read_reports")
def report_detail(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """A report: where it is, its current snapshot with its PDF, and what may be done now."""
    report = report_at(standing, report_id)
    snapshot = report.current_snapshot
    snapshots = snapshots_of(report=report)
    may_compose = standing.may("compose_report") and report.state in COMPOSABLE
    plan = Plan.objects.filter(agency=standing.agency, fiscal_year=report.fiscal_year).first() if may_compose else None
    return render(request, "reports/report_detail.html", {
        "report": report,
        "year": report.fiscal_year,
        "layout_title": _layout_title(report),
        "stations": route_of(report=report, agency=standing.agency),
        "status": snapshot_status(snapshot=snapshot, agency=standing.agency) if snapshot else None,
        "snapshots": snapshots[:SNAPSHOTS_SHOWN],
        "more_snapshots": max(0, snapshots.count() - SNAPSHOTS_SHOWN),
        "changed_parts": difference_to_live(report) if report.state in COMPOSABLE else None,
        "may_compose": may_compose,
        "titles_of_other_years": titles_of_other_years(plan) if plan else [],
        "may_edit_texts": standing.may("edit_texts"),
    })  # fmt: skip


@staff_page(act="read_reports")
def report_preview(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """The document as it would be printed now, or with ``?snapshot=NUMBER`` as it was frozen."""
    report = report_at(standing, report_id)
    number = request.GET.get("snapshot")
    snapshot = _snapshot_asked(report, number) if number else None
    frozen = _frozen(snapshot) if snapshot else _live(report)
    document = frozen.document if frozen else None
    return render(request, "reports/report_preview.html", {
        "report": report, "year": report.fiscal_year, "snapshot": snapshot, "document": document,
        "body": DocumentBody.of(document) if document and document.blocks else None,
        "zoom": zoom_asked(request.GET.get("zoom")), "zooms": ZOOMS,
    })  # fmt: skip


@staff_page(act="compose_report", methods=("POST",))
def report_compose(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """Freeze the report as it stands; the worker sets its PDF."""
    report = report_at(standing, report_id)
    try:
        snapshot = compose_snapshot(actor=standing, report=report)
    except NotComposable:
        messages.error(request, _("This report is not a draft now. Please take it back first."))
    except (NothingToPrint, NoSuchYear):
        messages.error(request, _("There is nothing to print in this layout yet. Please record the measures first."))
    else:
        made = _("Snapshot %(number)s has been made. Its PDF follows.") % {"number": snapshot.number}
        messages.success(request, made)
    return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)


def report_at(standing: Standing, report_id: int) -> Report:
    """The agency's report of this id, or 404."""
    found = Report.objects.select_related(
        "agency", "created_by", "current_snapshot", "current_snapshot__content", "current_snapshot__pdf"
    )
    return get_object_or_404(found, pk=report_id, agency=standing.agency)


def snapshot_at(report: Report, number: int) -> Snapshot:
    """The report's snapshot of this number, or 404."""
    return get_object_or_404(Snapshot.objects.select_related("content", "pdf"), report=report, number=number)


def _snapshot_asked(report: Report, number: str) -> Snapshot:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return snapshot_at(report, int(number))


def _live(report: Report) -> Frozen | None:
    try:
        layout = load_layout(report.layout)
        return Frozen(live_content(report=report, default_numerals=layout.numerals), layout)
    except (LayoutError, NoSuchYear):
        return None


def _frozen(snapshot: Snapshot) -> Frozen | None:
    try:
        return thaw(read_bytes(snapshot.content))
    except (Unreadable, FileProblem):
        return None


def _layout_title(report: Report) -> str:
    try:
        return load_layout(report.layout).title_in(get_language() or "th")
    except LayoutError:
        return report.layout
