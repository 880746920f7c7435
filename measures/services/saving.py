"""What every deed on a year shares: may they, hold the plan, apply only what changed, leave a trace.

A plan is held (locked) from the first line of a deed to its end, so two deeds in one year never interleave and the
version a person saw is compared with the version that stands.

Not here: the deeds themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from accounts.doors import Standing
from accounts.models import Department
from audit.services import record_change
from measures.models import Plan
from measures.units import departments_of


class Stale(Exception):
    """The row was saved by somebody else after the person had opened it; nothing was written."""

    def __init__(self, row: models.Model):
        super().__init__(str(row))
        self.row = row


@dataclass(frozen=True)
class RowEdit:
    """What a person did to one row below another: ``row_id`` None adds one."""

    row_id: int | None
    changes: dict[str, Any] = field(default_factory=dict)
    delete: bool = False


@contextmanager
def held(*, actor: Standing, plan: Plan, act: str) -> Iterator[Plan]:
    """The plan of the actor's own agency, locked within one transaction.

    Raises PermissionDenied without the right, Plan.DoesNotExist for another agency's plan.
    """
    if not actor.may(act):
        raise PermissionDenied(act)
    with transaction.atomic():
        yield Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk, agency=actor.agency)


def fresh(row: models.Model, seen_version: int, **within: Any) -> Any:
    """The row as it stands; raises Stale when its version is not the one the person saw."""
    standing = type(row).objects.get(pk=row.pk, **within)
    if standing.version != seen_version:
        raise Stale(standing)
    return standing


def apply(row: models.Model, changes: dict[str, Any], editable: frozenset[str]) -> tuple[dict, dict]:
    """Set the changed fields on the row, unsaved; returns them (before, after). ValueError for any other field."""
    if foreign := changes.keys() - editable:
        raise ValueError(f"not editable: {sorted(foreign)}")
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    return before, dict(changes)


def save_next_version(row: models.Model, names: Any) -> None:
    """Write these fields and count the version up."""
    row.version += 1
    row.save(update_fields=[*names, "version"])


def on_behalf_of(*, actor: Standing, units: list[str]) -> str:
    """The departments these units name, as ``ก / ข``, when none of them is the actor's own (บันทึกแทน); else empty.

    A row of every department (ทุกกอง) is nobody's in particular: no one is stood in for.
    """
    if not units:
        return ""
    departments = list(Department.objects.filter(agency=actor.agency))
    named = departments_of(units, departments)
    own = {held.department_id for held in actor.appointments}
    if any(each.pk in own for each in named) or (len(named) == len(departments) > 1):
        return ""
    return " / ".join(each.name for each in named)[:200]


def trace(
    *, actor: Standing, plan: Plan, act: str, row: models.Model, before: dict, after: dict,
    for_units: list[str] | None = None,
) -> None:
    """The change row, and the plan marked as touched by a person; ``for_units`` are the row's responsible units."""
    record_change(
        actor=actor.user, act=act, row=row, agency_id=actor.agency.pk, office=actor.office_words[:60], before=before,
        after=after, on_behalf_of=on_behalf_of(actor=actor, units=for_units or []),
    )
    plan.touched_at = timezone.now()
    plan.save(update_fields=["touched_at"])


def edit_rows(
    *, siblings: models.QuerySet, new: Any, edits: list[RowEdit], editable: frozenset[str], name: str
) -> tuple[dict, dict]:
    """Apply edits to the rows of one parent; returns (before, after) with keys ``name.<id>.<field>``.

    ``siblings`` are the only rows reachable: an id outside raises DoesNotExist. ``new(position)`` makes an unsaved row.
    """
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for edit in edits:
        if edit.row_id is None:
            last = siblings.aggregate(last=models.Max("position"))["last"]
            row = new(1 if last is None else last + 1)
            apply(row, edit.changes, editable)
            row.save()
            old, now = {}, edit.changes
        else:
            row = siblings.get(pk=edit.row_id)
            if edit.delete:
                old, now = {each: getattr(row, each) for each in sorted(editable)}, {}
            else:
                old, now = apply(row, edit.changes, editable)
                names = list(edit.changes)
                save_next_version(row, names) if hasattr(row, "version") else row.save(update_fields=names)
        before |= {f"{name}.{row.pk}.{key}": _plain(value) for key, value in old.items()}
        after |= {f"{name}.{row.pk}.{key}": _plain(value) for key, value in now.items()}
        if edit.delete:
            row.delete()
    if any(edit.delete for edit in edits):
        close_gaps(siblings)
    return before, after


def close_gaps(siblings: models.QuerySet) -> None:
    """Positions without gaps again, counted from the first one that stands."""
    ordered = list(siblings.order_by("position", "pk"))
    first = ordered[0].position if ordered else 0
    put_in_order(ordered, first=min(first, 1))


def put_in_order(ordered: list[Any], *, first: int) -> None:
    """Give the rows the positions ``first``, ``first + 1`` …, writing only those that differ."""
    moved = []
    for position, row in enumerate(ordered, start=first):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
