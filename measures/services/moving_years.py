"""Moving the years of carried texts that a person chose and saw beforehand; nothing moves by itself.

Not here: which years are meant (``measures.old_years``), showing before and after (``measures.views.carried``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from accounts.doors import Standing
from audit.models import Change
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, MeasureGroup, Plan
from measures.old_years import moved, old_years_in
from measures.opening import Passage
from measures.selectors.opening import TYPED, passages_of
from measures.services.saving import held, save_next_version, trace

MODELS: dict[str, Any] = {
    "group": MeasureGroup, "measure": Measure, "activity": Activity, "disclosure": Disclosure,
    "indicator": IndicatorProgress,
}
MOVED = "years.moved"
PATH_TO_PLAN = {"activity": "measure__plan"}


def key_of(passage: Passage) -> str:
    """How a form names a passage: kind, id, field, and a digest of the text that was seen."""
    kind, pk, name = passage.target or ("", 0, "")
    return f"{kind}.{pk}.{name}.{hashlib.sha256(passage.text.encode()).hexdigest()[:16]}"


def moved_already(plan: Plan) -> set[tuple[str, int, str]]:
    """The texts of the agency whose years were moved once: last year's result is meant to name last year."""
    kinds = {model._meta.label_lower: kind for kind, model in MODELS.items()}
    changes = Change.objects.filter(agency_id=plan.agency_id, act=MOVED)
    return {
        (kinds[table], int(pk), name)
        for table, pk, before in changes.values_list("table", "row_id", "before") for name in before
    }


def movable(plan: Plan) -> dict[str, Passage]:
    """The plan's passages whose old years may be moved, by key. Needs ``opened_from``."""
    if plan.opened_from is None:
        return {}
    done = moved_already(plan)
    return {
        key_of(passage): passage for passage in passages_of(plan)
        if passage.target and passage.target not in done and _old_years(plan, passage.text)
    }


def moved_text(plan: Plan, text: str) -> str:
    """The text with its old years as much later as the plan is later than the year it was carried from."""
    by = plan.fiscal_year - plan.opened_from.fiscal_year
    return moved(text, _old_years(plan, text), by)


def move_years(*, actor: Standing, plan: Plan, keys: Iterable[str]) -> tuple[int, int]:
    """Move the years of the passages of these keys: (how many texts moved, how many had changed since they were seen).

    A key that names nothing of this plan, or a text that says something else by now, changes nothing.
    """
    wanted = list(dict.fromkeys(keys))
    with held(actor=actor, plan=plan, act="edit_measures") as plan:
        standing = movable(plan)
        chosen = [standing[key].target for key in wanted if key in standing]
        by_row: dict[tuple[str, int], list[str]] = {}
        for kind, pk, name in chosen:
            by_row.setdefault((kind, pk), []).append(name)
        for (kind, pk), names in by_row.items():
            _move(actor, plan, kind, pk, names)
    return len(chosen), len(wanted) - len(chosen)


def _move(actor: Standing, plan: Plan, kind: str, pk: int, names: list[str]) -> None:
    row = MODELS[kind].objects.get(pk=pk, **{PATH_TO_PLAN.get(kind, "plan"): plan})
    before = {name: getattr(row, name) for name in names if name in TYPED[kind]}
    after = {name: _moved_value(plan, value) for name, value in before.items()}
    for name, value in after.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        save_next_version(row, after)
    else:
        row.save(update_fields=list(after))
    trace(
        actor=actor, plan=plan, act=MOVED, row=row, before=before, after=after,
        for_units=getattr(row, "units", None),
    )


def _moved_value(plan: Plan, value: Any) -> Any:
    """A text, or every text of a list field with the years moved; markers stay as typed."""
    if isinstance(value, str):
        return moved_text(plan, value)
    return [
        {
            **item, "text": moved_text(plan, str(item.get("text") or "")),
            **({"children": _moved_value(plan, item["children"])} if item.get("children") else {}),
        }
        for item in value
    ]


def _old_years(plan: Plan, text: str) -> list:
    return old_years_in(text, fiscal_year=plan.fiscal_year, carried_year=plan.opened_from.fiscal_year)
