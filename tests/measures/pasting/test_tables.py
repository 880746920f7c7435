"""Clipboard text becomes cells: Excel's quoting, Word's lines, and no text is ever lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.pasting.columns import FIELDS, TARGETS, find_heading, match_columns
from measures.pasting.rows import read_rows, split_units
from measures.pasting.table import MOST_COLUMNS, MOST_ROWS, TableError, clean, read_table, settle, write_table
from measures.pasting.words import code_of, split_boxes
from tests.measures.pasting.tables import B1, B5, B7
from thai.markers import parse_lines

CELL = st.text(st.sampled_from(list("กขแำ่๑1.-\"'\t\n =+@|☑ า ํ")), max_size=12)
TABLES = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6)
HEADINGS = {
    target: sorted({heading for field in fields for heading in field.headings}) for target, fields in FIELDS.items()
}


def settled(rows):
    try:
        return settle(rows)
    except TableError:
        return None


@given(TABLES)
def test_what_is_written_is_read_again(rows):
    cells = settled(rows)
    if cells is not None:
        assert read_table(write_table(cells)) == cells


@given(st.text(st.sampled_from(list('กข\t\n"1. ')), max_size=60))
def test_no_letter_of_a_paste_is_lost(text):
    """Whatever is pasted, its letters are in the cells, in order; only quotes that Excel puts around cells go."""
    try:
        cells = read_table(text)
    except TableError:
        cells = []
    kept = "".join(cell for row in cells for cell in row)
    assert [each for each in kept if each in "กข1."] == [each for each in text if each in "กข1."]


def test_word_without_html():
    """Word's plain text: each paragraph of a cell is a line of its own, and a cell may be the last, the first, any."""
    text = (
        "ลำดับ\tมาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ\n1.\tแรก\t1. หนึ่ง\n2. สอง\n3. สาม\tกองคลัง\nกองช่าง\n"
        "ประเด็นที่ 2 ต่อไป\n2.\tสอง\nบรรทัดสอง\tขั้น\tสำนักปลัด\n"
    )
    assert read_table(text) == [
        ["ลำดับ", "มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ"],
        ["1.", "แรก", "1. หนึ่ง\n2. สอง\n3. สาม", "กองคลัง\nกองช่าง"],
        ["ประเด็นที่ 2 ต่อไป", "", "", ""],
        ["2.", "สอง\nบรรทัดสอง", "ขั้น", "สำนักปลัด"],
    ]


def test_excel_quotes():
    assert read_table('ก\t"ข ""ค""\nง"\r\n"ไม่ปิด\tจ') == [["ก", 'ข "ค"\nง'], ['"ไม่ปิด', "จ"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t \u200b", "empty"),
        ("ก\n" * (MOST_ROWS + 1), "too_many_rows"),
        ("ก\t" * MOST_COLUMNS + "ข", "too_wide"),
        ("ก" * 1_000_001, "too_long"),
    ],
)
def test_what_is_no_table(text, reason):
    with pytest.raises(TableError) as problem:
        read_table(text)
    assert problem.value.reason == reason


def test_headings_of_the_documents():
    """LAYOUTS B1 (two wordings), B2, B5, B7 and B8."""
    b2 = "ลำดับที่\tมาตรการ/กิจกรรมที่ดำเนินการ\tระยะเวลาดำเนินการ\tสรุปผลการดำเนินการตามมาตรการ\tผลลัพธ์หรือความสำเร็จ\tหมายเหตุ"
    b8 = "ข้อ\tข้อมูล\tองค์ประกอบด้านข้อมูล\tข้อมูลในเว็บไซต์"
    b1 = (
        "ลำดับ\tมาตรการ/กิจกรรม\tวิธีดำเนินการ\tระยะเวลาในการดำเนินการ\tผู้รับผิดชอบ\t"
        "สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม\tผลลัพธ์หรือความสำเร็จในการดำเนินการ"
    )

    def named(text, target):
        return match_columns(text.split("\n")[0].split("\t"), target)

    plan = ["number_text", "title", "methods", "period_text", "units", None, None]
    assert named(B1, "plan") == named(b1, "plan") == plan
    results = ["number_text", "title", "methods", None, None, "outputs", "outcomes"]
    assert named(B1, "results") == named(b1, "results") == results
    assert named(b2, "plan") == ["number_text", "methods", "period_text", None, None, "remark"]
    assert named(b2, "results") == ["number_text", "methods", None, "outputs", "outcomes", None]
    assert named(B5, "plan") == ["title", "units", "methods", "period_text"]
    assert named(B7, "oit") == ["code", "shown_title", "shown_elements", "units", "progress_notes"]
    assert named(b8, "oit") == ["code", "shown_title", "shown_elements", "website_finding"]


