"""Gives a Thai word that is wider than its column places to break, which the dictionary alone would refuse it.

Pango lets a word of the dictionary run over the cell's border rather than break it. Such a word is parted where
libthai's own shorter words end, and if that is not enough between letters that do not belong together.
Not here: breaking lines (Pango, by the office's dictionary), Latin words (text).
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from pathlib import Path

from . import places

ZERO_WIDTH_SPACE = "\u200b"
LONGEST_WORD = 24
"""Letters beyond which no word of the dictionaries goes: a wider column needs no help."""

_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_ABOVE_OR_BELOW = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_CLUSTER = re.compile("[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[\u0e30\u0e32\u0e33\u0e45]?|.")
"""A letter with the vowel before it, the marks on it and the vowel after it."""


def width_in_letters(text: str) -> int:
    """How many letters stand side by side in ``text``."""
    return len(text) - len(_ABOVE_OR_BELOW.findall(text))


def loosen(text: str, room: int) -> str:
    """``text`` with zero-width spaces inside the Thai words that are wider than ``room`` letters, and nowhere else."""
    if room >= LONGEST_WORD:
        return text
    return _RUN.sub(lambda run: _loosen_run(run[0], room), text)


def portions(text: str, length: int) -> list[str]:
    """``text`` in pieces of about ``length`` characters that end where a word does, and not in a hyphen."""
    found = [""]
    for run in re.split(f"({_RUN.pattern})", text):
        whole = _RUN.fullmatch(run) and len(run) > length
        for word in (
            words(run, places.built(places.DICTIONARY_FILE)) if whole else re.findall(f".{{1,{length}}}", run, re.S)
        ):
            if found[-1] and len(found[-1]) + len(word) > length:
                full = found[-1].rstrip("-\u2010")
                found[-1:] = [full, found[-1][len(full) :]]
            found[-1] += word
    return found


def first_word(run: str, room: int) -> str:
    """The first word of a run of Thai letters, or as many of its letters as ``room`` holds."""
    word = words(run, places.built(places.DICTIONARY_FILE))[0]
    if width_in_letters(word) <= room:
        return word
    start = ""
    for cluster in _CLUSTER.findall(word):
        if start and width_in_letters(start + cluster) > room:
            break
        start += cluster
    return start


def _loosen_run(run: str, room: int) -> str:
    if width_in_letters(run) <= room:
        return run
    return "".join(
        word if width_in_letters(word) <= room else ZERO_WIDTH_SPACE.join(_parts(word, room))
        for word in words(run, places.built(places.DICTIONARY_FILE))
    )


def _parts(word: str, room: int) -> list[str]:
    parts: list[str] = []
    for part in words(word, places.built(places.STOCK_DICTIONARY_FILE)):
        if width_in_letters(part) <= room:
            parts.append(part)
        else:
            parts += _CLUSTER.findall(part)
    return parts


def words(run: str, dictionary: Path) -> list[str]:
    """The pieces between which libthai would break a run of Thai letters by this dictionary."""
    library, breaker = _breaker(dictionary)
    encoded = run.encode("cp874")
    positions = (ctypes.c_int * len(encoded))()
    found = library.th_brk_find_breaks(breaker, encoded, positions, len(positions))
    ends = [*positions[:found], len(run)]
    return [run[start:end] for start, end in zip([0, *ends], ends, strict=False) if start < end]


@cache
def _breaker(dictionary: Path) -> tuple[ctypes.CDLL, ctypes.c_void_p]:
    library = ctypes.CDLL("libthai.so.0")
    library.th_brk_new.restype = ctypes.c_void_p
    library.th_brk_new.argtypes = [ctypes.c_char_p]
    library.th_brk_find_breaks.restype = ctypes.c_int
    library.th_brk_find_breaks.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.POINTER(ctypes.c_int),
        ctypes.c_size_t,
    ]
    breaker = library.th_brk_new(str(dictionary).encode())
    if breaker is None:
        raise OSError(f"libthai cannot read {dictionary}")
    return library, ctypes.c_void_p(breaker)
