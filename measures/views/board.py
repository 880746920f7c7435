"""งานของกอง: one table of a year's work, narrowed by its address; and the same value for many of its rows.

Not here: what is due and missing (``measures.selectors.board``), saving one cell (``measures.views.cells``), the
reminder and the head's word (``measures.views.board_words``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.models import Department
from measures.board import EVERYBODY, LATE, SOON_DUE, STATUSES, UNSAID, BoardRow, Narrowed, Returned, returned_in
from measures.forms.board import BulkForm, Refused, edit_of
from measures.models import Plan, Round, RowStatus
from measures.rounds import round_to_record
from measures.selectors.board import board_rows, departments_on_board, endorsement_of, plans_on_board, with_last_change
from measures.services.bulk import BulkAnswer, BulkEdit, save_rows
from measures.services.endorsements import headship_of
from measures.views.board_cells import cells_of, gap_links, page_of_row
from measures.views.finding import page_of

ROWS_ON_A_PAGE = 60
LONGEST_QUERY = 300


@dataclass
class Board:
    """What a page of the board is made from."""

    plans: list[Plan]
    plan: Plan
    departments: list[Department]
    narrowed: Narrowed
    rows: list[BoardRow]
    returned: list[Returned]

    @property
    def department(self) -> Department | None:
        return next((each for each in self.departments if each.pk == self.narrowed.department), None)


@dataclass
class Outcome:
    """What became of a bulk change: the rows that stay chosen, and the names of those left as they were by reason."""

    answer: BulkAnswer | None = None
    chosen: set[str] = field(default_factory=set)
    left: dict[str, list[str]] = field(default_factory=dict)

    def leave(self, name: str, reason: str) -> None:
        """A row that stays as it was."""
        self.left.setdefault(reason, []).append(name)

    @property
    def left_count(self) -> int:
        return sum(map(len, self.left.values()))


@staff_page(act="read_year", methods=("GET", "HEAD", "POST"))
def board(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """What is due, missing or came back, of one division or of all; a POST saves the chosen rows."""
    if request.method == "POST":
        return _save_chosen(request, standing, year)
    found = board_at(request, standing, year)
    answer = _shown(request, standing, found)
    if request.GET:
        answer.set_cookie(
            _filters_of(standing), found.narrowed.query(), path=request.path, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _filters_of(standing: Standing) -> str:
    """The cookie that keeps a person's filters of one year's board until the browser is closed."""
    return f"board-{standing.user.pk}"


def _save_chosen(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Give the chosen rows one status, units or period; rows changed since they were seen are left and named."""
    if not may_record(standing):
        raise Http404
    found = board_at(request, standing, year)
    form = BulkForm(request.POST, may_plan=standing.may("edit_measures"))
    keys = list(dict.fromkeys(request.POST.getlist("row")))[:ROWS_ON_A_PAGE]
    outcome = Outcome(chosen=_identities(keys))
    if form.is_valid() and not keys:
        form.add_error(None, _("Please choose at least one row of the table."))
    if not form.is_valid():
        return _shown(request, standing, found, form, outcome, status=422)
    _save(standing, found, form, keys, outcome)
    return _shown(request, standing, board_at(request, standing, year), form, outcome)


def board_at(request: HttpRequest, standing: Standing, year: int) -> Board:
    """The rows of the year as the address narrows them by round, or as it did last; 404 without such a year."""
    plans = list(plans_on_board(agency=standing.agency))
    plan = next((each for each in plans if each.fiscal_year == year), None)
    if plan is None:
        raise Http404
    plan.agency = standing.agency
    today = timezone.localdate()
    said = request.GET or QueryDict(request.COOKIES.get(_filters_of(standing), "")[:LONGEST_QUERY])
    round = said.get("round")
    round = round if round in Round.values else round_to_record(year, today)
    departments = departments_on_board(agency=standing.agency, plan=plan, round=round)
    narrowed = Narrowed.read(
        said, departments=[each.pk for each in departments], own=own_department(standing, departments),
        round=round,
    )
    returned = returned_in(agency=standing.agency, fiscal_year=year)
    rows = board_rows(
        plan=plan, round=round, departments=departments, today=today, returned=returned, oit_due=plan.oit_due
    )
    return Board(plans, plan, departments, narrowed, rows, returned)


def own_department(standing: Standing, departments: list[Department]) -> int | None:
    """The division a recorder starts with; those who answer for the whole agency start with all."""
    if standing.may("edit_measures") or not standing.may("record_results"):
        return None
    known = {each.pk for each in departments}
    return next((held.department_id for held in standing.appointments if held.department_id in known), None)


