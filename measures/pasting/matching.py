"""Which stored row a pasted row is, by number, title and steps, in any spelling of the numerals.

Not here: row codes of our own workbook, which need no guessing (``measures.forms.pasted``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from measures.pasting.table import clean
from thai.digits import to_arabic

ALIKE = 0.75
MOST_COMPARED = 40_000
"""Pairs of rows; above, only equal words count, or alike ones under the same number."""
COMPARED = 160
"""Characters; enough to tell two measures apart, few enough for hundreds of rows."""


@dataclass(frozen=True)
class Key:
    """By what a measure or activity is known."""

    number: str = ""
    title: str = ""
    steps: tuple[str, ...] = field(default=())
    """The steps of each of its rows."""


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space and numerals of lists at most."""
    return _tight(one) == _tight(other)


def match_rows(pasted: Sequence[Key], stored: Sequence[Key]) -> list[int | None]:
    """For each pasted key the index of the stored row it is, or None. Each is used once, best pairs first."""
    pairs = []
    prepared = [_Prepared(key) for key in stored]
    looks_alike = len(pasted) * len(stored) <= MOST_COMPARED
    for place, key in enumerate(pasted):
        mine = _Prepared(key)
        for index, theirs in enumerate(prepared):
            if points := mine.points(theirs, looks_alike=looks_alike):
                pairs.append((-points, abs(place - index), place, index))
    found: list[int | None] = [None] * len(pasted)
    used: set[int] = set()
    for _points, _distance, place, index in sorted(pairs):
        if found[place] is None and index not in used:
            found[place] = index
            used.add(index)
    return found


def code_number(code: str) -> int | None:
    """The number of an OIT item from ``o๑``, ``๐๑``, ``O1``, ``01``, ``ข้อ ๑``; None for anything else."""
    text = re.sub(r"[\s()]|\.(?![0-9])", "", to_arabic(clean(code)))
    match = re.fullmatch(r"(?:ข้อ(?:ที่)?)?(?:[oO]it|OIT)?[oOอ0]?-?0*([0-9]{1,3})", text)
    return int(match[1]) if match else None


class _Prepared:
    """A key made ready for comparing with many."""

    def __init__(self, key: Key):
        digits = re.findall("[0-9]+", to_arabic(key.number))
        self.number = tuple(int(each) for each in digits if len(each) < 10)
        self.title = _tight(key.title)
        self.steps = tuple(tight for each in key.steps if (tight := _tight(each)))

    def points(self, other: _Prepared, *, looks_alike: bool) -> int:
        """0 for two that are not the same row."""
        number = bool(self.number) and self.number == other.number
        alike = _alike if looks_alike or number else _equal
        title = alike(self.title, other.title)
        steps = max((alike(one, two) for one in self.steps for two in other.steps), default=0)
        if number and not title and _shortened(self.title, other.title):
            title = 1
        if self.title and other.title and not title:
            return 0
        if title:
            return 4 * title + 2 * number + steps
        # One of the two has no title: the steps say it, or the number when nothing contradicts it.
        if steps:
            return 3 * steps + 2 * number
        return 2 if number and not (self.steps and other.steps and not (self.title or other.title)) else 0


def _equal(one: str, other: str) -> int:
    return 2 if one and one == other else 0


def _shortened(one: str, other: str) -> bool:
    """Whether one title is a piece of the other: people shorten them from one table to the next."""
    return min(len(one), len(other)) >= 8 and (one in other or other in one)


def _alike(one: str, other: str) -> int:
    """2 for equal, 1 for alike, 0 otherwise."""
    if not one or not other:
        return 0
    if one == other:
        return 2
    matcher = SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False)
    quick = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
    return 1 if quick and matcher.ratio() >= ALIKE else 0


def _tight(text: str) -> str:
    return to_arabic(re.sub(r"\s+", "", clean(text)))
