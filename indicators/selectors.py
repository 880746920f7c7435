"""Questions about item sets: which years are known, what a year asks, under which headings.

Not here: loading (``indicators.item_sets``), an agency's answers (``measures``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from indicators.models import Indicator, Instrument, Issue, Item, ItemSet, SubIndicator

INSTRUMENTS = ("IIT", "EIT", "OIT")


@dataclass(frozen=True)
class ItemGroup:
    """OIT items that stand together under one heading.

    ``sub_indicator`` is None and ``heading`` empty where the year's are not known; ``opens`` tells whether the
    sub-indicator begins here (a sub-indicator may have several groups).
    """

    sub_indicator: SubIndicator | None
    heading: str
    opens: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class QuestionGroup:
    """Questions of one indicator; None where it is not known which."""

    indicator: Indicator | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class InstrumentFacts:
    """An instrument with its indicators; ``count`` is the official number of items or None when not known."""

    instrument: Instrument
    indicators: tuple[Indicator, ...]
    count: int | None


@dataclass(frozen=True)
class ItemSetContent:
    """A whole year, ready to show."""

    item_set: ItemSet
    instruments: tuple[InstrumentFacts, ...]
    oit: tuple[ItemGroup, ...]
    questions: dict[str, tuple[QuestionGroup, ...]] = field(default_factory=dict)
    """By instrument code, IIT and EIT; empty where no list was found."""
    issues: tuple[Issue, ...] = ()


def years_known() -> list[int]:
    """The fiscal years (B.E.) with an item set, latest first."""
    return list(ItemSet.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True))


def item_set_for(fiscal_year: int) -> ItemSet | None:
    """The year's item set, or None when the year is not known."""
    return ItemSet.objects.filter(fiscal_year=fiscal_year).first()


def items_of(fiscal_year: int, instrument: str) -> list[Item]:
    """The year's items of an instrument (``IIT``, ``EIT``, ``OIT``) in official order; empty when not known."""
    return list(Item.objects.filter(item_set__fiscal_year=fiscal_year, instrument=instrument))


def item_sets_listed() -> QuerySet[ItemSet]:
    """All item sets, latest year first, each with ``listed_iit``, ``listed_eit``, ``listed_oit`` and
    ``with_elements`` (OIT items whose elements are complete)."""
    counts = {f"listed_{code.lower()}": Count("items", filter=Q(items__instrument=code)) for code in INSTRUMENTS}
    complete = Count("items", filter=Q(items__instrument="OIT", items__elements_status="full"))
    return ItemSet.objects.annotate(**counts, with_elements=complete).order_by("-fiscal_year")


def oit_groups(fiscal_year: int) -> list[ItemGroup]:
    """The year's OIT items in official order under their headings; empty when the year is not known."""
    sub_indicators = SubIndicator.objects.filter(item_set__fiscal_year=fiscal_year)
    return group_items(items_of(fiscal_year, "OIT"), sub_indicators)


def group_items(items: Sequence[Item], sub_indicators: Iterable[SubIndicator]) -> list[ItemGroup]:
    """Runs of items with the same sub-indicator and heading, in the order of the items."""
    by_code = {each.code: each for each in sub_indicators}
    groups: list[ItemGroup] = []
    previous = None
    for (code, heading), run in groupby(items, key=lambda item: (item.sub_indicator_code, item.group)):
        groups.append(ItemGroup(by_code.get(code), heading, bool(code) and code != previous, tuple(run)))
        previous = code
    return groups


def content_of(item_set: ItemSet) -> ItemSetContent:
    """Everything of a year in five queries, however many items it has."""
    indicators = tuple(item_set.indicators.all())
    items = list(item_set.items.all())
    by_number = {each.number: each for each in indicators}
    return ItemSetContent(
        item_set=item_set,
        instruments=tuple(
            InstrumentFacts(
                instrument=each,
                indicators=tuple(one for one in indicators if one.instrument == each.code),
                count=item_set.item_counts.get(each.code),
            )
            for each in item_set.instruments.all()
        ),
        oit=tuple(group_items([item for item in items if item.instrument == "OIT"], item_set.sub_indicators.all())),
        questions={
            code: tuple(
                QuestionGroup(by_number.get(number), tuple(run))
                for number, run in groupby(
                    (item for item in items if item.instrument == code), key=lambda item: item.indicator_number
                )
            )
            for code in ("IIT", "EIT")
        },
        issues=tuple(item_set.issues.all()),
    )
