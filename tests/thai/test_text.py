"""Stored Thai text: one spelling, nothing invisible."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thai.text import normalise, starts_with_lone_mark

NIKHAHIT = "\u0e4d"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"ท{NIKHAHIT}าการ", "ทำการ"),
        (f"น{NIKHAHIT}้า", "น้ำ"),
        (f"น้{NIKHAHIT}า", "น้ำ"),
        ("นำ้", "น้ำ"), ("นำ่", "น่ำ"), ("นำ๊", "น๊ำ"), ("นำ๋", "น๋ำ"),
        ("เเก้ไข", "แก้ไข"), ("เเเ", "แเ"),
        ("ก\u200bข\u200c\u200d\ufeff\u2060ค", "กขค"),
        ("ชื่อ\u202eกลับ\u2066ใน\u2069\u200f", "ชื่อกลับใน"),
        ("ก\x00ข\ud800ค", "กขค"),
        ("บรรทัด\r\nสอง\rสาม\nสี่", "บรรทัด\nสอง\nสาม\nสี่"),
        ("e\u0301", "é"),
        ("๑ ½ ﬁ ² Ａ", "๑ ½ ﬁ ² Ａ"),
        ("สวัสดี 2567\tไทย", "สวัสดี 2567\tไทย"),
        ("", ""),
    ],
)  # fmt: skip
def test_one_spelling_of_the_same_glyphs(typed, stored):
    assert normalise(typed) == stored


THAI = st.text(alphabet=st.sampled_from("กนปเแำาํุู่้๊๋็์\u200b\r\n\x00e\u0301\u202e\ud801"), max_size=12)


@given(st.one_of(THAI, st.text()))
@example(f"{NIKHAHIT}{NIKHAHIT}าา้")
@example("x\u0301ำ่")
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.normalize("NFC", once) == once
    assert not set(once) & set("\x00\r\u200b\u202e\ud801\ufeff")
    assert "เเ" not in once
    assert NIKHAHIT + "า" not in once
    once.encode()


@given(st.text(alphabet="กขค123 abc-()\n.", max_size=40))
def test_plain_text_stays_as_it_is(text):
    assert normalise(text) == text


def test_a_mark_with_nothing_under_it_is_noticed():
    assert [starts_with_lone_mark(text) for text in ("้ำ", "ิน", "ำ", "\u0e4e")] == [True] * 4
    assert [starts_with_lone_mark(text) for text in ("", "กำ", "เก", "ะ", "๑", " ้")] == [False] * 6
