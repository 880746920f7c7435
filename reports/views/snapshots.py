"""One snapshot: its PDF as stored, and how far the worker is with it.

Not here: making one (``views.reports``), published files (``publishing``).
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from accounts.doors import Standing, staff_page
from files.services import read_bytes
from reports.file_names import report_file_name
from reports.selectors import snapshot_status as status_of_snapshot
from reports.views.reports import report_at, snapshot_at


@staff_page(act="read_reports")
def snapshot_pdf(request: HttpRequest, standing: Standing, report_id: int, number: int) -> HttpResponse:
    """The stored PDF, byte for byte; 404 until the worker has set it. ``?download`` asks for saving it."""
    report = report_at(standing, report_id)
    snapshot = snapshot_at(report, number)
    if snapshot.pdf is None:
        raise Http404
    name = report_file_name(report, number=snapshot.number)
    return HttpResponse(read_bytes(snapshot.pdf), content_type="application/pdf", headers={
        "Content-Disposition": content_disposition_header("download" in request.GET, name),
        "ETag": f'"{snapshot.pdf.sha256}"',
    })  # fmt: skip


@staff_page(act="read_reports")
def snapshot_status(request: HttpRequest, standing: Standing, report_id: int, number: int) -> HttpResponse:
    """The part of the report's page that says how far the PDF is; the whole page anew once the worker is through.

    Asked by a browser without htmx, it leads back to the report's page.
    """
    report = report_at(standing, report_id)
    snapshot = snapshot_at(report, number)
    if not request.htmx:
        return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)
    status = status_of_snapshot(snapshot=snapshot, agency=standing.agency)
    response = render(request, "reports/_snapshot_status.html", {"report": report, "status": status})
    if not status.is_open:
        response["HX-Refresh"] = "true"  # the sign-off's buttons depend on the PDF
    return response
