"""คำนวณเพื่อสอบทาน: announced scores beside what the year's rules make of them, row by row; internal, never public.

How a row is computed is told from the year's own rules. Where something is not known nothing is computed, and the row
says why. Announced scores are never changed here.
Not here: finding faults (``indicators.calculation.checks``), the words in a language (``indicators.templatetags``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from indicators.calculation.arithmetic import Computed, compute
from indicators.calculation.checks.finding import Finding, Words, shown
from indicators.calculation.checks.level import levels_possible
from indicators.calculation.checks.reach import Reach, instrument_reach, overall_reach
from indicators.calculation.missing import Missing
from indicators.scores.checked import Checked

SUM = Words(gettext_noop("Each instrument by its weight: %(terms)s"))
TERM = gettext_noop("%(code)s %(weight)s%%")
MEAN_OF_INDICATORS = gettext_noop("Mean of the indicators %(codes)s")
MEAN_OF_SUB_INDICATORS = gettext_noop("Mean of the sub-indicators %(codes)s")
SHARE_OF_ITEMS = gettext_noop("Share of its %(count)s items that passed")
BY_SCALE = gettext_noop("By the scale of fiscal year %(year)s")
OVERALL_NOT_BELOW = gettext_noop("The overall score cannot be below %(low)s.")
OVERALL_NOT_ABOVE = gettext_noop("The overall score cannot be above %(high)s.")
OVERALL_BETWEEN = gettext_noop("The overall score cannot be below %(low)s nor above %(high)s.")
NOT_BELOW = gettext_noop("Cannot be below %(low)s.")
NOT_ABOVE = gettext_noop("Cannot be above %(high)s.")
BETWEEN = gettext_noop("Cannot be below %(low)s nor above %(high)s.")
LEVELS_LEFT = gettext_noop("Can only be %(levels)s.")
PART = gettext_noop("%(code)s part %(number)s")
LOWEST, HIGHEST = "0.00", "100.00"


@dataclass(frozen=True)
class Row:
    """One score, or the level: as announced, as computed, and how or why not.

    ``kind`` is overall, level, instrument, part, indicator or sub_indicator. ``bounds`` say what follows where it is
    not computed. ``finding`` is what the checks found on it.
    """

    kind: str
    code: str = ""
    name: str = ""
    announced: Decimal | str | None = None
    computed: Decimal | str | None = None
    formula: Words | None = None
    bounds: Words | None = None
    why_not: Missing | None = None
    finding: Finding | None = None
    confidence: str = ""
    """How sure the set is of the way it is computed, in the set's own words."""

    @property
    def difference(self) -> Decimal | None:
        """Announced less computed; None where either is not known."""
        if isinstance(self.announced, Decimal) and isinstance(self.computed, Decimal):
            return self.announced - self.computed
        return None


def rows_beside(checked: Checked) -> list[Row]:
    """The whole sheet from the overall score down to sub-indicators; items are in the checks only.

    A sub-indicator stands there only where it was announced or can be computed.
    """
    return list(_rows(checked, compute(checked.figures, checked.rules)))


def _rows(checked: Checked, computed: Computed) -> Iterator[Row]:
    figures, rules = checked.figures, checked.rules
    yield _overall(checked, computed)
    yield _level(checked, computed)
    numbers = {number for own in rules.indicators_of.values() for number in own}
    for code in [*rules.instruments, *(code for code in figures.instruments if code not in rules.instruments)]:
        yield _instrument(checked, computed, code)
        for part, value in sorted(figures.instrument_parts.items()):
            if part.split(".")[0] == code:
                yield Row("part", part, announced=value, finding=checked.finding("instrument_parts", code))
        for number in rules.indicators_of.get(code, ()):
            yield from _indicator(checked, computed, number)
    for number in sorted(figures.indicators.keys() - numbers):
        yield from _indicator(checked, computed, number)


def _overall(checked: Checked, computed: Computed) -> Row:
    rules, formula = checked.rules, None
    if "overall" in rules.steps and rules.weights:
        terms = tuple(Words(TERM, {"code": code, "weight": f"{weight:f}"}) for code, weight in _plain_weights(checked))
        formula = Words(SUM.msgid, {"terms": terms})
    bounds = _bounds(overall_reach(checked.figures, rules), OVERALL_NOT_BELOW, OVERALL_NOT_ABOVE, OVERALL_BETWEEN)
    return Row(
        "overall", announced=checked.figures.overall, computed=computed.overall, formula=formula,
        bounds=bounds if computed.overall is None else None, why_not=computed.why_not("overall"),
        finding=checked.finding("overall", "") or checked.finding("national_overall", ""),
        confidence=rules.confidence.get("overall", ""),
    )  # fmt: skip


