"""The level of a score by its year's scale: the first band that matches, top to bottom.

Scales are of scores with two decimals; a score is rounded half up before it is looked up. From 2566 the upper bands ask
for a lowest score of every instrument, too: DOMAIN section 1.4.
Not here: what was announced as the level, which always stands; whether it can be (``checks``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from indicators.calculation.bounds import Range
from indicators.calculation.rounding import CENT, TOLERANCE, round_half_up
from indicators.calculation.rules import Band, Rules

ANYTHING = Range(Decimal("0.00"), Decimal("100.00"))


def level_of(overall: Decimal, instruments: Mapping[str, Decimal], rules: Rules) -> Band | None:
    """The level; None where the year's scale is not known or an instrument it depends on is missing."""
    score = round_half_up(overall)
    for band in rules.bands:
        if not band.min <= score <= band.max:
            continue
        reached = _reach(instruments, band, rules)
        if reached is None:
            return None
        if reached:
            return band
    return None


def _reach(instruments: Mapping[str, Decimal], band: Band, rules: Rules) -> bool | None:
    """Whether every instrument has the band's lowest score; None when those that are known do not decide it."""
    if band.each_instrument_min is None:
        return True
    known = [round_half_up(instruments[code]) for code in rules.instruments if code in instruments]
    if any(value < band.each_instrument_min for value in known):
        return False
    return True if rules.instruments and len(known) == len(rules.instruments) else None


def possible_levels(
    overall: Decimal | Range, instruments: Mapping[str, Decimal | Range], rules: Rules
) -> tuple[Band, ...]:
    """Every level that some scores within the ranges have, in the order of the scale.

    An instrument that is not named may be anything; where the weights are known, the instruments have to give the
    overall score.
    """
    scores = _as_range(overall)
    boxes = {code: _as_range(instruments.get(code, ANYTHING)) for code in rules.instruments}
    cases = {band: _cases(band, scores, boxes, rules) for band in rules.bands}
    return tuple(band for band in rules.bands if any(_can_be(case, rules) for case in cases[band]))


@dataclass(frozen=True)
class _Case:
    """One way to come by a level: the score and each instrument lie in these ranges."""

    overall: Range
    instruments: dict[str, Range]


def _cases(band: Band, scores: Range, boxes: dict[str, Range], rules: Rules) -> Iterator[_Case]:
    """The ways to a band: its own conditions hold, and an instrument is short of every band above with the score."""
    above = rules.bands[: rules.bands.index(band)]
    for part in _parts(_meet(scores, Range(band.min, band.max)), above):
        in_the_way = [each for each in above if each.min <= part.low <= each.max]
        if any(each.each_instrument_min is None for each in in_the_way):
            continue
        own = {code: _meet(box, Range(band.each_instrument_min or box.low, box.high)) for code, box in boxes.items()}
        for short in product(own, repeat=len(in_the_way)):
            ranges = dict(own)
            for code, each in zip(short, in_the_way, strict=True):
                ranges[code] = _meet(ranges[code], Range(ranges[code].low, each.each_instrument_min - CENT))
            yield _Case(part, ranges)


def _parts(scores: Range, bands: tuple[Band, ...]) -> Iterator[Range]:
    """The range cut where one of the bands begins or ends, so that each part lies in or out of every band."""
    if scores.low > scores.high:
        return
    starts = {scores.low, *(band.min for band in bands), *(band.max + CENT for band in bands)}
    cuts = sorted(start for start in starts if scores.low <= start <= scores.high)
    ends = [start - CENT for start in cuts[1:]] + [scores.high]
    for low, high in zip(cuts, ends, strict=True):
        yield Range(low, high)


def _can_be(case: _Case, rules: Rules) -> bool:
    """Whether none of the ranges is empty and, by the weights, the instruments can give the score."""
    if any(one.low > one.high for one in (case.overall, *case.instruments.values())):
        return False
    if "overall" not in rules.steps or not rules.instruments or set(rules.weights) != set(rules.instruments):
        return True
    total = sum(rules.weights.values())
    low = sum(rules.weights[code] * one.low for code, one in case.instruments.items()) / total
    high = sum(rules.weights[code] * one.high for code, one in case.instruments.items()) / total
    return low - TOLERANCE <= case.overall.high and case.overall.low <= high + TOLERANCE


def _meet(one: Range, other: Range) -> Range:
    return Range(max(one.low, other.low), min(one.high, other.high))


def _as_range(value: Decimal | Range) -> Range:
    return value if isinstance(value, Range) else Range(round_half_up(value), round_half_up(value))


def band_named(words: str, rules: Rules) -> Band | None:
    """The band of this code or name, whatever its spaces and letter case; None when the scale has none such."""
    wanted = _bare(words)
    return next((band for band in rules.bands if wanted and wanted in (_bare(band.name), _bare(band.code))), None)


def _bare(words: str) -> str:
    kept = "".join(words.split()).casefold()
    return kept.removeprefix("ระดับ")
