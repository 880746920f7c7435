"""Fields: untouched is untouched whatever it is; a change is read, normalised and refused in plain words."""

import datetime

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from measures.forms.disclosure import KeptAddress
from measures.forms.kept import KeptChoice, KeptDate, KeptLine, KeptText, edited
from measures.forms.lines import KeptLines, KeptStrings

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
TEXTS = st.text(st.one_of(THAI, st.sampled_from("ab 1๑.-()\n\t\r\u200b\u0e4d\u0e32\u0e48เ")), max_size=60)
ITEMS = st.recursive(
    st.fixed_dictionaries(
        {"text": TEXTS}, optional={"marker": st.none() | st.sampled_from(["๑.", "-", "(1)", "", "1."])}
    ),
    lambda children: st.fixed_dictionaries(
        {"text": TEXTS, "marker": st.none() | st.just("-"), "children": st.lists(children, max_size=3)}
    ),
    max_leaves=8,
)


def field(kind, stored=None, **options):
    made = kind(label="ช่อง", **options)
    made.take(stored)
    return made


def sent(text: str) -> str:
    """As a browser sends a text area."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def refusal(made, typed: str) -> str:
    with pytest.raises(forms.ValidationError) as raised:
        made.clean(typed)
    return raised.value.messages[0]


@given(TEXTS)
def test_untouched_text_is_the_stored_text(stored):
    assert field(KeptText, stored).clean(sent(stored)) is stored
    assert field(KeptLine, stored, longest=5).clean(stored.replace("\r", "").replace("\n", "")) is stored


@given(st.lists(ITEMS, max_size=5))
def test_untouched_list_is_the_stored_list(stored):
    made = field(KeptLines, stored)
    assert made.clean(sent(made.shown(stored))) is stored


@given(st.lists(TEXTS, max_size=5))
def test_untouched_units_are_the_stored_units(stored):
    made = field(KeptStrings, stored)
    assert made.clean(sent(made.shown(stored))) is stored


@given(TEXTS)
def test_a_field_missing_in_the_post_is_untouched(stored):
    assert field(KeptText, stored).clean(None) is stored


@given(before=TEXTS, after=TEXTS)
def test_only_the_edited_word_changes(before, after):
    """Whatever stands around it, lone marks and invisible signs included."""
    before, after = (text.replace("\r", "") for text in (before, after))
    assert edited(f"{before} เดิม {after}", f"{before} ใหม่ {after}", label="ช่อง") == f"{before} ใหม่ {after}"


def test_a_new_text_is_normalised():
    assert field(KeptText, "").clean("  ทํา\u200bแล้ว เเม่  ") == "ทำแล้ว แม่"


def test_only_invisible_signs_are_no_text():
    assert field(KeptText, "เดิม").clean("\u200b \u200d\r\n") == ""


@pytest.mark.parametrize("typed", ["ดี\r\nแล้ว ่ลอย", "ดี\n่ลอย"])
def test_a_lone_mark_is_named_with_its_line(typed):
    message = refusal(field(KeptText, ""), typed)
    assert message == (
        "“ช่อง” บรรทัดที่ 2 คำว่า “◌่ลอย” ขึ้นต้นด้วยสระหรือวรรณยุกต์ที่ไม่มีพยัญชนะ โปรดเติมพยัญชนะหรือลบเครื่องหมายนั้น"
    )


def test_a_lone_mark_of_a_loaded_line_does_not_stop_an_edit_of_another():
    stored = [{"marker": "1.", "text": "่ลอย"}, {"marker": "2.", "text": "เดิม"}]
    assert field(KeptLines, stored).clean("1. ่ลอย\r\n2. ใหม่") == [stored[0], {"marker": "2.", "text": "ใหม่"}]


def test_a_pasted_table_is_named_with_its_line():
    message = refusal(field(KeptLines, []), "๑. แรก\r\n๒\tอบรม\tกองคลัง")
    assert message == "“ช่อง” บรรทัดที่ 2 เป็นตารางที่วางมาทั้งแถว โปรดวางทีละคอลัมน์ บรรทัดละหนึ่งรายการ"


def test_a_list_pasted_from_word_is_read():
    typed = "๑.\tอบรม\r\n๒.\tประเมิน\r\n-\tสรุป"
    assert field(KeptLines, []).clean(typed) == [
        {"marker": "๑.", "text": "อบรม"}, {"marker": "๒.", "text": "ประเมิน"}, {"marker": "-", "text": "สรุป"},
    ]


@pytest.mark.parametrize(("kind", "options"), [(KeptText, {}), (KeptLines, {}), (KeptStrings, {})])
def test_a_text_may_have_20000_characters(kind, options):
    made = field(kind, None if kind is not KeptText else "", **options)
    assert made.clean("ก" * 20_000) in ("ก" * 20_000, [{"marker": None, "text": "ก" * 20_000}], ["ก" * 20_000])
    assert refusal(made, "ก" * 20_001) == "“ช่อง” ยาว 20,001 ตัวอักษร ใส่ได้ไม่เกิน 20,000 ตัวอักษร โปรดทำให้สั้นลง"


def test_a_loaded_text_beyond_the_cap_is_kept():
    stored = "ก" * 30_000
    assert field(KeptText, stored).clean(stored) is stored


def test_too_many_lines_are_refused():
    assert refusal(field(KeptLines, []), "ก\n" * 501) == "“ช่อง” มีเกิน 500 บรรทัด โปรดแบ่งเป็นหลายแถว"


@pytest.mark.parametrize("typed", ["๑ ต.ค. ๒๕๖๘", "1/10/2568", "๑/๑๐/๒๕๖๘", "1 ตุลาคม 2568\u200b"])
def test_a_date_is_read_in_either_numerals(typed):
    assert field(KeptDate).clean(typed) == datetime.date(2025, 10, 1)


@pytest.mark.parametrize("typed", ["1/10/2025", "๓๑ ก.พ. ๒๕๖๘", "พรุ่งนี้", "1/10/68"])
def test_a_wrong_date_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        field(KeptDate).clean(typed)


def test_a_date_may_be_emptied():
    assert field(KeptDate, datetime.date(2025, 10, 1)).clean(" ") is None


def test_an_unknown_word_is_offered_and_kept():
    made = field(KeptChoice, "เกือบเสร็จ", choices=[("", "–"), ("done", "ดำเนินการแล้ว")])
    assert ("เกือบเสร็จ", "เกือบเสร็จ") in made.choices
    assert made.clean("เกือบเสร็จ") == "เกือบเสร็จ"
    assert made.clean("done") == "done"
    assert refusal(made, "อื่น") == "โปรดเลือกจากรายการที่มี"


@pytest.mark.parametrize(
    "typed", ["https://www.example.go.th/o1", "http://example.go.th:8080/ก?x=1#!/a", "https://xn--12c.th/"]
)
def test_web_addresses(typed):
    assert field(KeptAddress, "", longest=2000).clean(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.go.th", "www.example.go.th", "https://", "http:///x",
     "https://a b.th", "https://[::1", "//example.go.th", "https://example.go.th\tx"],
)
def test_other_addresses_are_refused(typed):
    assert refusal(field(KeptAddress, "", longest=2000), typed).endswith("โดยมี https:// นำหน้า")
