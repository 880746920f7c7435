"""Printed scores that cannot belong together: the overall one, the instruments' and the table of items.

Plain arithmetic over what is printed: overall = 0.30 IIT + 0.30 EIT + 0.40 OIT, each the mean of its indicators, and an
indicator the mean of its items. Source: DOMAIN section 1.3 (recomputed for 13 agencies of 2564).
Not here: calculating scores for an agency (step 3).
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, digest_of, quoted
from measures.detectors.reading import Score, Year
from measures.places import Place

OVERALL_FROM_INDICATORS = gettext_noop(
    "From the indicators printed the overall score would be %(computed)s, not %(printed)s."
)
OVERALL_FROM_ITEMS = gettext_noop("From the items printed the overall score would be %(computed)s, not %(printed)s.")
INSTRUMENT = gettext_noop("The items of “%(label)s” have a mean of %(computed)s, but %(printed)s is printed.")
EVERY_ITEM_BELOW = gettext_noop(
    "%(printed)s is printed for “%(label)s”, but no item of it reaches that: the best has %(computed)s."
)
WEIGHTS = {"IIT": 0.3, "EIT": 0.3, "OIT": 0.4}
INSTRUMENT_OF = {**dict.fromkeys(range(1, 6), "IIT"), **dict.fromkeys(range(6, 9), "EIT"), 9: "OIT", 10: "OIT"}
ROUNDING = 0.02
"""Two decimals per printed score."""
ITEM_ROUNDING = 0.1
"""Means of means of rounded items, and sub-indicators that are weighed alike, move the result a little."""


def find(year: Year) -> Iterator[Observation]:
    """One remark per printed overall score and per printed instrument."""
    printed = "\n".join(f"{score.part} {score.code} {score.text}" for score in year.scores)
    means = item_means(year)
    for score in year.scores:
        if score.value is None or not year.is_asked("score", score.id):
            continue
        fault = _overall(score, year, means) if score.part == "overall" else _instrument(score, year, means)
        if fault:
            reason, computed = fault
            yield Observation(
                detector="scores", row_kind="score", row_id=score.id, field="text", passage=quoted(score.text),
                reason=reason, digest=digest_of(printed), at=Place(name=quoted(score.label or score.code)),
                params={
                    "computed": f"{computed:.2f}", "printed": f"{score.value:.2f}", "label": score.label or score.code,
                },
            )  # fmt: skip


def item_means(year: Year) -> dict[int, float]:
    """The mean of the items printed of each indicator, where all of them are printed."""
    values = {score.code: score.value for score in year.scores if score.part == "item" and score.value is not None}
    codes: dict[int, list[str]] = {}
    for code, number in year.indicator_of.items():
        codes.setdefault(number, []).append(code)
    whole = {number: own for number, own in codes.items() if all(code in values for code in own)}
    return {number: fmean(values[code] for code in own) for number, own in whole.items()}


def overall_of(indicators: dict[int, float]) -> float | None:
    """The overall score of ten indicators; None unless all are there."""
    if not set(INSTRUMENT_OF) <= set(indicators):
        return None
    return sum(
        weight * fmean(indicators[number] for number, instrument in INSTRUMENT_OF.items() if instrument == name)
        for name, weight in WEIGHTS.items()
    )


def _overall(score: Score, year: Year, means: dict[int, float]) -> tuple[str, float] | None:
    indicators = {
        each.number: each.value for each in year.scores
        if each.part == "indicator" and each.number is not None and each.value is not None
    }
    computed = overall_of(indicators)
    if computed is not None:
        return (OVERALL_FROM_INDICATORS, computed) if abs(computed - score.value) > ROUNDING else None
    computed = overall_of(means)
    if computed is not None and abs(computed - score.value) > ITEM_ROUNDING:
        return OVERALL_FROM_ITEMS, computed
    return None


def _instrument(score: Score, year: Year, means: dict[int, float]) -> tuple[str, float] | None:
    if score.part != "instrument":
        return None
    number = next((no for no, name in year.indicator_names.items() if name and score.label.endswith(name)), None)
    if number in means:
        wrong = abs(means[number] - score.value) > ITEM_ROUNDING
        return (INSTRUMENT, means[number]) if wrong else None
    own = (each for each in year.scores if each.part == "item" and each.instrument == score.instrument)
    items = [each.value for each in own if each.value is not None]
    if items and max(items) < score.value - ROUNDING:
        return EVERY_ITEM_BELOW, max(items)
    return None
