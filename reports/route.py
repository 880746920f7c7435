"""The way of a report from desk to desk (เส้นทางการเสนอ), for showing: who has signed, where it lies, who comes next.

Not here: what may be done (``signoff``); this only words what the ledger and today's appointments say.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Office
from accounts.selectors import current_appointments
from reports.ledger import entries_of
from reports.models import Report, ReportState
from reports.signoff import standing_signatures


class Mark(StrEnum):
    """Where a station is on the way."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Station:
    """One desk, or the publication at the end; ``name`` is who signed, else who holds the office today."""

    label: str | Promise
    mark: Mark
    name: str = ""
    position: str = ""
    at: dt.datetime | None = None
    act: str = ""
    """What this desk did, when it has; the publication's is ``publish``."""


_DESKS = (
    (Office.REPORTER, "propose", (ReportState.DRAFT, ReportState.SENT_BACK)),
    (Office.PALAD, "approve", (ReportState.AT_PALAD,)),
    (Office.MAYOR, "sign", (ReportState.AT_MAYOR,)),
)


def route_of(*, report: Report, agency: Agency) -> list[Station]:
    """The stations in order, in two queries."""
    signed = {entry.act: entry for entry in standing_signatures(list(entries_of(report)))}
    holders = {held.office: held for held in current_appointments(agency=agency).order_by("starts_on", "pk")}
    stations = []
    for office, act, states in _DESKS:
        entry, holder = signed.get(act), holders.get(office)
        if report.state in states:
            mark = Mark.HERE
        else:
            mark = Mark.DONE if entry else Mark.AHEAD
        if entry and mark == Mark.DONE:
            position = " ".join(word for word in (entry.position, entry.acting_line) if word)
            stations.append(Station(office.label, mark, entry.actor_name, position, entry.at, act))
        else:
            position = f"{holder.position} {holder.acting_line}".strip() if holder else ""
            stations.append(Station(office.label, mark, holder.user.full_name if holder else "", position))
    stations.append(Station(_("Publication"), _publication(report.state), act="publish"))
    return stations


def _publication(state: str) -> Mark:
    if state in (ReportState.PUBLISHED, ReportState.SUPERSEDED):
        return Mark.DONE
    return Mark.HERE if state == ReportState.SIGNED else Mark.AHEAD
