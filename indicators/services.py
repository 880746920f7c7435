"""What an operator does to item sets in the browser: begin a year, replace its OIT list, edit one item.

Every save is a new version of the whole set, checked by the rules a file is checked by and kept as an edition.

Not here: what the new data is (``indicators.item_sets``), reading a paste (``indicators.item_sets.pasted``).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import may
from audit.services import record_change
from indicators.item_sets.copied import copied_remark, copy_for, empty_for
from indicators.item_sets.differences import Difference, differences
from indicators.item_sets.edited import Provenance, with_item, with_list
from indicators.item_sets.editions import Note
from indicators.item_sets.loader import load_item_set
from indicators.item_sets.pasted import PastedList
from indicators.item_sets.reader import checked
from indicators.item_sets.rows import rows_of_file
from indicators.item_sets.written import data_of
from indicators.models import ItemSet

Data = dict[str, Any]


class Stale(Exception):
    """The set was saved by somebody else after the person had opened it; nothing was written."""


class YearThere(Exception):
    """The year has a set already; nothing was written."""


def copy_year(*, actor: User, fiscal_year: int, from_year: int) -> ItemSet:
    """A set for a year that has none, as a copy of an earlier one, all of it marked as not confirmed.

    Raises YearThere, ItemSet.DoesNotExist.
    """
    with _held(actor):
        if ItemSet.objects.filter(fiscal_year=fiscal_year).exists():
            raise YearThere(fiscal_year)
        data = copy_for(fiscal_year, data_of(ItemSet.objects.get(fiscal_year=from_year)))
        return _save(actor, data, Note(f"ITA {from_year}", copied_remark(from_year), str(actor)))


def save_list(
    *, actor: User, fiscal_year: int, seen_version: int, pasted: PastedList, provenance: Provenance
) -> ItemSet:
    """The pasted list instead of the year's OIT items; ``seen_version`` 0 begins a year that has no set.

    Raises Stale, ItemsHeld when recorded rows refer to an item that would go, ItemSetRefused.
    """
    with _held(actor):
        before = _at_version(fiscal_year, seen_version)
        data = with_list(before or empty_for(fiscal_year), pasted, provenance)
        return _save_next(actor, data, before, provenance)


def save_item(
    *, actor: User, fiscal_year: int, seen_version: int, code: str, changes: Data, provenance: Provenance
) -> ItemSet:
    """One item of the set changed. Raises Stale, ItemSetRefused."""
    with _held(actor):
        before = _at_version(fiscal_year, seen_version)
        data = with_item(before or {}, code, changes, provenance)
        return _save_next(actor, data, before, provenance)


def list_differences(*, item_set: ItemSet | None, pasted: PastedList, provenance: Provenance) -> list[Difference]:
    """What saving the pasted list would change in the set; nothing for a year that has none.

    Meets the refusals saving would meet: ItemsHeld, ItemSetRefused.
    """
    if item_set is None:
        return []
    before = data_of(item_set)
    after = with_list(before, pasted, provenance)
    found = differences(rows_of_file(before), rows_of_file(after))
    file = checked(f"ITA-{item_set.fiscal_year}.yaml", after | {"version": item_set.version + 1})
    load_item_set(file=file, accept_changes=True, dry_run=True)
    return found


def _held(actor: User) -> transaction.Atomic:
    if not may("run_installation", offices=frozenset(), is_operator=actor.is_operator):
        raise PermissionDenied("run_installation")
    return transaction.atomic()


def _at_version(fiscal_year: int, seen_version: int) -> Data | None:
    """The year's set, locked, as data; None when there is none. Raises Stale when it is not the version seen."""
    item_set = ItemSet.objects.select_for_update().filter(fiscal_year=fiscal_year).first()
    if (item_set.version if item_set else 0) != seen_version:
        raise Stale(fiscal_year)
    return data_of(item_set) if item_set else None


def _save_next(actor: User, data: Data, before: Data | None, provenance: Provenance) -> ItemSet:
    data["version"] = before["version"] + 1 if before else 1
    return _save(actor, data, Note(provenance.source, provenance.confidence, str(actor)))


def _save(actor: User, data: Data, note: Note) -> ItemSet:
    file = checked(f"ITA-{data['year']}.yaml", data)
    load_item_set(file=file, accept_changes=True, note=note)
    item_set = ItemSet.objects.get(fiscal_year=data["year"])
    record_change(
        actor=actor, act="item_set.saved", row=item_set, agency_id=None, office="operator",
        before={"version": item_set.version - 1}, after={"version": item_set.version, "source": note.source},
    )
    return item_set
