"""The checks by the rules of the real years: made sheets that are right meet none, document 002 exactly its own."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from statistics import mean

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.checks import findings
from indicators.calculation.figures import Figures
from indicators.calculation.levels import level_of
from indicators.calculation.rules import Rules
from tests.indicators.checks.sheets import d

pytestmark = pytest.mark.django_db
CENTS = st.integers(0, 10000).map(lambda cents: Decimal(cents) / 100)


def half_up(value: Decimal) -> Decimal:
    return value.quantize(d("0.01"), ROUND_HALF_UP)


def unrounded(value: Decimal) -> Decimal:
    return value


@st.composite
def sound_sheets(draw, rules: Rules) -> Figures:
    """A sheet built from the items up, and printed in two decimals; the step between is rounded, or is not.

    Whatever was not announced is left out again, part by part. The level is of the printed scores.
    """
    between = draw(st.sampled_from([half_up, unrounded]))
    high = draw(st.booleans())
    score = st.integers(8000, 10000).map(lambda cents: Decimal(cents) / 100) if high else CENTS
    subs, items = {}, {}
    for code, own in rules.items_of_sub_indicator.items():
        items |= {item: d(draw(st.sampled_from([0, 100]))) for item in own}
        subs[code] = between(mean(items[item] for item in own))
    indicators = {}
    for code in rules.instruments:
        for number in rules.indicators_of.get(code, ()):
            if own := rules.sub_indicators_of.get(number, ()):
                indicators[number] = between(mean(subs[sub] for sub in own))
            elif own := rules.items_of_indicator.get(number, ()):
                answers = {item: draw(score) for item in own}
                items |= answers
                indicators[number] = between(mean(answers.values()))
            else:
                indicators[number] = draw(score)
    instruments = {
        code: between(mean(indicators[number] for number in rules.indicators_of[code])) for code in rules.instruments
    }
    overall = half_up(sum(instruments[code] * weight for code, weight in rules.weights.items()) / 100)
    printed = {code: half_up(value) for code, value in instruments.items()}
    level = level_of(overall, printed, rules)

    def some(mapping: dict) -> dict:
        whole = {key: half_up(value) for key, value in mapping.items()}
        kept = draw(st.sampled_from(["all", "none", "some"]))
        if kept == "some":
            return {key: value for key, value in whole.items() if draw(st.booleans())}
        return whole if kept == "all" else {}

    floor = draw(st.sampled_from([None, half_up(min(indicators.values()))]))
    return Figures(
        overall=draw(st.sampled_from([overall, None])), level=draw(st.sampled_from([level.name if level else "", ""])),
        instruments=some(instruments), indicators=some(indicators), sub_indicators=some(subs), items=some(items),
        floor=floor,
    )  # fmt: skip


@pytest.mark.parametrize("year", [2564, 2565, 2566, 2567, 2568])
@given(data=st.data())
def test_sound_sheets_meet_no_check_but_truly_weak_items(real_rules, year, data):
    rules = real_rules[year]
    figures = data.draw(sound_sheets(rules))
    others = [each for each in real_rules.values() if each.year != year]
    found = findings(figures, rules, other_years=others)
    weak = {item for item, value in figures.items.items() if value < 85}
    assert {one.subject for one in found if one.kind == "weak"} == weak
    by_chance = figures.overall is not None and figures.overall == rules.national_overall
    assert [one.check for one in found if one.kind != "weak"] == (["national_overall"] if by_chance else [])


@pytest.mark.parametrize("year", [2568, 2569])
def test_what_a_year_does_not_know_is_never_held_against_a_sheet(real_rules, year):
    """All of ten indicators and 59 items, though IIT and EIT of 2568 and the steps of 2569 are not known."""
    rules = real_rules[year]
    items = {f"i{number}": d(88) for number in range(1, 16)} | {f"e{number}": d(90) for number in range(1, 10)}
    items |= {code: d(100) for code in rules.item_codes}
    indicators = dict.fromkeys(range(1, 6), d(88)) | dict.fromkeys(range(6, 9), d(90)) | {9: d(100), 10: d(100)}
    sheet = Figures(
        overall=d("93.40"), level="ผ่านดี", instruments={"IIT": d(88), "EIT": d(90), "OIT": d(100)},
        indicators=indicators, items=items,
    )  # fmt: skip
    assert findings(sheet, rules, other_years=real_rules.values()) == []


def test_the_steps_of_2569_are_not_known_so_even_a_wrong_sum_is_let_stand(real_rules):
    sheet = Figures(overall=d(90), instruments={"IIT": d(10), "EIT": d(10), "OIT": d(10)})
    assert findings(sheet, real_rules[2569]) == []
    assert [one.check for one in findings(sheet, real_rules[2568])] == ["overall"]


@pytest.mark.parametrize(
    ("year", "level", "checks"),
    [
        (2567, "AA", ["level_of_other_year"]), (2567, "ผ่านดี", []), (2564, "ผ่านดี", ["level_of_other_year"]),
        (2564, "A", []), (2565, "AA", ["level_impossible"]), (2566, "ผ่าน", []),
    ],
)  # fmt: skip
def test_levels_of_the_real_scales(real_rules, year, level, checks):
    sheet = Figures(overall=d("93.00"), level=level)
    assert [one.check for one in findings(sheet, real_rules[year], other_years=real_rules.values())] == checks


@pytest.fixture
def found(real_rules):
    """What the checks say of document 002: 59 items, four indicators, the lowest of them, 93.05 and ผ่านดี."""
    printed = yaml.safe_load((settings.BASE_DIR / "fixtures" / "demo" / "002.yaml").read_text())["scores"]
    items = {row["code"]: d(row["value"]) for row in printed["items"]}
    assert len(items) == 59
    sheet = Figures(
        overall=d("93.05"), level="ผ่านดี", items=items, floor=d("87.84"),
        indicators={1: d("99.40"), 8: d("87.84"), 9: d("100.00"), 10: d("100.00")},
    )  # fmt: skip
    return findings(sheet, real_rules[2567], other_years=real_rules.values())


class TestDocument002:
    def test_exactly_the_six_items_below_85_in_the_sets_order(self, found):
        weak = [(one.subject, one.params["value"], one.params["gap"]) for one in found if one.kind == "weak"]
        assert weak == [
            ("i10", "82.71", "2.29"), ("e9", "68.28", "16.72"), ("o9", "77.67", "7.33"), ("o16", "81.18", "3.82"),
            ("o17", "70.16", "14.84"), ("o19", "80.12", "4.88"),
        ]  # fmt: skip

    def test_the_doubt_about_the_source_is_asked(self, found):
        asked = [one for one in found if one.kind == "question"]
        assert [one.check for one in asked] == ["national_items", "national_overall"]
        assert asked[0].params["count"] == "59"

    def test_what_contradicts_itself(self, found):
        """Three indicators have scores that none of their items has; 0.30 · 90.15 + 0.30 · 87.84 + 40 = 93.40."""
        wrong = [(one.check, one.subject) for one in found if one.kind == "error"]
        assert wrong == [("overall", ""), ("indicator_items", "1"), ("indicator_items", "9"), ("indicator_items", "10")]
        assert (found[0].params["announced"], found[0].params["bound"]) == ("93.05", "93.40")
