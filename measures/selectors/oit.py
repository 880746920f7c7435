"""OIT rows and indicator rows of a year."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet

from measures.models import Disclosure, DisclosureLink, IndicatorProgress, Plan

UNSAID = "none"
"""The filter for rows whose status nobody has said."""


def disclosures_of(*, plan: Plan, status: str = "") -> QuerySet[Disclosure]:
    """OIT rows in order with heading and item; only those of a status (``none``: without one) when given."""
    rows = (
        Disclosure.objects.filter(plan=plan).select_related("group", "item", "item__item_set")
        .prefetch_related("links").order_by("position", "pk")
    )
    if status:
        rows = rows.filter(status="" if status == UNSAID else status)
    return rows


def status_counts(rows: QuerySet) -> dict[str, int]:
    """How many rows have each status, ``none`` for those without."""
    return dict(Counter(word or UNSAID for word in rows.order_by().values_list("status", flat=True)))


def neighbours_of(disclosure: Disclosure) -> tuple[Disclosure | None, Disclosure | None]:
    """The rows printed before and after this one."""
    rows = list(Disclosure.objects.filter(plan=disclosure.plan_id).select_related("item").order_by("position", "pk"))
    place = [row.pk for row in rows].index(disclosure.pk)
    return (rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None)


def links_of(*, disclosure: Disclosure) -> list[DisclosureLink]:
    """The row's addresses in order."""
    return list(DisclosureLink.objects.filter(disclosure=disclosure).order_by("position", "pk"))


def indicator_rows_of(*, plan: Plan) -> QuerySet[IndicatorProgress]:
    """Indicator rows in order."""
    return IndicatorProgress.objects.filter(plan=plan).order_by("position", "pk")
