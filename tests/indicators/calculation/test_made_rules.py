"""Rules no real year has, to try each step by itself: one known without the other, other weights, other scales."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.calculation.arithmetic import compute
from indicators.calculation.bounds import Range, bounds
from indicators.calculation.figures import Figures
from indicators.calculation.levels import band_named, level_of, possible_levels
from indicators.calculation.missing import REASONS, Missing
from indicators.calculation.rules import Band, Rules
from indicators.calculation.weak import Weak, weak_items

TWO = Rules(
    year=2600, weights={"AIT": Decimal("62.5"), "BIT": Decimal("37.5")}, instruments=("AIT", "BIT"),
    indicators_of={"AIT": (1, 2), "BIT": (3,)}, steps=frozenset({"overall", "AIT", "BIT"}),
    item_codes=("b1", "a1", "a2"),
)  # fmt: skip
BOTH = Figures(instruments={"AIT": Decimal("90.00"), "BIT": Decimal("80.00")})


def test_weights_are_the_years_own():
    """56.25 + 30."""
    assert compute(BOTH, TWO).overall == Decimal("86.25")
    assert bounds(replace(BOTH, instruments={"BIT": Decimal("80.00")}), TWO).overall == Range(
        Decimal("30.00"), Decimal("92.50")
    )


@pytest.mark.parametrize(("change", "reason"), [
    ({"steps": frozenset({"AIT", "BIT"})}, "step_unknown"), ({"weights": {}}, "weight_unknown"),
    ({"weights": {"AIT": Decimal(100)}}, "weight_unknown"), ({"instruments": ()}, "no_rules"),
])  # fmt: skip
def test_one_thing_unknown_and_there_is_no_overall_score(change, reason):
    rules = replace(TWO, **change)
    computed = compute(BOTH, rules)
    assert (computed.overall, computed.why_not("overall")) == (None, Missing("overall", "", reason))
    assert (bounds(BOTH, rules).overall, bounds(BOTH, rules).missing) == (None, (Missing("overall", "", reason),))


def test_an_instrument_whose_step_is_not_known_is_not_computed_and_may_be_anything():
    rules = replace(TWO, steps=frozenset({"overall", "BIT"}))
    figures = Figures(indicators={1: Decimal(90), 2: Decimal(90), 3: Decimal(80)})
    computed = compute(figures, rules)
    assert (computed.instruments, computed.overall) == ({"BIT": Decimal("80.00")}, None)
    assert computed.why_not("AIT", "AIT").reason_code == "step_unknown"
    assert bounds(figures, rules).overall == Range(Decimal("30.00"), Decimal("92.50"))
    rules = replace(TWO, indicators_of={"BIT": (3,)})
    assert compute(figures, rules).why_not("AIT", "AIT").reason_code == "indicators_unknown"


def test_parts_make_an_instrument_only_where_the_year_says_so():
    figures = Figures(instrument_parts={"AIT.1": Decimal("90.00"), "AIT.2": Decimal("80.01")})
    assert compute(figures, TWO).instruments == {}
    rules = replace(TWO, steps=TWO.steps | {"AIT_parts"})
    assert compute(figures, rules).instruments == {"AIT": Decimal("85.01")}
    one = replace(figures, instrument_parts={"AIT.1": Decimal("90.00")})
    assert compute(one, rules).instruments == {}
    of_indicators = replace(figures, indicators={1: Decimal(70), 2: Decimal(70)})
    assert compute(of_indicators, rules).instruments == {"AIT": Decimal("70.00")}


def test_sub_indicators_without_items_are_not_computed():
    rules = replace(TWO, sub_indicators_of={3: ("3.1", "3.2")}, steps=TWO.steps | {"sub_indicators", "indicator_3"})
    computed = compute(Figures(sub_indicators={"3.1": Decimal(50), "3.2": Decimal(75)}), rules)
    assert computed.why_not("sub_indicators", "3.1").reason_code == "items_unknown"
    assert computed.indicators == {3: Decimal("62.50")}


def test_a_step_that_is_known_without_its_groups_says_that_the_groups_are_missing():
    computed = compute(BOTH, replace(TWO, steps=TWO.steps | {"indicator_3"}))
    assert computed.why_not("indicator_3", "3").reason_code == "sub_indicators_unknown"
    assert computed.why_not("indicator_1", "1").reason_code == "step_unknown"


def test_every_reason_has_its_sentence():
    assert all(str(Missing("overall", "", code).reason) == str(words) for code, words in REASONS.items())
    assert len({str(words) for words in REASONS.values()}) == len(REASONS)


def band(code: str, low: str, high: str, each: str | None = None) -> Band:
    return Band(code, code, Decimal(low), Decimal(high), each and Decimal(each))


def codes(bands) -> list[str]:
    return [each.code for each in bands]


OVERLAPPING = replace(
    TWO, bands=(band("top", "80", "100", "80"), band("middle", "50", "100"), band("low", "20", "90"))
)  # fmt: skip


@pytest.mark.parametrize(("score", "known", "code", "possible"), [
    ("95", {}, None, ["top"]), ("90", {}, None, ["top", "middle"]), ("60", {}, "middle", ["middle"]),
    ("49.99", {}, "low", ["low"]), ("19.99", {}, None, []), ("95", {"AIT": "79.99"}, "middle", []),
    ("95", {"AIT": "99", "BIT": "88.33"}, "top", ["top"]),
    ("92", {"BIT": "79.99"}, "middle", ["middle"]), ("80", {"AIT": "80.00", "BIT": "80.00"}, "top", ["top"]),
])  # fmt: skip
def test_the_first_band_that_matches_takes_the_score_from_those_below(score, known, code, possible):
    instruments = {name: Decimal(text) for name, text in known.items()}
    found = level_of(Decimal(score), instruments, OVERLAPPING)
    assert (found and found.code) == code
    assert codes(possible_levels(Decimal(score), instruments, OVERLAPPING)) == possible


def test_a_range_of_scores_is_looked_at_on_both_sides_of_a_bands_ends():
    rules = replace(TWO, bands=(band("narrow", "30", "60"), band("wide", "40", "100")))
    assert codes(possible_levels(Range(Decimal(45), Decimal(70)), {}, rules)) == ["narrow", "wide"]
    assert codes(possible_levels(Range(Decimal(45), Decimal(60)), {}, rules)) == ["narrow"]
    fifty_five = {"AIT": Decimal(55), "BIT": Decimal(55)}
    assert codes(possible_levels(Range(Decimal(20), Decimal(60)), fifty_five, OVERLAPPING)) == ["middle"]


def test_without_weights_the_instruments_need_not_give_the_score():
    """95 with AIT at 79.99 cannot be by the weights: 49.99 + 37.5 is under 88. Without them it is simply the middle."""
    unknown = replace(OVERLAPPING, steps=frozenset())
    known = {"AIT": Decimal("79.99")}
    assert codes(possible_levels(Decimal(95), known, OVERLAPPING)) == []
    assert codes(possible_levels(Decimal(95), known, unknown)) == ["middle"]
    assert codes(possible_levels(Range(Decimal(0), Decimal(100)), {}, unknown)) == ["top", "middle", "low"]


def test_a_scale_that_asks_for_instruments_no_set_names_decides_nothing():
    rules = replace(OVERLAPPING, instruments=(), weights={})
    assert level_of(Decimal(95), {}, rules) is None
    assert level_of(Decimal(60), {}, rules).code == "middle"


def test_a_threshold_of_another_year():
    rules = replace(TWO, pass_mark=Decimal("79.5"))
    figures = Figures(items={"a1": Decimal("79.49"), "z9": Decimal("10"), "b1": Decimal("79.50"), "a2": Decimal("0")})
    assert weak_items(figures, rules) == [
        Weak("a1", Decimal("79.49"), Decimal("0.01")), Weak("a2", Decimal("0"), Decimal("79.5")),
        Weak("z9", Decimal("10"), Decimal("69.5")),
    ]  # fmt: skip
    assert weak_items(figures, TWO) == []


def test_no_band_has_empty_words():
    assert band_named(" ", OVERLAPPING) is None
    assert band_named("ระดับ", OVERLAPPING) is None
