"""Where an announced score can lie by the announced scores below it, when each of them is known to two decimals only.

A printed score stands for anything within half a hundredth of it, and each step up may have been rounded once more:
``slack`` counts these halves, so that a sheet that is right is never called wrong, however its maker rounded. Items
count here only as passed or failed; other scores of items are compared with their own indicator alone, for they are
the first to be of another agency (document 002).
Not here: the steps themselves (``spans``), the numbers to be shown as computed (``arithmetic``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.calculation.figures import Figures
from indicators.calculation.missing import Missing
from indicators.calculation.rounding import rounded
from indicators.calculation.rules import Rules
from indicators.calculation.spans import (
    FAILED,
    HIGHEST,
    LOWEST,
    PASSED,
    Span,
    indicator_below,
    instrument,
    instrument_below,
    overall_below,
    sub_indicator_below,
)

HALF = Fraction(1, 200)


@dataclass(frozen=True)
class Reach:
    """From the lowest to the highest, and what rounding may add to either side."""

    span: Span
    slack: Fraction

    @property
    def low(self) -> Decimal:
        """Half up to two decimals, rounding on the way left aside."""
        return rounded(self.span.low)

    @property
    def high(self) -> Decimal:
        """As ``low``."""
        return rounded(self.span.high)

    @property
    def is_one_number(self) -> bool:
        """Whether nothing below it is unknown."""
        return self.span.low == self.span.high

    @property
    def is_anything(self) -> bool:
        """Whether it says nothing."""
        return (self.span.low, self.span.high) == (LOWEST, HIGHEST)

    @property
    def widest(self) -> tuple[Fraction, Fraction]:
        """From where to where, with all that rounding may add."""
        return max(self.span.low - self.slack, LOWEST), min(self.span.high + self.slack, HIGHEST)

    def holds(self, value: Decimal) -> bool:
        """Whether the announced value can be."""
        return self.span.low - self.slack <= Fraction(value) <= self.span.high + self.slack


def overall_reach(figures: Figures, rules: Rules) -> Reach | None:
    """The overall score by the weights of the instruments; None where a weight or this step is not known."""
    span = overall_below(_in_sums(figures, rules), rules)
    if isinstance(span, Missing):
        return None
    derived = [_steps_to_instrument(figures, rules, code) for code in rules.instruments]
    return Reach(span, _slack(1 + max(derived, default=0)))


def instrument_reach(figures: Figures, rules: Rules, code: str) -> Reach:
    """An instrument as the mean of its indicators."""
    below = instrument_below(_in_sums(replace(figures, instrument_parts={}), rules), rules, code)
    return Reach(below, _slack(_steps_to_instrument(replace(figures, instruments={}), rules, code)))


def parts_reach(figures: Figures, rules: Rules, code: str) -> Reach | None:
    """An instrument as the mean of its parts; None where that step is not known or fewer than two parts are."""
    parts = {part: value for part, value in figures.instrument_parts.items() if part.split(".")[0] == code}
    if f"{code}_parts" not in rules.steps or len(parts) < 2:
        return None
    return Reach(instrument_below(Figures(instrument_parts=parts), rules, code), _slack(1))


def instrument_any_way(figures: Figures, rules: Rules, code: str) -> Reach:
    """An instrument by everything below it: for the levels, where it was not announced itself."""
    return Reach(instrument(_in_sums(figures, rules), rules, code), _slack(_steps_to_instrument(figures, rules, code)))


def indicator_reach(figures: Figures, rules: Rules, number: int) -> Reach:
    """An indicator as the mean of its sub-indicators."""
    below = indicator_below(_in_sums(figures, rules), rules, number)
    return Reach(below, _slack(_steps_to_indicator(replace(figures, indicators={}), rules, number)))


def sub_indicator_reach(figures: Figures, rules: Rules, code: str) -> Reach:
    """A sub-indicator as the share of its items that passed."""
    return Reach(sub_indicator_below(_in_sums(figures, rules), rules, code), _slack(1))


def items_reach(figures: Figures, items: Sequence[str]) -> Reach | None:
    """From the lowest to the highest of the items, where all of them are known: every mean of them lies there."""
    values = [figures.items[item] for item in items if item in figures.items]
    if not items or len(values) < len(items):
        return None
    return Reach(Span(Fraction(min(values)), Fraction(max(values))), _slack(1))


def _in_sums(figures: Figures, rules: Rules) -> Figures:
    """The figures with the items of those sub-indicators only whose known items all passed or failed."""
    kept = {}
    for items in rules.items_of_sub_indicator.values():
        known = {item: figures.items[item] for item in items if item in figures.items}
        if all(value in (PASSED, FAILED) for value in known.values()):
            kept |= known
    return replace(figures, items=kept)


def _slack(steps: int) -> Fraction:
    """Half a hundredth for the figures it begins with, and one for each step up."""
    return HALF * (1 + steps)


def _steps_to_instrument(figures: Figures, rules: Rules, code: str) -> int:
    """How many steps lead from announced figures to this one; 0 when it was announced."""
    if code in figures.instruments:
        return 0
    derived = [_steps_to_indicator(figures, rules, number) for number in rules.indicators_of.get(code, ())]
    return 1 + max(derived, default=0)


def _steps_to_indicator(figures: Figures, rules: Rules, number: int) -> int:
    if number in figures.indicators:
        return 0
    subs = rules.sub_indicators_of.get(number, ())
    return 2 if any(code not in figures.sub_indicators for code in subs) else 1