def _level(checked: Checked, computed: Computed) -> Row:
    rules = checked.rules
    possible = levels_possible(checked.figures, rules) if rules.bands else ()
    level, bounds = computed.level.name if computed.level else None, None
    if level is None and 0 < len(possible) < len(rules.bands):
        bounds = Words(LEVELS_LEFT, {"levels": tuple(band.name for band in possible)})
    checks = ("level_impossible", "level_of_other_year", "level_unknown")
    return Row(
        "level", announced=checked.figures.level or None, computed=level, bounds=bounds,
        formula=Words(BY_SCALE, {"year": str(rules.year)}) if rules.bands else None, why_not=computed.why_not("level"),
        finding=next(filter(None, (checked.finding(check, "") for check in checks)), None),
        confidence=rules.confidence.get("level", ""),
    )  # fmt: skip


def _instrument(checked: Checked, computed: Computed, code: str) -> Row:
    rules, value = checked.rules, computed.instruments.get(code)
    numbers, formula = rules.indicators_of.get(code, ()), None
    if code in rules.steps and numbers:
        formula = Words(MEAN_OF_INDICATORS, {"codes": tuple(str(number) for number in numbers)})
    bounds = None
    if value is None and code in rules.instruments:
        bounds = _bounds(instrument_reach(checked.figures, rules, code), NOT_BELOW, NOT_ABOVE, BETWEEN)
    return Row(
        "instrument", code, checked.names.get(code, ""), checked.figures.instruments.get(code), value, formula, bounds,
        _why_not(computed, code, code) if value is None else None, checked.finding("instrument", code),
        rules.confidence.get(code, ""),
    )  # fmt: skip


def _indicator(checked: Checked, computed: Computed, number: int) -> Iterator[Row]:
    rules, code, step = checked.rules, str(number), f"indicator_{number}"
    subs, formula = rules.sub_indicators_of.get(number, ()), None
    if step in rules.steps and subs:
        formula = Words(MEAN_OF_SUB_INDICATORS, {"codes": subs})
    checks = ("indicator", "indicator_items", "indicator_below_floor")
    value = computed.indicators.get(number)
    yield Row(
        "indicator", code, checked.names.get(code, ""), checked.figures.indicators.get(number), value, formula, None,
        _why_not(computed, step, code) if value is None else None,
        next(filter(None, (checked.finding(check, code) for check in checks)), None), rules.confidence.get(step, ""),
    )  # fmt: skip
    announced = [sub for sub in checked.figures.sub_indicators if sub.split(".")[0] == code and sub not in subs]
    for sub in [*subs, *sorted(announced)]:
        if sub in checked.figures.sub_indicators or sub in computed.sub_indicators:
            yield _sub_indicator(checked, computed, sub)


def _sub_indicator(checked: Checked, computed: Computed, code: str) -> Row:
    items, formula = checked.rules.items_of_sub_indicator.get(code, ()), None
    if "sub_indicators" in checked.rules.steps and items:
        formula = Words(SHARE_OF_ITEMS, {"count": str(len(items))})
    value = computed.sub_indicators.get(code)
    return Row(
        "sub_indicator", code, checked.names.get(code, ""), checked.figures.sub_indicators.get(code), value, formula,
        None, _why_not(computed, "sub_indicators", code) if value is None else None,
        checked.finding("sub_indicator", code) or checked.finding("sub_indicator_items", code),
        checked.rules.confidence.get("sub_indicators", ""),
    )  # fmt: skip


def _why_not(computed: Computed, step: str, subject: str) -> Missing:
    """Why it is not computed; of a score the year's set does not name, that its step is not known."""
    return computed.why_not(step, subject) or Missing(step, subject, "step_unknown")


def _bounds(reach: Reach | None, not_below: str, not_above: str, between: str) -> Words | None:
    """What the known scores leave open; None where they leave everything open or nothing is computed at all."""
    if reach is None or reach.is_anything or reach.is_one_number:
        return None
    low, high = shown(reach.low), shown(reach.high)
    msgid = not_below if high == HIGHEST else not_above if low == LOWEST else between
    return Words(msgid, {"low": low, "high": high})


def _plain_weights(checked: Checked) -> Iterator[tuple[str, Decimal]]:
    for code, weight in checked.rules.weights.items():
        yield code, weight.quantize(Decimal(1)) if weight == weight.to_integral_value() else weight.normalize()
