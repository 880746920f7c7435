"""Reads the dates that stand in a text as the offices print them: days, months, spans; and says which cannot be.

``๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘``, ``ตุลาคม ๒๕๖๗ – กันยายน ๒๕๖๘``, ``มกราคม – กันยายน ๒๕๖๘`` (the year once),
``๑-๓๐ ต.ค. ๒๕๖๖``, ``ตุลาคม ๒๕๖๗``, ``1/10/2567``. What is no date is left alone: this guesses nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from thai.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR, month_names
from thai.digits import to_arabic

_JOINT = re.compile(r"\s*(?:จนถึง|ถึงวันที่|ถึง|[-–—])\s*(?:วันที่|เดือน|ปี)?\s*")
_DIGIT = re.compile(r"[0-9]")
_ERA = r"(?:พ\s?\.\s?ศ\s?\.?|พศ)"


@dataclass(frozen=True)
class Found:
    """One date of a text. ``day`` None is a whole month; ``year`` (B.E.) None was not written."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None

    @property
    def exists(self) -> bool:
        """Whether there is such a day; without a year, whether there ever is."""
        if self.day is None:
            return True
        year = self.year - BE_OFFSET if self.year else 2024
        return 1 <= self.day <= calendar.monthrange(year, self.month)[1]

    def first_day(self, year: int | None = None) -> dt.date:
        """Its first day; ``year`` where none was written."""
        return dt.date((self.year or year) - BE_OFFSET, self.month, self.day or 1)

    def last_day(self, year: int | None = None) -> dt.date:
        if self.day is not None:
            return self.first_day(year)
        gregorian = (self.year or year) - BE_OFFSET
        return dt.date(gregorian, self.month, calendar.monthrange(gregorian, self.month)[1])


@dataclass(frozen=True)
class Span:
    """Two dates of a text with a word for "until" between them."""

    start: Found
    end: Found

    @property
    def dates(self) -> tuple[dt.date, dt.date] | None:
        """First and last day; None when a year is missing or a day does not exist. May end before it begins."""
        if not (self.start.exists and self.end.exists) or self.end.year is None:
            return None
        year = self.start.year
        if year is None:
            is_before = (self.start.month, self.start.day or 1) <= (self.end.month, self.end.day or 31)
            year = self.end.year if is_before else self.end.year - 1
        return self.start.first_day(year), self.end.last_day()


@cache
def _dates() -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {}
    for style in ("long", "short"):
        for number, name in enumerate(month_names(style), start=1):
            numbers[name.replace(".", "")] = number
    names = [
        *month_names("long"),
        *(name.removesuffix(".").replace(".", r"\s?\.\s?") + r"(?:\.|(?![ก-๙.]))" for name in month_names("short")),
    ]  # fmt: skip
    named = (
        r"(?:(?<![\d/.,])(?P<from_day>[0-3]?\d)\s*[-–—]\s*(?=\d{1,2}\s*(?:เดือน)?\s*[ก-๙]))?"
        rf"(?:(?<![\d/.,])(?P<day>\d{{1,2}})\s*(?:เดือน)?\s*)?(?P<month>{'|'.join(names)})"
        rf"(?:\s*(?:{_ERA}\s*)?(?P<year>\d{{4}}|\d{{2}})(?![\d.,/:]*\d))?"
    )
    slashed = r"(?<![\d/.])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?![\d/])"
    return re.compile(f"{named}|{slashed}"), numbers


@lru_cache(maxsize=4096)
def dates_in(text: str) -> tuple[Found, ...]:
    """The dates of a text in order; of ``๑-๓๐ ต.ค. ๒๕๖๖`` both. None in a text without a digit."""
    arabic = to_arabic(text)
    if not _DIGIT.search(arabic):
        return ()
    pattern, numbers = _dates()
    found = []
    for match in pattern.finditer(arabic):
        if match["m"]:
            month, year = int(match["m"]), int(match["y"])
            if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR:
                found.append(Found(match.start(), match.end(), int(match["d"]), month, year))
            continue
        month = numbers[re.sub(r"[\s.]", "", match["month"])]
        year = int(match["year"]) + (2500 if len(match["year"]) == 2 else 0) if match["year"] else None
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            year = None
        if match["from_day"]:
            found.append(Found(match.start("from_day"), match.end("from_day"), int(match["from_day"]), month, year))
        start = match.start("day") if match["day"] else match.start("month")
        found.append(Found(start, match.end(), int(match["day"]) if match["day"] else None, month, year))
    return tuple(found)


def spans_in(text: str) -> list[Span]:
    """The spans of a text: two dates and nothing but "until" between them."""
    found = dates_in(text)
    arabic = to_arabic(text)
    return [
        Span(one, other) for one, other in pairwise(found)
        if _JOINT.fullmatch(arabic[one.end : other.start])
    ]


def read_period(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a printed period; None when it is not written as dates. May end before it begins."""
    spans = spans_in(text)
    if spans:
        return spans[0].dates
    found = dates_in(text)
    if len(found) == 1 and found[0].year is not None and found[0].exists:
        return found[0].first_day(), found[0].last_day()
    return None
