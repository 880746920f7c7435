"""What is asked about item sets, and how sure the answers are."""

import pytest
from django.conf import settings

from indicators.confidence import level_of
from indicators.item_sets.loader import load_item_set
from indicators.item_sets.reader import read_item_set
from indicators.models import Item, SubIndicator
from indicators.selectors import (
    content_of,
    group_items,
    item_set_for,
    item_sets_listed,
    items_of,
    oit_groups,
    years_known,
)


@pytest.fixture
def years(db):
    """2567, 2568 and 2569 loaded from the real files."""
    for year in (2567, 2568, 2569):
        load_item_set(file=read_item_set(settings.BASE_DIR / "fixtures" / "item_sets" / f"ITA-{year}.yaml"))


def test_the_years_known(years):
    assert years_known() == [2569, 2568, 2567]
    assert item_set_for(2568).fiscal_year == 2568
    assert item_set_for(2560) is None


def test_the_items_of_an_instrument_in_order(years):
    assert [item.code for item in items_of(2567, "OIT")] == [f"o{number}" for number in range(1, 36)]
    assert [item.code for item in items_of(2567, "EIT")] == [f"e{number}" for number in range(1, 10)]
    assert items_of(2568, "IIT") == items_of(2560, "OIT") == []


def shape(groups):
    return [
        (each.sub_indicator and each.sub_indicator.code, each.heading, each.opens, [item.code for item in each.items])
        for each in groups
    ]


def test_items_stand_under_sub_indicators_and_headings(years, django_assert_num_queries):
    with django_assert_num_queries(2):
        groups = oit_groups(2568)
    assert shape(groups)[:4] == [
        ("9.1", "ข้อมูลพื้นฐาน", True, ["o1", "o2", "o3"]),
        ("9.1", "การประชาสัมพันธ์", False, ["o4"]),
        ("9.2", "แผนการดำเนินงานและงบประมาณ", True, ["o5", "o6", "o7"]),
        ("9.2", "การปฏิบัติงาน", False, ["o8"]),
    ]
    assert [item.code for group in groups for item in group.items] == [f"o{number}" for number in range(1, 29)]


def test_a_year_without_headings_has_sub_indicators_alone(years):
    assert shape(oit_groups(2567))[0] == ("9.1", "", True, ["o1", "o2", "o3", "o4", "o5", "o6"])
    assert [group.opens for group in oit_groups(2567)] == [True] * 7


def test_a_year_without_sub_indicators_has_headings_alone(years):
    groups = shape(oit_groups(2569))
    assert {code for code, *_ in groups} == {None}
    assert groups[0] == (None, "ข้อมูลพื้นฐาน", False, ["o1", "o2", "o3"])
    assert groups[-1][1] == ""
    assert oit_groups(2560) == []


def test_a_heading_that_comes_back_opens_no_second_sub_indicator():
    items = [Item(code=code, sub_indicator_code=sub, group=group) for code, sub, group in
             (("o1", "9.1", "ก"), ("o2", "9.1", "ข"), ("o3", "9.1", "ก"), ("o4", "9.9", ""))]  # fmt: skip
    assert shape(group_items(items, [SubIndicator(code="9.1")])) == [
        ("9.1", "ก", True, ["o1"]), ("9.1", "ข", False, ["o2"]), ("9.1", "ก", False, ["o3"]), (None, "", True, ["o4"]),
    ]  # fmt: skip


def test_a_whole_year_in_five_queries(years, django_assert_num_queries):
    item_set = item_set_for(2567)
    with django_assert_num_queries(5):
        content = content_of(item_set)
    assert [(facts.instrument.code, len(facts.indicators), facts.count) for facts in content.instruments] == [
        ("IIT", 5, 15), ("EIT", 3, 9), ("OIT", 2, 35),
    ]  # fmt: skip
    assert [(group.indicator.number, [item.code for item in group.items]) for group in content.questions["EIT"]] == [
        (6, ["e1", "e2", "e3"]),
        (7, ["e4", "e5", "e6"]),
        (8, ["e7", "e8", "e9"]),
    ]
    assert len(content.issues) == 7
    assert content_of(item_set_for(2568)).questions == {"IIT": (), "EIT": ()}
    assert [facts.count for facts in content_of(item_set_for(2569)).instruments] == [None, None, 26]


def test_the_listed_years_with_their_counts(years, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = [
            (each.fiscal_year, each.listed_iit, each.listed_eit, each.listed_oit, each.with_elements)
            for each in item_sets_listed()
        ]
    assert rows == [(2569, 0, 0, 26, 0), (2568, 0, 0, 28, 2), (2567, 15, 9, 35, 3)]


@pytest.mark.parametrize(
    ("remark", "level"),
    [
        ("high", "high"), ("medium-high", "medium-high"), ("low-medium", "low-medium"),
        ("", "unknown"), ("sure", "unknown"),
        ("low: names carried from 2566", "low"), ("high for titles; medium for elements", "medium"),
        ("name medium (heading printed by an agency, high); item range low-medium", "low-medium"),
        ("low (weight and indicators not found)", "low"), ("highest", "unknown"),
    ],
)  # fmt: skip
def test_how_sure_a_remark_is(remark, level):
    assert level_of(remark) == level
