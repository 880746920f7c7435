"""Codes of items as people write them (o9, O๙, ๐๙, 034, ข้อ e๓) read into one spelling.

Pure. Not here: whether a year has such an item (``indicators``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from thai.digits import to_arabic

_CODE = re.compile(
    r"(?:ข้อ(?:ที่)?\s*)?(?<![A-Za-z0-9])"
    r"(?:(?P<letter>[ieoIEO])[ .-]?0*(?P<of>[1-9][0-9]{0,2})|0+(?P<plain>[1-9][0-9]{0,2}))(?![A-Za-z0-9])"
)
_BETWEEN = re.compile(r"[\s,;/·、]+|และ|กับ")
_INSTRUMENTS = "ieo"


def codes_in(text: str) -> tuple[list[str], str]:
    """The codes a text names, each once in the order of the questionnaires (i, e, o), and what is no code of it.

    A number with a zero before it is an OIT item, as the offices print them (๐๙, 034); a bare 9 is no code.
    """
    plain = to_arabic(text)
    found = [
        f"{match['letter'].lower()}{int(match['of'])}" if match["letter"] else f"o{int(match['plain'])}"
        for match in _CODE.finditer(plain)
    ]
    unread = [word for word in _BETWEEN.split(_CODE.sub(" ", plain)) if word]
    return in_order(found), " ".join(unread)


def in_order(codes: Iterable[str]) -> list[str]:
    """Each code once: questions inside, questions outside, OIT items, by number."""
    return sorted(dict.fromkeys(codes), key=order_of)


def order_of(code: str) -> tuple[int, int, str]:
    """What codes are sorted by; what is no code comes last."""
    number = code[1:]
    known = code[:1] in _INSTRUMENTS and bool(code) and number.isascii() and number.isdecimal()
    return (_INSTRUMENTS.index(code[0]), int(number), "") if known else (len(_INSTRUMENTS), 0, code)
