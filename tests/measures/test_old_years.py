"""Years in texts are found as people write them; numbers that are no years are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.old_years import FoundYear, marked, moved, old_years_in, years_in
from thai.dates import month_names
from thai.digits import to_thai


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("แผนปี 2568", ["2568"]), ("พ.ศ. ๒๕๖๗", ["๒๕๖๗"]), ("ปีงบประมาณ พ.ศ. ๒๕๖๘ เป็นต้นไป", ["๒๕๖๘"]),
        ("ปีงบ 68", ["68"]),
        ("๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘", ["๖๗", "๖๘"]),
        ("ตุลาคม 2566 – กันยายน 2567", ["2566", "2567"]), ("ม.ค.-มี.ค. 68", ["68"]),
        ("๓๐ก.ย.๖๘", ["๖๘"]), ("ตค 67", ["67"]),
        ("1/10/67", ["67"]), ("ครั้งที่ 1/2568", ["2568"]), ("๒๕๖๗-๖๘", ["๒๕๖๗", "๖๘"]),
        ("ค.ศ. 2024", ["2024"]), ("https://x.go.th/2567/12.pdf", ["2567"]), ("ปี 68 คน", ["68"]),
        ("68 คน", []), ("2,568 บาท", []), ("2568.50 บาท", []), ("12568", []), ("อายุ 2 ปี 12 คน", []), ("ร้อยละ 85", []),
        ("อย่างน้อย ๖๘ คน", []), ("", []),
    ],
)
def test_years_as_people_write_them(text, words):
    assert [text[found.start:found.end] for found in years_in(text)] == words


def test_a_year_that_begins_in_october_belongs_to_the_next():
    [start, end] = years_in("๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘")
    assert (start.month, start.fiscal_year, end.month, end.fiscal_year) == (10, 2568, 9, 2568)
    assert years_in("1 ธันวาคม พ.ศ. 2567")[0].fiscal_year == 2568


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("ต.ค. ๖๘ ถึง ก.ย. ๖๙", []), ("ต.ค. ๖๗ ถึง ก.ย. ๖๘", [2567, 2568]), ("ปี 2569", []), ("ผลปี 2568", [2568]),
        ("พ.ร.บ. ข้อมูลข่าวสาร พ.ศ. 2540", []), ("ประกาศ พ.ศ. ๒๕๖๒", []), ("ผลประเมินปี 2566", [2566]),
        ("แผน พ.ศ. 2566-2570", [2566]),
    ],
)
def test_what_is_left_behind_when_2568_becomes_2569(text, old):
    assert [found.year for found in old_years_in(text, fiscal_year=2569, carried_year=2568)] == old


BESIDE = st.text(st.sampled_from("กขคงจ เแา่้\n"), max_size=12)
SPELLINGS = st.sampled_from([
    "ปี {four}", "ปีงบประมาณ พ.ศ. {four}", "พ.ศ.{four}", "ปี {two}",
    "{month} {four}", "{month} {two}", "1/3/{two}", "{four}",
])  # fmt: skip


@given(
    BESIDE, BESIDE, SPELLINGS, st.integers(2540, 2599), st.booleans(), st.integers(0, 11),
    st.sampled_from(["long", "short"]),
)
def test_every_spelling_of_a_year_is_found_in_any_text(before, after, spelling, year, is_thai, month, style):
    written = spelling.format(four=year, two=year % 100, month=month_names(style)[month])
    if is_thai:
        written = to_thai(written)
    text = f"{before} {written} {after}"
    [found] = years_in(text)
    assert found.year == year
    digits = to_thai(year) if is_thai else str(year)
    assert text[found.start:found.end] in {digits, digits[2:]}
    if "{month}" in spelling:
        assert found.month == month + 1


@given(st.text(max_size=200) | st.text(st.sampled_from("ปีพศ.ต.ค.2567๒๕๖๘-/, "), max_size=80))
def test_marks_never_overlap_and_the_text_stays(text):
    found = years_in(text)
    assert "".join(part for part, _ in marked(text, found)) == text
    ends = 0
    for each in found:
        assert isinstance(each, FoundYear)
        assert ends <= each.start < each.end <= len(text)
        assert 2540 <= each.year <= 2599
        ends = each.end
    assert [part for part, is_year in marked(text, found) if is_year] == [text[one.start:one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘", "๑ ต.ค. ๖๘ ถึง ๓๐ ก.ย. ๖๙"), ("ปี 2568 รวม 68 คน", "ปี 2569 รวม 68 คน"),
        ("ค.ศ. 2024", "ค.ศ. 2025"), ("ปี 2569 และ พ.ร.บ. พ.ศ. 2540", "ปี 2569 และ พ.ร.บ. พ.ศ. 2540"),
    ],
)
def test_years_are_moved_in_the_digits_they_were_written_with(text, after):
    assert moved(text, old_years_in(text, fiscal_year=2569, carried_year=2568), 1) == after


@given(st.text(st.sampled_from("ปีพศ.ต.ค.2567๒๕๖๘-/, กข"), max_size=60), st.integers(0, 30))
def test_moving_changes_the_years_and_nothing_else(text, by):
    found = years_in(text)
    after = moved(text, found, by)
    assert len(after) == len(text)
    assert moved(text, found, 0) == text
    spans = {place for one in found for place in range(one.start, one.end)}
    assert all(after[place] == text[place] for place in range(len(text)) if place not in spans)
