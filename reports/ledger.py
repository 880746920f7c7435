"""The agency's ledger of sign-off acts: one row per act, each carrying the digest of the row before it.

Whoever changes, removes, adds, swaps or cuts off rows behind the portal's back breaks the chain, and ``verify_chain``
says where. The head row holds the chain's end, so that a cut tail shows too.

Not here: which acts there are (``signoff``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django_scopes import scope

from accounts.models import Agency, Appointment, User
from reports.models import LedgerEntry, LedgerHead, Report, ReportState

FORM = 1
"""Number of the digested form; a later form gets a new number and old rows keep theirs."""

DIGESTED = (
    "agency_id", "sequence", "report_id", "snapshot_id", "act", "from_state", "to_state", "actor_id", "actor_name",
    "office", "position", "acting_line", "opinion", "snapshot_digest", "previous_digest",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Where the ledger does not hold.

    ``altered``, ``missing``, ``unlinked`` (added or moved), ``cut`` (tail gone), ``head``; or ``report``: a report
    whose state is not where its rows took it, under the sequence of its last row (0: it has none).
    """

    sequence: int
    what: str


def entries_of(report: Report) -> QuerySet[LedgerEntry]:
    """The report's rows, oldest first."""
    return LedgerEntry.objects.filter(report=report).order_by("sequence")


def digest_of(entry: LedgerEntry) -> str:
    """SHA-256 over the row's canonical JSON, the digest of the row before it included."""
    values = {name: getattr(entry, name) for name in DIGESTED}
    values |= {"form": FORM, "at": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")}
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def lock_head(agency: Agency) -> LedgerHead:
    """The chain's end, held until the transaction ends (SQLite's transactions hold the whole file from their start)."""
    head, _created = LedgerHead.objects.select_for_update().get_or_create(agency=agency)
    return head


def append(
    head: LedgerHead, *, report: Report, act: str, to_state: str, actor: User, appointment: Appointment, opinion: str
) -> LedgerEntry:
    """Add one row after the locked ``head``; ``report`` is as it was before the act."""
    snapshot = report.current_snapshot
    entry = LedgerEntry(
        agency_id=head.agency_id, sequence=head.sequence + 1, report=report, snapshot=snapshot, act=act,
        from_state=report.state, to_state=to_state, actor=actor, actor_name=actor.full_name,
        office=appointment.office, position=appointment.position, acting_line=appointment.acting_line,
        opinion=opinion, snapshot_digest=snapshot.digest if snapshot else "", at=timezone.now(),
        previous_digest=head.digest,
    )  # fmt: skip
    entry.digest = digest_of(entry)
    entry.save()
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry


def verify_chain(agency: Agency) -> list[Fault]:
    """Every fault of the agency's chain; an empty list means that it holds from its first row to its head."""
    with scope(agency=agency):
        head = LedgerHead.objects.filter(agency=agency).first() or LedgerHead(agency=agency)
        rows = LedgerEntry.objects.filter(agency=agency).order_by("sequence")
        return [*_faults(rows.iterator(chunk_size=500), head), *_strayed_reports(agency)]


def _faults(rows: Iterator[LedgerEntry], head: LedgerHead) -> Iterator[Fault]:
    expected, previous = 1, ""
    for row in rows:
        if row.sequence > head.sequence:
            yield Fault(row.sequence, "unlinked")
            continue
        if row.sequence != expected:
            yield Fault(expected, "missing")
        elif row.previous_digest != previous:
            yield Fault(row.sequence, "unlinked")
        if digest_of(row) != row.digest:
            yield Fault(row.sequence, "altered")
        expected, previous = row.sequence + 1, row.digest
    if expected <= head.sequence:
        yield Fault(expected, "cut")
    elif previous != head.digest:
        yield Fault(head.sequence, "head")


def _strayed_reports(agency: Agency) -> Iterator[Fault]:
    last = LedgerEntry.objects.filter(report=OuterRef("pk")).order_by("-sequence")
    reports = Report.objects.filter(agency=agency).annotate(
        led_to=Subquery(last.values("to_state")[:1]), last_sequence=Subquery(last.values("sequence")[:1])
    )
    for report in reports.order_by("pk").iterator(chunk_size=500):
        if report.state != (report.led_to or ReportState.DRAFT):
            yield Fault(report.last_sequence or 0, "report")
