"""Lists of lines in a text area: as stored unless changed, and whatever a line begins with is the line's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.forms.fields import KeptFlag, KeptTexts

STORED = ["- ขึ้นต้นด้วยขีด", "๑. เลข", "สองบรรทัด\nในย่อหน้าเดียว", "  เว้นหน้า", "ซ้ำ", "ซ้ำ", ""]


def field(stored: list) -> KeptTexts:
    made = KeptTexts(label="x")
    made.take(stored)
    return made


@pytest.mark.parametrize("sent", [lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: None])
def test_what_was_shown_comes_back_as_it_was_stored(sent):
    made = field(STORED)
    assert made.clean(sent(made.shown(STORED))) is STORED


@given(st.lists(st.text()))
def test_any_list_comes_back_as_it_was_stored(stored):
    made = field(stored)
    assert made.clean(made.shown(stored).replace("\n", "\r\n")) is stored


def test_a_changed_line_changes_alone():
    made = field(STORED)
    assert made.clean(made.shown(STORED).replace("เลข", "ตัวเลข")) == [
        "- ขึ้นต้นด้วยขีด", "๑. ตัวเลข", "สองบรรทัด\nในย่อหน้าเดียว", "  เว้นหน้า", "ซ้ำ", "ซ้ำ", "",
    ]  # fmt: skip


def test_typed_lines_keep_what_they_begin_with_and_empty_ones_are_none():
    assert field([]).clean("- ก\r\n\r\n๑. ข\r\n(1) ค  \r\n") == ["- ก", "๑. ข", "(1) ค"]


def test_a_flag_is_said_in_words():
    made = KeptFlag(yes="ใช่", no="ไม่ใช่", label="x")
    made.take(True)
    assert (made.clean("yes"), made.clean("no"), made.clean(None)) == (True, False, True)
