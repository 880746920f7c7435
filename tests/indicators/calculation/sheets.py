"""Whole sheets made within the rules of a year, and what is left of one when somebody fills in only a part.

Not here: what holds for them (``test_properties``).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from indicators.calculation.figures import Figures
from indicators.calculation.rounding import rounded
from indicators.calculation.rules import Rules

EDGES = [edge + step for edge in (0, 7_000, 8_500, 9_500, 10_000) for step in (-1, 0, 1) if 0 <= edge + step <= 10_000]
CENTS = st.one_of(st.integers(0, 10_000), st.integers(8_000, 10_000), st.sampled_from(EDGES)).map(
    lambda cents: Decimal(cents).scaleb(-2)
)
"""Scores with two decimals, many of them where levels change."""
KEPT_DICTS = ("instruments", "indicators", "sub_indicators", "items")


def mean(values) -> Fraction:
    values = list(values)
    return sum(values, Fraction(0)) / len(values)


@st.composite
def sheets(draw, rules: Rules) -> Figures:
    """A full sheet: items first, each score above them exactly as the rules say, printed with two decimals.

    Where the year does not say how items make an indicator, some weights are drawn, the same for the whole sheet.
    """
    passed = "sub_indicators" in rules.steps
    values = st.sampled_from([Decimal(0), Decimal(100)]) if passed else CENTS
    items = {code: draw(values) for code in rules.item_codes}
    exact = {code: Fraction(value) for code, value in items.items()}
    subs, indicators = {}, {}
    for number in (number for code in rules.instruments for number in rules.indicators_of.get(code, ())):
        codes = rules.sub_indicators_of.get(number, ())
        for code in codes:
            of_sub = [exact[item] for item in rules.items_of_sub_indicator[code]]
            subs[code] = mean(of_sub) if passed else weighed(draw, of_sub)
        if f"indicator_{number}" in rules.steps:
            indicators[number] = mean(subs[code] for code in codes)
        else:
            own = [exact[code] for code in rules.items_of_indicator.get(number, ())]
            indicators[number] = weighed(draw, own) if own else Fraction(draw(CENTS))
    instruments = {code: mean(indicators[number] for number in rules.indicators_of[code]) for code in rules.instruments}
    overall = sum(value * Fraction(rules.weights[code]) / 100 for code, value in instruments.items())
    floor = min(indicators.values())
    return Figures(
        overall=rounded(overall), instruments=printed(instruments), indicators=printed(indicators),
        sub_indicators=printed(subs), items=items, floor=rounded(floor),
    )  # fmt: skip


def weighed(draw, values: list[Fraction]) -> Fraction:
    weights = draw(st.lists(st.integers(1, 9), min_size=len(values), max_size=len(values)))
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def printed(values: dict) -> dict:
    return {key: rounded(value) for key, value in values.items()}


@st.composite
def parts_of(draw, whole: Figures) -> Figures:
    """The sheet with some of its values left out, by whole kinds and one by one."""
    left = {name: draw(st.sampled_from([None, getattr(whole, name)])) for name in ("overall", "floor")}
    for name in KEPT_DICTS:
        values = getattr(whole, name)
        match draw(st.sampled_from(["none", "all", "some"])):
            case "none":
                left[name] = {}
            case "some":
                kept = draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
                left[name] = {key: value for (key, value), keep in zip(values.items(), kept, strict=True) if keep}
    return replace(whole, **left)
