"""Thai and Arabic numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import NumberError, parse_decimal, parse_int, to_arabic, to_thai, to_thai_in_prose


def test_digits_go_both_ways_and_nothing_else_changes():
    assert to_thai("ปี 2567 ข้อ o10") == "ปี ๒๕๖๗ ข้อ o๑๐"
    assert to_arabic("ปี ๒๕๖๗ ข้อ o๑๐") == "ปี 2567 ข้อ o10"
    assert to_thai(43) == "๔๓"
    assert to_thai("") == ""


@given(st.text())
def test_there_and_back_is_the_arabic_form(text):
    assert to_arabic(to_thai(text)) == to_arabic(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("จำนวน 12 ครั้ง ในปี 2567", "จำนวน ๑๒ ครั้ง ในปี ๒๕๖๗"),
        ("ข้อ o10 และ i1-i3", "ข้อ o10 และ i1-i3"),
        ("ดู https://example.go.th/ita/2567 หน้า 4", "ดู https://example.go.th/ita/2567 หน้า ๔"),
        ("www.example.go.th/12 และ a1@b2.go.th", "www.example.go.th/12 และ a1@b2.go.th"),
        ("คะแนน 85.00", "คะแนน ๘๕.๐๐"),
        ("5G ที่ 3 แห่ง", "5G ที่ ๓ แห่ง"),
    ],
)
def test_prose_keeps_addresses_and_codes(typed, printed):
    assert to_thai_in_prose(typed) == printed


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("๑๒", 12), (" ๑2 ", 12), ("-3", -3), ("8,317", 8317), ("๑,๒๕๐,๐๐๐", 1250000), ("007", 7)],
)
def test_whole_numbers_in_either_script(typed, value):
    assert parse_int(typed) == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"), ("  ", "empty"),
        ("１２", "other_script"), ("²", "other_script"), ("٣", "other_script"), ("१२", "other_script"),
        ("1_000", "not_a_number"), ("1e4", "not_a_number"), ("12.5", "not_a_number"), ("8,31", "not_a_number"),
        ("สิบ", "not_a_number"), ("1 2", "not_a_number"), ("--1", "not_a_number"), ("½", "not_a_number"),
        ("9" * 31, "too_long"),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused_with_its_reason(typed, reason):
    with pytest.raises(NumberError) as refusal:
        parse_int(typed)
    assert (refusal.value.reason, refusal.value.typed) == (reason, typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("๙๓.๔๕", "93.45"), ("100.00", "100.00"), ("1,234.5", "1234.5"), ("-0.5", "-0.5"), ("85", "85")],
)
def test_decimals_keep_their_places(typed, value):
    assert str(parse_decimal(typed)) == value


@pytest.mark.parametrize("typed", ["9,5", "NaN", "inf", "1e400", ".5", "5.", "1.2.3", "#DIV/0!", "๑.๒.๓"])
def test_what_is_no_decimal_is_refused(typed):
    with pytest.raises(NumberError) as refusal:
        parse_decimal(typed)
    assert refusal.value.reason == "not_a_number"


@given(st.text())
def test_any_text_gives_a_finite_number_or_a_named_refusal(text):
    try:
        outcome = parse_decimal(text).is_finite()
    except NumberError as refusal:
        outcome = refusal.reason in {"empty", "other_script", "not_a_number", "too_long"}
    assert outcome


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_printed_decimal_reads_back(value: Decimal):
    assert parse_decimal(to_thai(f"{value:,.2f}")) == value
