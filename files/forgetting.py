"""Removes files that no row speaks of any more: uploads that were never saved, evidence that was removed.

Row and file go in one transaction, the file first: if that is cut short, a row is left that nobody speaks of and whose
file the next ``store_bytes`` writes anew. Whoever stores the same bytes in that moment waits for the row's lock, or
meets a row that is gone and tries again; no bytes that somebody speaks of are lost.

Not here: when it happens (``jobs.schedule``).
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from files.models import StoredFile
from files.services import path_of


def forget_unused(*, before: datetime.datetime) -> int:
    """Remove every file stored before this moment that no row of any table points to; returns how many."""
    count = 0
    for pk in unused().filter(created_at__lt=before).values_list("pk", flat=True):
        with transaction.atomic():
            stored = StoredFile.objects.select_for_update().filter(pk=pk).first()
            # Asked again under the lock: somebody may have come to speak of it since.
            if stored is None or not unused().filter(pk=pk).exists():
                continue
            path_of(stored).unlink(missing_ok=True)
            stored.delete()
            count += 1
    return count


def unused() -> QuerySet[StoredFile]:
    """Files no row of any table points to, whatever the agency."""
    found = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.is_relation:
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.filter(~Exists(pointing))
    return found
