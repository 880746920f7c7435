"""What the board of a division's work shows of one row, how it may be narrowed, and news from above.

Pure, and a registry: the package above tells which reports came back (``register_returned``), since measures knows no
reports. Not here: reading the rows (``measures.selectors.board``), the page (``measures.views.board``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from accounts.models import Department
from audit.models import Change
from measures.completeness import Gap
from measures.models import Activity, Measure, Result, Round, RowStatus
from thai.fiscal_year import round_span, span_of

SOON = datetime.timedelta(days=30)
KINDS = ("activity", "indicator", "disclosure")
"""The views by measure, by indicator, by OIT item; the words are ``row_kind`` words."""
EVERYBODY = "all"
UNSAID = "none"
LATE, SOON_DUE = "late", "soon"
STATUSES = (UNSAID, *RowStatus.values)


@dataclass
class BoardRow:
    """One row of work. ``row`` is an activity, an indicator row, a disclosure, or a measure that has no activity."""

    kind: str
    row: Any
    heading: str
    code: str
    title: str
    units: list[str]
    departments: list[Department]
    period: str
    due: datetime.date | None
    status: str
    gaps: list[Gap]
    evidence: int = 0
    change: Change | None = None
    """Who saved it last; None as well where nobody has asked yet."""
    measure: Measure | None = None
    result: Result | None = None
    lateness: str = ""
    returned: Returned | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing, by the same rule that stops a signature."""
        return not self.gaps

    @property
    def key(self) -> str:
        """Which row, and which versions of it the page shows; what a selection sends."""
        versions = [self.row.version]
        if isinstance(self.row, Activity):
            versions.append(self.result.version if self.result else 0)
        return "-".join([self.kind, str(self.row.pk), *map(str, versions)])

    @property
    def name(self) -> str:
        """The row in one line."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True)
class Returned:
    """A report that was sent back: which kinds of rows and which round it holds, and what was said."""

    title: str
    note: str
    by_name: str
    at: datetime.datetime
    address: str
    round: str
    kinds: frozenset[str] = frozenset(KINDS)


_finders: list[Callable[..., list[Returned]]] = []


def register_returned(find: Callable[..., list[Returned]]) -> None:
    """The package that has reports gives ``find(agency=…, fiscal_year=…)``; called once, when Django starts."""
    if find not in _finders:
        _finders.append(find)


def returned_in(*, agency: Any, fiscal_year: int) -> list[Returned]:
    """The reports of a year that wait for correction."""
    return [each for find in _finders for each in find(agency=agency, fiscal_year=fiscal_year)]


@dataclass(frozen=True)
class Narrowed:
    """What the address asks for. Anything it does not understand is as if it had not been said."""

    department: int | None = None
    round: str = Round.TWELVE_MONTHS
    kind: str = ""
    status: str = ""
    due: str = ""
    missing: bool = False
    returned: bool = False

    @classmethod
    def read(cls, said: Any, *, departments: Iterable[int], own: int | None, round: str) -> Narrowed:
        """From the query of an address; ``own`` is the division to start with, ``round`` the round to start with."""
        known = {str(pk): pk for pk in departments}
        asked = said.get("department", "")
        department = known.get(asked, None if asked == EVERYBODY else own)

        def one_of(name: str, words: Iterable[str], otherwise: str = "") -> str:
            word = said.get(name, "")
            return word if word in words else otherwise

        return cls(
            department=department, round=one_of("round", Round.values, round), kind=one_of("kind", KINDS),
            status=one_of("status", STATUSES), due=one_of("due", (LATE, SOON_DUE)), missing=said.get("missing") == "1",
            returned=said.get("returned") == "1",
        )

    def query(self, **other: Any) -> str:
        """The same as a query for an address, with some of it different."""
        asked = replace(self, **other)
        values = {
            "department": asked.department or EVERYBODY, "round": asked.round, "kind": asked.kind,
            "status": asked.status, "due": asked.due, "missing": "1" if asked.missing else "",
            "returned": "1" if asked.returned else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def is_narrow(self) -> bool:
        """Whether anything but division, round and kind is asked for."""
        return bool(self.status or self.due or self.missing or self.returned)

    def of_department(self, rows: Iterable[BoardRow]) -> list[BoardRow]:
        """The rows of the division; a row that names none belongs to nobody and is seen among all only."""
        if self.department is None:
            return list(rows)
        return [row for row in rows if any(each.pk == self.department for each in row.departments)]

    def keeps(self, row: BoardRow) -> bool:
        """Whether the row is shown, the division aside."""
        return (
            (not self.kind or row.kind == self.kind)
            and (not self.status or row.status == ("" if self.status == UNSAID else self.status))
            and (not self.due or row.lateness == self.due)
            and (not self.missing or not row.is_complete)
            and (not self.returned or row.returned is not None)
        )


def due_of(
    *, start: datetime.date | None, end: datetime.date | None, fiscal_year: int, round: str
) -> datetime.date | None:
    """When a row's account is due: at the end of its period, at the latest at the end of the round.

    None when it begins after the round has ended.
    """
    span = span_of(fiscal_year) if round == Round.OTHER else round_span(fiscal_year, round)
    if start and start > span.end:
        return None
    return min(end, span.end) if end else span.end


def lateness_of(due: datetime.date | None, *, is_complete: bool, today: datetime.date) -> str:
    """``late``, ``soon`` (within 30 days) or nothing; a row that lacks nothing is never late."""
    if is_complete or due is None:
        return ""
    if due < today:
        return LATE
    return SOON_DUE if due - today <= SOON else ""


@dataclass(frozen=True)
class Division:
    """How far a division is, and its head's word on it."""

    department: Department | None
    done: int
    total: int
    late: int = 0


@dataclass(frozen=True)
class Endorsed:
    """A head's word; ``changed_after`` when a row of the division was saved later."""

    by_name: str
    position: str
    at: datetime.datetime
    changed_after: bool = False
