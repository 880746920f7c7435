"""A reference to an OIT item ("ตามข้อ 039") whose number is of another year's list.

The item named must exist this year, and where another item of this year is called what the sentence says, it should be
that one. A reference that fits nothing in particular is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Field, ItemFacts, Year

NO_SUCH_ITEM = gettext_noop("The list of %(year)s has no item %(code)s.")
ANOTHER = gettext_noop("%(code)s of %(year)s is “%(title)s”. Is %(right)s “%(right_title)s” meant?")
LEFT_OVER = gettext_noop("%(code)s was the number in %(other_year)s. In %(year)s it is %(right)s “%(right_title)s”.")
_REFERENCE = re.compile(
    r"(?:ข้อ|รายการ)\s*(?:ที่\s*)?[oO0]\s?(?P<number>[1-9]\d?)(?!\d|\.\d)|(?<![\w.])[oO]\s?(?P<bare>[1-9]\d?)(?!\w)"
)
_FITS = 0.7
"""Of an item's title that must stand in the sentence for it to be that item."""
_FITS_SOMEWHAT = 0.35
_SENTENCE = 120


def find(year: Year) -> Iterator[Observation]:
    """One remark per text, on its first wrong reference."""
    for field in year.texts():
        fault = next(_faults(year, field), None)
        if fault:
            passage, reason, words = fault
            yield observe("cross_reference", field, passage, reason, **words)


def _faults(year: Year, field: Field) -> Iterator[tuple[str, str, dict]]:
    is_analysis = field.row_kind == "analysis"
    items, of_year = (year.assessed_items, year.assessed_year) if is_analysis else (year.items, year.fiscal_year)
    if not items:
        return
    for line in field.lines:
        for match in _REFERENCE.finditer(line.arabic):
            number = int(match["number"] or match["bare"])
            named, code = items.get(number), f"o{number}"
            words = {"code": code, "year": of_year}
            if named is None and (field.row_kind == "disclosure" or number not in year.assessed_items):
                yield line.text, NO_SUCH_ITEM, words
                continue
            if named is None or is_analysis:
                continue
            before = line.arabic[max(0, match.start() - _SENTENCE) : match.start()]
            right = better_item(before, named, [one for one in items.values() if one.number != field.number])
            if right is None:
                continue
            words |= {"title": named.title, "right": f"o{right.number}", "right_title": right.title}
            other = _other_year(year, number, before)
            if other:
                yield line.text, LEFT_OVER, words | {"other_year": other}
            else:
                yield line.text, ANOTHER, words


def better_item(sentence: str, named: ItemFacts, candidates: list[ItemFacts]) -> ItemFacts | None:
    """The item whose title stands in the sentence, when the one named does not fit it; None when nothing is wrong."""
    if fit(sentence, named.title) >= _FITS_SOMEWHAT:
        return None
    best = max(candidates, key=lambda one: (fit(sentence, one.title), len(one.title)), default=None)
    return best if best is not None and best is not named and fit(sentence, best.title) >= _FITS else None


def fit(sentence: str, title: str) -> float:
    """How much of the title stands in the sentence in one piece; titles of a word or two fit nothing."""
    one, other = _bare(sentence), _bare(title)
    if len(other) < 8:
        return 0.0
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return match.size / len(other)


def _other_year(year: Year, number: int, sentence: str) -> int | None:
    """The latest other year in whose list the number fits the sentence."""
    fitting = [one.year for one in year.other_items if one.number == number and fit(sentence, one.title) >= _FITS]
    return max(fitting, default=None)


def _bare(text: str) -> str:
    return "".join(text.split())
