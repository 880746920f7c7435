"""THE table of the sign-off, start here: who may move a report from where to where, and the one deed that moves it.

One fixed order of desks: reporter, palad, mayor, then the public. ``decide`` is pure; it yields the buttons and guards
the deed. ``move`` is the only writer of ``Report.state``. An operator of the installation never moves a report.

Not here: the chained rows an act leaves (``ledger``), mail (``notices``), pages (``views.signing``), what publishing
does besides moving (``publishing.services``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts.doors import Standing
from accounts.models import Appointment
from accounts.permissions import ACTS, may
from accounts.selectors import appointments_of
from reports import ledger, notices
from reports.agreeing import agree_if_plan
from reports.models import LedgerEntry, Report, ReportState
from reports.paper import PaperAltered, read_paper

DRAFT, AT_PALAD, AT_MAYOR, SENT_BACK, SIGNED, PUBLISHED, SUPERSEDED, CANCELLED = (
    ReportState.DRAFT.value, ReportState.AT_PALAD.value, ReportState.AT_MAYOR.value, ReportState.SENT_BACK.value,
    ReportState.SIGNED.value, ReportState.PUBLISHED.value, ReportState.SUPERSEDED.value, ReportState.CANCELLED.value,
)
DESK, PUBLISHING = "desk", "publishing"


@dataclass(frozen=True)
class Step:
    """One row: the act takes a report from one of ``from_states`` to ``to_state``, by whoever may ``permission``."""

    act: str
    from_states: frozenset[str]
    to_state: str
    permission: str
    label: Promise
    done_label: Promise
    signs: bool = False
    """A desk's signature: stands in the ledger until it is recalled or the report is sent back."""
    by_sender: bool = False
    """Only whoever sent the report to where it is now may do it."""
    needs_paper: bool = False
    """Only with a current snapshot that has its PDF and digest."""
    needs_complete: bool = False
    """Only when nothing was missing in the rows the current snapshot was made of."""
    needs_note: bool = False
    needs_fresh_password: bool = False
    through: str = DESK
    """``publishing``: only as a part of publishing, never by a button of the sign-off alone."""


STEPS: tuple[Step, ...] = (
    Step("propose", frozenset({DRAFT, SENT_BACK}), AT_PALAD, "propose_report", _("Propose to the palad"),
         _("Proposed to the palad"), signs=True, needs_paper=True, needs_complete=True, needs_fresh_password=True),
    Step("approve", frozenset({AT_PALAD}), AT_MAYOR, "approve_report", _("Approve and pass on"),
         _("Approved and passed on"), signs=True, needs_paper=True, needs_fresh_password=True),
    Step("sign", frozenset({AT_MAYOR}), SIGNED, "sign_report", _("Sign"),
         _("Signed"), signs=True, needs_paper=True, needs_fresh_password=True),
    Step("send_back", frozenset({AT_PALAD}), SENT_BACK, "approve_report", _("Send back for correction"),
         _("Sent back for correction"), needs_note=True),
    Step("send_back", frozenset({AT_MAYOR}), SENT_BACK, "sign_report", _("Send back for correction"),
         _("Sent back for correction"), needs_note=True),
    Step("recall", frozenset({AT_PALAD}), DRAFT, "propose_report", _("Recall"),
         _("Recalled"), by_sender=True),
    Step("recall", frozenset({AT_MAYOR}), AT_PALAD, "approve_report", _("Recall"),
         _("Recalled"), by_sender=True),
    Step("cancel", frozenset({DRAFT, SENT_BACK}), CANCELLED, "propose_report", _("Cancel the matter"),
         _("Cancelled"), needs_note=True),
    Step("publish", frozenset({SIGNED}), PUBLISHED, "publish_report", _("Publish"),
         _("Published"), needs_paper=True, through=PUBLISHING),
    Step("supersede", frozenset({PUBLISHED}), SUPERSEDED, "publish_report", _("Replace by a newer edition"),
         _("Replaced by a newer edition"), through=PUBLISHING),
)  # fmt: skip

SIGNING_ACTS = tuple(step.act for step in STEPS if step.signs)
"""The desks in their order; a published report carries one standing signature of each."""

