"""Pages that show announced scores: a year's charts, the years side by side, the standing among like agencies.

Not here: the sheet and its editions (``score_sheet``), checks, what is calculated; it is never shown on these pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.doors import Standing, staff_page
from indicators.calculation.figures import Figures
from indicators.charts.bars import bars
from indicators.charts.marks import Chart
from indicators.charts.radar import radar
from indicators.charts.shapes import Drawing, Svg
from indicators.comparing import change_of
from indicators.ranking import median_of, ranked
from indicators.scores.selectors import current_edition, figures_by_year
from indicators.scores.standing import field_of
from indicators.scores.years import (
    YearFacts,
    compared_items,
    facts_and_instruments,
    indicator_names,
    instruments_of,
    scores_of_year,
    year_facts,
)
from indicators.views.score_words import indicator_chart, year_chart

LOOK = ("GET", "HEAD")
YEARS_PER_PAGE = 6
ITEMS_PER_PAGE = 40
AGENCIES_PER_PAGE = 50
FEWEST_OTHERS = 3
"""With fewer others a rank says nothing, and a median would tell another agency's score."""


@dataclass(frozen=True)
class Pictures:
    """One chart in both its forms; the style sheet shows the one that fits the screen."""

    wide: Svg
    narrow: Svg


@dataclass(frozen=True)
class Cell:
    """A value with what changed since the year before; None where either is not known."""

    value: Decimal | None
    change: Decimal | None


@dataclass(frozen=True)
class YearRow:
    """A year beside the others; ``other_scale``: its levels are of another scale than those of the year before."""

    year: int
    overall: Cell
    level: str
    instruments: list[Cell]
    other_scale: bool


@staff_page(act="read_year", methods=LOOK)
def score_charts(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    scores = scores_of_year(agency=standing.agency, year=year)
    if scores is None:
        raise Http404
    chart = indicator_chart(scores)
    return render(request, "indicators/score_charts.html", {
        "assessed_year": year, "edition": scores.edition, "scores": scores,
        "rows": [(one, chart.is_weak(mark)) for one, mark in zip(scores.indicators, chart.marks, strict=True)],
        "radar": _pictures(radar, chart), "bars": _pictures(bars, chart) if chart.known else None,
    })  # fmt: skip


@staff_page(act="read_year", methods=LOOK)
def score_overview(request: HttpRequest, standing: Standing) -> HttpResponse:
    figures = figures_by_year(agency=standing.agency)
    facts = year_facts()
    page = Paginator(sorted(figures, reverse=True), YEARS_PER_PAGE).get_page(request.GET.get("page"))
    codes = instruments_of(page.object_list) if figures else []
    shown = {year: figures[year] for year in page.object_list}
    chosen = _two_years(request, sorted(figures, reverse=True))
    comparison = None
    if chosen:
        before, after = chosen
        comparison = compared_items(before=(before, figures[before]), after=(after, figures[after]))
    items = Paginator(comparison.items if comparison else (), ITEMS_PER_PAGE).get_page(request.GET.get("items"))
    chart = year_chart(shown, facts)
    return render(request, "indicators/score_overview.html", {
        "page": page, "codes": codes, "rows": [_year_row(year, figures, facts, codes) for year in page],
        "indicators": _indicator_rows(page.object_list, figures) if figures else [],
        "years": sorted(figures, reverse=True), "chosen": chosen, "items": items, "comparison": comparison,
        "bars": _pictures(bars, chart, key="years") if chart.known else None,
        "startable": [year for year in facts if year not in figures] if standing.may("edit_scores") else [],
    })  # fmt: skip


@staff_page(act="read_year", methods=LOOK)
def score_standing(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    facts, codes = facts_and_instruments(year)
    edition = current_edition(agency=standing.agency, year=year)
    if facts is None and edition is None:
        raise Http404
    field = field_of(agency=standing.agency, year=year, levels=facts.scale if facts else ())
    is_enough = len(field.others) >= FEWEST_OTHERS
    everyone = ranked([*field.others, *([field.own] if field.own else [])]) if is_enough else []
    return render(request, "indicators/score_standing.html", {
        "assessed_year": year, "field": field, "edition": edition, "is_enough": is_enough, "fewest": FEWEST_OTHERS,
        "own": next((placed for placed in everyone if placed.entry.is_own), None),
        "median": median_of(placed.entry.overall for placed in everyone), "codes": codes,
        "medians": [
            (code, median_of(found))
            for code in codes
            if len(found := [one.instruments[code] for one in field.others if code in one.instruments]) >= FEWEST_OTHERS
        ],
        "page": Paginator(
            [(placed, [placed.entry.instruments.get(code) for code in codes]) for placed in everyone], AGENCIES_PER_PAGE
        ).get_page(request.GET.get("page")),
    })  # fmt: skip


def _pictures(draw, chart: Chart, **options: str) -> Pictures | None:
    wide: Drawing | None = draw(chart, wide=True, **options)
    narrow: Drawing | None = draw(chart, wide=False, **options)
    return Pictures(Svg.of(wide), Svg.of(narrow)) if wide and narrow else None


def _two_years(request: HttpRequest, years: list[int]) -> tuple[int, int] | None:
    """The two years asked for, the earlier first; the latest two that have scores when the address names none."""
    asked = [text for text in (request.GET.get("before"), request.GET.get("after")) if text]
    named = sorted({int(text) for text in asked if text.isascii() and text.isdecimal() and len(text) < 5} & set(years))
    if len(named) == 2:
        return named[0], named[1]
    return (years[1], years[0]) if len(years) > 1 else None


def _year_row(year: int, figures: dict[int, Figures], facts: dict[int, YearFacts], codes: list[str]) -> YearRow:
    now, before = figures[year], figures.get(year - 1, Figures())
    scales = [facts[each].scale for each in (year, year - 1) if each in facts and each in figures]
    return YearRow(
        year=year, overall=Cell(now.overall, change_of(now.overall, before.overall)), level=now.level,
        instruments=[_cell(now.instruments, before.instruments, code) for code in codes],
        other_scale=len(scales) == 2 and scales[0] != scales[1],
    )  # fmt: skip


def _indicator_rows(years: list[int], figures: dict[int, Figures]) -> list[tuple[int, str, list[tuple[int, Cell]]]]:
    names = indicator_names(years)
    numbers = sorted(names.keys() | {number for year in years for number in figures[year].indicators})
    return [
        (number, names.get(number, ""), [
            (year, _cell(figures[year].indicators, figures.get(year - 1, Figures()).indicators, number))
            for year in years
        ])
        for number in numbers
    ]  # fmt: skip


def _cell(now: dict, before: dict, key: object) -> Cell:
    return Cell(now.get(key), change_of(now.get(key), before.get(key)))
