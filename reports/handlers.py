"""What the worker does for reports: it sets a snapshot's PDF from the stored bytes, and from nothing else.

Safe to run twice: the same bytes give the same PDF, and a snapshot that has its PDF keeps it.

Not here: asking for the job (``services``), limits of time and memory (``writers.bounded``).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext_noop
from django_scopes import scope

from accounts.models import Agency
from files.services import FileProblem, read_bytes, store_bytes
from jobs.models import Job
from jobs.registry import JobRefused
from reports.models import Snapshot
from reports.snapshot import Unreadable, digest_over, thaw
from reports.writers.bounded import RenderTooLarge, render

GONE = gettext_noop("This snapshot no longer exists.")
TOO_LARGE = gettext_noop("The document is too large to be set as a PDF. Please shorten its longest texts.")
UNREADABLE = gettext_noop("The stored content of this snapshot cannot be read. Please tell the administrator.")


def render_snapshot(job: Job) -> dict[str, Any]:
    """Set the PDF of the snapshot the job names; its digest, pages and file are written together or not at all."""
    agency = Agency.objects.get(pk=job.agency_id)
    with scope(agency=agency):
        snapshot = (
            Snapshot.objects.select_related("content", "pdf").filter(pk=job.arguments["snapshot"]).first()
        )
        if snapshot is None:
            raise JobRefused(GONE, f"snapshot {job.arguments['snapshot']}")
        if snapshot.pdf_id is None:
            _set_pdf(snapshot)
            snapshot.refresh_from_db()
        return {"pages": snapshot.pages, "digest": snapshot.digest}


def _set_pdf(snapshot: Snapshot) -> None:
    try:
        document = thaw(read_bytes(snapshot.content)).document
    except (Unreadable, FileProblem) as error:
        raise JobRefused(UNREADABLE, f"{type(error).__name__}: {error}") from error
    try:
        pdf = render(document)
    except RenderTooLarge as error:
        raise JobRefused(TOO_LARGE, str(error)) from error
    stored = store_bytes(pdf, media_type="application/pdf")
    # Conditional: should two workers have set it, the first one's file stays.
    Snapshot.objects.filter(pk=snapshot.pk, pdf__isnull=True).update(
        pdf=stored, pages=page_count(pdf), digest=digest_over(snapshot.content.sha256, stored.sha256)
    )


def page_count(pdf: bytes) -> int:
    """The pages of a PDF."""
    import pikepdf  # here: this module is loaded by every process, the library is needed by the worker alone

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
