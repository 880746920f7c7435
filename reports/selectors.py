"""Questions about reports, their snapshots and whether the live rows have moved on. All need the agency's scope.

Not here: what may be done with a report (``signoff``), changing anything (``services``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Agency
from files.services import FileProblem, read_bytes
from jobs.selectors import JobStatus, status_of
from measures.models import Plan
from reports.compose import NoSuchYear, compose_content
from reports.content import ReportContent
from reports.layouts import layouts_for
from reports.models import Report, ReportKind, ReportText, Snapshot
from reports.snapshot import Unreadable, thaw


def reports_of(*, agency: Agency) -> QuerySet[Report]:
    """All reports of the agency, the latest year first, with their current snapshot."""
    return (
        Report.objects.filter(agency=agency)
        .select_related("current_snapshot", "created_by")
        .order_by("-fiscal_year", "-pk")
    )


def last_layout_of(*, agency: Agency) -> dict[str, str]:
    """Kind and layout of the agency's last report of results, to propose for its next: ``{}`` before the first.

    So a year opened from an earlier one keeps its layout. A layout whose file is gone is not proposed.
    """
    last = reports_of(agency=agency).filter(kind=ReportKind.RESULT).first()
    if last is None or last.layout not in {layout.name for layout in layouts_for(ReportKind.RESULT)}:
        return {}
    return {"kind": last.kind, "layout": last.layout}


def snapshots_of(*, report: Report) -> QuerySet[Snapshot]:
    """The report's snapshots, the latest first."""
    return Snapshot.objects.filter(report=report).select_related("pdf", "created_by").order_by("-number")


def years_of(*, agency: Agency) -> list[int]:
    """The fiscal years a report can be composed for, the latest first."""
    plans = Plan.objects.filter(agency=agency).values_list("fiscal_year", flat=True)
    texts = ReportText.objects.filter(agency=agency).values_list("fiscal_year", flat=True)
    return sorted({*plans, *texts}, reverse=True)


@dataclass(frozen=True)
class SnapshotStatus:
    """How far a snapshot's PDF is: ready with its facts, or its job's state."""

    snapshot: Snapshot
    job: JobStatus | None

    @property
    def is_ready(self) -> bool:
        return self.snapshot.pdf_id is not None

    @property
    def is_open(self) -> bool:
        """Whether it is worth asking again."""
        return not self.is_ready and self.job is not None and self.job.is_open

    @property
    def is_running(self) -> bool:
        return self.is_open and self.job is not None and self.job.state == "running"


def snapshot_status(*, snapshot: Snapshot, agency: Agency) -> SnapshotStatus:
    """Where the snapshot's PDF is; asks the job only while there is none."""
    job = None
    if snapshot.pdf_id is None and snapshot.job_id is not None:
        job = status_of(job_id=snapshot.job_id, agency_id=agency.pk)
    return SnapshotStatus(snapshot, job)


def live_content(*, report: Report, default_numerals: str = "thai") -> ReportContent:
    """What the report would say if it were composed now. Raises NoSuchYear."""
    return compose_content(
        agency=report.agency, fiscal_year=report.fiscal_year, kind=report.kind, round_name=report.round,
        default_numerals=default_numerals,
    )  # fmt: skip


def difference_to_live(report: Report) -> tuple[str, ...] | None:
    """The parts of the content that differ today from the current snapshot; empty when none does.

    None when there is nothing to compare: no snapshot, one this program cannot read, or a year that is gone.
    """
    snapshot = report.current_snapshot
    if snapshot is None:
        return None
    try:
        frozen = thaw(read_bytes(snapshot.content))
        live = live_content(report=report, default_numerals=frozen.layout.numerals)
    except (Unreadable, FileProblem, NoSuchYear):
        return None
    then, now = frozen.content.to_data(), live.to_data()
    return tuple(sorted(key for key in now if now[key] != then[key]))