WAITING: dict[str, Step] = {
    state: step
    for step in STEPS
    for state in step.from_states
    if (step.signs or step.act == "publish") and state != DRAFT
}
"""What a report in this state waits for: the inbox (แฟ้มเสนอ) of whoever may do that step."""


class Refusal(StrEnum):
    """Why an act is refused, the first reason that holds in this order."""

    NO_SUCH_ACT = "no_such_act"
    OFFICE = "office"
    SEEN = "seen"
    STATE = "state"
    SENDER = "sender"
    PAPER = "paper"
    INCOMPLETE = "incomplete"
    NOTE = "note"
    PASSWORD = "password"  # noqa: S105
    ALTERED = "altered"
    """The stored bytes are not those of the digest; found when the paper is read, so ``decide`` never says it."""


class Refused(Exception):
    """The act was refused and nothing has changed; ``why`` says for which reason."""

    def __init__(self, why: Refusal, act: str) -> None:
        super().__init__(f"{act}: {why}")
        self.why = why
        self.act = act


class Overtaken(Refused):
    """Somebody moved the report after the page was shown; ``entry`` is what they did (None: only a new snapshot)."""

    def __init__(self, act: str, entry: LedgerEntry | None) -> None:
        super().__init__(Refusal.SEEN, act)
        self.entry = entry


@dataclass(frozen=True)
class Facts:
    """All that a decision rests on."""

    state: str
    offices: frozenset[str]
    is_operator: bool = False
    is_sender: bool = False
    has_paper: bool = False
    is_complete: bool = False
    is_as_seen: bool = True
    has_note: bool = True
    password_is_fresh: bool = True
    through: str = DESK


def decide(act: str, facts: Facts) -> Step | Refusal:
    """The row by which these facts allow the act, or the reason against it."""
    rows = [row for row in STEPS if row.act == act and row.through == facts.through]
    if not rows:
        return Refusal.NO_SUCH_ACT
    mine = [row for row in rows if not facts.is_operator and may(row.permission, offices=facts.offices)]
    if not mine:
        return Refusal.OFFICE
    if not facts.is_as_seen:
        return Refusal.SEEN
    step = next((row for row in mine if facts.state in row.from_states), None)
    if step is None:
        return Refusal.STATE
    for needed, given, refusal in (
        (step.by_sender, facts.is_sender, Refusal.SENDER),
        (step.needs_paper, facts.has_paper, Refusal.PAPER),
        (step.needs_complete, facts.is_complete, Refusal.INCOMPLETE),
        (step.needs_note, facts.has_note, Refusal.NOTE),
        (step.needs_fresh_password, facts.password_is_fresh, Refusal.PASSWORD),
    ):
        if needed and not given:
            return refusal
    return step


def open_steps(facts: Facts) -> list[Step]:
    """The rows open to these facts, in the table's order; note and password are asked for later."""
    hopeful = replace(facts, is_as_seen=True, has_note=True, password_is_fresh=True)
    acts = dict.fromkeys(row.act for row in STEPS)
    return [step for act in acts if isinstance(step := decide(act, hopeful), Step)]


