"""Stored lists as lines and back: what nobody touched stays exactly as it was."""

import copy
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thai.markers import (
    number_items,
    parse_lines,
    parse_strings,
    parse_texts,
    render_lines,
    render_strings,
    split_marker,
)  # fmt: skip

MEASURE = [
    {"marker": "๑.", "text": "จัดทำคู่มือ",
     "children": [{"marker": "(1)", "text": "ฉบับย่อ"}, {"marker": "(2)", "text": "ฉบับเต็ม"}]},
    {"marker": "๒.", "text": "ประชุม\nทุกเดือน", "note": "ocr", "page": 4},
    {"marker": "๒.", "text": "รายงานผล", "children": []},
    {"marker": None, "text": "1. ข้อความที่ขึ้นต้นเหมือนลำดับ"},
    {"text": "ไม่มีลำดับ"},
]  # fmt: skip
LINES = """๑. จัดทำคู่มือ
  (1) ฉบับย่อ
  (2) ฉบับเต็ม
๒. ประชุม
      ทุกเดือน
๒. รายงานผล
1. ข้อความที่ขึ้นต้นเหมือนลำดับ
ไม่มีลำดับ"""


def test_items_are_shown_one_a_line():
    assert render_lines(MEASURE) == LINES
    assert render_lines([]) == ""


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("๑. ก", "๑.", "ก"), ("1. ก", "1.", "ก"), ("1) ก", "1)", "ก"), ("(1) ก", "(1)", "ก"), ("(๑๒) ก", "(๑๒)", "ก"),
        ("๑) ก", "๑)", "ก"), ("- ก", "-", "ก"), ("– ก", "–", "ก"), ("• ก", "•", "ก"), ("ก. ข", "ก.", "ข"),
        ("(ก) ข", "(ก)", "ข"), ("1.1 ก", "1.1", "ก"), ("๑.๒ ก", "๑.๒", "ก"), ("1.2.3 ก", "1.2.3", "ก"),
        ("๑.จัดทำ", "๑.", "จัดทำ"), ("-จัดทำ", "-", "จัดทำ"), ("1.", "1.", ""), ("1.   ก", "1.", "ก"), ("1.\tก", "1.", "ก"),
        ("ก", None, "ก"), ("", None, ""), ("2567 ปี", None, "2567 ปี"), ("2567. ก", None, "2567. ก"),
        ("-5 องศา", None, "-5 องศา"), ("--- ก", None, "--- ก"), ("10.30 น. ประชุม", None, "10.30 น. ประชุม"),
        ("๐๙.๐๐ น.", None, "๐๙.๐๐ น."), ("1.5", None, "1.5"), ("2.5 % ของ", None, "2.5 % ของ"),
        ("จ. เชียงราย", None, "จ. เชียงราย"), ("พ.ศ. 2567", None, "พ.ศ. 2567"), ("ก.พ. 2567", None, "ก.พ. 2567"),
        ("(ข) ก", None, "(ข) ก"), ("1 ต.ค. 67", None, "1 ต.ค. 67"),
    ],
)  # fmt: skip
def test_markers_are_known_and_nothing_else_is(line, marker, text):
    assert split_marker(line) == (marker, text)


def test_a_letter_opens_a_list_only_in_its_turn():
    assert split_marker("ข. สอง", "ก") == ("ข.", "สอง")
    assert split_marker("จ. เชียงราย", "ก") == (None, "จ. เชียงราย")
    assert [item["marker"] for item in parse_lines("ก. หนึ่ง\nข. สอง\nจ. เชียงราย\nค. สาม")] == ["ก.", "ข.", None, "ค."]


def test_pasted_lines_become_items():
    assert parse_lines("๑. หนึ่ง\r\n  (1) ลูก\r\n\r\n\t- ลูกสอง\r\n2.สอง\nไม่มี\n      ต่อ\n") == [
        {"marker": "๑.", "text": "หนึ่ง",
         "children": [{"marker": "(1)", "text": "ลูก"}, {"marker": "-", "text": "ลูกสอง"}]},
        {"marker": "2.", "text": "สอง"},
        {"marker": None, "text": "ไม่มี\nต่อ"},
    ]  # fmt: skip
    assert parse_lines("    1. ก\n    2. ข") == [{"marker": "1.", "text": "ก"}, {"marker": "2.", "text": "ข"}]
    assert parse_lines("") == parse_lines(" \n\n") == []


