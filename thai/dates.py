"""Dates as the office writes and types them: Buddhist Era, Thai month names, either numerals.

Aware moments are shown in Bangkok time. Words for refused dates are the form layer's.
Not here: fiscal years and rounds (``thai.fiscal_year``).
"""

import datetime as dt
import re
from functools import cache
from zoneinfo import ZoneInfo

from thai.digits import THAI_DIGITS, to_arabic, to_thai

BE_OFFSET = 543
FIRST_YEAR, LAST_YEAR = 2400, 2700
"""Typed B.E. years outside these are mistakes; C.E. years of our time lie below ``FIRST_YEAR``."""
FIRST_CE_YEAR = 1850

BANGKOK = ZoneInfo("Asia/Bangkok")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class DateError(ValueError):
    """A typed date or year was refused; ``reason`` says why.

    ``empty``, ``not_understood``, ``no_such_day`` (๓๑ ก.พ.), ``year_out_of_range``, ``common_era``.
    """

    def __init__(self, reason: str, typed: str):
        super().__init__(f"{reason}: {typed[:60]!r}")
        self.reason = reason
        self.typed = typed


class CommonEraYear(DateError):
    """The typed year is a ค.ศ. year; ``offered_year`` is the พ.ศ. year that was probably meant."""

    def __init__(self, typed: str, typed_year: int):
        super().__init__("common_era", typed)
        self.typed_year = typed_year
        self.offered_year = typed_year + BE_OFFSET

    @property
    def offered_text(self) -> str:
        """What was typed with the พ.ศ. year in place of the ค.ศ. one, in the digits it was typed in."""
        thai = to_thai(str(self.typed_year)) in self.typed
        text, digits = (self.typed, to_thai) if thai else (to_arabic(self.typed), str)
        offered = text.replace(digits(str(self.typed_year)), digits(str(self.offered_year)), 1)
        return re.sub(r"(?i:ค\.?\s?ศ\.?|C\.?E\.?|A\.?D\.?)\s*(?=[0-9๐-๙]{4})", "", offered)


@cache
def month_names(style: str = "long", language: str = "th") -> tuple[str, ...]:
    """The twelve months, January first; ``style`` is ``long`` (ตุลาคม) or ``short`` (ต.ค.)."""
    if language != "th":
        return _ENGLISH_MONTHS if style == "long" else tuple(name[:3] for name in _ENGLISH_MONTHS)
    from pythainlp.util import thai_strftime  # imported here: it costs 0.1 s that most processes never need

    directive = "%B" if style == "long" else "%b"
    return tuple(thai_strftime(dt.datetime(2024, month, 1, tzinfo=BANGKOK), directive) for month in range(1, 13))


def be_year(value: dt.date | int) -> int:
    """The B.E. year of a date or of a Gregorian year."""
    return (value if isinstance(value, int) else _in_bangkok(value).year) + BE_OFFSET


def be_date(value: dt.date, style: str = "long", numerals: str = "arabic", language: str = "th") -> str:
    """``22 ตุลาคม 2567``; short ``22 ต.ค. 2567``; ``numerals="thai"`` ``๒๒ ตุลาคม ๒๕๖๗``.

    In English ``22 October B.E. 2567 (2024)``, short ``22 Oct B.E. 2567``, always in Arabic numerals.
    """
    day = _in_bangkok(value)
    month = month_names(style, language)[day.month - 1]
    if language != "th":
        year = f"B.E. {be_year(day)}" + (f" ({day.year})" if style == "long" else "")
        return f"{day.day} {month} {year}"
    text = f"{day.day} {month} {be_year(day)}"
    return to_thai(text) if numerals == "thai" else text


def be_time(value: dt.datetime, numerals: str = "arabic", language: str = "th") -> str:
    """``10.42 น.`` in Bangkok time; in English ``10.42``."""
    moment = _in_bangkok(value)
    clock = f"{moment.hour}.{moment.minute:02d}"
    if language != "th":
        return clock
    return (to_thai(clock) if numerals == "thai" else clock) + " น."


