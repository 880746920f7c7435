"""The printed desks of a report: the agency's own wording, with the people who hold the offices today.

A line of the agency's document that leaves the name open gets the holder's name. Without such lines the desks come from
the appointments alone: reporter, palad, mayor, as soon as one of the three offices is held.

Not here: who may sign when (``signoff``), signatures that were given (the ledger).
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Agency, AgencyKind, Appointment, Office
from reports.content import SignOffContent
from reports.models import SignOffLine
from thai.offices import words_of_office

OFFICE_OF_ROLE = {
    "reporter": Office.REPORTER, "proposer": Office.REPORTER, "clerk_palad": Office.PALAD, "mayor": Office.MAYOR,
}  # fmt: skip
ROLES_WITHOUT_OPINION = ("reporter", "proposer")
REPORTER_HEADING = "ผู้รายงาน"


def compose_sign_off(
    *, agency: Agency, lines: Iterable[SignOffLine], appointments: Iterable[Appointment]
) -> tuple[SignOffContent, ...]:
    """The desks in printed order; none when there are neither lines nor holders of the three offices."""
    holders = _holders(appointments)
    written = [_from_line(line, holders) for line in lines]
    if written:
        return tuple(written)
    if not holders.keys() & set(OFFICE_OF_ROLE.values()):
        return ()
    # A loaded document may name a kind nobody knows; its offices are then worded after the agency's own name.
    kind = agency.kind if agency.kind in AgencyKind.values else AgencyKind.SPECIAL
    words = words_of_office(kind, agency.name)
    desks = (
        ("reporter", REPORTER_HEADING, ""),
        ("clerk_palad", words.opinion_of_palad, words.palad),
        ("mayor", words.opinion_of_mayor, words.mayor),
    )
    return tuple(_from_appointment(role, heading, post, holders) for role, heading, post in desks)


def _holders(appointments: Iterable[Appointment]) -> dict[str, Appointment]:
    """The holder per office; the latest appointment when several overlap, as ``accounts.selectors.holder_of``."""
    ordered = sorted(appointments, key=lambda held: (held.starts_on, held.pk))
    return {held.office: held for held in ordered}


def _from_line(line: SignOffLine, holders: dict[str, Appointment]) -> SignOffContent:
    holder = holders.get(OFFICE_OF_ROLE.get(line.role, ""))
    return SignOffContent(
        role=line.role, heading=line.opinion_heading, opinion=line.opinion,
        name=line.name or (holder.user.full_name if holder else ""), position=line.position,
        acting_lines=_split(line.acting_for),
    )  # fmt: skip


def _from_appointment(role: str, heading: str, post: str, holders: dict[str, Appointment]) -> SignOffContent:
    holder = holders.get(OFFICE_OF_ROLE[role])
    if holder is None:
        return SignOffContent(role=role, heading=heading, position=post)
    return SignOffContent(
        role=role, heading=heading, name=holder.user.full_name, position=holder.position,
        acting_lines=_split(holder.acting_line),
    )  # fmt: skip


def _split(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
