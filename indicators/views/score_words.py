"""Scores as the charts of a page say them, in the reader's language.

Not here: where things stand in a chart (``indicators.charts``), the words on paper (``reports.sections.scores``).
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.calculation.figures import Figures
from indicators.charts.marks import Chart, Mark
from indicators.scores.years import YearFacts, YearScores


def indicator_chart(scores: YearScores) -> Chart:
    """The year's indicators."""
    marks = tuple(
        Mark(str(one.number), one.name, one.value, shown(one.value))
        for one in scores.indicators
    )
    return _chart(_("Scores by indicator, fiscal year %(year)s") % {"year": scores.year}, marks, scores.pass_mark)


def year_chart(figures: dict[int, Figures], facts: dict[int, YearFacts]) -> Chart:
    """The overall scores of these years, earliest first; with a threshold only where all years have the same."""
    years = sorted(figures)
    thresholds = {facts[year].pass_mark if year in facts else None for year in years}
    marks = tuple(
        Mark(str(year), figures[year].level, figures[year].overall, shown(figures[year].overall)) for year in years
    )
    return _chart(_("Overall scores by year"), marks, thresholds.pop() if len(thresholds) == 1 else None)


def shown(value: Decimal | None) -> str:
    """A score as it is read: two decimals; empty for none."""
    return "" if value is None else f"{value:.2f}"


def _chart(title: str, marks: tuple[Mark, ...], pass_mark: Decimal | None) -> Chart:
    no_data, below = _("No data"), _("Below the threshold")
    chart = Chart(
        title=title, description="", marks=marks, no_data=no_data, below=below, pass_mark=pass_mark,
        threshold="" if pass_mark is None else _("Threshold %(value)s") % {"value": shown(pass_mark)},
        scale=_("Centre {centre}, rim {rim}"),
    )  # fmt: skip
    return chart.described()
