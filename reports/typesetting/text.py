"""What of a text can be printed and how it is handed to the line breaker, so that the paper says what was typed.

Not here: one spelling for equal-looking text (thai.text), breaking lines (libthai, by its dictionary).
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

from thai.text import normalise

from . import places
from .breaking import LONGEST_WORD, ZERO_WIDTH_SPACE, first_word, loosen, width_in_letters

MISSING = "□"
"""Printed for a character that no font has: a .notdef glyph would say nothing and break PDF/A."""

KEEP, END_KEEP = "\ue000", "\ue001"
"""Private signs round what must stay on one line; no printed text holds them."""

_NO_BREAK_SPACE = "\u00a0"
_LATIN_LIGATURES = frozenset("ﬀﬁﬂﬃﬄﬅﬆ")
_SPACE_BEFORE_HYPHEN = re.compile(r"(?<=\S) (?=[-\u2010]+ *[^\s\u2010-])")
_INSIDE_HYPHEN = re.compile(f"(?<=[^\\s{ZERO_WIDTH_SPACE}\u2010-])(?=[\u2010-])")
_HYPHEN = re.compile(
    f"(?P<hyphens>[-\u2010]+ *)(?:(?P<thai>[\u0e01-\u0e4e]+)|(?P<other>[^\\s{ZERO_WIDTH_SPACE}\u0e01-\u0e4e\u2010-]+))"
)
_TOKEN = re.compile(r"[^\s\u0e01-\u0e4e]+")
_HYPHEN_BEFORE_BREAK = re.compile(f"([-\u2010]+){ZERO_WIDTH_SPACE}")
_WORD = re.compile(r"\S+")
_SCRIPTS_MEET = re.compile(
    "(?<=[^\u0e01-\u0e4e([{<\u201c-])(?=[\u0e01-\u0e4e])|(?<=[\u0e01-\u0e4e])(?=[\\w(\\[<])(?![\u0e01-\u0e4e])"
)
_ADDRESS = re.compile(r"[^/.?&=_,:;~%+@#]*[/.?&=_,:;~%+@#]+|[^/.?&=_,:;~%+@#]+")


def cleaned(text: str) -> str:
    """``text`` in one spelling and without what cannot be seen: controls, soft hyphens, variation selectors."""
    return "".join(character for character in normalise(text) if character == "\n" or not _is_invisible(character))


def unprintable(text: str) -> set[str]:
    """The characters of ``text`` that no font has and that are printed as □."""
    return {character for character in set(cleaned(text)) if as_printed(character) == MISSING != character}


def as_printed(text: str) -> str:
    """``text`` as the paper shows it: cleaned, with □ for what no font has."""
    printable = _printable()
    return "".join(
        character if character in printable or character == "\n" else _replaced(character)
        for character in cleaned(text)
    )


def _replaced(character: str) -> str:
    """Any blank is a space, a joined ``ﬁ`` its letters (PDFium reads it so); for the rest there is □."""
    if character.isspace():
        return " "
    return unicodedata.normalize("NFKC", character) if character in _LATIN_LIGATURES else MISSING


def for_print(text: str, room: int = 60) -> str:
    """``as_printed`` plus the signs that steer line breaking; white space and these signs aside it is the same text.

    No line ends in a hyphen (readers of a PDF would drop it): a hyphen and the word after it stand between ``KEEP``
    and ``END_KEEP``. Words wider than ``room`` (letters that fit into the column), Thai or Latin, get places to break
    that show nothing, never after a hyphen: nothing may run over a cell's border.
    """
    text = _TOKEN.sub(lambda token: _loosened(token[0], room), as_printed(text))
    if room < LONGEST_WORD:
        text = loosen(text, room)
    text = _WORD.sub(lambda word: _loosened_inside(word[0], room), text)
    if room >= LONGEST_WORD:
        text = _SPACE_BEFORE_HYPHEN.sub(_NO_BREAK_SPACE, text)
    return _HYPHEN.sub(lambda found: _kept(found, room), text)


def _kept(found: re.Match[str], room: int) -> str:
    """The hyphen kept together with the word after it, or with as much of it as fits."""
    if found["other"]:
        return f"{KEEP}{found[0]}{END_KEEP}"
    word = first_word(found["thai"], max(1, room - len(found["hyphens"])))
    rest = found["thai"][len(word) :]
    return f"{KEEP}{found['hyphens']}{word}{END_KEEP}{ZERO_WIDTH_SPACE if rest else ''}{rest}"


def _loosened(token: str, room: int) -> str:
    if _width(token) <= room:
        return token
    pieces: list[str] = []
    for part in _ADDRESS.findall(token):
        pieces.append("")
        for character in part:
            if pieces[-1] and _width(pieces[-1] + character) > room:
                pieces.append("")
            pieces[-1] += character
    return _HYPHEN_BEFORE_BREAK.sub(rf"{ZERO_WIDTH_SPACE}\1", ZERO_WIDTH_SPACE.join(pieces))


def _width(token: str) -> float:
    """The width in wide letters, roughly: capitals are wider, and signs wider still."""
    return sum(1.6 if character > "\u2000" else 1.3 if character.isupper() else 1 for character in token)


def _loosened_inside(word: str, room: int) -> str:
    """Places to break where scripts meet and before hyphens, in what is wider than the column."""
    if width_in_letters(word) <= room:
        return word
    return _INSIDE_HYPHEN.sub(ZERO_WIDTH_SPACE, _SCRIPTS_MEET.sub(ZERO_WIDTH_SPACE, word))


def _is_invisible(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


@cache
def glyph_readings() -> dict[tuple[str, int], dict[int, str]]:
    """What each glyph of each built font reads as: family and weight, then glyph number."""
    stored = json.loads(places.built(places.GLYPHS_FILE).read_text(encoding="utf-8"))
    return {
        key: {int(number): text for number, text in stored[f"{key[0]} {key[1]}"].items()} for key in places.FONT_FILES
    }


@cache
def _printable() -> frozenset[str]:
    """Characters that print in both weights."""
    weights = {weight for _, weight in places.FONT_FILES}
    return (
        frozenset.intersection(
            *(
                frozenset(
                    text
                    for (_, its_weight), readings in glyph_readings().items()
                    if its_weight == weight
                    for text in readings.values()
                    if len(text) == 1
                )
                for weight in weights
            ),
        ).union({_NO_BREAK_SPACE})
        - _LATIN_LIGATURES
    )
