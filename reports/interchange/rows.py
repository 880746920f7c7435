"""A row of the database as the form sees it: its columns, what is worked out, and its memory.

Not here: which rows (``dumper``), storing them (``loader``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from reports.interchange.containers import PROVENANCE, Mapping


class Row(dict):
    """Columns of one stored row by name; ``derived`` are those that no column holds."""

    def __init__(self, instance: models.Model, mapping: Mapping, **derived: Any):
        columns = {name: getattr(instance, name) for name in mapping.columns if name not in derived}
        super().__init__(columns | derived)
        self[PROVENANCE] = instance.provenance
        self.instance = instance


def keep_memories(values: Any) -> None:
    """Save what ``remember`` noted on the rows anywhere inside collected values."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in _rows_in(values):
        if row.instance.provenance != row[PROVENANCE]:
            row.instance.provenance = row[PROVENANCE]
            by_model.setdefault(type(row.instance), []).append(row.instance)
    for model, instances in by_model.items():
        model.objects.bulk_update(instances, [PROVENANCE], batch_size=200)


def _rows_in(values: Any) -> Iterable[Row]:
    if isinstance(values, Row):
        yield values
    for inner in values.values() if isinstance(values, dict) else values if isinstance(values, list) else ():
        yield from _rows_in(inner)


def create_rows(model: type[models.Model], rows: list[dict[str, Any]], **common: Any) -> list[Any]:
    """Store read rows in their order, position 1 first; keys that are no columns of the model are the caller's."""
    names = {field.name for field in model._meta.concrete_fields}
    place = "position_no" if "position_no" in names else "position"
    return model.objects.bulk_create(
        [
            model(**{key: value for key, value in row.items() if key in names} | common | {place: number})
            for number, row in enumerate(rows, start=1)
        ],
        batch_size=200,
    )
