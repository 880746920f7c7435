"""What is a gap in one row, without a database: holes on the paper are, full answers are not."""

from decimal import Decimal

import pytest

from measures.completeness import (
    CODES,
    Gap,
    gaps_of_activity,
    gaps_of_disclosure,
    gaps_of_indicator,
    gaps_of_measure,
    gaps_of_result,
)
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, Result
from measures.places import NAME_LENGTH, Place, measure_place
from measures.templatetags.watch import GAP_WORDS

STEP = [{"marker": "๑.", "text": "ประชุม"}]
BLANK = [{"marker": "๑.", "text": " "}, {"marker": None, "text": ""}]
NESTED = [{"marker": "๑.", "text": "", "children": [{"marker": "-", "text": "เว็บไซต์"}]}]


def activity(**values) -> Activity:
    return Activity(**{"pk": 7, "methods": STEP, "period_text": "ทั้งปี", "units": ["กองคลัง"]} | values)


def result(**values) -> Result:
    return Result(**{"status": "", "outputs": STEP} | values)


def codes(gaps) -> list[tuple[str, str]]:
    return [(gap.field, gap.code) for gap in gaps]


@pytest.mark.parametrize(("title", "methods", "expected"), [
    ("มาตรการ", STEP, []), ("", STEP, []), ("มาตรการ", [], []), ("", NESTED, []),
    ("", [], [("title", "no_title_or_steps")]), (" ", BLANK, [("title", "no_title_or_steps")]),
])  # fmt: skip
def test_a_measure_is_its_title_or_its_steps(title, methods, expected):
    assert codes(gaps_of_measure(Measure(pk=3, title=title), [activity(methods=methods)])) == expected


def test_a_measure_has_a_row():
    assert codes(gaps_of_measure(Measure(pk=3, title="มาตรการ"), [])) == [("methods", "no_activity")]


@pytest.mark.parametrize(("values", "expected"), [
    ({}, []), ({"period_text": " "}, [("period_text", "no_period")]), ({"units": []}, [("units", "no_units")]),
    ({"units": [" "], "period_text": ""}, [("period_text", "no_period"), ("units", "no_units")]),
    ({"methods": []}, []), ({"target_text": "ไม่น้อยกว่า 80", "target_figure": Decimal(80)}, []),
])  # fmt: skip
def test_an_activity_has_period_and_units(values, expected):
    assert codes(gaps_of_activity(activity(**values))) == expected


NO_RESULT, NO_OUTPUTS = [("outputs", "no_result")], [("outputs", "no_outputs")]


@pytest.mark.parametrize(("values", "march", "october"), [
    ({}, [], []),
    ({"status": "done"}, [], []),
    ({"outputs": NESTED}, [], []),
    ({"outputs": []}, NO_RESULT, NO_RESULT),
    ({"outputs": [], "status": "done"}, NO_OUTPUTS, NO_OUTPUTS),
    ({"outputs": BLANK, "status": "in_progress"}, NO_OUTPUTS, NO_OUTPUTS),
    ({"outputs": [], "outcomes": STEP}, NO_OUTPUTS, NO_OUTPUTS),
    ({"outputs": [], "status": "not_started"}, [], NO_OUTPUTS),
    ({"outputs": [], "status": "not_done", "not_done_reason": "งบประมาณไม่เพียงพอ"}, [], []),
    ({"status": "not_done"}, [("not_done_reason", "no_reason")], [("not_done_reason", "no_reason")]),
])  # fmt: skip
def test_a_result_says_what_came_of_it_or_why_nothing(values, march, october):
    assert codes(gaps_of_result(activity(), result(**values), "six_months")) == march
    assert codes(gaps_of_result(activity(), result(**values), "twelve_months")) == october


def test_no_result_at_all_is_one_gap_of_the_activity_and_round():
    [gap] = gaps_of_result(activity(), None, "six_months")
    assert (gap.row_kind, gap.row_id, gap.code, gap.at.round) == ("result", 7, "no_result", "six_months")


SPENT = [("budget_spent", "no_budget_spent")]


@pytest.mark.parametrize(("budget", "spent", "expected"), [
    ({}, {}, []),
    ({"budget_set": Decimal(5000)}, {}, SPENT),
    ({"budget_set": Decimal(5000)}, {"budget_spent": Decimal(0)}, []),
    ({"budget_set": Decimal(5000)}, {"uses_no_budget": True}, []),
    ({"budget_set": Decimal(0)}, {}, []),
    ({"uses_no_budget": True}, {}, []),
    ({"target_figure": Decimal(80)}, {}, []),
])  # fmt: skip
def test_what_was_spent_is_asked_only_of_a_budget_that_was_set_and_only_at_the_end(budget, spent, expected):
    assert codes(gaps_of_result(activity(**budget), result(**spent), "twelve_months")) == expected
    assert gaps_of_result(activity(**budget), result(**spent), "six_months") == []


@pytest.mark.parametrize(("values", "expected"), [
    ({"status": "done"}, []), ({"status": "ดำเนินการบางส่วน"}, []), ({"status": "in_progress"}, []),
    ({"status": ""}, [("status", "no_status")]), ({"status": "not_done"}, [("notes", "no_reason")]),
    ({"status": "not_done", "notes": STEP}, []),
])  # fmt: skip
def test_an_indicator_has_a_status(values, expected):
    assert codes(gaps_of_indicator(IndicatorProgress(pk=1, title="การใช้อำนาจ", **values))) == expected


NO_STATUS, NO_TRACE = [("status", "no_status")], [("progress_notes", "no_trace")]


@pytest.mark.parametrize(("values", "address", "expected"), [
    ({"status": "done", "progress_notes": STEP}, False, []),
    ({"status": "done", "website_finding": "มีข้อมูลครบถ้วน"}, False, []),
    ({"status": "done", "finding_class": "complete"}, False, []),
    ({"status": "done"}, True, []),
    ({"status": "done"}, False, NO_TRACE),
    ({"status": "done", "finding_class": "blank", "progress_notes": BLANK}, False, NO_TRACE),
    ({"status": ""}, True, NO_STATUS),
    ({"status": "", "website_finding": "ไม่พบข้อมูล"}, False, []),
    ({"status": "", "finding_class": "blank"}, False, NO_STATUS),
    ({"status": "in_progress"}, False, []),
    ({"status": "not_started"}, False, []),
    ({"status": "not_done"}, True, [("progress_notes", "no_reason")]),
    ({"status": "not_done", "progress_notes": STEP}, False, []),
    ({"status": "in_progress", "title": " "}, False, [("title", "no_title")]),
])  # fmt: skip
def test_an_oit_row_has_an_answer_and_something_that_shows_it(values, address, expected):
    row = Disclosure(**{"pk": 1, "code": "o1", "title": "โครงสร้าง"} | values)
    assert codes(gaps_of_disclosure(row, has_address=address)) == expected


def test_every_gap_has_words():
    assert set(GAP_WORDS) == set(CODES)


def test_a_gap_survives_being_kept():
    gap = Gap("result", 7, "outputs", "no_result", Place("๑. มาตรการ", 3, 2, 3, "six_months"))
    assert Gap.from_data(gap.to_data()) == gap


def test_a_measure_is_named_by_title_else_first_step_and_shortly():
    assert measure_place(Measure(pk=3, number_text="๑.", title="ก"), []).name == "๑. ก"
    assert measure_place(Measure(pk=3, number_text="๑."), [activity(methods=NESTED)]).name == "๑. เว็บไซต์"
    assert len(measure_place(Measure(pk=3, title="ก" * 500), []).name) == NAME_LENGTH
