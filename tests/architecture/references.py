"""Finds rows that point across agencies, and takes the fingerprint of one agency's rows."""

from __future__ import annotations

from collections import deque
from functools import cache

from django.db.models import ForeignKey, Model
from django_scopes import scopes_disabled

from accounts.models import Agency
from tests.architecture.test_tenancy import MODELS, is_scoped

SCOPED = [model for model in MODELS if is_scoped(model)]
"""Asked once, when no scope is open or taken away: within one, no model looks scoped."""


@cache
def agency_path(model: type[Model]) -> str:
    """The shortest lookup from a model to its agency, such as ``measure__plan__agency``."""
    waiting: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    while waiting:
        current, path = waiting.popleft()
        for each in current._meta.get_fields():
            if isinstance(each, ForeignKey) and each.related_model is not current:
                if each.related_model is Agency:
                    return "__".join((*path, each.name))
                if len(path) < 4:
                    waiting.append((each.related_model, (*path, each.name)))
    raise LookupError(model)


def crossing_references() -> list[str]:
    """Every foreign key between scoped rows whose two ends belong to different agencies."""
    found = []
    with scopes_disabled():
        for model in SCOPED:
            own = agency_path(model)
            for each in model._meta.get_fields():
                if isinstance(each, ForeignKey) and each.related_model in SCOPED:
                    theirs = f"{each.name}__{agency_path(each.related_model)}"
                    pairs = model.objects.filter(**{f"{each.name}__isnull": False}).values_list("pk", own, theirs)
                    found += [f"{model._meta.label} {pk}.{each.name}" for pk, mine, other in pairs if mine != other]
    return found


def rows_of(agency: Agency) -> dict[str, list]:
    """All rows of one agency by model, for comparison before and after."""
    with scopes_disabled():
        return {
            model._meta.label: list(model.objects.filter(**{agency_path(model): agency}).order_by("pk").values())
            for model in SCOPED
        }


def all_ids_of(agency: Agency) -> set[int]:
    """Every integer id a row of this agency has, over all tables."""
    return {row["id"] for rows in rows_of(agency).values() for row in rows if isinstance(row.get("id"), int)}