def be_datetime(value: dt.datetime, style: str = "long", numerals: str = "arabic", language: str = "th") -> str:
    """``22 ตุลาคม 2567 เวลา 10.42 น.`` in Bangkok time; in English ``22 October B.E. 2567 (2024), 10.42``."""
    joint = " เวลา " if language == "th" else ", "
    return be_date(value, style, numerals, language) + joint + be_time(value, numerals, language)


def _in_bangkok(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(BANGKOK)
    return value


def parse_be_year(typed: str) -> int:
    """A B.E. year typed in Thai or Arabic digits, with or without ``พ.ศ.``; else ``DateError``/``CommonEraYear``."""
    text = _plain(typed)
    match = re.fullmatch(r"(?:ปีงบประมาณ\s*)?(?:พ\.?\s?ศ\.?|B\.?E\.?)?\s*([0-9]{4})", text, re.IGNORECASE)
    if not match:
        raise DateError("not_understood", typed)
    return _checked_year(int(match.group(1)), typed)


_SEPARATED = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED = re.compile(
    r"(?:วันที่\s*)?(\d{1,2})\s*(?:เดือน\s*)?([^\d\s]+?)\s*(?:พ\.\s?ศ\.|พศ|B\.?E\.?|(?P<common>ค\.\s?ศ\.|คศ|C\.?E\.?|A\.?D\.?))?\s*"
    r"(?P<year>\d{4}|\d{2})"
    r"(?:\s*\(\d{4}\))?",
    re.ASCII | re.IGNORECASE,
)


def parse_be_date(typed: str) -> dt.date:
    """The Gregorian date of a typed B.E. day, month and year.

    Read are ``22 ตุลาคม 2567``, ``22 ต.ค. 67``, ``22/10/2567`` (also with ``-`` or ``.``), with Thai digits,
    ``วันที่`` and ``พ.ศ.`` as one likes. A two-digit year after a month name is of this century (67 is 2567), as
    the offices print it; between slashes it is refused, for it could be either era.
    Else ``DateError``; a ค.ศ. year raises ``CommonEraYear`` with the year to offer.
    """
    text = _plain(typed)
    if match := _SEPARATED.fullmatch(text):
        day, month, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NAMED.fullmatch(text):
        day, month = int(match.group(1)), _month_number(match.group(2), typed)
        year = int(match["year"]) + (2500 if len(match["year"]) == 2 else 0)
        if match["common"] and year >= FIRST_YEAR:
            raise DateError("not_understood", typed)  # ค.ศ. 2568: one of the two is wrong
    else:
        raise DateError("not_understood", typed)
    year = _checked_year(year, typed)
    try:
        return dt.date(year - BE_OFFSET, month, day)
    except ValueError:
        raise DateError("no_such_day", typed) from None


def _plain(typed: str) -> str:
    text = " ".join(typed.split())
    if not text:
        raise DateError("empty", typed)
    if any(character.isdigit() and not character.isascii() and character not in THAI_DIGITS for character in text):
        raise DateError("not_understood", typed)
    return to_arabic(text)


def _checked_year(year: int, typed: str) -> int:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    if FIRST_CE_YEAR <= year < FIRST_YEAR:
        raise CommonEraYear(typed, year)
    raise DateError("year_out_of_range", typed)


@cache
def _months_by_name() -> dict[str, int]:
    names = {}
    for language in ("th", "en"):
        for style in ("long", "short"):
            for number, name in enumerate(month_names(style, language), start=1):
                names[_bare(name)] = number
    return names


def _bare(name: str) -> str:
    return name.replace(".", "").lower()


def _month_number(name: str, typed: str) -> int:
    number = _months_by_name().get(_bare(name))
    if number is None:
        raise DateError("not_understood", typed)
    return number
