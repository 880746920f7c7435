"""Printed scores held against each other by the rules of their year: document 003, and what a year does not know."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculation.rules import Rules
from measures.detectors.narrative import find as narratives
from measures.detectors.reading import NO_RULES, Field, Issue, Line, Score, Year
from measures.detectors.scores import BETWEEN, EVERY_ITEM_BELOW, ITEMS, OVERALL, OVERALL_BETWEEN
from measures.detectors.scores import find as score_faults


def indicators(*values) -> list[Score]:
    return [Score(no, "indicator", "", "", no, "", str(value), value) for no, value in enumerate(values, start=1)]


def overall(value) -> Score:
    return Score(99, "overall", "", "", None, "", str(value), value)


SUMS = Rules(
    year=2567, weights={"IIT": Decimal(30), "EIT": Decimal(30), "OIT": Decimal(40)}, instruments=("IIT", "EIT", "OIT"),
    indicators_of={"IIT": (1, 2, 3, 4, 5), "EIT": (6, 7, 8), "OIT": (9, 10)}, sub_indicators_of={9: ("9.1",)},
    items_of_indicator={1: ("i1", "i2"), 9: ("o1", "o2"), 10: ("o3",)}, items_of_sub_indicator={"9.1": ("o1", "o2")},
    steps=frozenset({"overall", "IIT", "EIT", "OIT", "indicator_9"}),
)  # fmt: skip
TEN = indicators(95.06, 95.06, 95.06, 95.06, 95.06, 89.76, 89.76, 89.76, 90.00, 100.00)


def faults(*scores: Score, rules: Rules = SUMS) -> list[tuple[int, str, dict[str, str]]]:
    year = Year(2568, scores=scores, rules=rules, indicator_names={1: "การปฏิบัติหน้าที่"})
    return [
        (one.row_id, one.reason, {name: text for name, text in one.params.items() if name != "label"})
        for one in score_faults(year)
    ]


def item(code, value) -> Score:
    return Score(0, "item", code, "", None, "", str(value), value)


def instrument(row_id, code, value, label="", part=None) -> Score:
    return Score(row_id, "instrument", code, code, None, label, str(value), value, instrument_part=part)


def test_document_003_says_another_overall_score_than_its_indicators():
    """IIT 95.06, EIT 89.76, OIT 95.00: DOMAIN section 1.3 has the sum."""
    assert faults(overall(99.69), *TEN) == [(99, OVERALL, {"computed": "93.45", "printed": "99.69"})]
    assert faults(overall(93.45), *TEN) == []
    assert faults(overall(93.47), *TEN) == []
    assert faults(overall(93.48), *TEN) == [(99, OVERALL, {"computed": "93.45", "printed": "93.48"})]


def test_an_overall_score_is_held_against_what_is_printed_of_the_rest():
    """Without indicator 10 the overall score is at least 93.45 - 0.4 x 50 and at most what stands."""
    assert faults(overall(73.45), *TEN[:9]) == faults(overall(93.45), *TEN[:9]) == []
    said = {"low": "73.45", "high": "93.45", "printed": "99.69"}
    assert faults(overall(99.69), *TEN[:9]) == [(99, OVERALL_BETWEEN, said)]
    three = (instrument(1, "IIT", 90.0), instrument(2, "EIT", 90.0), instrument(3, "OIT", 80.0))
    assert faults(overall(86.0), *three) == []
    assert faults(overall(90.0), *three) == [(99, OVERALL, {"computed": "86.00", "printed": "90.00"})]


def test_by_what_a_year_does_not_know_nothing_is_said():
    unknown = Rules(2569, instruments=("IIT", "EIT", "OIT"), item_codes=("i1", "i2"))
    sheet = (overall(99.69), *TEN, item("i1", 50.0), item("i2", 50.0), instrument(5, "IIT", 99.0))
    assert faults(*sheet, rules=unknown) == faults(*sheet, rules=NO_RULES) == []


def test_an_instrument_is_held_against_its_indicators_and_its_items():
    assert faults(instrument(1, "IIT", 95.06), *TEN) == []
    said = {"low": "95.06", "high": "95.06", "printed": "97.00"}
    assert faults(instrument(1, "IIT", 97.0), *TEN) == [(1, BETWEEN, said)]
    items = (item("o1", 100.0), item("o2", 80.0), item("o3", 90.0))
    parts = (instrument(1, "OIT", 100.5, part=1), instrument(2, "OIT", 100.0, part=2))
    assert faults(*parts, *items) == [(1, EVERY_ITEM_BELOW, {"computed": "100.00", "printed": "100.50"})]
    assert faults(*parts, *items[:2]) == []


def test_an_indicator_lies_among_its_items_and_a_row_of_a_memo_near_their_mean():
    questions = (item("i1", 90.0), item("i2", 95.0))
    label = "แบบวัดการรับรู้ การปฏิบัติหน้าที่"
    assert faults(instrument(7, "IIT", 92.5, label), *questions) == []
    said = {"computed": "92.50", "printed": "94.00"}
    assert faults(instrument(7, "IIT", 94.0, label), *questions) == [(7, ITEMS, said)]
    assert faults(*indicators(94.0), *questions) == []
    said = {"low": "90.00", "high": "95.00", "printed": "96.00"}
    assert faults(*indicators(96.0), *questions) == [(1, BETWEEN, said)]
    assert faults(*indicators(96.0), *questions[:1]) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 1e300, 1000.0])
def test_a_number_that_is_no_score_is_left_alone(value):
    assert faults(overall(value), *indicators(value), item("i1", value)) == []
    assert faults(overall(99.69), *indicators(value), *TEN[1:]) == [
        (99, OVERALL_BETWEEN, {"low": "87.74", "high": "93.74", "printed": "99.69"}),
    ]


@pytest.mark.parametrize(("pass_mark", "printed", "failing"), [
    ("85", None, "i1"), ("80", None, ""), (None, None, ""), (None, 85.0, "i1"), ("80", 85.0, "i1"), ("85.01", 80.0, ""),
])  # fmt: skip
def test_the_threshold_is_the_one_printed_or_else_the_years(pass_mark, printed, failing):
    rules = Rules(2567, pass_mark=None if pass_mark is None else Decimal(pass_mark))
    where = Field("analysis", 1, "narrative", "narrative", (Line("ผลการประเมินดีมาก"),))
    scores = (Score(9, "overall", "", "", None, "", "90", 90.0, threshold=printed), item("i1", 84.99))
    found = list(narratives(Year(2568, scores=scores, rules=rules, issues=(Issue(where, ("i1",)),))))
    assert [one.params["failing"] for one in found] == ([failing] if failing else [])
