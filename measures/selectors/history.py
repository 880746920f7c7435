"""Who saved a row last."""

from __future__ import annotations

from django.db.models import Model

from audit.models import Change


def last_change_of(row: Model) -> Change | None:
    """The latest change row of a row; None when only a file has written it."""
    return Change.objects.filter(table=row._meta.label_lower, row_id=str(row.pk)).first()
