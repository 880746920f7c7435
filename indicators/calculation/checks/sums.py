"""Announced scores that do not come out of the announced scores below them.

Not here: how far rounding may carry (``reach``), levels (``level``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_noop

from indicators.calculation.checks.finding import Finding, Words, find, shown
from indicators.calculation.checks.reach import (
    Reach,
    indicator_reach,
    instrument_reach,
    items_reach,
    overall_reach,
    parts_reach,
    sub_indicator_reach,
)
from indicators.calculation.figures import Figures
from indicators.calculation.rules import Rules

DIFFERS = gettext_noop("%(what)s: %(announced)s was announced, but %(basis)s give %(computed)s.")
TOO_LOW = gettext_noop("%(what)s: %(announced)s was announced, but by %(basis)s it cannot be below %(bound)s.")
TOO_HIGH = gettext_noop("%(what)s: %(announced)s was announced, but by %(basis)s it cannot be above %(bound)s.")
OUTSIDE_ITEMS = gettext_noop(
    "%(what)s: %(announced)s was announced, but all its items lie between %(lowest)s and %(highest)s."
)
BELOW_FLOOR = gettext_noop("%(what)s: %(announced)s was announced, but no indicator is said to be below %(floor)s.")
COMPARE = gettext_noop(
    "Compare the figures with the agency's result page in ITAS. Correct the sheet where it was mistyped; if it says "
    "what was announced, note that here."
)
COMPARE_ITEMS = gettext_noop(
    "Check whether the items and this score are of the same agency and the same year, and correct the sheet; if it "
    "says what was announced, note that here."
)
OVERALL = gettext_noop("The overall score")
INSTRUMENT = gettext_noop("Instrument %(code)s")
INDICATOR = gettext_noop("Indicator %(code)s")
SUB_INDICATOR = gettext_noop("Sub-indicator %(code)s")
BY_BELOW = Words(gettext_noop("the scores of the instruments and indicators"))
BY_INDICATORS = Words(gettext_noop("its indicators"))
BY_PARTS = Words(gettext_noop("its two parts"))
BY_SUB_INDICATORS = Words(gettext_noop("its sub-indicators"))
BY_ITEMS = Words(gettext_noop("its items"))


def check(figures: Figures, rules: Rules) -> Iterator[Finding]:
    """Overall, instruments, indicators, sub-indicators: at most one remark each, besides parts and floor."""
    yield from _overall(figures, rules)
    for code in rules.instruments:
        yield from _instrument(figures, rules, code)
    for number in sorted(figures.indicators):
        yield from _indicator(figures, rules, number)
    for code in figures.sub_indicators:
        yield from _sub_indicator(figures, rules, code)


def _overall(figures: Figures, rules: Rules) -> Iterator[Finding]:
    rests_on = (
        figures.overall, figures.instruments, figures.indicators, figures.sub_indicators, figures.floor,
        figures.instrument_parts,
    )  # fmt: skip
    below = overall_reach(figures, rules)
    yield from _differing("overall", "", Words(OVERALL), figures.overall, below, BY_BELOW, rests_on)


def _instrument(figures: Figures, rules: Rules, code: str) -> Iterator[Finding]:
    what, announced = Words(INSTRUMENT, {"code": code}), figures.instruments.get(code)
    own = {number: figures.indicators.get(number) for number in rules.indicators_of.get(code, ())}
    below = instrument_reach(figures, rules, code)
    rests_on = (announced, own, figures.sub_indicators, figures.floor)
    yield from _differing("instrument", code, what, announced, below, BY_INDICATORS, rests_on)
    parts = parts_reach(figures, rules, code)
    rests_on = (announced, figures.instrument_parts)
    yield from _differing("instrument_parts", code, what, announced, parts, BY_PARTS, rests_on)


def _indicator(figures: Figures, rules: Rules, number: int) -> Iterator[Finding]:
    what, announced = Words(INDICATOR, {"code": str(number)}), figures.indicators[number]
    if figures.floor is not None and announced < figures.floor:
        yield find(
            "indicator_below_floor", str(number), "error", BELOW_FLOOR, COMPARE, rests_on=(announced, figures.floor),
            what=what, announced=shown(announced), floor=shown(figures.floor),
        )  # fmt: skip
    subs = {code: figures.sub_indicators.get(code) for code in rules.sub_indicators_of.get(number, ())}
    items = {code: figures.items.get(code) for code in rules.items_of_indicator.get(number, ())}
    below, rests_on = indicator_reach(figures, rules, number), (announced, subs, items)
    found = list(
        _differing("indicator", str(number), what, announced, below, BY_SUB_INDICATORS, rests_on)
    ) or list(_outside("indicator_items", str(number), what, announced, items_reach(figures, tuple(items)), rests_on))
    yield from found


def _sub_indicator(figures: Figures, rules: Rules, code: str) -> Iterator[Finding]:
    what, announced = Words(SUB_INDICATOR, {"code": code}), figures.sub_indicators[code]
    items = {item: figures.items.get(item) for item in rules.items_of_sub_indicator.get(code, ())}
    below, rests_on = sub_indicator_reach(figures, rules, code), (announced, items)
    found = list(_differing("sub_indicator", code, what, announced, below, BY_ITEMS, rests_on)) or list(
        _outside("sub_indicator_items", code, what, announced, items_reach(figures, tuple(items)), rests_on)
    )
    yield from found


def _differing(
    check: str, subject: str, what: Words, announced: Decimal | None, below: Reach | None, basis: Words,
    rests_on: object,
) -> Iterator[Finding]:
    if announced is None or below is None or below.holds(announced):
        return
    if below.is_one_number:
        reason, said = DIFFERS, {"computed": shown(below.low)}
    elif announced < below.low:
        reason, said = TOO_LOW, {"bound": shown(below.low)}
    else:
        reason, said = TOO_HIGH, {"bound": shown(below.high)}
    yield find(
        check, subject, "error", reason, COMPARE, rests_on=rests_on, what=what, announced=shown(announced), basis=basis,
        **said,
    )  # fmt: skip


def _outside(
    check: str, subject: str, what: Words, announced: Decimal, span: Reach | None, rests_on: object
) -> Iterator[Finding]:
    if span is None or span.holds(announced):
        return
    yield find(
        check, subject, "error", OUTSIDE_ITEMS, COMPARE_ITEMS, rests_on=rests_on, what=what, announced=shown(announced),
        lowest=shown(span.low), highest=shown(span.high),
    )  # fmt: skip
