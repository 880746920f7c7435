"""From where to where each score can lie by the scores below it, exactly, with the reason where it is not one number.

A score that is filled in always counts as it stands and not as what is below it. Nothing is computed by a step the
year's set does not know. Used by ``arithmetic`` (the numbers) and ``bounds`` (the ranges).
Not here: rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.calculation.figures import Figures
from indicators.calculation.missing import Missing
from indicators.calculation.rules import Rules

LOWEST, HIGHEST = Fraction(0), Fraction(100)
FAILED, PASSED = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Span:
    """Both ends included. ``missing`` says why this is not the score itself; None when it is."""

    low: Fraction
    high: Fraction
    missing: Missing | None = None


def overall_below(figures: Figures, rules: Rules) -> Span | Missing:
    """The overall score by the weights; only the reason where the year's weights or this step are not known."""
    if not rules.instruments:
        return Missing("overall", "", "no_rules")
    if set(rules.weights) != set(rules.instruments):
        return Missing("overall", "", "weight_unknown")
    if "overall" not in rules.steps:
        return Missing("overall", "", "step_unknown")
    weighed = [(instrument(figures, rules, code), Fraction(rules.weights[code])) for code in rules.instruments]
    return _mean(weighed, Missing("overall", "", "value_missing"))


def instrument(figures: Figures, rules: Rules, code: str) -> Span:
    """An instrument as filled in, else by what is below it."""
    return _given(figures.instruments.get(code)) or instrument_below(figures, rules, code)


def instrument_below(figures: Figures, rules: Rules, code: str) -> Span:
    """An instrument as the mean of its indicators, or of its parts where the indicators do not give it."""
    numbers = rules.indicators_of.get(code, ())
    if code not in rules.steps:
        by_indicators = _anything(Missing(code, code, "step_unknown"))
    elif not numbers:
        by_indicators = _anything(Missing(code, code, "indicators_unknown"))
    else:
        by_indicators = _plain_mean((indicator(figures, rules, number) for number in numbers), code, code)
    parts = [value for part, value in figures.instrument_parts.items() if part.split(".")[0] == code]
    if by_indicators.missing and f"{code}_parts" in rules.steps and len(parts) > 1:
        return _plain_mean((_exactly(value) for value in parts), f"{code}_parts", code)
    return by_indicators


def indicator(figures: Figures, rules: Rules, number: int) -> Span:
    """An indicator as filled in, else by all the others say of it."""
    return _given(figures.indicators.get(number)) or indicator_by_others(figures, rules, number)


def indicator_by_others(figures: Figures, rules: Rules, number: int) -> Span:
    """An indicator by what is below it, and by what no indicator is below."""
    below = indicator_below(figures, rules, number)
    if figures.floor is None or not below.missing or below.low >= figures.floor:
        return below
    floor = Fraction(figures.floor)
    return Span(floor, max(below.high, floor), below.missing)


def indicator_below(figures: Figures, rules: Rules, number: int) -> Span:
    """An indicator as the mean of its sub-indicators. Where that step is not known it lies among its items, whatever
    their weights, if all of them are filled in."""
    step, codes = f"indicator_{number}", rules.sub_indicators_of.get(number, ())
    if step in rules.steps and codes:
        return _plain_mean((sub_indicator(figures, rules, code) for code in codes), step, str(number))
    reason = "sub_indicators_unknown" if codes or step in rules.steps else "step_unknown"
    return _among(figures, rules.items_of_indicator.get(number, ()), Missing(step, str(number), reason))


def sub_indicator(figures: Figures, rules: Rules, code: str) -> Span:
    """A sub-indicator as filled in, else by its items."""
    return _given(figures.sub_indicators.get(code)) or sub_indicator_below(figures, rules, code)


def sub_indicator_below(figures: Figures, rules: Rules, code: str) -> Span:
    """A sub-indicator as the share of its items that passed; otherwise among its items, as an indicator."""
    items, step = rules.items_of_sub_indicator.get(code, ()), "sub_indicators"
    if step not in rules.steps:
        return _among(figures, items, Missing(step, code, "step_unknown"))
    if not items:
        return _anything(Missing(step, code, "items_unknown"))
    values = [figures.items[item] for item in items if item in figures.items]
    if any(value not in (FAILED, PASSED) for value in values):
        return _among(figures, items, Missing(step, code, "item_not_passed_or_failed"))
    low = Fraction(100 * values.count(PASSED), len(items))
    unknown = len(items) - len(values)
    missing = Missing(step, code, "value_missing") if unknown else None
    return Span(low, low + Fraction(100 * unknown, len(items)), missing)


def _among(figures: Figures, items: Sequence[str], missing: Missing) -> Span:
    values = [figures.items[item] for item in items if item in figures.items]
    if not items or len(values) < len(items):
        return _anything(missing)
    return Span(Fraction(min(values)), Fraction(max(values)), missing)


def _anything(missing: Missing) -> Span:
    return Span(LOWEST, HIGHEST, missing)


def _exactly(value: Decimal) -> Span:
    return Span(Fraction(value), Fraction(value))


def _given(value: Decimal | None) -> Span | None:
    return None if value is None else _exactly(value)


def _plain_mean(spans: Iterable[Span], step: str, subject: str) -> Span:
    return _mean([(span, Fraction(1)) for span in spans], Missing(step, subject, "value_missing"))


def _mean(weighed: Sequence[tuple[Span, Fraction]], missing: Missing) -> Span:
    total = sum(weight for _span, weight in weighed)
    return Span(
        low=sum(span.low * weight for span, weight in weighed) / total,
        high=sum(span.high * weight for span, weight in weighed) / total,
        missing=missing if any(span.missing for span, _weight in weighed) else None,
    )
