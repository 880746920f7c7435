"""Thai and Arabic numerals: printing in either, reading numbers people type in either.

Not here: dates (``thai.dates``), list markers (``thai.markers``).
"""

import re
from decimal import Decimal

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
LONGEST_NUMBER = 30
"""Digits; far above any budget, and short enough that a hostile number costs nothing."""

_WHOLE = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
_INTEGER = re.compile(rf"[+-]?{_WHOLE}")
_DECIMAL = re.compile(rf"[+-]?{_WHOLE}(?:\.[0-9]+)?")
_LEFT_ALONE = re.compile(
    r"(?P<keep>(?:https?://|www\.)[^\s<>]+|[^\s<>@]+@[^\s<>@]+"  # addresses
    r"|[0-9]*[A-Za-z][0-9A-Za-z]*(?:[-_./][0-9A-Za-z]*[A-Za-z][0-9A-Za-z]*)*)"  # o10, 5G, ISO27001, itas.nacc.go.th
)


class NumberError(ValueError):
    """A typed number was refused; ``reason`` says why, the form layer finds the words.

    ``empty``, ``other_script`` (digits of a script that is neither Thai nor Arabic), ``not_a_number``, ``too_long``.
    """

    def __init__(self, reason: str, typed: str):
        super().__init__(f"{reason}: {typed[:60]!r}")
        self.reason = reason
        self.typed = typed


def to_thai(text: object) -> str:
    """Every Arabic digit as a Thai one, in addresses and codes too; see ``to_thai_in_prose``."""
    from pythainlp.util import (
        arabic_digit_to_thai_digit,  # imported here: it costs 0.1 s that most processes never need
    )

    return arabic_digit_to_thai_digit(str(text))


def to_arabic(text: object) -> str:
    """Every Thai digit as an Arabic one; all else as it is."""
    from pythainlp.util import thai_digit_to_arabic_digit

    return thai_digit_to_arabic_digit(str(text))


def to_thai_in_prose(text: object) -> str:
    """Arabic digits as Thai ones, but URLs, e-mail addresses and digits joined to Latin letters (``o10``) stay.

    Source: ARCHITECTURE section 8.
    """
    parts = []
    end = 0
    whole = str(text)
    for kept in _LEFT_ALONE.finditer(whole):
        parts.append(to_thai(whole[end : kept.start()]))
        parts.append(kept.group())
        end = kept.end()
    parts.append(to_thai(whole[end:]))
    return "".join(parts)


def _plain(typed: str, pattern: re.Pattern[str]) -> str:
    """The number in ASCII without thousands commas, or ``NumberError``.

    ``int`` and ``Decimal`` would read the digits of every script, ``1_000`` and ``1e400``: so the shape comes first.
    """
    text = typed.strip()
    if not text:
        raise NumberError("empty", typed)
    if len(text) > LONGEST_NUMBER:
        raise NumberError("too_long", typed)
    if any(character.isdigit() and character not in THAI_DIGITS and not character.isascii() for character in text):
        raise NumberError("other_script", typed)
    if not text.isascii():
        text = to_arabic(text)
    if not pattern.fullmatch(text):
        raise NumberError("not_a_number", typed)
    return text.replace(",", "")


def parse_int(typed: str) -> int:
    """A whole number typed in Thai or Arabic digits, with or without thousands commas; else ``NumberError``."""
    return int(_plain(typed, _INTEGER))


def parse_decimal(typed: str) -> Decimal:
    """A number with a decimal point typed in Thai or Arabic digits, exactly as typed; else ``NumberError``.

    ``9,5`` is refused rather than guessed: a comma only groups thousands.
    """
    return Decimal(_plain(typed, _DECIMAL))
