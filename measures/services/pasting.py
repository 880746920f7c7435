"""Keeping a pasted table, taking its rows over through the same deeds as the forms, and throwing it away.

A row whose stored text changed since it was shown is left alone; the table then stays and shows it again.

Not here: reading the table (``measures.pasting``), what each row would change (``measures.forms.pasted``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.doors import Standing
from audit.services import record_change
from measures.models import Activity, Disclosure, DisclosureGroup, Measure, MeasureGroup, PastedTable, Plan
from measures.pasting.columns import checked, find_heading, match_columns
from measures.pasting.matching import code_number, same_words
from measures.pasting.table import Cells
from measures.services.disclosures import save_disclosure
from measures.services.measures import create_measure, update_measure
from measures.services.results import ResultEdit, save_results
from measures.services.saving import RowEdit, Stale, held
from thai.digits import NumberError, parse_int

ACTS = {
    PastedTable.Target.PLAN: "edit_measures",
    PastedTable.Target.RESULTS: "record_results",
    PastedTable.Target.OIT: "record_disclosures",
}


@dataclass(frozen=True)
class RowDeed:
    """What to write for one row of the table; keys as in ``measures.forms.pasted.Proposed``."""

    number: int
    first: int | None
    rows: dict[str, Any]
    changes: dict[str, Any]


@dataclass
class Applied:
    """Numbers of rows written, and of rows left because somebody changed them meanwhile."""

    written: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    finished: bool = False


def keep_table(
    *, actor: Standing, plan: Plan, target: str, cells: Cells, listed_as: str = "", round: str = "",
    source_name: str = "", instead_of: PastedTable | None = None,
) -> PastedTable:
    """The table as it came, with the columns its headings name; the one it mends is thrown away."""
    with held(actor=actor, plan=plan, act=ACTS[target]) as plan:
        heading = find_heading(cells, target)
        columns = match_columns(cells[heading], target) if heading is not None else [None] * len(cells[0])
        if instead_of is not None:
            throw_away(actor=actor, table=instead_of)
        return PastedTable.objects.create(
            plan=plan, target=target, listed_as=listed_as, round=round, cells=cells, columns=columns,
            source_name=source_name[:255], created_by_id=actor.user.pk, created_by_name=str(actor.user)[:200],
        )


def name_columns(*, actor: Standing, table: PastedTable, columns: list[str | None]) -> None:
    """Say which column means what."""
    with held(actor=actor, plan=table.plan, act=ACTS[table.target]) as plan:
        table = PastedTable.objects.get(pk=table.pk, plan=plan)
        table.columns = checked(columns, table.target, len(table.cells[0]) if table.cells else 0)
        table.save(update_fields=["columns"])


def throw_away(*, actor: Standing, table: PastedTable) -> None:
    """Remove a table; its cells stay readable in the change row."""
    with held(actor=actor, plan=table.plan, act=ACTS[table.target]) as plan:
        table = PastedTable.objects.get(pk=table.pk, plan=plan)
        record_change(
            actor=actor.user, act="table.thrown_away", row=table, agency_id=actor.agency.pk,
            office=actor.office_codes, before={"cells": table.cells}, after={},
        )
        table.delete()


def apply_table(
    *, actor: Standing, table: PastedTable, deeds: Sequence[RowDeed], leaves_rest: bool = False
) -> Applied:
    """Write the rows, all or none but those changed meanwhile. Nothing for a table that was applied already.

    The table counts as applied unless rows were left: stale ones or, as ``leaves_rest`` says, unreadable ones.
    """
    done = Applied()
    with held(actor=actor, plan=table.plan, act=ACTS[table.target]) as plan:
        table = PastedTable.objects.get(pk=table.pk, plan=plan)
        if table.applied_at is not None:
            return done
        write = {"plan": _write_plan, "results": _write_results, "oit": _write_oit}[table.target]
        for block in _blocks(deeds):
            try:
                with transaction.atomic():
                    made = write(actor, plan, table, block)
            except (Stale, Measure.DoesNotExist, Activity.DoesNotExist, Disclosure.DoesNotExist):
                done.stale += [deed.number for deed in block]
                continue
            table.taken |= {str(number): ref for number, ref in made.items()}
            done.written += [deed.number for deed in block]
        done.finished = not (done.stale or leaves_rest)
        table.applied_at = timezone.now() if done.finished else None
        table.save(update_fields=["taken", "applied_at"])
        record_change(
            actor=actor.user, act="table.applied", row=table, agency_id=actor.agency.pk, office=actor.office_codes,
            before={"rows": 0}, after={"rows": len(done.written)},
        )
    return done


def _blocks(deeds: Sequence[RowDeed]) -> list[list[RowDeed]]:
    """Rows of one measure together, in order."""
    blocks: dict[int, list[RowDeed]] = {}
    for deed in sorted(deeds, key=lambda each: each.number):
        blocks.setdefault(deed.number if deed.first is None else deed.first, []).append(deed)
    return list(blocks.values())


def _part(changes: dict[str, Any], part: str) -> dict[str, Any]:
    return {key.removeprefix(f"{part}."): value for key, value in changes.items() if key.startswith(f"{part}.")}


def _write_plan(actor: Standing, plan: Plan, table: PastedTable, block: list[RowDeed]) -> dict[int, list[int]]:
    measure = block[0].rows["measure"]
    named = next((_part(deed.changes, "measure") for deed in block if deed.number == deed.first), {})
    if "group" in named:
        named["group_id"] = _group(plan, *named.pop("group")).pk
    new = [deed for deed in block if deed.rows["activity"] is None and str(deed.number) not in table.taken]
    if measure is None:
        if block[0].number != block[0].first or not new:
            return {}  # made already by a second click, or the row that names it was not taken
        measure = create_measure(
            actor=actor, plan=plan, changes=named, listed_as=table.listed_as or Measure.ListedAs.REPORT,
            activities=[RowEdit(None, _part(deed.changes, "activity")) for deed in new],
        )
    else:
        edits = []
        for deed in block:
            activity, changes = deed.rows["activity"], _part(deed.changes, "activity")
            if activity is not None and not Activity.objects.filter(pk=activity.pk, version=activity.version).exists():
                raise Stale(activity)
            if activity is not None and changes:
                edits.append(RowEdit(activity.pk, changes))
        edits += [RowEdit(None, _part(deed.changes, "activity")) for deed in new]
        update_measure(actor=actor, measure=measure, seen_version=measure.version, changes=named, activities=edits)
    last = list(Activity.objects.filter(measure=measure).order_by("position", "pk"))[-len(new) or None:] if new else []
    return {deed.number: [measure.pk, activity.pk] for deed, activity in zip(new, last, strict=True)}


def _group(plan: Plan, number_text: str, title: str) -> MeasureGroup:
    """The plan's group of this title; made, with its number as printed, when there is none."""
    groups = list(MeasureGroup.objects.filter(plan=plan))
    for group in groups:
        if same_words(group.title, title) and (not number_text or same_words(group.number_text, number_text)):
            return group
    try:
        number = parse_int(number_text.strip("().")) if number_text else None
    except NumberError:
        number = None
    return MeasureGroup.objects.create(
        plan=plan, position=1 + max((group.position for group in groups), default=0), number=number,
        number_text=number_text, title=title,
    )


