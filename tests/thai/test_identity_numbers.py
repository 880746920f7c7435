"""Identity numbers are found however they are written, and other long numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import to_thai
from thai.identity_numbers import check_digit_of, identity_numbers_in, masked_in

MADE_UP = "1234567890121"


def found(text: str) -> list[str]:
    return [place.digits for place in identity_numbers_in(text)]


@pytest.mark.parametrize("written", [
    "1234567890121", "1-2345-67890-12-1", "1 2345 67890 12 1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑",
    "1 – 2345 – 67890 – 12 – 1", "1\u00a02345\u00a067890\u00a012\u00a01", "๑-2345-67890-๑๒-1",
])
def test_every_way_of_writing(written: str) -> None:
    text = f"เลขประจำตัวประชาชน{written}ออกให้"
    (place,) = identity_numbers_in(text)
    assert place.digits == MADE_UP
    assert text[place.start : place.end] == written
    assert place.masked == "1-2345-xxxxx-xx-1"


@pytest.mark.parametrize("text", [
    "", "ไม่มีเลข", "1234567890122", "12345678901211", "01234567890121", "123456789012", "0-9940-00165-48-3",
    "1-2345\n67890-12-1", "12-3456-78901-2-1", "1.2345.67890.12.1", "9-8765-43210-12-1",
])
def test_what_is_none(text: str) -> None:
    assert found(text) == []


def test_several_in_order() -> None:
    other = "310010012345" + check_digit_of("310010012345")
    assert found(f"ก {MADE_UP}, ข {other}") == [MADE_UP, other]


twelve_digits = st.tuples(st.sampled_from("12345678"), st.text("0123456789", min_size=11, max_size=11)).map("".join)


@given(twelve_digits, st.booleans(), st.sampled_from(["", "-", " ", " - ", "\u2013"]), st.text("กขค ,.\n", max_size=9))
def test_a_right_number_is_found_and_a_wrong_digit_is_not(twelve: str, thai: bool, apart: str, around: str) -> None:
    def written(last: str) -> str:
        groups = [twelve[0], twelve[1:5], twelve[5:10], twelve[10:], last]
        text = apart.join(groups)
        return around + (to_thai(text) if thai else text) + around

    right = check_digit_of(twelve)
    assert found(written(right)) == [twelve + right]
    for wrong in set("0123456789") - {right}:
        assert found(written(wrong)) == []


@given(twelve_digits, st.integers(0, 11), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_noticed(twelve: str, place: int, digit: str) -> None:
    """What the check digit is for: 1 stands for two remainders, so that alone may hide a slip."""
    other = twelve[:place] + digit + twelve[place + 1 :]
    change = (int(digit) - int(twelve[place])) * (13 - place) % 11
    if change and check_digit_of(other) == check_digit_of(twelve):
        assert check_digit_of(other) == "1"
    else:
        assert (check_digit_of(other) == check_digit_of(twelve)) == (change == 0)


def test_a_text_is_shown_with_its_numbers_masked() -> None:
    assert masked_in(f"บัตร {MADE_UP} และ {to_thai(MADE_UP)}.") == "บัตร 1-2345-xxxxx-xx-1 และ 1-2345-xxxxx-xx-1."
    assert masked_in("ไม่มีเลขบัตร") == "ไม่มีเลขบัตร"
