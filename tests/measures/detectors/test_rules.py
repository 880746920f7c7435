"""The rules by themselves: lists and years of every kind, dates as printed, and speed."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.detectors import copied, observations_in
from measures.detectors.copied import find as copies
from measures.detectors.foreign_agency import foreign_name, foreign_site
from measures.detectors.frequency import find as frequencies
from measures.detectors.impossible_dates import fault_of
from measures.detectors.list_numbers import BACKWARDS, LEFT_OUT, TWICE, first_fault
from measures.detectors.narrative import codes_in, failing_in
from measures.detectors.periods import dates_in, read_period
from measures.detectors.reading import Field, Line, Timed, Year
from measures.detectors.wrong_year import years_in
from measures.places import Place
from thai.dates import be_date
from thai.digits import to_arabic, to_thai

SHAPES = ("{}.", "{})", "({})", "{}")
numbers = st.integers(min_value=1, max_value=40)
shapes = st.sampled_from(SHAPES)
thai = st.booleans()


def markers(shape: str, is_thai: bool, sequence) -> tuple[Line, ...]:
    return tuple(
        Line("ก", shape.format(to_thai(number) if is_thai else number)) for number in sequence
    )


@given(shapes, thai, numbers)
def test_a_counted_list_is_sound(shape, is_thai, length):
    assert first_fault(markers(shape, is_thai, range(1, length + 1))) is None


@given(shapes, thai, st.integers(2, 40), st.data())
def test_a_number_twice_is_found_wherever_it_stands(shape, is_thai, length, data):
    at = data.draw(st.integers(1, length))
    sequence = [*range(1, at + 1), at, *range(at + 1, length + 1)]
    reason, line, before = first_fault(markers(shape, is_thai, sequence))
    assert (reason, line.marker) == (TWICE, before)


@given(shapes, thai, st.integers(3, 40), st.data())
def test_a_number_left_out_is_found_wherever_it_stood(shape, is_thai, length, data):
    gone = data.draw(st.integers(2, length - 1))
    sequence = [number for number in range(1, length + 1) if number != gone]
    reason, line, _before = first_fault(markers(shape, is_thai, sequence))
    assert (reason, to_arabic(line.marker)) == (LEFT_OUT, shape.format(gone + 1))


@given(shapes, thai, st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_a_list_that_begins_again_at_one_is_a_new_list(shape, is_thai, lengths):
    sequence = [number for length in lengths for number in range(1, length + 1)]
    twice = any(one == other for one, other in pairwise(sequence))
    found = first_fault(markers(shape, is_thai, sequence))
    assert found is None or (twice and found[0] == TWICE)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4)), min_size=1, max_size=5), thai)
def test_lists_below_each_item_count_for_themselves(items, is_thai):
    lines = []
    for number, (_one, below) in enumerate(items, start=1):
        lines += markers("{}.", is_thai, [number])
        lines += [Line("ข", one.marker, depth=1) for one in markers("({})", is_thai, range(1, below + 1))]
    assert first_fault(tuple(lines)) is None


@given(st.lists(st.sampled_from(["-", "–", "•", "", "ก.", "(ข)", "*"]), max_size=12))
def test_what_is_no_number_is_never_wrong(signs):
    assert first_fault(tuple(Line("ก", sign) for sign in signs)) is None


def test_going_backwards():
    assert first_fault(markers("{}.", True, [1, 2, 3, 2]))[0] == BACKWARDS


years = st.integers(2540, 2575)


@given(st.sampled_from(["ปี {}", "ประจำปี {}", "ปีงบประมาณ พ.ศ. {}", "พ.ศ.{}", "งบประมาณ {}"]), years, thai)
def test_a_year_named_as_a_year_is_read_in_either_numerals(words, year, is_thai):
    text = words.format(to_thai(year) if is_thai else year)
    assert [found for found, _start, _end in years_in(to_arabic(text))] == [year]


@given(
    st.sampled_from([
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. {}", "พ.ร.บ. เทศบาล พ.ศ. {}", "ระเบียบกระทรวงมหาดไทย พ.ศ. {}",
        "คำสั่งที่ 12/{}", "แผนพัฒนา (พ.ศ. {} – 2580)", "แผนพัฒนา (พ.ศ. 2530 ถึง {})", "มีผู้มาใช้บริการ {} ราย",
        "โทร. 038{}", "กฎกระทรวง ฉบับที่ 2 (พ.ศ. {})", "วันที่ 5 มกราคม {}", "ธ.ค. {}", "1/12/{}", "{} บาท",
    ]),
    years,
)  # fmt: skip
def test_a_year_in_a_law_an_order_a_date_a_span_or_a_count_is_none(words, year):
    assert years_in(words.format(year)) == []


@given(st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)), st.sampled_from(["long", "short"]), thai)
def test_every_date_the_portal_prints_is_read_back(day, style, is_thai):
    [found] = dates_in(be_date(day, style, "thai" if is_thai else "arabic"))
    assert (found.exists, found.first_day(), found.last_day()) == (True, day, day)


@pytest.mark.parametrize(("text", "start", "end"), [
    ("ต.ค. 65 ถึง ก.ย. 66", "2022-10-01", "2023-09-30"),
    ("๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘", "2024-10-01", "2025-09-30"),
    ("ตุลาคม ๒๕๖๗ – กันยายน ๒๕๖๘", "2024-10-01", "2025-09-30"),
    ("มกราคม – กันยายน ๒๕๖๘", "2025-01-01", "2025-09-30"),
    ("ตุลาคม – กันยายน ๒๕๖๘", "2024-10-01", "2025-09-30"),
    ("ตุลาคม ๒๕๖๗", "2024-10-01", "2024-10-31"),
    ("๑-๓๐ ต.ค. ๒๕๖๖", "2023-10-01", "2023-10-30"),
    ("๑ ต.ค. ๒๕๖๖-๓๐ มี.ค. ๒๕๖๗", "2023-10-01", "2024-03-30"),
    ("6 เดือนแรก (1 ต.ค 65 - 31 มี.ค. 66)", "2022-10-01", "2023-03-31"),
    ("ตั้งแต่วันที่ ๑ เดือน ต.ค. ๒๕๖๖ ถึงวันที่ ๓๐ เดือน ก.ย. ๒๕๖๗", "2023-10-01", "2024-09-30"),
    ("ตลอดปีงบประมาณ", "", ""), ("ทุกไตรมาส", "", ""), ("ไตรมาส ๑", "", ""), ("", "", ""),
])  # fmt: skip
def test_periods_as_the_offices_print_them(text, start, end):
    read = read_period(text)
    assert (read or ("", "")) == ((dt.date.fromisoformat(start), dt.date.fromisoformat(end)) if start else ("", ""))


@pytest.mark.parametrize(("text", "words"), [
    ("๑ ก.พ. – ๓๑ ก.พ. ๒๕๖๗", "๓๑ ก.พ. ๒๕๖๗"), ("๓๑ กันยายน ๒๕๖๗", "๓๑ กันยายน ๒๕๖๗"), ("29 ก.พ. 2568", "29 ก.พ. 2568"),
    ("๑-๓๑ เม.ย. ๒๕๖๗", "๓๑ เม.ย. ๒๕๖๗"), ("๓๑ ก.พ.", "๓๑ ก.พ."),
    ("๑ ต.ค. ๒๕๖๗ ถึง ๓๐ ก.ย. ๒๕๖๗", "๑ ต.ค. ๒๕๖๗ ถึง ๓๐ ก.ย. ๒๕๖๗"), ("มี.ค. ๖๗ - ต.ค. ๖๖", "มี.ค. ๖๗ - ต.ค. ๖๖"),
])  # fmt: skip
def test_dates_like_those_of_003(text, words):
    assert fault_of(text)[1] == words


@pytest.mark.parametrize("text", [
    "29 ก.พ. 2567", "๒๙ ก.พ.", "๓๐ เม.ย. ๒๕๖๗", "ต.ค. – ก.ย. ๒๕๖๗", "เวลา 31 น.", "1/2 ของ มีนาคม 2568",
])  # fmt: skip
def test_dates_that_are_sound(text):
    assert fault_of(text) is None


@pytest.mark.parametrize(("text", "found"), [
    ("เทศบาลตำบลบ้านสวนได้จัดประชุม", ""), ("เทศบาลตำบล บ้านสวน", ""), ("เทศบาลตำบลทุกแห่ง", ""), ("อบต.อื่น", ""),
    ("เทศบาลตำบลเขาทอง", "เทศบาลตำบลเขาทอง"), ("ทม.เขาทอง จัด", "ทม.เขาทอง"),
    ("องค์การบริหารส่วนตำบลเขาทอง", "องค์การบริหารส่วนตำบลเขาทอง"),
    ("ได้รับงบประมาณของ อบจ.สมมุติบุรี", ""), ("ประชุมร่วมกับเทศบาลตำบลเขาทอง", ""), ("ณ กทม.และปริมณฑล", ""),
    ("คณะจากเทศบาลเมืองเขาทองมาศึกษาดูงาน", ""),
])  # fmt: skip
def test_names_of_municipalities(text, found):
    assert foreign_name(text, "บ้านสวน") == found


@pytest.mark.parametrize(("text", "found"), [
    ("www.bansuan.go.th", ""), ("https://form.bansuan.go.th/a", ""), ("https://www.facebook.com/bansuan", ""),
    ("ระบบ itas.nacc.go.th", ""), ("อีเมล saraban@bansuan.go.th และ a@khaothong.go.th", ""),
    ("http://khaothong.go.th/x", "http://khaothong.go.th"), ("ดู Khaothong.go.th", "Khaothong.go.th"),
    ("bansuan.go.th.example.com", "bansuan.go.th.example.com"), ("เวอร์ชัน 1.2.3 และ นาย ก.", ""),
])  # fmt: skip
def test_sites(text, found):
    assert foreign_site(text, "bansuan.go.th") == found


def test_codes_of_a_narrative():
    text = to_arabic("ผ่านเกณฑ์ ได้แก่ ๐๗ แผน และ ๐๑๐ คู่มือ แต่จะมีข้อ ๐๙ รายงานที่ไม่ผ่านเกณฑ์ (๘๕ คะแนน) ในปี ๒๕๖๗")
    assert codes_in(text) == ["o7", "o10", "o9"]
    assert failing_in(text) == ["o9"]
    assert failing_in("ข้อ e1 ผ่านเกณฑ์ทุกข้อ แต่ควรพัฒนาข้อ e2 ให้ดียิ่งขึ้น") == []


def note(row_id: int, text: str) -> Field:
    at = Place(name=f"o{row_id}")
    return Field("disclosure", row_id, "progress_notes", "notes", (Line(text),), at, status="done")


SENTENCE = (
    "จัดประชุมชี้แจงแนวทางการเบิกจ่ายงบประมาณแก่หัวหน้าส่วนราชการทุกกองแล้วสรุปรายงานผล"
    "ต่อที่ประชุมสภาท้องถิ่นครั้งที่ {} ณ ห้องประชุมชั้นสอง"
)
WORDS = (
    "ตลาด โรงเรียน วัด ถนน คลอง สะพาน ประปา ไฟฟ้า ขยะ สวน ภาษี ทะเบียน กีฬา ดนตรี อาหาร ยา น้ำ ดิน ป่า เด็ก".split()  # noqa: SIM905
)


def many(count: int) -> Year:
    """Rows alike for a third, so that words have to be compared."""
    own = [" ".join(WORDS[(at * step) % len(WORDS)] for step in range(1, 16)) for at in range(count)]
    return Year(2568, fields=tuple(note(at, SENTENCE[:42] + f" {text} {at}") for at, text in enumerate(own)))


def test_sixty_rows_are_read_soon():
    """Under half a second where this was made; the bound only catches a rule that compares all with all."""
    list(observations_in(many(2)))  # the dictionary's first load is no row's fault
    start = time.perf_counter()
    list(observations_in(many(60)))
    assert time.perf_counter() - start < 5


def test_six_hundred_rows_alike_are_each_named_once_and_soon():
    alike = tuple(note(at, SENTENCE.format(to_thai(at))) for at in range(600))
    list(copies(Year(2568, fields=alike[:2])))
    start = time.perf_counter()
    found = list(copies(Year(2568, fields=alike)))
    assert ([one.row_id for one in found], {one.params["other"] for one in found}) == (list(range(1, 600)), {"o0"})
    assert time.perf_counter() - start < 30


def test_one_word_changed_is_still_a_copy_and_half_of_it_is_not():
    same = [note(1, SENTENCE.format("๑/๒๕๖๘")), note(2, SENTENCE.format("๒/๒๕๖๘"))]
    [found] = copies(Year(2568, fields=tuple(same)))
    assert (found.row_id, found.params) == (2, {"other": "o1"})
    other = SENTENCE[:50] + "และตรวจรับงานก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านเหนือ ๓ โครงการ"
    half = [note(1, SENTENCE), note(2, other)]
    assert list(copies(Year(2568, fields=tuple(half)))) == []


def test_focus_narrows_what_is_said_but_not_what_is_compared():
    fields = tuple(note(at, SENTENCE.format(1)) for at in (1, 2, 3))
    assert [one.row_id for one in copies(Year(2568, fields=fields))] == [2, 3]
    assert [one.row_id for one in copies(Year(2568, fields=fields, focus=frozenset({("disclosure", 3)})))] == [3]


@pytest.mark.parametrize(("period", "step", "found"), [
    ("ต.ค. ๒๕๖๗", "ทุกไตรมาส", True), ("ต.ค. ๒๕๖๗ – มี.ค. ๒๕๖๘", "ทุกไตรมาส", False), ("ต.ค. ๒๕๖๗", "รายเดือน", True),
    ("ต.ค. – ธ.ค. ๒๕๖๗", "ทุกเดือน", False), ("ต.ค. – ธ.ค. ๒๕๖๗", "ทุก ๖ เดือน", True),
    ("ม.ค. – ก.ย. ๒๕๖๘", "ราย ๖ เดือน", False), ("ตลอดปีงบประมาณ", "ทุกไตรมาส", False), ("ต.ค. ๒๕๖๗", "ไตรมาสแรก", False),
])  # fmt: skip
def test_how_often_a_step_fits_its_period(period, step, found):
    where = Field("activity", 1, "period_text", "period", (Line(period),))
    steps = Field("activity", 1, "methods", "steps", (Line(f"ตรวจสอบ{step}"),))
    year = Year(2568, fields=(steps, where), timed=(Timed(where, steps=steps.lines),))
    assert bool(list(frequencies(year))) is found


def test_the_dictionary_is_asked_only_when_two_texts_are_alike(monkeypatch):
    asked = []
    honest = copied._words
    monkeypatch.setattr(copied, "_words", lambda text: asked.append(text) or honest(text))
    apart = (note(1, "จัดประชุมหัวหน้าส่วนราชการทุกกองเรื่องภาษี"), note(2, "ตรวจรับถนนคอนกรีตสายบ้านเหนือแล้วเสร็จทั้งสาย"))
    list(copies(Year(2568, fields=apart)))
    assert asked == []
    list(copies(Year(2568, fields=(note(1, SENTENCE.format("๑")), note(2, SENTENCE.format("๒"))))))
    assert len(asked) == 2


def test_hostile_lengths_are_read_in_no_time():
    list(observations_in(many(2)))
    long = "a-" * 10_000 + "๑" * 5_000 + "ปี " * 3_000 + "พ.ศ. " * 2_000 + "1 ต.ค. 2566 - " * 500
    start = time.perf_counter()
    list(observations_in(Year(2568, agency_name="บ้านสวน", fields=(note(1, long), note(2, long + "ข")))))
    assert time.perf_counter() - start < 20
