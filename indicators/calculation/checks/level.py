"""The announced level against the year's own scale.

Not here: the scale (``levels``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import ceil, floor

from django.utils.translation import gettext_noop

from indicators.calculation.bounds import Range
from indicators.calculation.checks.finding import Finding, find
from indicators.calculation.checks.reach import Reach, instrument_any_way, overall_reach
from indicators.calculation.figures import Figures
from indicators.calculation.levels import band_named, possible_levels
from indicators.calculation.rules import Band, Rules
from indicators.calculation.spans import HIGHEST, LOWEST

LEVEL = gettext_noop("Level")
OTHER_YEAR = gettext_noop("“%(level)s” is a level of the scale of %(years)s; %(year)s has %(levels)s.")
UNKNOWN = gettext_noop("“%(level)s” is no level of the scale of %(year)s, which has %(levels)s.")
IMPOSSIBLE = gettext_noop(
    "The level “%(level)s” does not go with the announced scores: by the scale of %(year)s they can only be "
    "%(possible)s."
)
IMPOSSIBLE_AT_ALL = gettext_noop("The level “%(level)s” does not go with the announced scores of %(year)s.")
CHECK_LEVEL = gettext_noop(
    "Compare the level with the agency's result page in ITAS, and the scores of the instruments too: the level depends "
    "on them. If it was announced so, note that here."
)
CHECK_YEAR_OF_LEVEL = gettext_noop("Check of which year the result is, and write the level as announced.")


def check(figures: Figures, rules: Rules, other_years: Iterable[Rules]) -> Iterator[Finding]:
    """At most one remark; none where no level was announced or the year's scale is not known."""
    if not figures.level or not rules.bands:
        return
    band = band_named(figures.level, rules)
    if band is None:
        yield _not_of_the_year(figures.level, rules, other_years)
        return
    possible = levels_possible(figures, rules)
    if band in possible:
        return
    yield find(
        "level_impossible", "", "error", IMPOSSIBLE if possible else IMPOSSIBLE_AT_ALL, CHECK_LEVEL,
        rests_on=(
            figures.level, figures.overall, figures.instruments, figures.indicators, figures.sub_indicators,
            figures.floor,
        ),
        level=figures.level, year=str(rules.year), possible=tuple(each.name for each in possible),
    )  # fmt: skip


def levels_possible(figures: Figures, rules: Rules) -> tuple[Band, ...]:
    """The levels the announced scores leave open: an announced score counts as it stands, for levels are given by two
    decimals; one that was not announced counts as all that the scores below it allow.

    An overall score that does not come out of the instruments is a finding of its own (``sums``); here it is taken
    apart from them.
    """
    below = overall_reach(figures, rules)
    if figures.overall is not None and below is not None and not below.holds(figures.overall):
        rules = replace(rules, steps=rules.steps - {"overall"})
    overall = _range(figures.overall, below)
    instruments = {
        code: _range(figures.instruments.get(code), instrument_any_way(figures, rules, code))
        for code in rules.instruments
    }
    return possible_levels(overall, instruments, rules)


def _range(announced: Decimal | None, reach: Reach | None) -> Range:
    if announced is not None:
        return Range(announced, announced)
    low, high = reach.widest if reach else (LOWEST, HIGHEST)
    return Range(Decimal(ceil(low * 100)).scaleb(-2), Decimal(floor(high * 100)).scaleb(-2))


def _not_of_the_year(level: str, rules: Rules, other_years: Iterable[Rules]) -> Finding:
    own = tuple(band.name for band in rules.bands)
    years = tuple(str(other.year) for other in other_years if band_named(level, other))
    said = {"level": level, "year": str(rules.year), "levels": own}
    rests_on = (level, years, own)
    if years:
        return find(
            "level_of_other_year", "", "error", OTHER_YEAR, CHECK_YEAR_OF_LEVEL, rests_on=rests_on, years=years, **said
        )
    return find("level_unknown", "", "question", UNKNOWN, CHECK_YEAR_OF_LEVEL, rests_on=rests_on, **said)
