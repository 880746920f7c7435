"""Rules as read from the sets: what each real year knows, in two queries however many years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command

from indicators.calculation.levels import band_named
from indicators.calculation.reading import read_rules, read_rules_of_years, steps_of
from indicators.calculation.rules import Band, Rules
from indicators.models import ItemSet
from indicators.services import copy_year
from tests.world import make_operator

pytestmark = pytest.mark.django_db
MAIN = {"overall", "IIT", "EIT", "OIT", "level"}
OIT = {"indicator_9", "indicator_10"}
KNOWN = {
    2564: MAIN | OIT | {"sub_indicators"}, 2565: MAIN | OIT | {"sub_indicators"}, 2566: MAIN | OIT, 2567: MAIN | OIT,
    2568: MAIN, 2569: set(), 2570: set(),
}  # fmt: skip


@pytest.mark.parametrize("year", KNOWN)
def test_the_steps_each_year_knows(rules, year):
    assert rules[year].steps == KNOWN[year]


@pytest.mark.parametrize("year", [2564, 2565, 2566, 2567, 2568])
def test_weights_and_indicators_of_the_years_that_know_them(rules, year):
    assert rules[year].weights == {"IIT": Decimal("30.00"), "EIT": Decimal("30.00"), "OIT": Decimal("40.00")}
    assert rules[year].instruments == ("IIT", "EIT", "OIT")
    assert rules[year].indicators_of == {"IIT": (1, 2, 3, 4, 5), "EIT": (6, 7, 8), "OIT": (9, 10)}
    assert rules[year].pass_mark == Decimal("85")


def test_what_2569_does_not_know_is_not_there(rules):
    found = rules[2569]
    assert (found.weights, found.indicators_of, found.sub_indicators_of, found.bands) == ({}, {}, {}, ())
    assert (found.instruments, len(found.item_codes)) == (("IIT", "EIT", "OIT"), 26)
    assert (found.confidence, found.national_overall, found.national_items) == (
        {"level": "low (carried forward; no 2569 source found)"}, None, {},
    )  # fmt: skip


def test_a_year_without_a_set_has_rules_with_nothing_in_them(rules):
    assert rules[2570] == Rules(year=2570)


def test_groups_and_items_of_2567(rules):
    found = rules[2567]
    assert found.sub_indicators_of == {9: ("9.1", "9.2", "9.3", "9.4", "9.5"), 10: ("10.1", "10.2")}
    assert found.items_of_sub_indicator["9.3"] == ("o14", "o15", "o16", "o17")
    assert (found.items_of_indicator[8], len(found.items_of_indicator[9])) == (("e7", "e8", "e9"), 25)
    assert (len(found.item_codes), found.item_codes[0], found.item_codes[-1]) == (59, "i1", "o35")


def test_national_means_are_read_where_they_were_found(rules):
    overall = {year: found.national_overall for year, found in rules.items()}
    assert overall == {
        2564: None, 2565: Decimal("87.57"), 2566: Decimal("90.2"), 2567: Decimal("93.05"), 2568: Decimal("93.82"),
        2569: None, 2570: None,
    }  # fmt: skip
    assert {year: len(found.national_items) for year, found in rules.items() if found.national_items} == {2567: 59}
    assert rules[2567].national_items["i10"] == Decimal("82.71")


def test_the_scales_of_the_years(rules):
    assert [band.code for band in rules[2565].bands] == ["AA", "A", "B", "C", "D", "E", "F"]
    assert rules[2567].bands[1] == Band("pass_good", "ผ่านดี", Decimal("85.0"), Decimal("100.0"), Decimal("85.0"))
    assert rules[2567].bands[2].each_instrument_min is None


def test_how_sure_a_step_is_comes_with_it(rules):
    assert rules[2566].confidence["indicator_9"] == "medium (carried from 2564)"
    assert rules[2564].confidence["sub_indicators"].startswith("high for 2564")
    assert (rules[2568].confidence["OIT"], rules[2568].confidence["level"]) == ("medium", "medium-high")
    assert set(rules[2568].confidence) == rules[2568].steps


@pytest.mark.parametrize(("words", "code"), [
    ("ผ่านดี", "pass_good"), ("ผ่าน ดี", "pass_good"), (" ผ่านดีเยี่ยม ", "pass_excellent"), ("ระดับผ่าน", "pass"),
    ("pass_good", "pass_good"), ("ต้องปรับปรุง โดยด่วน", "improve_urgent"), ("A", None), ("ผ่านดีมาก", None), ("", None),
])  # fmt: skip
def test_a_level_is_found_by_its_words(rules, words, code):
    band = band_named(words, rules[2567])
    assert (band and band.code) == code
    assert band_named("aa", rules[2565]).code == "AA"


@pytest.mark.parametrize("scoring", [
    {}, {"steps": None}, {"steps": {}}, {"steps": {"OIT": None, "IIT": False, "EIT": "mean", "overall": 1}},
])  # fmt: skip
def test_only_what_is_true_is_a_known_step(scoring):
    assert steps_of(scoring) == frozenset()


def test_a_copied_year_computes_as_the_year_before_and_says_that_it_is_a_copy():
    call_command("load_item_sets", verbosity=0)
    copy_year(actor=make_operator(), fiscal_year=2570, from_year=2568)
    found, before = read_rules(2570), read_rules(2568)
    assert (found.steps, found.weights, found.bands) == (before.steps, before.weights, before.bands)
    assert set(found.confidence.values()) == {"low (คัดลอกจากปี 2568 ยังไม่ยืนยัน)"}


@pytest.mark.parametrize("years", [[2567], [2564, 2565, 2566, 2567, 2568, 2569], [2567, 2567, 2599]])
def test_two_queries_for_one_year_and_for_many(django_assert_num_queries, years):
    call_command("load_item_sets", verbosity=0)
    with django_assert_num_queries(2):
        found = read_rules_of_years(years)
    assert set(found) == set(years)
    assert found[2567].weights["OIT"] == 40


def test_no_year_and_an_unknown_year_cost_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert read_rules_of_years([]) == {}
    with django_assert_max_num_queries(1):
        assert read_rules(2567) == Rules(year=2567)
    assert ItemSet.objects.count() == 0
