"""Writing changes; called by every service that edits a row, inside its transaction."""

from typing import Any

from django.db import models

from audit.models import Change


def record_change(
    *,
    actor,
    act: str,
    row: models.Model,
    agency_id: int | None,
    office: str = "",
    on_behalf_of: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change | None:
    """Write one change row with only the fields that differ; an edit that changed nothing writes none."""
    before, after = before or {}, after or {}
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if (before or after) and not differing:
        return None
    return Change.objects.create(
        agency_id=agency_id,
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor or ""),
        office=office[:60],
        on_behalf_of=on_behalf_of[:200],
        act=act,
        table=row._meta.label_lower,
        row_id=str(row.pk),
        row_label=str(row)[:200],
        version=getattr(row, "version", 0),
        before={key: _plain(before.get(key)) for key in sorted(differing)},
        after={key: _plain(after.get(key)) for key in sorted(differing)},
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
