"""What a year's item set offers to those who record: issues, whether there is a list at all.

Not here: the item sets themselves (``indicators``).
"""

from __future__ import annotations

from django.db.models import Q

from accounts.models import Agency, Department
from indicators.models import Indicator, Issue, Item, ItemSet
from measures.models import Disclosure, Plan

PROGRESS_INSTRUMENTS = ("IIT", "EIT")
"""Whose indicators get rows of progress; OIT has its items instead."""


def issue_titles(*, fiscal_year: int) -> dict[int, str]:
    """Issues (ประเด็น) of the year by number; empty for years without such a list."""
    return dict(Issue.objects.filter(item_set__fiscal_year=fiscal_year).values_list("number", "name"))


def has_item_set(*, fiscal_year: int) -> bool:
    """Whether the list of the year is known here."""
    return ItemSet.objects.filter(fiscal_year=fiscal_year).exists()


def lacks_oit_items(plan: Plan) -> bool:
    """Whether the list of the year has OIT items that the year has no row of; lists may grow while a year runs."""
    rows = Disclosure.objects.filter(plan=plan)
    items = Item.objects.filter(item_set__fiscal_year=plan.fiscal_year, instrument="OIT")
    answered = items.filter(Q(pk__in=rows.values("item_id")) | Q(code__in=rows.values("code")))
    return items.exclude(pk__in=answered.values("pk")).exists()


def names_indicators(*, fiscal_year: int) -> bool:
    """Whether the list of the year has indicators to lay out; of some years only the OIT items are known."""
    return Indicator.objects.filter(item_set__fiscal_year=fiscal_year, instrument__in=PROGRESS_INSTRUMENTS).exists()


def department_names(*, agency: Agency) -> list[str]:
    """Departments in use, to suggest as responsible units."""
    return list(Department.objects.filter(agency=agency, is_active=True).values_list("name", flat=True))