def test_typed_text_is_normalised():
    assert parse_lines("๑. ท\u0e4dา\u200bการ") == [{"marker": "๑.", "text": "ทำการ"}]


def test_an_untouched_text_gives_the_same_items():
    assert parse_lines(LINES, MEASURE) == MEASURE
    assert parse_lines(LINES.replace("\n", "\r\n") + "\r\n", MEASURE) == MEASURE


def edited(**changes: str) -> list[dict]:
    text = LINES
    for old, new in changes.values():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return parse_lines(text, MEASURE)


def expected(path: tuple, **values: object) -> list[dict]:
    items = copy.deepcopy(MEASURE)
    item = items[path[0]]
    for step in path[1:]:
        item = item["children"][step]
    item.update(values)
    return items


@pytest.mark.parametrize(
    ("old", "new", "path", "text"),
    [
        ("จัดทำคู่มือ", "ทบทวนคู่มือ", (0,), "ทบทวนคู่มือ"),
        ("ฉบับเต็ม", "ฉบับยาว", (0, 1), "ฉบับยาว"),
        ("ประชุม", "หารือ", (1,), "หารือ\nทุกเดือน"),
        ("ทุกเดือน", "ทุกปี", (1,), "ประชุม\nทุกปี"),
        ("รายงานผล", "สรุปผล", (2,), "สรุปผล"),
        ("1. ข้อความ", "1. ถ้อยคำ", (3,), "1. ถ้อยคำที่ขึ้นต้นเหมือนลำดับ"),
        ("ไม่มีลำดับ", "ไม่มีเลข", (4,), "ไม่มีเลข"),
    ],
)
def test_a_changed_line_changes_its_items_text_only(old, new, path, text):
    assert edited(change=(old, new)) == expected(path, text=text)


def test_a_changed_marker_is_taken_over_and_the_other_keys_stay():
    assert edited(change=("๒. ประชุม", "๓. ประชุม")) == expected((1,), marker="๓.")
    assert edited(change=("๒. ประชุม", "ประชุม")) == expected((1,), marker=None)
    assert edited(change=("ไม่มีลำดับ", "๕. ไม่มีลำดับ")) == expected((4,), marker="๕.")


def test_lines_put_in_taken_out_and_moved_leave_the_others_alone():
    added = edited(change=("๒. รายงานผล", "- ใหม่\n๒. รายงานผล"))
    assert added == [*MEASURE[:2], {"marker": "-", "text": "ใหม่"}, *MEASURE[2:]]
    removed = edited(change=("\n  (1) ฉบับย่อ\n  (2) ฉบับเต็ม", ""))
    assert removed == [{**MEASURE[0], "children": []}, *MEASURE[1:]]
    lines = LINES.split("\n")
    moved = parse_lines("\n".join([lines[6], *lines[:6], lines[7]]), MEASURE)
    assert moved == [MEASURE[3], *MEASURE[:3], MEASURE[4]]


def test_a_line_typed_amid_an_items_own_lines_is_its_own():
    assert edited(change=("      ทุกเดือน", "ทุกสัปดาห์\n      ทุกเดือน")) == expected((1,), text="ประชุม\nทุกสัปดาห์\nทุกเดือน")


def test_a_line_changed_beside_a_new_one_is_still_itself():
    text = LINES.replace("๒. ประชุม\n", "๒. เรื่องใหม่ล่าสุด\n๒. ประชุมใหญ่\n")
    assert parse_lines(text, MEASURE) == [
        MEASURE[0], {"marker": "๒.", "text": "เรื่องใหม่ล่าสุด"}, {**MEASURE[1], "text": "ประชุมใหญ่\nทุกเดือน"}, *MEASURE[2:],
    ]  # fmt: skip


def test_an_indented_line_becomes_a_child_and_back():
    deeper = edited(change=("๒. รายงานผล", "  ๒. รายงานผล"))
    assert deeper == [
        MEASURE[0], {**MEASURE[1], "children": [MEASURE[2]]}, MEASURE[3], MEASURE[4],
    ]  # fmt: skip
    assert parse_lines(LINES, deeper)[2]["text"] == "รายงานผล"