def _shown(
    request: HttpRequest, standing: Standing, found: Board, form: BulkForm | None = None,
    outcome: Outcome | None = None, status: int = 200,
) -> HttpResponse:
    narrowed = found.narrowed
    mine = narrowed.of_department(found.rows)
    page = page_of(request, [row for row in mine if narrowed.keeps(row)], ROWS_ON_A_PAGE)
    department = found.department
    endorsed_at = getattr(department, "endorsed_at", None)
    with_last_change(mine if endorsed_at else list(page))
    may_plan = standing.may("edit_measures")
    rows = [
        {
            "row": row, "cells": cells_of(found.plan, row, standing, narrowed.round), "identity": identity_of(row.key),
            "address": page_of_row(found.plan, row, standing, narrowed.round),
            "gaps": gap_links(found.plan, row, standing),
        }
        for row in page
    ]
    return render(request, "measures/board.html", {
        "plan": found.plan, "year": found.plan.fiscal_year, "open_plans": found.plans, "narrowed": narrowed,
        "department": department, "departments": found.departments, "page": page, "rows": rows,
        "chips": _chips(narrowed, mine), "done": sum(row.is_complete for row in mine),
        "late": sum(row.lateness == LATE for row in mine), "returned": found.returned,
        "statuses": [(each, _status_words(each)) for each in STATUSES], "rounds": Round.choices,
        "dues": [(LATE, _("Overdue")), (SOON_DUE, _("Due within 30 days"))],
        "may_record": may_record(standing), "everybody": EVERYBODY, "shown": len(mine),
        "form": form or BulkForm(may_plan=may_plan), "outcome": outcome,
        "query": narrowed.query(), "all_query": narrowed.query(status="", due="", missing=False, returned=False),
        "endorsed": endorsement_of(department, mine) if department else None,
        "may_endorse": _may_endorse(standing, department), "missing": sum(not row.is_complete for row in mine),
    }, status=status)


def may_record(standing: Standing) -> bool:
    """Whether this person may save any row of the board."""
    return standing.may("record_results") or standing.may("record_disclosures")


def _chips(narrowed: Narrowed, rows: list[BoardRow]) -> list[tuple[str, str, int, bool]]:
    """(query, words, count, whether chosen) per view."""
    words = (
        ("", _("All")), ("activity", _("By measure")), ("indicator", _("By indicator")),
        ("disclosure", _("By OIT item")),
    )
    return [
        (narrowed.query(kind=kind), label, sum(not kind or row.kind == kind for row in rows), narrowed.kind == kind)
        for kind, label in words
    ]


def _status_words(status: str) -> str:
    return _("Not stated yet") if status == UNSAID else str(RowStatus(status).label)


def _may_endorse(standing: Standing, department: Department | None) -> bool:
    return bool(
        department and standing.agency.heads_endorse and standing.may("endorse_department")
        and headship_of(actor=standing, department=department)
    )


def _save(standing: Standing, found: Board, form: BulkForm, keys: list[str], outcome: Outcome) -> None:
    """Fill in the outcome: what the rows' own forms refuse, then what the services wrote or found changed."""
    known = {identity_of(row.key): row for row in found.rows}
    edits: list[BulkEdit] = []
    names: dict[int, str] = {}
    for key in keys:
        row = known.get(identity_of(key))
        if row is None:
            outcome.leave(key[:40], _("the row is no longer there"))
            continue
        try:
            edit = edit_of(row, form, actor=standing, seen=versions_in(key))
        except Refused as refusal:
            outcome.leave(row.name, str(refusal))
        else:
            edits.append(edit)
            names[id(edit)] = row.name
    outcome.answer = save_rows(actor=standing, round=found.narrowed.round, edits=edits)
    too_late = _("somebody saved it after you had opened this page")
    for edit in outcome.answer.stale:
        outcome.leave(names[id(edit)], too_late)


def identity_of(key: str) -> str:
    """Which row a key means, whatever the versions: ``activity-12``."""
    return "-".join(key.split("-")[:2])


def versions_in(key: str) -> tuple[int, int]:
    """The versions of the row and of its result a key carries; -1, which no row has, where it does not say."""
    said = [int(part) if part.isascii() and part.isdigit() and len(part) < 10 else -1 for part in key.split("-")[2:4]]
    row, result = (*said, -1, -1)[:2]
    return row, result


def _identities(keys: list[str]) -> set[str]:
    return {identity_of(key) for key in keys}


