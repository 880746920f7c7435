"""What the pages of charts and years ask: a year's announced indicators, and an agency's years side by side.

Only announced values; nothing computed stands here.
Not here: which edition is current (``selectors``), other agencies (``standing``), calculation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from accounts.models import Agency
from indicators.calculation.figures import Figures
from indicators.calculation.reading import pass_mark_of
from indicators.comparing import Comparison, ItemWords, compare_items
from indicators.models import Indicator, Instrument, Item, ItemSet, ScoreEdition
from indicators.scores.selectors import current_edition, figures_of


@dataclass(frozen=True)
class IndicatorScore:
    """An indicator of the year with its announced value; None where nobody announced one, empty where unnamed."""

    number: int
    name: str
    instrument: str
    value: Decimal | None


@dataclass(frozen=True)
class YearScores:
    """A year's announced scores with the names of its set. ``edition`` None: nothing was saved yet."""

    year: int
    edition: ScoreEdition | None
    figures: Figures
    indicators: tuple[IndicatorScore, ...]
    pass_mark: Decimal | None


@dataclass(frozen=True)
class YearFacts:
    """What a year's set says for comparing it: level names in their order, threshold."""

    year: int
    scale: tuple[str, ...]
    pass_mark: Decimal | None


def scores_of_year(*, agency: Agency, year: int) -> YearScores | None:
    """The year's scores in four queries; None when the year has neither an item set nor scores of the agency."""
    edition = current_edition(agency=agency, year=year)
    item_set = ItemSet.objects.filter(fiscal_year=year).only("fiscal_year", "grade_bands").first()
    if edition is None and item_set is None:
        return None
    if edition:
        prefetch_related_objects([edition], "values")  # the tabs over the page read them again
    figures = figures_of(edition)
    named = item_set.indicators.all() if item_set else ()
    return YearScores(
        year, edition, figures, indicator_scores(figures, named), pass_mark_of(item_set) if item_set else None
    )


def indicator_scores(figures: Figures, named: Iterable[Indicator]) -> tuple[IndicatorScore, ...]:
    """The set's indicators and whatever else was announced, by number."""
    by_number = {each.number: each for each in named}
    return tuple(
        IndicatorScore(
            number=number, name=by_number[number].name if number in by_number else "",
            instrument=by_number[number].instrument if number in by_number else "",
            value=figures.indicators.get(number),
        )
        for number in sorted(by_number.keys() | figures.indicators.keys())
    )  # fmt: skip


def year_facts(years: Iterable[int] | None = None) -> dict[int, YearFacts]:
    """Of every year with an item set (of ``years`` only, when given), latest first; one query."""
    sets = ItemSet.objects.only("fiscal_year", "grade_bands").order_by("-fiscal_year")
    if years is not None:
        sets = sets.filter(fiscal_year__in=list(years))
    return {each.fiscal_year: _facts(each) for each in sets}


def facts_and_instruments(year: int) -> tuple[YearFacts | None, list[str]]:
    """The year's facts with the codes of its instruments; one query, a second for a year whose set has none."""
    instruments = list(Instrument.objects.filter(item_set__fiscal_year=year).select_related("item_set"))
    if not instruments:
        return year_facts([year]).get(year), []
    return _facts(instruments[0].item_set), [each.code for each in instruments]


def _facts(item_set: ItemSet) -> YearFacts:
    bands = item_set.grade_bands.get("bands") or ()
    return YearFacts(item_set.fiscal_year, tuple(str(band["name"]) for band in bands), pass_mark_of(item_set))


def instruments_of(years: Iterable[int]) -> list[str]:
    """The instruments of these years by code, in the order of their sets; one query."""
    codes = Instrument.objects.filter(item_set__fiscal_year__in=list(years)).order_by("position", "pk")
    return list(dict.fromkeys(codes.values_list("code", flat=True)))


def indicator_names(years: Iterable[int]) -> dict[int, str]:
    """The indicators' names by number, as the latest of these years has them; one query."""
    named = Indicator.objects.filter(item_set__fiscal_year__in=list(years)).order_by("item_set__fiscal_year", "number")
    names: dict[int, str] = dict(named.values_list("number", "name"))
    return dict(sorted(names.items()))


def compared_items(*, before: tuple[int, Figures], after: tuple[int, Figures]) -> Comparison:
    """The items of two years, matched, with their announced values; one query."""
    words: dict[int, list[ItemWords]] = {before[0]: [], after[0]: []}
    items = Item.objects.filter(item_set__fiscal_year__in=list(words)).order_by("position", "pk")
    for year, code, title, topic in items.values_list("item_set__fiscal_year", "code", "title", "topic"):
        words[year].append(ItemWords(code, title, frozenset(topic.split())))
    return compare_items(
        words[before[0]], words[after[0]], values_before=before[1].items, values_after=after[1].items
    )