# Anything a file may hold: repeated and empty lines, markers of any kind, keys of its own, text in any spelling.
NASTY_TEXT = st.one_of(
    st.sampled_from([
        "", " ", "ก", "1. ก", "- ", "-", "  ก", "ก ", "ก\nข", "ก\n", "\n", "\nก", "ก\r\nข", "ก\rข", "(1) ก\n2. ข",
        "      ก", "\tก", "ท\u0e4dา", "เเ", "ก\u200b", "ก\u2028ข", "ก\x0bข", "\xa0", "e\u0301",
    ]),
    st.text(max_size=8),
)  # fmt: skip
NASTY_MARKER = st.sampled_from([None, "", "๑.", "1.", "-", "(1)", " ", "ข้อ ๑", "☑", "1\n2", "1.1", " -"])


def nasty_item(children: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries(
        {"text": NASTY_TEXT},
        optional={
            "marker": NASTY_MARKER,
            "children": st.one_of(st.none(), children),
            "note": st.text(max_size=3),
            "ocr_cells": st.lists(st.text(max_size=2), max_size=2),
        },
    )


NASTY_ITEM = st.recursive(nasty_item(st.just([])), lambda items: nasty_item(st.lists(items, max_size=3)), max_leaves=8)
NASTY_ITEMS = st.lists(NASTY_ITEM, max_size=6)


@given(NASTY_ITEMS)
@example([{"text": ""}])
@example([{"marker": None, "text": "ก", "children": [{"marker": "1", "text": "\n", "children": None}]}])
@example([{"marker": "-", "text": "ก"}] * 4)
def test_rendered_and_parsed_is_the_same_for_every_list(items):
    text = render_lines(items)
    kept = copy.deepcopy(items)
    for submitted in (text, text.replace("\n", "\r\n"), text.strip()):
        parsed = parse_lines(submitted, before=items)
        assert parsed == kept
        assert items == kept


@given(st.lists(NASTY_ITEM, min_size=1, max_size=6))
def test_a_line_added_at_the_end_leaves_every_item_as_it_was(items):
    assert parse_lines(render_lines(items) + "\n๙. ใหม่", before=items) == [*items, {"marker": "๙.", "text": "ใหม่"}]


def numbered_paths(items: list[dict], path: tuple = ()) -> list[tuple]:
    return [
        each
        for place, item in enumerate(items)
        for each in ((*path, place), *numbered_paths(item.get("children") or [], (*path, place)))
    ]


def item_at(items: list[dict], path: tuple) -> dict:
    item = items[path[0]]
    for step in path[1:]:
        item = item["children"][step]
    return item


WORDS = st.sampled_from(["จัดทำ", "คู่มือ", "1.", "-", "2567", "(ก)", "น.", "งาน"])
PHRASE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
STORED = st.recursive(
    st.fixed_dictionaries(
        {"text": st.lists(PHRASE, min_size=1, max_size=3).map("\n".join)},
        optional={"marker": st.sampled_from([None, "", "๑.", "1.", "-", "(1)", "ข้อ ๑"]), "note": st.text(max_size=3)},
    ),
    lambda items: st.fixed_dictionaries(
        {"text": PHRASE, "marker": st.sampled_from([None, "๑.", "-"]), "children": st.lists(items, max_size=3)},
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.lists(STORED, min_size=1, max_size=6), st.data())
def test_one_changed_word_changes_one_items_text_only(items, data):
    path = data.draw(st.sampled_from(numbered_paths(items)))
    words = item_at(items, path)["text"].split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    new_word = "\n".join("ใหม่" for _ in words[place].split("\n"))
    words[place] = new_word
    after = copy.deepcopy(items)
    item_at(after, path)["text"] = " ".join(words)
    assert parse_lines(render_lines(after), before=items) == after


@given(st.lists(STORED, max_size=4), st.lists(STORED, max_size=4))
def test_every_word_typed_is_in_the_items(before, after):
    text = render_lines(after)
    assert render_lines(parse_lines(text, before)).split() == text.split()


TAME_CHILD = st.fixed_dictionaries({"marker": st.sampled_from(["(1)", "-"]), "text": st.just("ลูก")})
TAME_ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "marker": st.sampled_from([None, "๑.", "1)", "(๒)", "-", "•", "1.1"]),
            "text": st.lists(st.sampled_from(["จัดทำคู่มือ", "ประชุม 2 ครั้ง"]), min_size=1, max_size=2).map("\n".join),
        },
        optional={"children": st.lists(TAME_CHILD, min_size=1, max_size=2)},
    ),
    max_size=5,
)  # fmt: skip