def _write_results(actor: Standing, plan: Plan, table: PastedTable, block: list[RowDeed]) -> dict[int, list[int]]:
    for deed in block:
        activity, result = deed.rows["activity"], deed.rows["result"]
        save_results(
            actor=actor, measure=activity.measure, round=table.round,
            edits=[ResultEdit(activity.pk, result.version if result else 0, _part(deed.changes, "result"))],
        )
    return {}


def _write_oit(actor: Standing, plan: Plan, table: PastedTable, block: list[RowDeed]) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {}
    for deed in block:
        row, changes, links = deed.rows["disclosure"], _part(deed.changes, "disclosure"), _part(deed.changes, "links")
        if row is None:
            if str(deed.number) in table.taken:
                continue
            row = _new_disclosure(plan, changes.pop("code"), changes.pop("group", ""))
            made[deed.number] = [row.pk, 0]
        added = links.pop("added", [])
        save_disclosure(
            actor=actor, disclosure=row, seen_version=row.version, changes=changes,
            links=[RowEdit(int(pk), each) for pk, each in links.items()] + [RowEdit(None, each) for each in added],
        )
    return made


def _new_disclosure(plan: Plan, code: str, heading: str) -> Disclosure:
    """An empty row at the end of the list, under its heading; the code as the list writes codes."""
    number = code_number(code)
    group = None
    if heading:
        group = next(
            (each for each in DisclosureGroup.objects.filter(plan=plan) if same_words(str(each), heading)), None
        ) or DisclosureGroup.objects.create(
            plan=plan, heading_text=heading, position=1 + DisclosureGroup.objects.filter(plan=plan).count()
        )
    last = Disclosure.objects.filter(plan=plan).order_by("-position").first()
    return Disclosure.objects.create(
        plan=plan, group=group, group_code=group.code if group else "", position=last.position + 1 if last else 1,
        code=f"o{number}", number=number, code_text=code,
    )
