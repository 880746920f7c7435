"""The fiscal year and its rounds."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.fiscal_year import (
    ROUNDS,
    SIX_MONTHS,
    TWELVE_MONTHS,
    Span,
    end_of,
    fiscal_year_of,
    months_of,
    round_span,
    span_of,
    start_of,
)  # fmt: skip


def test_the_year_turns_on_the_first_of_october():
    assert fiscal_year_of(dt.date(2024, 9, 30)) == 2567
    assert fiscal_year_of(dt.date(2024, 10, 1)) == 2568
    assert (start_of(2568), end_of(2568)) == (dt.date(2024, 10, 1), dt.date(2025, 9, 30))


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 1, 1)))
def test_every_day_lies_in_exactly_its_year(day):
    year = fiscal_year_of(day)
    assert [day in span_of(each) for each in (year - 1, year, year + 1)] == [False, True, False]


def test_the_rounds_of_a_year():
    assert ROUNDS == (SIX_MONTHS, TWELVE_MONTHS)
    assert round_span(2568, SIX_MONTHS) == (dt.date(2024, 10, 1), dt.date(2025, 3, 31))
    assert round_span(2568, TWELVE_MONTHS) == span_of(2568)
    with pytest.raises(ValueError, match="other"):
        round_span(2568, "other")


def test_the_months_tile_the_year():
    months = months_of(2567)
    assert len(months) == 12
    assert months[0] == (dt.date(2023, 10, 1), dt.date(2023, 10, 31))
    assert months[4] == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert sum(month.days for month in months) == span_of(2567).days == 366
    assert [after.start - before.end for before, after in itertools.pairwise(months)] == [dt.timedelta(1)] * 11


def test_spans_overlap_when_they_share_a_day():
    january = Span(dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    assert january.overlaps(Span(dt.date(2025, 1, 31), dt.date(2025, 2, 1)))
    assert not january.overlaps(Span(dt.date(2025, 2, 1), dt.date(2025, 2, 2)))
    assert "2025-01-01" not in january
