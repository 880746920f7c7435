"""Who saved a row last.

Not here: writing changes (``audit.services``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, Model, Q

from audit.models import Change


def last_change_of(row: Model) -> Change | None:
    """The latest change row of a row; None when only a file has written it."""
    return Change.objects.filter(table=row._meta.label_lower, row_id=str(row.pk)).first()


def last_change_of_field(row: Model, key: str) -> Change | None:
    """The latest change row of a row that names this field among what stood after; looks at the last 200."""
    changes = Change.objects.filter(table=row._meta.label_lower, row_id=str(row.pk))[:200]
    return next((change for change in changes if key in change.after), None)


def latest_changes(rows: Iterable[Model | None]) -> dict[tuple[str, int], Change]:
    """The latest change of each row by ``(table, pk)``, in one query; rows only a file has written are left out."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        if row is not None and row.pk:
            ids.setdefault(row._meta.label_lower, set()).add(str(row.pk))
    if not ids:
        return {}
    wanted = Q()
    for table, row_ids in ids.items():
        wanted |= Q(table=table, row_id__in=row_ids)
    newest = Change.objects.filter(wanted).order_by().values("table", "row_id").annotate(last=Max("pk")).values("last")
    return {(change.table, int(change.row_id)): change for change in Change.objects.filter(pk__in=newest)}


def newest_of(changes: dict[tuple[str, int], Change], *rows: Model | None) -> Change | None:
    """The newest change among these rows, for what a page shows as one row."""
    found = [changes.get((row._meta.label_lower, row.pk)) for row in rows if row is not None]
    return max((change for change in found if change), key=lambda change: change.pk, default=None)
