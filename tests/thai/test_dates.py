"""Buddhist Era dates, printed and typed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import (
    CommonEraYear,
    DateError,
    be_date,
    be_datetime,
    be_time,
    be_year,
    month_names,
    parse_be_date,
    parse_be_year,
)  # fmt: skip

DAY = dt.date(2024, 10, 22)


def test_a_date_prints_long_and_short_in_either_numerals():
    assert be_date(DAY) == "22 ตุลาคม 2567"
    assert be_date(DAY, "short") == "22 ต.ค. 2567"
    assert be_date(DAY, numerals="thai") == "๒๒ ตุลาคม ๒๕๖๗"
    assert be_date(DAY, "short", "thai") == "๒๒ ต.ค. ๒๕๖๗"
    assert be_date(dt.date(2025, 1, 2)) == "2 มกราคม 2568"
    assert be_year(DAY) == be_year(2024) == 2567


def test_an_english_page_prints_no_thai():
    assert be_date(DAY, language="en") == "22 October B.E. 2567 (2024)"
    assert be_date(DAY, "short", "thai", language="en") == "22 Oct B.E. 2567"


def test_moments_are_told_in_bangkok_time():
    moment = dt.datetime(2024, 9, 30, 18, 5, tzinfo=dt.UTC)
    assert be_datetime(moment) == "1 ตุลาคม 2567 เวลา 1.05 น."
    assert be_datetime(moment, "short", "thai") == "๑ ต.ค. ๒๕๖๗ เวลา ๑.๐๕ น."
    assert be_datetime(moment, language="en") == "1 October B.E. 2567 (2024), 1.05"
    assert be_time(dt.datetime(2024, 1, 1, 3, 42, tzinfo=dt.UTC)) == "10.42 น."


def test_the_months_are_the_twelve():
    assert month_names()[0] == "มกราคม"
    assert month_names()[11] == "ธันวาคม"
    assert month_names("short")[2] == "มี.ค."
    assert len(set(month_names()) | set(month_names("short"))) == 24


@pytest.mark.parametrize(
    "typed",
    [
        "22 ตุลาคม 2567", "๒๒ ตุลาคม ๒๕๖๗", "22 ต.ค. 2567", "22 ต.ค. 67", "๒๒ ต.ค. ๖๗", "22ต.ค.67",
        "วันที่ 22 เดือน ตุลาคม พ.ศ. 2567", "22 ตุลาคม พ.ศ.2567", "22  ตค 2567", "22/10/2567", "22-10-2567",
        "22.10.2567", "๒๒/๑๐/๒๕๖๗", "2567-10-22", " 22 ตุลาคม 2567\n", "22 October 2567", "22 Oct B.E. 2567",
    ],
)  # fmt: skip
def test_a_typed_date_is_read(typed):
    assert parse_be_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("22 ตุลาคม 2024", 2567), ("22/10/2024", 2567), ("2024-10-22", 2567), ("1 ม.ค. ๒๐๒๖", 2569)],
)
def test_a_common_era_year_carries_the_year_to_offer(typed, offered):
    with pytest.raises(CommonEraYear) as refusal:
        parse_be_date(typed)
    assert (refusal.value.offered_year, refusal.value.typed_year, refusal.value.reason) == (
        offered, offered - 543, "common_era",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"), ("   ", "empty"),
        ("๓๑ ก.พ. ๒๕๖๗", "no_such_day"), ("31/4/2567", "no_such_day"), ("1/13/2567", "no_such_day"),
        ("29 กุมภาพันธ์ 2568", "no_such_day"), ("0/1/2567", "no_such_day"),
        ("22 ตุลาคม 9999", "year_out_of_range"), ("22 ตุลาคม 0567", "year_out_of_range"),
        ("22/10/67", "not_understood"), ("22/10-2567", "not_understood"), ("ตลอดปีงบประมาณ", "not_understood"),
        ("22 ตุล 2567", "not_understood"), ("๒๒ ต.ค.", "not_understood"), ("２２/10/2567", "not_understood"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_reason(typed, reason):
    with pytest.raises(DateError) as refusal:
        parse_be_date(typed)
    assert (refusal.value.reason, refusal.value.typed) == (reason, typed)


@given(
    st.dates(min_value=dt.date(1857, 1, 1), max_value=dt.date(2157, 12, 31)),
    st.sampled_from(["long", "short"]),
    st.sampled_from(["arabic", "thai"]),
    st.sampled_from(["th", "en"]),
)
def test_every_printed_date_reads_back(day, style, numerals, language):
    assert parse_be_date(be_date(day, style, numerals, language)) == day


@given(st.text())
def test_any_text_is_a_date_or_a_named_refusal(text):
    try:
        outcome = 1857 <= parse_be_date(text).year <= 2157
    except DateError as refusal:
        outcome = refusal.reason in {"empty", "not_understood", "no_such_day", "year_out_of_range", "common_era"}
    assert outcome


def test_a_typed_year_is_read_and_a_common_era_one_caught():
    assert [parse_be_year(text) for text in ("2568", "๒๕๖๘", "พ.ศ. 2568", "ปีงบประมาณ พ.ศ. ๒๕๖๘")] == [2568] * 4
    with pytest.raises(CommonEraYear) as refusal:
        parse_be_year("2026")
    assert refusal.value.offered_year == 2569
    for typed, reason in [("68", "not_understood"), ("", "empty"), ("1111", "year_out_of_range")]:
        with pytest.raises(DateError) as refused:
            parse_be_year(typed)
        assert refused.value.reason == reason
