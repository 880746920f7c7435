"""Pasted tables that wait to be applied."""

from __future__ import annotations

from django.db.models import QuerySet

from measures.models import PastedTable, Plan


def waiting_tables(*, plan: Plan, target: str) -> QuerySet[PastedTable]:
    """Tables somebody brought that are neither applied nor thrown away, newest first; without their cells."""
    found = PastedTable.objects.filter(plan=plan, target=target, applied_at__isnull=True)
    return found.defer("cells").order_by("-pk")
