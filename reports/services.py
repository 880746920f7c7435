"""The deeds around reports that are not moves of the sign-off: opening one, and freezing what it says.

Not here: moving a report (``signoff.move``), the texts of a year (``text_services``), setting the PDF (``handlers``).
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.doors import Standing
from audit.services import record_change
from files.services import store_bytes
from jobs.services import enqueue
from measures.models import Round
from reports.compose import NoSuchYear, compose
from reports.content import CONTENT_VERSION, ReportContent
from reports.document import build_document
from reports.gaps import gaps_of_report
from reports.layouts import Layout, load_layout
from reports.models import Report, ReportKind, ReportState, Snapshot
from reports.models.report import OPEN_STATES
from reports.selectors import years_of
from reports.snapshot import freeze

RENDER = "render_snapshot"
COMPOSABLE = (ReportState.DRAFT, ReportState.SENT_BACK)
"""States in which a report may get a new snapshot: nobody's desk holds it."""


class NotComposable(Exception):
    """The report is on a desk, signed or closed; nothing was changed."""


class NothingToPrint(Exception):
    """The year has nothing of what the layout prints; nothing was changed."""


class ReportAlreadyOpen(Exception):
    """There is an unsigned or unpublished report of this kind, year and round; ``report`` is it."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report


def create_report(*, actor: Standing, kind: str, fiscal_year: int, round_name: str, layout: str) -> Report:
    """A new draft. Raises NoSuchYear, ReportAlreadyOpen, UnknownLayout, or ValueError for a kind the layout lacks."""
    _check(actor)
    chosen = load_layout(layout)
    if kind not in chosen.kinds or kind not in ReportKind.values or round_name not in Round.values:
        raise ValueError(f"{layout} does not serve {kind} {round_name}")
    if fiscal_year not in years_of(agency=actor.agency):
        raise NoSuchYear(str(fiscal_year))
    values = {"agency": actor.agency, "kind": kind, "fiscal_year": fiscal_year, "round": round_name}
    try:
        with transaction.atomic():
            report = Report.objects.create(**values, layout=layout, created_by=actor.user)
            _record(actor, "report.created", report, after={**_plain(values), "layout": layout})
    except IntegrityError:
        already = Report.objects.filter(**values, state__in=OPEN_STATES).first()
        if already is None:
            raise
        raise ReportAlreadyOpen(already) from None
    return report


def compose_snapshot(*, actor: Standing, report: Report) -> Snapshot:
    """Freeze what the live rows say now as the report's current snapshot, and ask the worker for its PDF.

    Row, bytes and job stand or fall together. Raises NotComposable, NothingToPrint or NoSuchYear.
    """
    _check(actor)
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk, agency=actor.agency)
        if held.state not in COMPOSABLE:
            raise NotComposable(held.state)
        layout = load_layout(held.layout)
        composed = compose(
            agency=actor.agency, fiscal_year=held.fiscal_year, kind=held.kind, round_name=held.round,
            default_numerals=layout.numerals,
        )  # fmt: skip
        content = composed.content
        if not has_rows_for(content, layout):
            raise NothingToPrint(held.layout)
        stored = store_bytes(freeze(content, layout), media_type="application/json")
        last = Snapshot.objects.filter(report=held).aggregate(last=Max("number"))["last"] or 0
        snapshot = Snapshot.objects.create(
            report=held, number=last + 1, content_version=CONTENT_VERSION, content=stored, title=content.title,
            created_by=actor.user, gaps=[gap.to_data() for gap in gaps_of_report(held)], rows=composed.rows,
        )  # fmt: skip
        job = enqueue(
            kind=RENDER, arguments={"snapshot": snapshot.pk}, agency_id=actor.agency.pk,
            requested_by_id=actor.user.pk, key=f"snapshot-{snapshot.pk}",
        )  # fmt: skip
        snapshot.job_id = job.pk
        snapshot.save(update_fields=["job_id"])
        # Conditional, so that a report proposed in this very moment keeps the paper that was seen.
        if not Report.objects.filter(pk=held.pk, state__in=COMPOSABLE).update(current_snapshot=snapshot):
            raise NotComposable(held.state)
        _record(actor, "report.composed", held, after={"snapshot": snapshot.number, "content": stored.sha256})
    report.refresh_from_db(fields=["current_snapshot", "state", "revision"])
    return snapshot


def has_rows_for(content: ReportContent, layout: Layout) -> bool:
    """Whether the layout prints anything recorded: a table or an introduction, not only cover and generated heading."""
    return any(block.kind in ("table", "paragraph", "list") for block in build_document(content, layout).blocks)


def _check(actor: Standing) -> None:
    if not actor.may("compose_report"):
        raise PermissionDenied("compose_report")


def _plain(values: dict) -> dict:
    return {key: value for key, value in values.items() if key != "agency"}


def _record(actor: Standing, act: str, row: Report, after: dict) -> None:
    record_change(
        actor=actor.user, act=act, row=row, agency_id=actor.agency.pk, office=actor.office_words, after=after,
    )  # fmt: skip
