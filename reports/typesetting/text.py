"""What of a text can be printed and how it is handed to the line breaker, so that the paper says what was typed.

Not here: one spelling for equal-looking text (thai.text), breaking lines (libthai, by its dictionary).
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from itertools import pairwise

from thai.text import normalise

from . import places
from .breaking import ZERO_WIDTH_SPACE, loosen

MISSING = "□"
"""Printed for a character that no font has: a .notdef glyph would say nothing and break PDF/A."""

_NO_BREAK_SPACE, _WORD_JOINER = "\u00a0", "\u2060"
_SPACED_HYPHEN = re.compile(r"(?<=\S) - (?=\S)")
_HYPHEN = re.compile(r"[-\u2010](?=\S)")
_LATIN = r"!-~\u00a1-\u024f\u0370-\u058f\u2010-\u2027"
_TOKEN = re.compile(f"[{_LATIN}]+")
_ADDRESS = re.compile(r"[^/.?&=_,:;~%+@#]*[/.?&=_,:;~%+@#]+|[^/.?&=_,:;~%+@#]+")


def cleaned(text: str) -> str:
    """``text`` in one spelling and without what cannot be seen: controls, soft hyphens, variation selectors."""
    return "".join(character for character in normalise(text) if character == "\n" or not _is_invisible(character))


def unprintable(text: str) -> set[str]:
    """The characters of ``text`` that no font has and that are printed as □."""
    return {character for character in cleaned(text) if character not in _printable() and character != "\n"}


def as_printed(text: str) -> str:
    """``text`` as the paper shows it: cleaned, with □ for what no font has."""
    printable = _printable()
    return "".join(character if character in printable or character == "\n" else MISSING for character in cleaned(text))


def for_print(text: str, room: int = 60) -> str:
    """``as_printed`` plus the signs that steer line breaking; white space and these signs aside it is the same text.

    No line ends in a hyphen (readers of a PDF would drop it): the break is taken away after each, and around one
    between spaces. Words wider than ``room`` (letters that fit into the column), Thai or Latin, get places to break
    that show nothing, never after a hyphen: nothing may run over a cell's border.
    """
    text = _TOKEN.sub(lambda token: _loosened(token[0], room), as_printed(text))
    text = loosen(text, room)
    text = _SPACED_HYPHEN.sub(f"{_NO_BREAK_SPACE}-{_NO_BREAK_SPACE}", text)
    return _HYPHEN.sub(rf"\g<0>{_WORD_JOINER}", text)


def _loosened(token: str, room: int) -> str:
    if len(token) <= room:
        return token
    pieces: list[str] = []
    for part in _ADDRESS.findall(token):
        pieces += [part[start : start + room] for start in range(0, len(part), room)]
    loose = pieces[0]
    for before, piece in pairwise(pieces):
        loose += piece if before.endswith(("-", "\u2010")) else ZERO_WIDTH_SPACE + piece
    return loose


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
    return frozenset.intersection(
        *(
            frozenset(
                text
                for (_, its_weight), readings in glyph_readings().items()
                if its_weight == weight
                for text in readings.values()
                if len(text) == 1
            )
            | {_NO_BREAK_SPACE}
            for weight in weights
        )
    )
