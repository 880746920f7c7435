"""Following a weak item: along its topic into other years, and to what is done about it."""

from decimal import Decimal

import pytest

from indicators.calculation.weak import Weak
from measures.weak_items import Asked, Followed, Score, bridge, same_issue, score_in, summed_up, unanswered_first
from tests.measures.test_model_measures import asked_of

D = Decimal
Y2567, Y2568 = asked_of(2567), asked_of(2568)


def item(code, asked=Y2567):
    return next(each for each in asked if each.code == code)


@pytest.mark.parametrize(
    ("code", "became"),
    [
        ("o9", ("o7",)),  # รายงานผลการดำเนินงานประจำปี
        ("o16", ("o12",)),  # three of procurement became one
        ("o17", ("o13",)),
        ("o19", ("o15",)),
        ("e9", ()),  # the list of 2568 has no questions
    ],
)
def test_topics_lead_from_2567_to_2568(code, became):
    assert bridge(Y2567, Y2568, earlier=False)[code] == became


def test_the_way_back_finds_all_an_item_came_from():
    assert bridge(Y2568, Y2567, earlier=True)["o12"] == ("o14", "o15", "o16")


def test_questions_without_a_topic_are_followed_by_their_words():
    here = [Asked("e9", "ท่านเคยใช้งานระบบออนไลน์ ปี 2567 หรือไม่", instrument="EIT")]
    there = [Asked("e8", "ท่านเคยใช้งานระบบออนไลน์ ปี 2568 หรือไม่", instrument="EIT"), Asked("e9", "อื่น", instrument="EIT")]
    assert bridge(here, there, earlier=False) == {"e9": ("e8",)}


def next_of(code, value, figures):
    became = bridge(Y2567, Y2568, earlier=False)
    return score_in(2568, item(code), value, codes=became[code], there=Y2568, figures=figures, earlier=False)


def test_the_next_score_is_the_figure_of_the_topic_with_its_rise_or_fall():
    figures = {"o7": D("90.00"), "o12": D("80.10")}
    assert next_of("o9", D("77.67"), figures) == Score(2568, "known", ("o7",), D("90.00"), D("12.33"))
    assert next_of("o16", D("81.18"), figures) == Score(2568, "known", ("o12",), D("80.10"), D("-1.08"))


def test_a_next_score_that_is_not_there_says_why():
    assert next_of("o9", D("77.67"), {}) == Score(2568, "no_figure", ("o7",))
    assert next_of("e9", D("68.28"), {"e9": D("99.00")}) == Score(2568, "list_unknown")
    gone = Asked("o99", "ข้อที่เลิกถาม", instrument="OIT")
    assert score_in(2568, gone, D(1), codes=(), there=Y2568, figures={}, earlier=False) == Score(2568, "not_asked")


def test_of_several_items_the_lowest_counts_and_an_earlier_figure_is_what_it_rose_from():
    came = bridge(Y2568, Y2567, earlier=True)["o12"]
    figures = {"o14": D("96.09"), "o15": D("94.00"), "o16": D("81.18")}
    found = score_in(
        2567, item("o12", Y2568), D("90.00"), codes=came, there=Y2567, figures=figures, earlier=True
    )
    assert found == Score(2567, "known", ("o14", "o15", "o16"), D("81.18"), D("8.82"))


def test_unanswered_items_stand_first_in_their_own_order():
    rows = [
        Followed(Weak(code, D(1), D(84)), Asked(code), measures, None)
        for code, measures in (("i10", ("m",)), ("o9", ()), ("o16", ("m", "n")), ("o17", ()))
    ]
    assert [each.weak.code for each in unanswered_first(rows)] == ["o9", "o17", "i10", "o16"]


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        (["done", "done"], "done"), (["done", ""], "in_progress"), (["done", "not_done"], "in_progress"),
        (["", ""], ""), ([], ""),
    ],
)
def test_the_status_of_several_rows(statuses, whole):
    assert summed_up(statuses) == whole


def test_nameless_issues_are_never_the_same():
    assert not same_issue("", "")
    assert same_issue("การให้บริการ และระบบ E-Service", "การให้บริการและระบบ E-Service")
