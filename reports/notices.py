"""Mail about the sign-off: whose turn it is now, or that a report came back. Written as a job in the act's own
transaction, so nothing is sent for an act that did not happen and no page waits for a mail server.

Not here: which acts there are (``signoff``), the inbox page (``views.signing``).
"""

from __future__ import annotations

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from accounts.models import User
from accounts.permissions import ACTS
from accounts.selectors import current_appointments
from jobs.models import Job
from jobs.services import enqueue
from reports import ledger
from reports.models import LedgerEntry, ReportState
from thai.dates import be_datetime

KIND = "report_notice"

TOLD: dict[str, str] = {
    ReportState.AT_PALAD.value: "approve_report",
    ReportState.AT_MAYOR.value: "sign_report",
    ReportState.SENT_BACK.value: "propose_report",
    ReportState.SIGNED.value: "publish_report",
}
"""Whoever may do this act next is told that a report has come to the state; other states are news to nobody."""


def send_after_commit(entry: LedgerEntry) -> None:
    """Ask for the mails of this act; a recall brings no news, its sender knows."""
    if entry.to_state in TOLD and entry.act != "recall":
        enqueue(
            kind=KIND, arguments={"entry_id": entry.pk}, agency_id=entry.agency_id, requested_by_id=entry.actor_id
        )


def send_notice(job: Job) -> dict[str, int]:
    """The job: one mail to each person concerned who has an address, never to the one who acted."""
    with scopes_disabled():  # the row itself says whose it is; everything after is in that agency's scope
        entry = LedgerEntry.objects.select_related("agency", "report", "snapshot", "actor").get(
            pk=job.arguments["entry_id"], agency_id=job.agency_id
        )
    with scope(agency=entry.agency):
        people = _people_told(entry)
    messages = [
        EmailMessage(subject=_subject(entry), body=_body(entry, person), to=[person.email]) for person in people
    ]
    return {"sent": get_connection().send_messages(messages) or 0}


def _people_told(entry: LedgerEntry) -> list[User]:
    offices = ACTS[TOLD[entry.to_state]].offices
    people = {held.user for held in current_appointments(agency=entry.agency).filter(office__in=offices)}
    if entry.act == "send_back":
        people |= {earlier.actor for earlier in ledger.entries_of(entry.report).select_related("actor")}
    people.discard(entry.actor)
    return sorted((one for one in people if one.is_active and one.email), key=lambda one: one.pk)


def _title(entry: LedgerEntry) -> str:
    title = entry.snapshot.title if entry.snapshot else ""
    return " ".join((title or str(entry.report)).split())


def _subject(entry: LedgerEntry) -> str:
    words = {
        ReportState.AT_PALAD: _("For your consideration: %(title)s"),
        ReportState.AT_MAYOR: _("For your consideration: %(title)s"),
        ReportState.SENT_BACK: _("Sent back for correction: %(title)s"),
        ReportState.SIGNED: _("Signed, waiting to be published: %(title)s"),
    }
    return words[ReportState(entry.to_state)] % {"title": _title(entry)}


def _body(entry: LedgerEntry, person: User) -> str:
    lines = [
        _("To %(name)s") % {"name": person.full_name},
        "",
        _title(entry),
        str(entry.agency),
        _("By %(name)s, %(position)s, on %(moment)s")
        % {
            "name": entry.actor_name,
            "position": " ".join((entry.position, entry.acting_line)).strip(),
            "moment": be_datetime(entry.at),
        },
    ]
    if entry.opinion:
        heading = _("Reason") if entry.act == "send_back" else _("Opinion")
        lines.append(f"{heading}: {entry.opinion}")
    lines += ["", _("Please sign in to the portal and open the inbox.")]
    return "\n".join(lines)
