"""What a year's rules compute from the known scores, exactly, rounded half up only in the end.

Not here: what follows when scores are missing (``bounds``), the scale of levels (``levels``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.calculation.figures import Figures
from indicators.calculation.levels import level_of
from indicators.calculation.missing import Missing
from indicators.calculation.rounding import CENT, TOLERANCE, round_half_up, rounded
from indicators.calculation.rules import Band, Rules
from indicators.calculation.spans import (
    Span,
    indicator_below,
    instrument,
    instrument_below,
    overall_below,
    sub_indicator_below,
)

__all__ = ["CENT", "TOLERANCE", "Computed", "Missing", "compute", "round_half_up"]


@dataclass(frozen=True)
class Computed:
    """Each score as the scores below it give it; what cannot be computed is not there and stands in ``missing``.

    A score that is filled in counts for the ones above it, not for itself: an announced instrument goes into the
    overall score, and what its indicators give stands beside it.
    """

    overall: Decimal | None
    instruments: dict[str, Decimal]
    indicators: dict[int, Decimal]
    sub_indicators: dict[str, Decimal]
    level: Band | None
    """Of the computed overall score, or of the announced one where none is computed."""
    missing: tuple[Missing, ...]

    def why_not(self, step: str, subject: str = "") -> Missing | None:
        """Why this one is not computed; None when it is."""
        return next((each for each in self.missing if (each.step, each.subject) == (step, subject)), None)


def compute(figures: Figures, rules: Rules) -> Computed:
    """Everything the year's known steps give; by a step the year's set does not know nothing is computed."""
    whole = overall_below(figures, rules)
    overall = None if isinstance(whole, Missing) or whole.missing else rounded(whole.low)
    instruments = {code: instrument_below(figures, rules, code) for code in rules.instruments}
    numbers = [number for code in rules.instruments for number in rules.indicators_of.get(code, ())]
    indicators = {number: indicator_below(figures, rules, number) for number in numbers}
    codes = [code for number in numbers for code in rules.sub_indicators_of.get(number, ())]
    sub_indicators = {code: sub_indicator_below(figures, rules, code) for code in codes}
    level, no_level = _level(figures, rules, overall)
    no_overall = whole if isinstance(whole, Missing) else whole.missing
    spans = (*instruments.values(), *indicators.values(), *sub_indicators.values())
    return Computed(
        overall=overall,
        instruments=_numbers(instruments),
        indicators=_numbers(indicators),
        sub_indicators=_numbers(sub_indicators),
        level=level,
        missing=tuple(each for each in (no_overall, no_level, *_reasons(spans)) if each),
    )


def _numbers(spans: Mapping[Any, Span]) -> dict[Any, Decimal]:
    return {key: rounded(span.low) for key, span in spans.items() if span.missing is None}


def _reasons(spans: Iterable[Span]) -> Iterable[Missing]:
    return (span.missing for span in spans if span.missing)


def _level(figures: Figures, rules: Rules, overall: Decimal | None) -> tuple[Band | None, Missing | None]:
    if not rules.bands:
        return None, Missing("level", "", "levels_unknown")
    score = figures.overall if overall is None else overall
    if score is None:
        return None, Missing("level", "", "value_missing")
    spans = {code: instrument(figures, rules, code) for code in rules.instruments}
    level = level_of(score, _numbers(spans), rules)
    return level, None if level else Missing("level", "", "instruments_missing")
