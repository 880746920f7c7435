"""คะแนนรวมต้องไม่ต่ำกว่า …: between which values a score must lie when only some figures are known.

Each range follows from what is filled in below it, not from the score itself; so a score that is filled in can be
compared with its own range. Source of the example: DOMAIN section 1.3, document 002.
Not here: saying that a score is wrong (``checks``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculation.figures import Figures
from indicators.calculation.missing import Missing
from indicators.calculation.rounding import TOLERANCE, rounded
from indicators.calculation.rules import Rules
from indicators.calculation.spans import Span, indicator_by_others, instrument_below, overall_below


@dataclass(frozen=True)
class Range:
    """Both ends included and rounded half up to two decimals."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a value printed with two decimals may lie here; rounding on the way is let pass."""
        return self.low - TOLERANCE <= value <= self.high + TOLERANCE


@dataclass(frozen=True)
class Bounds:
    """``overall`` is None where the year's weights are not known; ``missing`` then says so."""

    overall: Range | None
    instruments: dict[str, Range]
    indicators: dict[int, Range]
    missing: tuple[Missing, ...] = ()


def bounds(figures: Figures, rules: Rules) -> Bounds:
    """The ranges of everything the year's set names; 0 to 100 where nothing is known. Indicators not filled in lie
    between the floor, or 0, and 100."""
    overall = overall_below(figures, rules)
    unknown = isinstance(overall, Missing)
    return Bounds(
        overall=None if unknown else _range(overall),
        instruments={code: _range(instrument_below(figures, rules, code)) for code in rules.instruments},
        indicators={
            number: _range(indicator_by_others(figures, rules, number))
            for code in rules.instruments for number in rules.indicators_of.get(code, ())
        },
        missing=(overall,) if unknown else (),
    )  # fmt: skip


def _range(span: Span) -> Range:
    return Range(rounded(span.low), rounded(span.high))
