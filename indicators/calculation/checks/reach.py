"""Where an announced score can lie, judged by the announced scores below it, when all are known to two decimals only.

A printed score stands for anything within half a hundredth of it, and each step up may have been rounded once more:
``slack`` counts these halves, so that a sheet that is right is never called wrong, however its maker rounded.
Not here: the numbers to be shown as computed (``arithmetic``, ``bounds``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculation.figures import Figures
from indicators.calculation.rules import Rules

HALF = Decimal("0.005")
DUST = Decimal("0.000001")
"""What a division that does not end leaves over."""
PASSED, FAILED = Decimal(100), Decimal(0)


@dataclass(frozen=True)
class Reach:
    """From the lowest to the highest, and what rounding may add to either side."""

    low: Decimal
    high: Decimal
    slack: Decimal = Decimal(0)

    @property
    def is_known(self) -> bool:
        """Whether it is one number, nothing below it being unknown."""
        return self.low == self.high

    def holds(self, value: Decimal) -> bool:
        """Whether the announced value can be."""
        return self.low - self.slack - DUST <= value <= self.high + self.slack + DUST


ANYTHING = Reach(FAILED, PASSED)


def overall_from_below(figures: Figures, rules: Rules) -> Reach | None:
    """The overall score by the weights of the instruments; None where a weight is not known."""
    if "overall" not in rules.steps or not rules.weights or set(rules.weights) != set(rules.instruments):
        return None
    parts = [(instrument_reach(figures, rules, code), weight) for code, weight in rules.weights.items()]
    return _rounded(_weighed(parts))


def instrument_from_below(figures: Figures, rules: Rules, code: str) -> Reach | None:
    """An instrument as the mean of its indicators; None where that step or its indicators are not known."""
    numbers = rules.indicators_of.get(code, ())
    if code not in rules.steps or not numbers:
        return None
    return _rounded(_mean(indicator_reach(figures, rules, number) for number in numbers))


def instrument_from_parts(figures: Figures, rules: Rules, code: str) -> Reach | None:
    """An instrument as the mean of its parts; None where that step is not known or fewer than two parts are."""
    parts = [value for part, value in figures.instrument_parts.items() if part.split(".")[0] == code]
    if f"{code}_parts" not in rules.steps or len(parts) < 2:
        return None
    return _rounded(_mean(_printed(value) for value in parts))


def indicator_from_below(figures: Figures, rules: Rules, number: int) -> Reach | None:
    """An indicator as the mean of its sub-indicators; None where that step or its sub-indicators are not known."""
    codes = rules.sub_indicators_of.get(number, ())
    if f"indicator_{number}" not in rules.steps or not codes:
        return None
    return _rounded(_mean(sub_indicator_reach(figures, rules, code) for code in codes))


def sub_indicator_from_below(figures: Figures, rules: Rules, code: str) -> Reach | None:
    """A sub-indicator as the share of its items that passed; None where an item is neither passed nor failed."""
    items = rules.items_of_sub_indicator.get(code, ())
    values = [figures.items.get(item) for item in items]
    if "sub_indicators" not in rules.steps or not items:
        return None
    if any(value not in (PASSED, FAILED, None) for value in values):
        return None
    return _rounded(_mean(ANYTHING if value is None else Reach(value, value) for value in values))


def span_of_items(figures: Figures, items: Sequence[str]) -> Reach | None:
    """From the lowest to the highest of the items, where all of them are known: every mean of them lies there."""
    values = [figures.items[item] for item in items if item in figures.items]
    if not items or len(values) < len(items):
        return None
    return Reach(min(values), max(values), 2 * HALF)


def instrument_reach(figures: Figures, rules: Rules, code: str) -> Reach:
    """An instrument as announced, else from what is below it."""
    if code in figures.instruments:
        return _printed(figures.instruments[code])
    for below in (instrument_from_below, instrument_from_parts):
        if (reach := below(figures, rules, code)) and reach != ANYTHING:
            return reach
    return ANYTHING


def indicator_reach(figures: Figures, rules: Rules, number: int) -> Reach:
    """An indicator as announced, else from what is below it and from what none is below."""
    if number in figures.indicators:
        return _printed(figures.indicators[number])
    reach = indicator_from_below(figures, rules, number) or ANYTHING
    if figures.floor is None or reach.low >= figures.floor:
        return reach
    return Reach(figures.floor, max(reach.high, figures.floor), max(reach.slack, HALF))


def sub_indicator_reach(figures: Figures, rules: Rules, code: str) -> Reach:
    """A sub-indicator as announced, else from its items."""
    if code in figures.sub_indicators:
        return _printed(figures.sub_indicators[code])
    return sub_indicator_from_below(figures, rules, code) or ANYTHING


def _printed(value: Decimal) -> Reach:
    return Reach(value, value, HALF)


def _rounded(reach: Reach) -> Reach:
    return Reach(reach.low, reach.high, reach.slack + HALF)


def _mean(reaches: Iterable[Reach]) -> Reach:
    return _weighed([(reach, Decimal(1)) for reach in reaches])


def _weighed(parts: Sequence[tuple[Reach, Decimal]]) -> Reach:
    total = sum(weight for _, weight in parts)
    return Reach(*(
        sum(getattr(reach, side) * weight for reach, weight in parts) / total for side in ("low", "high", "slack")
    ))
