"""The cells of the board that are saved in place: which address, which field, what it shows.

Not here: saving them (``measures.views.cells``), moving between them (``static/js/grid.js``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts.doors import Standing
from measures.board import BoardRow
from measures.forms.disclosure import DisclosureForm
from measures.forms.indicator import IndicatorForm
from measures.forms.measure import ActivityForm
from measures.forms.result import STATUS_CHOICES, ResultForm
from measures.forms.row import RowForm, shown_and_seen
from measures.models import Activity, Plan
from measures.templatetags.watch import GAP_WORDS, address_of
from measures.views.cell_kinds import cell_address


@dataclass(frozen=True)
class Cell:
    """One field of a row; without an ``address`` it is only read."""

    field: str
    shown: str
    seen: str
    version: int
    address: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    counts_at: int = 2
    """Which part of the row's key counts up when the cell is saved: 2 the row's own version, 3 its result's."""


def cells_of(plan: Plan, row: BoardRow, standing: Standing, round: str) -> dict[str, Cell]:
    """Status, units and period of a row, as far as it has them; with an address where this person may save them."""
    if row.kind == "activity":
        return _of_activity(plan, row, standing, round) if isinstance(row.row, Activity) else {}
    if row.kind == "indicator":
        address = _address(plan, standing, "record_results", "indicator_cell", indicator_id=row.row.pk)
        return {name: _cell(IndicatorForm, row.row, name, address) for name in ("status", "units", "period_text")}
    address = _address(plan, standing, "record_disclosures", "disclosure_cell", disclosure_id=row.row.pk)
    return {name: _cell(DisclosureForm, row.row, name, address) for name in ("status", "units")}


def page_of_row(plan: Plan, row: BoardRow, standing: Standing, round: str) -> str:
    """The page on which the row is recorded; empty for those who may only read."""
    if row.kind == "activity" and not isinstance(row.row, Activity):
        return _address(plan, standing, "edit_measures", "measure_edit", measure_id=row.row.pk)
    if row.kind == "activity":
        return _address(
            plan, standing, "record_results", "result_edit", measure_id=row.measure.pk, round=round
        )
    if row.kind == "indicator":
        return _address(plan, standing, "record_results", "indicator_edit", indicator_id=row.row.pk)
    return _address(plan, standing, "record_disclosures", "oit_edit", disclosure_id=row.row.pk)


def gap_links(plan: Plan, row: BoardRow, standing: Standing) -> list[tuple[str, str]]:
    """(words, address) of what the row lacks; no address to a page this person cannot open."""
    acts = {"measure": "edit_measures", "activity": "edit_measures", "disclosure": "record_disclosures"}
    return [
        (
            str(GAP_WORDS[gap.code]),
            address_of(gap, plan.agency.slug, plan.fiscal_year)
            if standing.may(acts.get(gap.row_kind, "record_results")) else "",
        )
        for gap in row.gaps
    ]


def _of_activity(plan: Plan, row: BoardRow, standing: Standing, round: str) -> dict[str, Cell]:
    planned = _address(plan, standing, "edit_measures", "activity_cell", activity_id=row.row.pk)
    recorded = _address(plan, standing, "record_results", "result_cell", activity_id=row.row.pk, round=round)
    return {
        "status": replace(_cell(ResultForm, row.result, "status", recorded), counts_at=3),
        "units": _cell(ActivityForm, row.row, "units", planned, row.measure.version),
        "period_text": _cell(ActivityForm, row.row, "period_text", planned, row.measure.version),
    }


def _cell(form: type[RowForm], row: object, name: str, address: str, version: int | None = None) -> Cell:
    """``version`` is that of the row under which the field is saved, where it is another (an activity's measure)."""
    stored = getattr(row, name, "" if name != "units" else [])
    shown, seen = shown_and_seen(form, name, stored)
    choices = tuple((value, str(label)) for value, label in STATUS_CHOICES) if name == "status" else ()
    if choices and shown not in dict(choices):
        choices = (*choices, (shown, shown))
    return Cell(name, shown, seen, getattr(row, "version", 0) if version is None else version, address, choices)


def _address(plan: Plan, standing: Standing, act: str, name: str, **which: object) -> str:
    return cell_address(plan, name, **which) if standing.may(act) else ""
