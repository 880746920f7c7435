"""Finds the 13-digit numbers of people's identity cards in running text, so that somebody can be warned of them.

Not here: what is done about one (never more than a warning). Source of the check digit: Department of Provincial
Administration, as printed on every card: weights 13 … 2, the last digit is 11 minus the sum modulo 11, modulo 10.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from thai.digits import THAI_DIGITS

_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_DIGIT = f"[0-9{THAI_DIGITS}]"
_APART = "[ \u00a0\u2007\u202f]{0,2}[-\u00ad\u2010-\u2015\u2212]?[ \u00a0\u2007\u202f]{0,2}"
_LOOKS_LIKE_ONE = re.compile(
    f"(?<!{_DIGIT})({_DIGIT}){_APART}({_DIGIT}{{4}}){_APART}({_DIGIT}{{5}}){_APART}({_DIGIT}{{2}}){_APART}({_DIGIT})"
    f"(?!{_DIGIT})"
)


class Place(NamedTuple):
    """Where a number stands in the text, and its digits."""

    start: int
    end: int
    digits: str

    @property
    def masked(self) -> str:
        """The number as it may be shown: ``1-2345-xxxxx-xx-1``."""
        return f"{self.digits[0]}-{self.digits[1:5]}-xxxxx-xx-{self.digits[12]}"


def identity_numbers_in(text: str) -> list[Place]:
    """Every identity number of a person in the text, in order: Thai or Arabic digits, in groups 1-4-5-2-1 or in one.

    Numbers that begin with 0 are those of companies and offices, 9 is not given out: both are left alone.
    """
    found = []
    for match in _LOOKS_LIKE_ONE.finditer(text):
        digits = "".join(match.groups()).translate(_ARABIC)
        if digits[0] not in "09" and check_digit_of(digits[:12]) == digits[12]:
            found.append(Place(match.start(), match.end(), digits))
    return found


def masked_in(text: str) -> str:
    """The text with every identity number masked."""
    for place in reversed(identity_numbers_in(text)):
        text = text[: place.start] + place.masked + text[place.end :]
    return text


def check_digit_of(twelve: str) -> str:
    """The thirteenth digit that belongs to twelve Arabic digits."""
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return str((11 - total % 11) % 10)
