"""Finding words inside Thai sentences, which have no spaces between words.

Text and question are compared in one spelling, with digits of either kind and letters of either case alike. A row is
found when every word of the question stands somewhere in it. Found words that begin and end where PyThaiNLP parts words
come before those inside other words (ตา in ตาม).
Pure; not here: which rows there are (``measures.selectors.searching``), addresses (``measures.views.search``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from measures.excerpts import ELLIPSIS, head_of, shortened, tail_of
from thai.text import normalise, starts_with_lone_mark

SHORTEST, LONGEST = 2, 100
"""Letters of a question."""
MOST_WORDS = 8
AROUND = 90
"""Letters shown before and after what was found."""
EXCERPTS_PER_ROW = 3
_LETTERS_PARTED = 400_000
"""Of the rows found, so many letters are parted into words; about half a second. Rows after them count as inside."""
_WINDOW = 400
_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class QueryRefused(ValueError):
    """The question cannot be searched for; ``reason`` is ``empty``, ``too_short``, ``too_long`` or ``too_many``."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Text:
    """One text of a row; ``label`` says which (lazily translated)."""

    label: Any
    text: str


@dataclass(frozen=True)
class SearchRow:
    """A row with its texts; ``ways`` are addresses to it as (act needed, route, arguments, anchor), best first."""

    year: int | None
    part: Any
    place: str
    texts: tuple[Text, ...]
    ways: tuple[tuple[str, str, dict[str, Any], str], ...] = ()


@dataclass(frozen=True)
class Hit:
    """A row that was found; ``is_inside`` when some word stands only within other words."""

    row: SearchRow
    is_inside: bool
    terms: tuple[str, ...] = field(repr=False)

    @property
    def excerpts(self) -> list[tuple[Any, list[tuple[str, bool]]]]:
        """The texts that say it: label, and parts with whether each is found."""
        told = []
        for text in self.row.texts:
            plain = normalise(text.text)
            if spans := _spans(plain, self.terms):
                told.append((text.label, _around(plain, spans)))
        return told[:EXCERPTS_PER_ROW]


def terms_of(query: str) -> tuple[str, ...]:
    """The words of a question as they are compared, each once. Raises QueryRefused."""
    text = normalise(query).strip()
    if not text:
        raise QueryRefused("empty")
    if len(text) > LONGEST:
        raise QueryRefused("too_long")
    terms = tuple(dict.fromkeys(fold(text).split()))
    if sum(map(len, terms)) < SHORTEST:
        raise QueryRefused("too_short")
    if len(terms) > MOST_WORDS:
        raise QueryRefused("too_many")
    return terms


def fold(text: str) -> str:
    """The text as it is compared, letter for letter as long as it was."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_THAI))


def search(rows: Iterable[SearchRow], terms: Sequence[str]) -> list[Hit]:
    """The rows with all the words: whole words first, then newer years, then in the order of the rows."""
    terms = tuple(terms)
    hits, letters = [], 0
    for row in rows:
        folded = [fold(normalise(text.text)) for text in row.texts]
        if not all(any(term in text for text in folded) for term in terms):
            continue
        judged = letters < _LETTERS_PARTED
        letters += sum(min(len(text), _WINDOW * 4) for text in folded if any(term in text for term in terms))
        whole = judged and all(any(stands_whole(text, term) for text in folded) for term in terms)
        hits.append(Hit(row, not whole, terms))
    return sorted(hits, key=lambda hit: (hit.is_inside, -(hit.row.year or 0)))


def stands_whole(folded: str, term: str) -> bool:
    """Whether the word stands somewhere in the text with its beginning and its end where words part."""
    at = folded.find(term)
    looks = 0
    while at >= 0 and looks < 20:
        end = at + len(term)
        line_start = max(folded.rfind("\n", 0, at) + 1, at - _WINDOW)
        line_end = folded.find("\n", end)
        line_end = min(len(folded) if line_end < 0 else line_end, end + _WINDOW)
        if {at - line_start, end - line_start} <= _boundaries(folded[line_start:line_end]):
            return True
        at = folded.find(term, at + 1)
        looks += 1
    return False


@lru_cache(maxsize=2048)
def _boundaries(line: str) -> frozenset[int]:
    """Where words begin and end in a line."""
    from pythainlp import word_tokenize  # imported here: its dictionary takes a moment that most processes never need

    places, at = {0}, 0
    for word in word_tokenize(line, engine="newmm"):
        at += len(word)
        places.add(at)
    return frozenset(places)


def _spans(plain: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, left to right, joined where they touch; a mark never parts a letter from its vowel."""
    folded, found = fold(plain), []
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            end = at + len(term)
            while end < len(plain) and starts_with_lone_mark(plain[end:end + 1]):
                end += 1
            found.append((at, end))
            at = folded.find(term, end)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _around(plain: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The sentence around the first place, with what is found in it marked and long stretches cut."""
    first, last = spans[0][0], spans[0][1]
    for start, end in spans:
        if start - last <= AROUND:
            last = end
    line_start, line_end = plain.rfind("\n", 0, first) + 1, plain.find("\n", last)
    line_end = len(plain) if line_end < 0 else line_end
    parts: list[tuple[str, bool]] = []
    at = line_start
    for start, end in spans:
        if start >= line_end:
            break
        parts += [(plain[at:start], False), (plain[start:end], True)]
        at = end
    parts.append((plain[at:line_end], False))
    before, after = parts[0][0], parts[-1][0]
    parts[0] = (tail_of(before, AROUND) if before else "", False)
    parts[-1] = (head_of(after, AROUND) if after else "", False)
    return [part for part in shortened(parts[:1] + parts[1:-1], AROUND) + parts[-1:] if part[0] and part[0] != ELLIPSIS]
