"""The Thai fiscal year: FY N (B.E.) runs from 1 October N-1 to 30 September N; its reporting rounds.

Not here: printing dates (``thai.dates``). Source: DOMAIN section 6.
"""

import datetime as dt
import itertools
from typing import NamedTuple

from thai.dates import BE_OFFSET

SIX_MONTHS = "six_months"
TWELVE_MONTHS = "twelve_months"
ROUNDS = (SIX_MONTHS, TWELVE_MONTHS)


class Span(NamedTuple):
    """Days from ``start`` to ``end``, both included."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def overlaps(self, other: "Span") -> bool:
        return self.start <= other.end and other.start <= self.end


def fiscal_year_of(day: dt.date) -> int:
    """The B.E. fiscal year a day lies in: 30 Sep 2024 is in 2567, 1 Oct 2024 in 2568."""
    return day.year + BE_OFFSET + (1 if day.month >= 10 else 0)


def start_of(fiscal_year: int) -> dt.date:
    return dt.date(fiscal_year - BE_OFFSET - 1, 10, 1)


def end_of(fiscal_year: int) -> dt.date:
    return dt.date(fiscal_year - BE_OFFSET, 9, 30)


def span_of(fiscal_year: int) -> Span:
    """The whole fiscal year."""
    return Span(start_of(fiscal_year), end_of(fiscal_year))


def round_span(fiscal_year: int, round_name: str) -> Span:
    """What a round reports on: ``six_months`` 1 October to 31 March, ``twelve_months`` the whole year.

    ``ValueError`` for any other round: those have dates of their own.
    """
    if round_name == SIX_MONTHS:
        return Span(start_of(fiscal_year), dt.date(fiscal_year - BE_OFFSET, 3, 31))
    if round_name == TWELVE_MONTHS:
        return span_of(fiscal_year)
    raise ValueError(f"round {round_name!r} has no fixed dates")


def months_of(fiscal_year: int) -> list[Span]:
    """The twelve months of the fiscal year, October first."""
    firsts = [start_of(fiscal_year)]
    for _ in range(12):
        last = firsts[-1]
        firsts.append(dt.date(last.year + last.month // 12, last.month % 12 + 1, 1))
    return [Span(first, following - dt.timedelta(days=1)) for first, following in itertools.pairwise(firsts)]
