"""The items of assessed years as plain values, with names of issues and thresholds, and what a measure may answer.

Not here: which measures answer them (``answering``), the pages of weak items (``weak_items``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from indicators.calculation.figures import Figures
from indicators.calculation.reading import pass_mark_of
from indicators.calculation.rules import Rules
from indicators.calculation.weak import Weak, weak_items
from indicators.models import Issue, Item
from indicators.scores.selectors import figures_by_year
from measures.models import Plan
from measures.selectors.assessed import assessed_year_of
from measures.weak_items import Asked


@dataclass(frozen=True)
class YearList:
    """A year's items in the order of its set, and the threshold; empty where the year has no list."""

    items: tuple[Asked, ...] = ()
    pass_mark: Decimal | None = None

    def named(self, code: str) -> Asked | None:
        return next((each for each in self.items if each.code == code), None)


@dataclass(frozen=True)
class Choice:
    """One item of the assessed year as the form of a measure offers it."""

    item: Asked
    value: Decimal | None


@dataclass(frozen=True)
class Choices:
    """The items of the assessed year, the weak ones apart; ``known`` codes are those of its list."""

    assessed_year: int
    weak: list[Choice] = field(default_factory=list)
    others: list[Choice] = field(default_factory=list)

    @property
    def known(self) -> frozenset[str]:
        return frozenset(each.item.code for each in (*self.weak, *self.others))


def issue_of_item() -> QuerySet[Issue]:
    """The issue of the item of an outer query: an issue may name its items though no item names its issue."""
    # The codes are searched as text because SQLite cannot look into a list; the quotes keep o1 apart from o10.
    quoted = Concat(Value('"'), OuterRef("code"), Value('"'), output_field=TextField())
    return Issue.objects.annotate(codes_text=Cast("item_codes", TextField())).filter(
        Q(number=OuterRef("issue_number")) | Q(codes_text__contains=quoted), item_set=OuterRef("item_set")
    ).order_by("number")  # fmt: skip


def lists_of_years(years: Iterable[int]) -> dict[int, YearList]:
    """The items of each of these years with the names of their issues, and the thresholds. One query."""
    issue = issue_of_item()
    rows = Item.objects.filter(item_set__fiscal_year__in=set(years)).select_related("item_set").annotate(
        issue_no=Subquery(issue.values("number")[:1]), issue_name=Subquery(issue.values("name")[:1]),
    ).only(
        "code", "title", "topic", "instrument", "indicator_number", "position", "item_set__fiscal_year",
        "item_set__grade_bands",
    ).order_by("position", "pk")  # fmt: skip
    found: dict[int, list[Asked]] = {}
    marks: dict[int, Decimal | None] = {}
    for row in rows:
        year = row.item_set.fiscal_year
        found.setdefault(year, []).append(Asked(
            row.code, row.title, row.topic, row.instrument, row.indicator_number, row.issue_no, row.issue_name or "",
        ))
        if year not in marks:
            marks[year] = pass_mark_of(row.item_set)
    return {year: YearList(tuple(found.get(year, ())), marks.get(year)) for year in set(years)}


def weak_of(year: int, figures: Figures, here: YearList) -> list[Weak]:
    """The weak items of a year in the order of its list."""
    return weak_items(
        figures, Rules(year=year, item_codes=tuple(each.code for each in here.items), pass_mark=here.pass_mark)
    )


def choices_of(*, plan: Plan) -> Choices:
    """What the form of a measure offers to answer. Three queries."""
    year = assessed_year_of(plan)
    figures = figures_by_year(agency=plan.agency, years=[year]).get(year, Figures())
    here = lists_of_years({year})[year]
    weak = {each.code for each in weak_of(year, figures, here)}
    choices = [Choice(each, figures.items.get(each.code)) for each in here.items]
    return Choices(
        year, [each for each in choices if each.item.code in weak],
        [each for each in choices if each.item.code not in weak],
    )


def known_codes(*, plan: Plan) -> frozenset[str]:
    """The codes of the assessed year's list; empty where the year has none. One query."""
    items = Item.objects.filter(item_set__fiscal_year=assessed_year_of(plan))
    return frozenset(items.values_list("code", flat=True))
