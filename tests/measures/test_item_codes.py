"""Codes of items in any spelling an office uses."""

import pytest

from measures.item_codes import codes_in, in_order


@pytest.mark.parametrize(
    ("text", "codes", "unread"),
    [
        ("o9", ["o9"], ""),
        ("O9, E๙ และ i๑๐", ["i10", "e9", "o9"], ""),
        ("๐๙ ๐๑๐ 034 O34", ["o9", "o10", "o34"], ""),
        ("ข้อ o๓๔ ข้อที่ ๐๑", ["o1", "o34"], ""),
        ("o 9/o-16;O.17", ["o9", "o16", "o17"], ""),
        ("o๐๙ o09", ["o9"], ""),
        ("9", [], "9"),
        ("o9 x3 คู่มือ", ["o9"], "x3 คู่มือ"),
        ("o0 00 o1234", [], "o0 00 o1234"),
        ("foo9", [], "foo9"),
        ("", [], ""),
    ],
)
def test_spellings(text, codes, unread):
    assert codes_in(text) == (codes, unread)


def test_order_is_that_of_the_questionnaires_and_what_is_no_code_comes_last():
    assert in_order(["o10", "o9", "?", "e2", "i3", "o9"]) == ["i3", "e2", "o9", "o10", "?"]
