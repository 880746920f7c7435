"""Which stored row a pasted row is: number, title, steps, in any spelling, each stored row once."""

import pytest

from measures.pasting.matching import Key, code_number, match_rows, same_words

STORED = [
    Key("๑.", "มาตรการยกระดับการให้บริการและระบบ E-Service", ("๑. จัดทำระบบ",)),
    Key("๒.", "มาตรการส่งเสริมความโปร่งใส", ("๑. เปิดเผยข้อมูล", "๒. ประชุมประชาคม")),
    Key("๓.", "", ("๑. ตรวจสอบการใช้ทรัพย์สิน",)),
]


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (Key("1", "มาตรการยกระดับการให้บริการ และระบบ E-Service"), 0),
        (Key("๙", "มาตรการส่งเสริมความโปร่งใส"), 1),  # the title says more than the number
        (Key("๒)", ""), 1),
        (Key("1.", "การให้บริการและระบบ E-Service"), 0),  # shortened, under its number
        (Key("", "", ("1. ตรวจสอบการใช้ทรัพย์สิน",)), 2),
        (Key("๑.", "เรื่องอื่นโดยสิ้นเชิง"), None),
        (Key("๗", "ไม่มีในแผน"), None),
        (Key(), None),
    ],
)
def test_one_row(pasted, found):
    assert match_rows([pasted], STORED) == [found]


def test_each_stored_row_once_and_the_best_pair_first():
    twice = [Key("๑.", "มาตรการหนึ่ง"), Key("๑.", "มาตรการหนึ่ง")]
    assert match_rows(twice, twice) == [0, 1]
    assert match_rows(twice, twice[:1]) == [0, None]


def test_many_rows_are_still_found_under_their_number():
    """Above the limit of pairs a changed title is looked for under the same number only."""
    stored = [Key(f"{n}.", f"มาตรการที่ {n} ยกระดับการให้บริการประชาชน") for n in range(300)]
    pasted = [Key(f"{n}", f"มาตรการที่ {n} พัฒนาการให้บริการประชาชน") for n in range(300)]
    assert match_rows(pasted, stored) == list(range(300))


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("o๑", 1), ("๐๑", 1), ("O10", 10), ("๐๑๐", 10), ("010", 10), ("10", 10), ("ข้อ ๑", 1), ("ข้อที่ o๔๓", 43),
        ("O-9", 9), ("o 12.", 12), ("", None), ("e1", None), ("9.1", None), ("o1 o2", None), ("๙๙๙๙๙", None),
    ],
)  # fmt: skip
def test_codes(code, number):
    assert code_number(code) == number


def test_white_space_makes_no_other_words():
    assert same_words("๑. ก\n  ข", "1. กข")
    assert not same_words("ก", "ข")