def standing_signatures(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """The signatures of one report that still hold, in desk order, from its ledger rows in order.

    Taking back lifts the last one, sending back and cancelling lift all.
    """
    kept: list[LedgerEntry] = []
    for entry in entries:
        if entry.act in SIGNING_ACTS:
            kept.append(entry)
        elif entry.act == "recall":
            kept.pop()
        elif entry.act in ("send_back", "cancel"):
            kept.clear()
    return kept


@dataclass(frozen=True)
class Look:
    """A report as it lies on the desk now, and the actor's facts about it."""

    report: Report
    digest: str
    facts: Facts
    appointments: tuple[Appointment, ...]
    entries: tuple[LedgerEntry, ...]


def look(*, actor: Standing, report: Report, through: str = DESK) -> Look:
    """What the database says now, offices of today included. Raises Report.DoesNotExist for another agency's report."""
    with scope(agency=actor.agency):
        # The rows before the report: should somebody move it between the two reads, its revision tells.
        entries = tuple(ledger.entries_of(report))
        found = Report.objects.select_related("current_snapshot", "current_snapshot__pdf").get(pk=report.pk)
        held = tuple(appointments_of(user=actor.user, agency=actor.agency))
    snapshot, signatures = found.current_snapshot, standing_signatures(entries)
    facts = Facts(
        state=found.state,
        offices=frozenset(one.office for one in held),
        is_operator=actor.user.is_operator or actor.user.is_superuser,
        is_sender=bool(signatures) and signatures[-1].actor_id == actor.user.pk,
        has_paper=snapshot is not None and snapshot.pdf_id is not None and bool(snapshot.digest),
        is_complete=snapshot is not None and not snapshot.gaps,
        through=through,
    )
    return Look(found, snapshot.digest if snapshot else "", facts, held, entries)


def available_steps(*, actor: Standing, report: Report, through: str = DESK) -> list[Step]:
    """The steps this person may take on the report now: the buttons, and what ``move`` will allow."""
    return open_steps(look(actor=actor, report=report, through=through).facts)


def judge(
    found: Look, act: str, *, seen_digest: str, seen_revision: int, has_note: bool = True,
    password_is_fresh: bool = True,
) -> Step:
    """The step that what was found allows to somebody who saw this much of it. Raises Overtaken or Refused."""
    is_as_seen = (found.report.revision, found.digest) == (seen_revision, seen_digest)
    step = decide(
        act,
        replace(found.facts, is_as_seen=is_as_seen, has_note=has_note, password_is_fresh=password_is_fresh),
    )
    if step == Refusal.SEEN:
        with scope(agency=found.report.agency):
            raise Overtaken(act, ledger.entries_of(found.report).last())
    if not isinstance(step, Step):
        raise Refused(step, act)
    return step


def move(
    *, actor: Standing, report: Report, act: str, seen_digest: str, seen_revision: int, note: str = "",
    password_is_fresh: bool = False, through: str = DESK,
) -> LedgerEntry:
    """Move the report by one act: its state, one chained ledger row and its notices stand or fall together.

    So does the agreed plan that the mayor's signature under a plan makes. ``note`` is the desk's opinion or the reason.
    Raises Overtaken when the report is no longer as it was seen (of two presses one wins), Refused otherwise; then
    nothing has changed.
    """
    note = note.strip()
    found = look(actor=actor, report=report, through=through)
    step = judge(
        found, act, seen_digest=seen_digest, seen_revision=seen_revision, has_note=bool(note),
        password_is_fresh=password_is_fresh,
    )  # fmt: skip
    with scope(agency=actor.agency), transaction.atomic():
        if step.signs:
            _prove_paper(found.report, step)
        head = ledger.lock_head(actor.agency)  # always before the report, so that two moves never wait for each other
        if not claim(found.report, step):
            raise Overtaken(act, ledger.entries_of(found.report).last())
        entry = ledger.append(
            head, report=found.report, act=act, to_state=step.to_state, actor=actor.user,
            appointment=_appointment_for(step, found.appointments), opinion=note,
        )
        notices.send_after_commit(entry)
        _agree(actor, found.report, entry, step)
        report.refresh_from_db(fields=["state", "revision", "moved_at"])
    return entry


def _agree(actor: Standing, report: Report, entry: LedgerEntry, step: Step) -> None:
    try:
        agree_if_plan(actor=actor, report=report, entry=entry)
    except PaperAltered as problem:
        raise Refused(Refusal.ALTERED, step.act) from problem


def _prove_paper(report: Report, step: Step) -> None:
    try:
        read_paper(report.current_snapshot)
    except PaperAltered as problem:
        raise Refused(Refusal.ALTERED, step.act) from problem


def claim(seen: Report, step: Step) -> bool:
    """Take the step if the report is still as ``seen``; the database lets only one of two succeed."""
    return bool(
        Report.objects.filter(
            pk=seen.pk, state=seen.state, revision=seen.revision, current_snapshot=seen.current_snapshot_id
        ).update(state=step.to_state, revision=F("revision") + 1, moved_at=timezone.now())
    )


def _appointment_for(step: Step, held: Sequence[Appointment]) -> Appointment:
    """The office in which the step is taken; of several appointments to it the latest."""
    return next(one for one in held if one.office in ACTS[step.permission].offices)
