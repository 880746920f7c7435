"""Tells the board of a year's work which reports were sent back, and why.

Not here: sending back (``signoff``), the mail about it (``notices``).
"""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.models import Agency
from measures.board import KINDS, Returned
from reports.models import LedgerEntry, Report, ReportKind, ReportState

HELD = {ReportKind.PLAN.value: frozenset({"activity"})}
"""Kinds of rows a kind of report holds, where not all."""


def reports_sent_back(*, agency: Agency, fiscal_year: int) -> list[Returned]:
    """The year's reports that wait for correction, the latest first, each with the words it came back with."""
    last = LedgerEntry.objects.filter(report=OuterRef("pk"), act="send_back").order_by("-sequence")
    found = (
        Report.objects.filter(agency=agency, fiscal_year=fiscal_year, state=ReportState.SENT_BACK)
        .select_related("current_snapshot")
        .annotate(
            note=Subquery(last.values("opinion")[:1]), by_name=Subquery(last.values("actor_name")[:1]),
            sent_back_at=Subquery(last.values("at")[:1]),
        )
        .order_by("-moved_at", "-pk")
    )
    return [
        Returned(
            title=" ".join((report.current_snapshot.title if report.current_snapshot else "").split()) or str(report),
            note=report.note or "", by_name=report.by_name or "", at=report.sent_back_at or report.moved_at,
            address=reverse("report_detail", kwargs={"agency": agency.slug, "report_id": report.pk}),
            round=report.round, kinds=HELD.get(report.kind, frozenset(KINDS)),
        )
        for report in found
    ]
