"""The page on which an officer publishes a signed report.

Not here: what publishing checks and does (``services``).
"""

from __future__ import annotations

from urllib.parse import unquote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from publishing.selectors import edition_of_report
from publishing.services import NotPublishable, file_name_for, publish_report
from reports import signoff
from reports.ledger import entries_of
from reports.models import Report, ReportState
from reports.signoff import Refused


@staff_page(act="publish_report", methods=("GET", "HEAD", "POST"))
def report_publish(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """Asks once more, showing the addresses to be; then publishes what the mayor signed, and nothing else."""
    reports = Report.objects.select_related("agency", "current_snapshot__pdf")
    report = get_object_or_404(reports, pk=report_id, agency=standing.agency)
    why = ""
    if request.method == "POST":
        typed = request.POST.get("seen_revision", "")
        seen_revision = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
        try:
            edition = publish_report(
                actor=standing, report=report, seen_digest=request.POST.get("seen_digest", ""),
                seen_revision=seen_revision,
            )  # fmt: skip
        except NotPublishable as problem:
            why = problem.why
        except Refused as refused:
            why = str(refused.why)
        else:
            address = request.build_absolute_uri(reverse("public_document", kwargs={"code": edition.code}))
            messages.success(request, _("Published. The public address is %(address)s") % {"address": address})
            return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)
    if not why and report.state != ReportState.SIGNED:
        return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)
    return render(request, "publishing/report_publish.html", {
        "report": report, "year": report.fiscal_year, "snapshot": report.current_snapshot, "why": why,
        "may_publish": not why and report.state == ReportState.SIGNED,
        "signatures": signoff.standing_signatures(list(entries_of(report))),
        "edition": edition_of_report(report_id=report.pk, slug=standing.agency.slug),
        "agency_address": _absolute(request, "public_agency", slug=standing.agency.slug),
        "file_address": _file_address(request, report),
    }, status=409 if why else 200)  # fmt: skip


def _file_address(request: HttpRequest, report: Report) -> str:
    snapshot = report.current_snapshot
    if snapshot is None or snapshot.pdf is None:
        return ""
    # shown to be read: with its Thai letters, as a browser's address bar shows it
    return unquote(_absolute(request, "published_file", sha256=snapshot.pdf.sha256, file_name=file_name_for(report)))


def _absolute(request: HttpRequest, route: str, **address: str) -> str:
    return request.build_absolute_uri(reverse(route, kwargs=address))