@pytest.mark.parametrize("target", TARGETS)
def test_the_workbooks_own_headings_name_their_fields(target):
    assert match_columns([field.headings[0] for field in FIELDS[target]], target) == [
        field.name for field in FIELDS[target]
    ]


@given(st.sampled_from(TARGETS), st.data())
def test_every_cell_is_taken_or_told(target, data):
    """Each cell with text stands in a row, in a group, among the headings or in the list of what is not taken."""
    headings = data.draw(
        st.lists(st.sampled_from([*HEADINGS[target], "อื่น ๆ", ""]), min_size=2, max_size=6, unique=True)
    )
    body = data.draw(st.lists(st.lists(CELL, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=5))
    cells = settled([headings, *body])
    if cells is None:
        return
    heading = find_heading(cells, target)
    columns = match_columns(cells[heading], target) if heading is not None else [None] * len(cells[0])
    reading = read_rows(cells, columns, target, heading)
    told = {(each.row, each.column) for each in reading.loose}
    for number, row in enumerate(cells):
        taken = next((each for each in reading.rows if each.number == number), None)
        for place, text in enumerate(row):
            if not text or number == heading or (number, place) in told or number in reading.groups:
                continue
            assert taken is not None, (number, text)
            assert columns[place] in taken.values or _said_otherwise(columns[place], taken), (columns, row, taken)


def _said_otherwise(name, row):
    """Cells that say another field: a group, a status by its box, a budget that is none."""
    others = {
        "group": row.group,
        "budget_set": "uses_no_budget" in row.values,
        "budget_spent": "uses_no_budget" in row.values,
        "progress_notes": "status" in row.values,
        "outputs": "status" in row.values,
    }
    return bool(others.get(name))


def test_units_in_one_line():
    assert split_units("สำนักปลัด, กองคลัง") == ["สำนักปลัด", "กองคลัง"]
    assert split_units("๑. สำนักปลัด\n๒. กองคลัง / กองช่าง") == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
    assert split_units("ทุกสำนัก/กอง") == ["ทุกสำนัก/กอง"]


def test_words_and_boxes():
    assert [code_of("status", word) for word in ("ดำเนินการแล้ว", "อยู่ระหว่าง ดำเนินการ", "done", "เสร็จไหม")] == [
        "done",
        "in_progress",
        "done",
        None,
    ]
    assert split_boxes("☐ ยังไม่ได้ดำเนินการ\n☑ ดำเนินการ\n- ลงเว็บ") == ("done", "- ลงเว็บ")
    assert split_boxes("☑ ดำเนินการ\n☑ ไม่ได้ดำเนินการ") == ("", "☑ ดำเนินการ\n☑ ไม่ได้ดำเนินการ")


def test_the_rest_of_a_numbered_line_stays_with_it():
    """Word breaks lines within a step; a line below a dash is a line of its own."""
    cells = [["ลำดับ", "มาตรการ", "ขั้นตอน"], ["1", "ก", "นำ\n1. หนึ่ง\nต่อหนึ่ง\n2. สอง\n- ขีด\nใหม่"]]
    (row,) = read_rows(cells, match_columns(cells[0], "plan"), "plan", 0).rows
    assert parse_lines(row.values["methods"]) == [
        {"marker": None, "text": "นำ"},
        {"marker": "1.", "text": "หนึ่ง\nต่อหนึ่ง"},
        {"marker": "2.", "text": "สอง"},
        {"marker": "-", "text": "ขีด"},
        {"marker": None, "text": "ใหม่"},
    ]


def test_what_cannot_be_seen_goes():
    assert clean("\u200bก\x07\r\nํา \0") == "ก\nำ"
