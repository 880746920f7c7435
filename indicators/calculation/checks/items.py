"""Items of a sheet: below the threshold, unknown to the year, or equal to the national means.

Not here: items against their indicator (``sums``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from indicators.calculation.checks.finding import Finding, find, shown
from indicators.calculation.figures import Figures
from indicators.calculation.rules import Rules
from indicators.calculation.weak import weak_items

WEAK = gettext_noop("Item %(code)s has %(value)s: %(gap)s below the threshold of %(mark)s.")
ANSWER = gettext_noop("Have a measure answer this item.")
FOREIGN = gettext_noop("The item set of %(year)s has no item %(codes)s.")
CHECK_YEAR = gettext_noop("Check of which year the items are: their numbers change from year to year.")
NATIONAL_ITEMS = gettext_noop(
    "The scores of %(count)s items equal the national means of %(year)s to the last digit. Please check whether they "
    "are really the agency's own."
)
NATIONAL_OVERALL = gettext_noop(
    "The overall score %(value)s equals the national mean of %(year)s. This may be by chance."
)
NATIONAL_OVERALL_TOO = gettext_noop("The overall score %(value)s, too, equals the national mean of %(year)s.")
OWN_PAGE = gettext_noop(
    "Open the agency's own result page in ITAS and compare. If the figures are the agency's own, note that here."
)
CHANCE = 5
"""So many items do not equal the national means to the hundredth by chance; fewer may."""


def check(figures: Figures, rules: Rules) -> Iterator[Finding]:
    """Items of no such year, then the doubts about the source, then the weak items in the set's order."""
    yield from _foreign(figures, rules)
    yield from _national(figures, rules)
    yield from _weak(figures, rules)


def _foreign(figures: Figures, rules: Rules) -> Iterator[Finding]:
    """Codes whose kind the set lists (o1 … o35) without them; where it lists none of a kind, none is foreign."""
    kinds = {_kind(code) for code in rules.item_codes}
    codes = [code for code in figures.items if _kind(code) in kinds and code not in rules.item_codes]
    if codes:
        yield find(
            "item_not_in_set", "", "error", FOREIGN, CHECK_YEAR, rests_on=sorted(codes), year=str(rules.year),
            codes=tuple(sorted(codes, key=_place)),
        )  # fmt: skip


def _national(figures: Figures, rules: Rules) -> Iterator[Finding]:
    """Asked, never told. An overall score that equals the nation's is asked about softly when it stands alone."""
    same = [code for code, value in rules.national_items.items() if figures.items.get(code) == value]
    copied = len(same) >= CHANCE
    if copied:
        yield find(
            "national_items", "", "question", NATIONAL_ITEMS, OWN_PAGE, rests_on=figures.items, count=str(len(same)),
            year=str(rules.year),
        )  # fmt: skip
    if figures.overall is not None and figures.overall == rules.national_overall:
        yield find(
            "national_overall", "", "question", NATIONAL_OVERALL_TOO if copied else NATIONAL_OVERALL, OWN_PAGE,
            rests_on=figures.overall, value=shown(figures.overall), year=str(rules.year),
        )  # fmt: skip


def _weak(figures: Figures, rules: Rules) -> Iterator[Finding]:
    for weak in weak_items(figures, rules):
        yield find(
            "weak", weak.code, "weak", WEAK, ANSWER, rests_on=(weak.value, rules.pass_mark), code=weak.code,
            value=shown(weak.value), gap=shown(weak.gap), mark=shown(rules.pass_mark),
        )  # fmt: skip


def _kind(code: str) -> str:
    """The letters of a code: i, e or o."""
    return code.rstrip("0123456789")


def _place(code: str) -> tuple[str, int]:
    return _kind(code), int(re.sub(r"\D", "", code) or 0)