@given(TAME_ITEMS)
def test_plain_lists_read_back_without_knowing_them(items):
    assert parse_lines(render_lines(items)) == items


@given(NASTY_ITEMS, st.text(max_size=80))
def test_any_text_gives_items_of_the_stored_form(items, text):
    assert all(isinstance(item["text"], str) for item in parse_lines(text, items))
    assert all(item["text"].strip() or item["marker"] for item in parse_lines(text))


def dashed(*texts: str) -> list[dict]:
    return [{"marker": "-", "text": text} for text in texts]


HOSTILE = {
    "few kinds of lines": (dashed(*"กขข" * 600), "- ก\n- ค\n" * 1500),
    "long lines alike": (dashed(*("ก" * 20_000 + str(each) for each in range(19))), ("- " + "ก" * 20_000 + "ข\n") * 21),
    "many new lines": ([], "- ก\n" * 20_000),
    "one long item": ([], "1. ก" + "\n      ก" * 20_000),
    "markers in a row": ([], "(1) " * 50_000),
    "only spaces": ([], "  " * 100_000 + "ก"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pastes_are_read_in_seconds(name):
    before, text = HOSTILE[name]
    started = time.perf_counter()
    items = parse_lines(text, before)
    assert time.perf_counter() - started < 5  # it was minutes before the comparisons had bounds
    assert render_lines(items).split() == text.split()


def test_only_items_without_a_marker_are_numbered():
    items = [{"marker": "๑.", "text": "ก"}, {"marker": None, "text": "ข", "note": "x"}, {"text": "ค"}]
    kept = copy.deepcopy(items)
    assert [item["marker"] for item in number_items(items, "thai")] == ["๑.", "๒.", "๓."]
    assert [item["marker"] for item in number_items(items, "arabic")] == ["๑.", "2.", "3."]
    assert [item["marker"] for item in number_items(items, "parentheses")] == ["๑.", "(2)", "(3)"]
    assert [item["marker"] for item in number_items(items, "thai_parentheses")] == ["๑.", "(๒)", "(๓)"]
    assert [item["marker"] for item in number_items(items, "dash")] == ["๑.", "-", "-"]
    assert number_items(items, "thai")[1] == {"marker": "๒.", "text": "ข", "note": "x"}
    assert items == kept
    with pytest.raises(ValueError, match="roman"):
        number_items(items, "roman")


def test_units_are_plain_lines():
    units = ["สำนักปลัด", "กองคลัง", "1. กองช่าง"]
    assert render_strings(units) == "สำนักปลัด\nกองคลัง\n1. กองช่าง"
    assert parse_strings("สำนักปลัด\r\n- กองคลัง\n  – กองช่าง \n\n1.กองการศึกษา") == [
        "สำนักปลัด", "กองคลัง", "กองช่าง", "1.กองการศึกษา",
    ]  # fmt: skip
    assert parse_strings("- กองคลัง\n- กองช่าง", ["- กองคลัง"]) == ["- กองคลัง", "กองช่าง"]


@given(st.lists(NASTY_TEXT, max_size=5))
def test_units_rendered_and_parsed_are_the_same(units):
    assert parse_strings(render_strings(units), before=units) == units


@given(st.lists(NASTY_TEXT, max_size=5))
def test_texts_keep_whatever_they_begin_with(texts):
    assert parse_texts(render_strings(texts), before=texts) == texts
    assert parse_texts("- ก\n1. ข\n\n(1) ค") == ["- ก", "1. ข", "(1) ค"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n"])
def test_an_emptied_list_has_no_items(text):
    assert parse_lines(text, [{"marker": "๑.", "text": "เดิม"}]) == []
    assert parse_lines(text, MEASURE) == []


def test_an_emptied_line_is_no_item():
    before = [{"marker": "๑.", "text": "หนึ่ง"}, {"marker": "๒.", "text": "สอง"}, {"marker": "๓.", "text": "สาม"}]
    assert parse_lines("๑. หนึ่ง\n\n๓. สาม", before) == [before[0], before[2]]
    assert parse_lines("๑. หนึ่ง\n", before[:2]) == before[:1]
