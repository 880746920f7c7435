"""Lines added to a numbered list go on counting; what stood there keeps its marker, right or wrong."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thai.test_markers import STORED
from thai.list_numbers import DASHES, LETTERS, next_marker
from thai.markers import parse_lines, render_lines, split_marker


@pytest.mark.parametrize(("marker", "following"), [
    ("๑.", "๒."), ("๙.", "๑๐."), ("9.", "10."), ("1)", "2)"), ("(๑)", "(๒)"), ("(19)", "(20)"), ("1.1", "1.2"),
    ("๑.๙.", "๑.๑๐."), ("01.", "02."), ("ก.", "ข."), ("(ข)", "(ค)"), ("-", "-"), ("–", "–"), ("•", "•"),
    ("999.", None), ("1.99", None), ("ญ.", None), ("ข้อ ๑", None), ("☑", None), ("", None), ("1\n2", None), (".", None),
])  # fmt: skip
def test_the_next_marker_is_of_the_same_style(marker, following):
    assert next_marker(marker) == following


@given(st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙().-–•กขคญฮ ", max_size=7))
def test_a_next_marker_is_read_as_a_marker_again(marker):
    following = next_marker(marker)
    if following and split_marker(f"{marker} ก")[0] == marker:
        assert split_marker(f"{following} ก", LETTERS[0]) == (following, "ก") or following.strip("().") in LETTERS


def typed(before: list[dict], *lines: str) -> list[tuple]:
    text = "\n".join([render_lines(before), *lines]).lstrip("\n")
    return [(item["marker"], item["text"]) for item in parse_lines(text, before, continue_numbers=True)]


def items(*pairs: tuple) -> list[dict]:
    return [{"marker": marker, "text": text} for marker, text in pairs]


THAI = items(("๑.", "จัดทำคำสั่ง"), ("๒.", "ประชุมคณะทำงาน"))


def test_added_lines_get_the_next_numbers():
    assert typed(THAI, "เผยแพร่", "ติดตามผล")[2:] == [("๓.", "เผยแพร่"), ("๔.", "ติดตามผล")]
    assert typed(items(("(1)", "จัดทำ")), "เผยแพร่")[1:] == [("(2)", "เผยแพร่")]
    assert typed(items(("-", "จัดทำ")), "เผยแพร่")[1:] == [("-", "เผยแพร่")]


def test_a_wrong_number_that_stands_is_kept_and_counted_on_from():
    wrong = items(("๑.", "จัดทำ"), ("๒.", "ประชุม"), ("๒.", "เผยแพร่"))
    assert typed(wrong, "ติดตาม") == [("๑.", "จัดทำ"), ("๒.", "ประชุม"), ("๒.", "เผยแพร่"), ("๓.", "ติดตาม")]


def test_what_has_no_numbers_gets_none():
    assert typed([], "จัดทำ", "ประชุม") == [(None, "จัดทำ"), (None, "ประชุม")]
    assert typed(items((None, "จัดทำ")), "ประชุม") == [(None, "จัดทำ"), (None, "ประชุม")]


def test_a_pasted_list_is_taken_at_its_word():
    assert typed([], "๑. จัดทำ", "ต่อเนื่องกัน")[1:] == [(None, "ต่อเนื่องกัน")]
    assert typed(THAI, "1) เผยแพร่", "ต่อเนื่องกัน")[2:] == [("1)", "เผยแพร่"), (None, "ต่อเนื่องกัน")]


def test_what_is_saved_while_one_types_makes_no_difference():
    assert typed(THAI, "๓. เผยแพร่", "ติดตาม") == typed([*THAI, *items(("๓.", "เผยแพร่"))], "ติดตาม")


def test_between_two_numbers_nothing_is_given_but_a_dash_is():
    text = "๑. จัดทำคำสั่ง\nแทรกใหม่ทั้งบรรทัด\n๒. ประชุมคณะทำงาน"
    assert [item["marker"] for item in parse_lines(text, THAI, continue_numbers=True)] == ["๑.", None, "๒."]
    dashes = items(("-", "จัดทำคำสั่ง"), ("-", "ประชุมคณะทำงาน"))
    text = "- จัดทำคำสั่ง\nแทรกใหม่ทั้งบรรทัด\n- ประชุมคณะทำงาน"
    assert [item["marker"] for item in parse_lines(text, dashes, continue_numbers=True)] == ["-", "-", "-"]


def test_steps_below_a_step_count_by_themselves():
    nested = [{"marker": "๑.", "text": "จัดทำ", "children": items(("๑)", "ร่าง"))}]
    [item] = parse_lines("๑. จัดทำ\n  ๑) ร่าง\n  ตรวจทาน", nested, continue_numbers=True)
    assert item["children"] == items(("๑)", "ร่าง"), ("๒)", "ตรวจทาน"))


def test_a_number_taken_away_stays_away():
    assert typed(THAI[:1]) == [("๑.", "จัดทำคำสั่ง")]
    text = "๑. จัดทำคำสั่ง\nประชุมคณะทำงาน"
    assert [item["marker"] for item in parse_lines(text, THAI, continue_numbers=True)] == ["๑.", None]


NEW_LINES = st.lists(st.sampled_from(["ใหม่", "  ลูกใหม่", "๙. มีเลข", "- ขีด", "      ต่อ"]), max_size=4)


@given(st.lists(STORED, max_size=5), NEW_LINES)
def test_only_new_lines_without_a_marker_ever_get_one(before, lines):
    text = "\n".join([render_lines(before), *lines])
    kept = copy.deepcopy(before)
    plain, numbered = (flat(parse_lines(text, before, continue_numbers=each)) for each in (False, True))
    assert before == kept
    assert len(plain) == len(numbered)
    new = {"ใหม่", "ลูกใหม่", "มีเลข", "ขีด"}
    for one, other in zip(plain, numbered, strict=True):
        if one.get("marker") != other.get("marker"):
            assert not one.get("marker")
            assert str(one["text"]).split("\n")[0] in new
        assert {**other, "marker": 0, "children": 0} == {**one, "marker": 0, "children": 0}


@given(st.lists(STORED, max_size=5))
def test_nothing_typed_changes_nothing(before):
    assert parse_lines(render_lines(before), before, continue_numbers=True) == before


def flat(found: list[dict]) -> list[dict]:
    return [each for item in found for each in (item, *flat(item.get("children") or []))]


def test_dashes_are_their_own_next():
    assert [next_marker(dash) for dash in DASHES] == list(DASHES)
