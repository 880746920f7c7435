"""The dated diary behind a result: adding, mending, removing entries, and copying them up into a round's result."""

from __future__ import annotations

from typing import Any

from accounts.doors import Standing
from measures.diary import added_to
from measures.models import Activity, ProgressEntry, Result
from measures.services.saving import apply, fresh, held, on_behalf_of, save_next_version, trace

EDITABLE = frozenset({"happened_on", "text"})


def add_entry(*, actor: Standing, activity: Activity, changes: dict[str, Any]) -> ProgressEntry:
    """A new entry in the actor's name. Activity.DoesNotExist for another agency's activity."""
    with held(actor=actor, plan=activity.measure.plan, act="record_results") as plan:
        activity = Activity.objects.get(pk=activity.pk, measure__plan=plan)
        entry = ProgressEntry(
            activity=activity, author_id=actor.user.pk, author_name=str(actor.user),
            on_behalf_of=on_behalf_of(actor=actor, units=activity.units),
        )
        _, after = apply(entry, changes, EDITABLE)
        entry.save()
        trace(
            actor=actor, plan=plan, act="entry.added", row=entry, before={}, after=_plain(after),
            for_units=activity.units,
        )
    return entry


def update_entry(*, actor: Standing, entry: ProgressEntry, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write what changed; False when nothing did. Stale when it was saved since ``seen_version``."""
    with held(actor=actor, plan=entry.activity.measure.plan, act="record_results") as plan:
        entry = fresh(entry, seen_version, activity__measure__plan=plan)
        if not changes:
            return False
        before, after = apply(entry, changes, EDITABLE)
        save_next_version(entry, changes)
        trace(
            actor=actor, plan=plan, act="entry.edited", row=entry, before=_plain(before), after=_plain(after),
            for_units=entry.activity.units,
        )
    return True


def delete_entry(*, actor: Standing, entry: ProgressEntry, seen_version: int) -> None:
    """Remove an entry; its words stay readable in the change row. Stale when it was saved since it was seen."""
    with held(actor=actor, plan=entry.activity.measure.plan, act="record_results") as plan:
        entry = fresh(entry, seen_version, activity__measure__plan=plan)
        before = _plain({name: getattr(entry, name) for name in EDITABLE})
        trace(
            actor=actor, plan=plan, act="entry.deleted", row=entry, before=before, after={},
            for_units=entry.activity.units,
        )
        entry.delete()


def copy_entries_up(*, actor: Standing, activity: Activity, round: str, entry_ids: list[int]) -> int:
    """Add the chosen entries to the round's outputs, oldest first; how many lines were added (copied ones are skipped).

    Nothing that stands is changed. ProgressEntry.DoesNotExist when one is not of this activity.
    """
    with held(actor=actor, plan=activity.measure.plan, act="record_results") as plan:
        activity = Activity.objects.get(pk=activity.pk, measure__plan=plan)
        entries = list(ProgressEntry.objects.filter(activity=activity, pk__in=entry_ids).order_by("happened_on", "pk"))
        if len(entries) != len(set(entry_ids)):
            raise ProgressEntry.DoesNotExist
        result = Result.objects.filter(activity=activity, round=round).first()
        standing = result.outputs if result else []
        outputs = added_to(standing, entries, like=activity.methods)
        added = len(outputs) - len(standing)
        if not added:
            return 0
        result = result or Result(activity=activity, round=round, version=0)
        before, after = apply(result, {"outputs": outputs}, frozenset({"outputs"}))
        if result.pk is None:
            result.version = 1
            result.save()
        else:
            save_next_version(result, ["outputs"])
        trace(
            actor=actor, plan=plan, act="result.recorded", row=result, before=before, after=after,
            for_units=activity.units,
        )
    return added


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
