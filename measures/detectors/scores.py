"""Printed scores that cannot belong together: overall, instruments, indicators and the table of items.

What follows from what is the assessed year's own rules (``indicators.calculation``); by a step that year does not know
nothing is computed, and a score is only held against the range it must lie in.
Not here: checking what was announced (``indicators.calculation.checks``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import mean

from django.utils.translation import gettext_noop

from indicators.calculation.arithmetic import compute, round_half_up
from indicators.calculation.bounds import Bounds, Range, bounds
from indicators.calculation.figures import Figures
from measures.detectors.observation import Observation, digest_of, quoted
from measures.detectors.reading import Score, Year
from measures.places import Place

OVERALL = gettext_noop("From the scores printed the overall score would be %(computed)s, not %(printed)s.")
OVERALL_BETWEEN = gettext_noop(
    "By the scores printed the overall score lies between %(low)s and %(high)s; %(printed)s does not."
)
BETWEEN = gettext_noop(
    "By the scores printed below it “%(label)s” lies between %(low)s and %(high)s; %(printed)s does not."
)
ITEMS = gettext_noop("The items of “%(label)s” have a mean of %(computed)s, but %(printed)s is printed.")
EVERY_ITEM_BELOW = gettext_noop(
    "%(printed)s is printed for “%(label)s”, but no item of it reaches that: the best has %(computed)s."
)
ROUNDING = Decimal("0.02")
"""Two decimals per printed score, and once more on the way."""
ITEM_ROUNDING = Decimal("0.1")
"""Means of means of rounded items move the result a little."""
HIGHEST = Decimal(100)
Fault = tuple[str, dict[str, Decimal]]


def find(year: Year) -> Iterator[Observation]:
    """One remark per printed score above the items."""
    printed = "\n".join(f"{score.part} {score.code} {score.text}" for score in year.scores)
    figures = figures_of(year)
    ranges = bounds(figures, year.rules)
    for score in year.scores:
        if score.exact is None or not year.is_asked("score", score.id):
            continue
        fault = _fault(score, year, figures, ranges)
        if fault:
            reason, numbers = fault
            yield Observation(
                detector="scores", row_kind="score", row_id=score.id, field="text", passage=quoted(score.text),
                reason=reason, digest=digest_of(printed), at=Place(name=quoted(score.label or score.code)),
                params={
                    "printed": str(score.exact), "label": score.label or score.code,
                    **{name: str(round_half_up(number)) for name, number in numbers.items()},
                },
            )  # fmt: skip


def figures_of(year: Year) -> Figures:
    """The printed scores as figures: an instrument's row beside an indicator's name is that indicator; the parts of an
    instrument are the instrument where all of them say the same."""
    indicators, instruments, items = {}, {}, {}
    for score in year.scores:
        if score.exact is None or score.exact > HIGHEST:
            continue
        number = _indicator_of(score, year)
        if number is not None:
            indicators[number] = score.exact
        elif score.part == "instrument":
            instruments.setdefault(score.instrument, []).append(score)
        elif score.part == "item":
            items[score.code] = score.exact
    whole = {
        code: rows[0].exact for code, rows in instruments.items()
        if len({row.exact for row in rows}) == 1 and (len(rows) > 1 or rows[0].instrument_part is None)
    }  # fmt: skip
    return Figures(instruments=whole, indicators=indicators, items=items)


def _indicator_of(score: Score, year: Year) -> int | None:
    if score.part == "indicator":
        return score.number
    if score.part != "instrument":
        return None
    return next((no for no, name in year.indicator_names.items() if name and score.label.endswith(name)), None)


def _fault(score: Score, year: Year, figures: Figures, ranges: Bounds) -> Fault | None:
    if score.part == "overall":
        return _overall(score, year, figures, ranges)
    number = _indicator_of(score, year)
    if number is not None:
        return _indicator(score, number, year, figures, ranges)
    if score.part == "instrument":
        return _instrument(score, year, figures, ranges)
    return None


def _overall(score: Score, year: Year, figures: Figures, ranges: Bounds) -> Fault | None:
    if _fits(score, ranges.overall):
        return None
    computed = compute(figures, year.rules).overall
    if computed is not None:
        return OVERALL, {"computed": computed}
    return OVERALL_BETWEEN, {"low": ranges.overall.low, "high": ranges.overall.high}


def _indicator(score: Score, number: int, year: Year, figures: Figures, ranges: Bounds) -> Fault | None:
    """A memo's row must also be near the plain mean of its questions: said as what it is, for the reader to judge."""
    own = year.rules.items_of_indicator.get(number, ())
    asked = score.part == "instrument" and number not in year.rules.sub_indicators_of
    if asked and own and all(code in figures.items for code in own):
        plain = mean(figures.items[code] for code in own)
        return (ITEMS, {"computed": plain}) if abs(plain - score.exact) > ITEM_ROUNDING else None
    found = ranges.indicators.get(number)
    return None if _fits(score, found) else (BETWEEN, {"low": found.low, "high": found.high})


def _instrument(score: Score, year: Year, figures: Figures, ranges: Bounds) -> Fault | None:
    rules = year.rules
    numbers = rules.indicators_of.get(score.instrument, ())
    own = [code for number in numbers for code in rules.items_of_indicator.get(number, ())]
    if own and all(code in figures.items for code in own):
        best = max(figures.items[code] for code in own)
        if best < score.exact - ROUNDING:
            return EVERY_ITEM_BELOW, {"computed": best}
    found = ranges.instruments.get(score.instrument)
    if score.instrument_part is not None or _fits(score, found):
        return None
    return BETWEEN, {"low": found.low, "high": found.high}


def _fits(score: Score, found: Range | None) -> bool:
    return found is None or found.low - ROUNDING <= score.exact <= found.high + ROUNDING
