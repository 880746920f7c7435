"""The OIT list pasted from the manual: as tables and blocks people copy, and never with a line lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.item_sets.pasted import MOST_LINES, PastedList, TooMuch, Trouble, read_pasted
from thai.text import normalise

WORD_TABLE = """ข้อ\tข้อมูล\tองค์ประกอบด้านข้อมูล
ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน
o1\tโครงสร้าง\t• แสดงแผนผังโครงสร้าง อย่างน้อยประกอบด้วย
(1) สำนัก
(2) กอง
• แสดงหน้าที่และอำนาจ
o2\tข้อมูลผู้บริหาร\tแสดงข้อมูล ดังนี้
1) ชื่อ-นามสกุล
2) รูปถ่าย
ตัวชี้วัดย่อยที่ 9.2 การบริหารงาน
o3\tแผนพัฒนา
"""


def as_tuples(pasted: PastedList) -> list[tuple]:
    return [
        (item.code, item.title, item.sub_indicator, [(each["text"], each["children"]) for each in item.elements])
        for item in pasted.items
    ]


EXPECTED = [
    ("o1", "โครงสร้าง", "9.1", [
        ("แสดงแผนผังโครงสร้าง อย่างน้อยประกอบด้วย", ["สำนัก", "กอง"]), ("แสดงหน้าที่และอำนาจ", []),
    ]),
    ("o2", "ข้อมูลผู้บริหาร", "9.1", [("แสดงข้อมูล ดังนี้", ["ชื่อ-นามสกุล", "รูปถ่าย"])]),
    ("o3", "แผนพัฒนา", "9.2", []),
]  # fmt: skip


def test_a_table_from_word():
    pasted = read_pasted(WORD_TABLE)
    assert as_tuples(pasted) == EXPECTED
    assert [(each.code, each.name) for each in pasted.sub_indicators.values()] == [
        ("9.1", "ข้อมูลพื้นฐาน"), ("9.2", "การบริหารงาน"),
    ]  # fmt: skip
    assert (pasted.unread, pasted.troubles, pasted.table_heads) == ([], [], [1])


def test_cells_of_several_lines_from_a_spreadsheet():
    text = 'o1\tโครงสร้าง\t"• แสดง ""แผนผัง""\n• แสดงหน้าที่"\no2\t"ข้อมูล\nผู้บริหาร"\t• ชื่อ\n'
    assert as_tuples(read_pasted(text)) == [
        ("o1", "โครงสร้าง", "", [('แสดง "แผนผัง"', []), ("แสดงหน้าที่", [])]),
        ("o2", "ข้อมูล ผู้บริหาร", "", [("ชื่อ", [])]),
    ]


def test_one_block_per_item():
    text = WORD_TABLE.replace("ข้อ\tข้อมูล\tองค์ประกอบด้านข้อมูล\n", "").replace("\t", "\n")
    assert as_tuples(read_pasted(text)) == EXPECTED


@pytest.mark.parametrize("code", ["o1", "O1", "o01", "01", "๐๑", "ข้อ ๑", "ข้อที่ 1", "ข้อ o1", "O ๑", "o1.", "ข้อ 1)"])
def test_every_way_to_write_a_number(code):
    for between in ("\t", " ", "\n"):
        pasted = read_pasted(f"{code}{between}โครงสร้าง")
        assert [(item.code, item.title) for item in pasted.items] == [("o1", "โครงสร้าง")], repr(between)
        assert pasted.unread == []


def test_a_numbered_first_column_counts_only_where_no_item_is_named():
    assert [item.code for item in read_pasted("1\tโครงสร้าง\t-\n๒.\tผู้บริหาร\tแสดงชื่อ").items] == ["o1", "o2"]
    named = read_pasted("o1\tโครงสร้าง\tแสดงข้อมูล\n1.\tชื่อ\n2.\tรูป")
    assert [item.code for item in named.items] == ["o1"]


def test_what_is_not_understood_is_told_by_line():
    pasted = read_pasted("คู่มือ ITA\n\no1\tโครงสร้าง\tแสดงข้อมูล\tกองช่าง\no1 อีกครั้ง\nต่อท้าย\n---")
    assert [(each.line, each.text, each.reason) for each in pasted.unread] == [
        (1, "คู่มือ ITA", "before_first"), (3, "กองช่าง", "column"), (4, "o1 อีกครั้ง", "twice"), (5, "ต่อท้าย", "twice"),
        (6, "---", "twice"),
    ]  # fmt: skip
    assert pasted.troubles == [Trouble(4, "twice", "o1", "3")]


def test_missing_numbers_and_nothing_at_all_are_told():
    assert read_pasted("o1 ก\no4 ง").troubles == [Trouble(2, "missing", "o2", "o4"), Trouble(2, "missing", "o3", "o4")]
    assert read_pasted("o1 ก\no2\no3 ค").troubles == []
    assert read_pasted("อะไรก็ไม่รู้").troubles == [Trouble(0, "no_items")]
    assert read_pasted(f"o1 ก\nตัวชี้วัดย่อยที่ 9.1 {'ก' * 301}").troubles == [Trouble(2, "long_name", "", "301")]


def test_items_in_another_order_are_sorted():
    assert [item.code for item in read_pasted("o2 ข\no1 ก").items] == ["o1", "o2"]


def test_more_than_a_list_holds_is_refused():
    with pytest.raises(TooMuch) as refusal:
        read_pasted("o1 ก\n" * 5000)
    assert refusal.value.lines == 5001
    assert len(read_pasted("\n".join(["o1 ก"] + ["- ข"] * (MOST_LINES - 1))).items[0].elements) == MOST_LINES - 1


PIECES = st.sampled_from([
    "o1", "O2", "๐๓", "04", "ข้อ ๕", "o1 โครงสร้าง", "o2\tผู้บริหาร\t(1) ชื่อ",
    "\tต่อ\t(2) สกุล", "(1) ตำแหน่ง", "- รูป", "•", "---",
    "ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน", "ตัวชี้วัดย่อยที่ 9.1 ชื่ออื่น", "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", "ข้อ\tข้อมูล\tองค์ประกอบ",
    'o3\tแผน\t"• แสดง', 'ข้อมูล"', "การประชาสัมพันธ์\t\t", "<script>alert(1)</script>",
    "แสดงข้อมูล อย่างน้อยประกอบด้วย", "o0 ศูนย์", "",
    "1.\tหนึ่ง\tแสดง", "\t\t", '"', "*หมายเหตุ",
])  # fmt: skip
NUMBERING = re.compile("ตัวชี้วัด(ย่อย)?(ที่)?|ข้อ(ที่)?")
LINES = st.one_of(PIECES, st.text(alphabet='oO0๑1.)("\t-•กข้อมูล ๙', max_size=30))


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_no_line_is_ever_lost(lines):
    pasted = read_pasted("\n".join(lines))
    placed = pasted.lines_of_items | set(pasted.table_heads) | {each.line for each in pasted.unread}
    placed |= {each.line for each in [*pasted.sub_indicators.values(), *pasted.indicators.values(), *pasted.groups]}
    assert placed >= {number for number, line in enumerate(lines, start=1) if line.strip()}
    kept = "".join(words_of(pasted))
    for number, line in enumerate(lines, start=1):
        if number not in pasted.table_heads:
            for word in re.findall("[ก-๎a-z]{3,}", NUMBERING.sub(" ", normalise(line))):
                assert word in kept, (number, line)


def words_of(pasted: PastedList) -> list[str]:
    words = [each.text for each in pasted.unread]
    words += [each.name for each in [*pasted.sub_indicators.values(), *pasted.indicators.values(), *pasted.groups]]
    for item in pasted.items:
        words += [item.title, *(text for each in item.elements for text in (each["text"], *each["children"]))]
    return [f"\n{word}" for word in words]


def test_the_check_sees_a_lost_line():
    """The control: a list whose lines are forgotten is seen."""
    pasted = read_pasted("o1 โครงสร้าง\nแสดง")
    assert pasted.lines_of_items == {1, 2}
    assert "แสดง" in "".join(words_of(pasted))
    pasted.items[0].elements.clear()
    assert "แสดง" not in "".join(words_of(pasted))
