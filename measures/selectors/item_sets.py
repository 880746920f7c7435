"""What a year's item set offers to those who record: issues, whether there is a list at all.

Not here: the item sets themselves (``indicators``).
"""

from __future__ import annotations

from accounts.models import Agency, Department
from indicators.models import Indicator, Issue, Item, ItemSet
from measures.models import Disclosure, Plan
from measures.opening import items_of_rows, lacking_items

PROGRESS_INSTRUMENTS = ("IIT", "EIT")
"""Whose indicators get rows of progress; OIT has its items instead."""


def issue_titles(*, fiscal_year: int) -> dict[int, str]:
    """Issues (ประเด็น) of the year by number; empty for years without such a list."""
    return dict(Issue.objects.filter(item_set__fiscal_year=fiscal_year).values_list("number", "name"))


def has_item_set(*, fiscal_year: int) -> bool:
    """Whether the list of the year is known here."""
    return ItemSet.objects.filter(fiscal_year=fiscal_year).exists()


def lacks_oit_items(plan: Plan) -> bool:
    """Whether the list of the year has OIT items that the year has no row of, or rows that do not know their item.

    Lists become known, and grow, while a year runs. Two queries.
    """
    rows = list(Disclosure.objects.filter(plan=plan).only("pk", "item_id", "code", "title"))
    items = Item.objects.filter(item_set__fiscal_year=plan.fiscal_year, instrument="OIT")
    known = list(items.only("pk", "code", "title"))
    return bool(lacking_items(known, rows) or items_of_rows(known, rows))


def names_indicators(*, fiscal_year: int) -> bool:
    """Whether the list of the year has indicators to lay out; of some years only the OIT items are known."""
    return Indicator.objects.filter(item_set__fiscal_year=fiscal_year, instrument__in=PROGRESS_INSTRUMENTS).exists()


def department_names(*, agency: Agency) -> list[str]:
    """Departments in use, to suggest as responsible units."""
    return list(Department.objects.filter(agency=agency, is_active=True).values_list("name", flat=True))
