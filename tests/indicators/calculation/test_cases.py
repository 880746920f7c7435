"""Every case worked by hand comes out as written beside its working (``cases.yaml``)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from indicators.calculation.arithmetic import Computed, compute, round_half_up
from indicators.calculation.bounds import Bounds, Range, bounds
from indicators.calculation.figures import Figures
from indicators.calculation.levels import band_named, possible_levels
from indicators.calculation.rules import Rules
from indicators.calculation.spans import Span, instrument
from indicators.calculation.weak import weak_items
from tests.indicators.calculation.conftest import figures_of, values

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db
EXPECTED = {
    "overall", "level", "instruments", "indicators", "sub_indicators", "weighted", "none", "bounds", "possible", "weak",
}  # fmt: skip


def test_there_are_sixty_cases_and_each_says_its_working():
    assert len(CASES) >= 60
    assert len({case["id"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case) == {"id", "year", "figures", "expect", "working"}, case["id"]
        assert set(case["expect"]) <= EXPECTED, case["id"]
        assert min(len(case["expect"]), len(case["working"].split())) > 0, case["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_comes_out_as_worked_by_hand(case, rules):
    of_year = rules[case["year"]]
    figures, expect = figures_of(case["figures"], of_year), case["expect"]
    computed, found = compute(figures, of_year), bounds(figures, of_year)
    seen = {
        "overall": lambda _: str(computed.overall),
        "level": lambda _: computed.level and computed.level.name,
        "instruments": lambda keys: _texts(computed.instruments, keys),
        "indicators": lambda keys: _texts(computed.indicators, keys),
        "sub_indicators": lambda keys: _texts(computed.sub_indicators, keys),
        "weighted": lambda keys: {code: _weighted(figures, of_year, code) for code in keys},
        "none": lambda keys: {key: _why_not(computed, key) for key in keys},
        "bounds": lambda keys: _bounds(found, keys),
        "possible": lambda _: [band.name for band in _possible(figures, of_year, found)],
        "weak": lambda _: {weak.code: str(weak.gap) for weak in weak_items(figures, of_year)},
    }  # fmt: skip
    assert {name: seen[name](wanted) for name, wanted in expect.items()} == expect


def _texts(found: dict, keys: dict) -> dict:
    return {key: str(found.get(key)) for key in keys}


def _weighted(figures: Figures, rules: Rules, code: str) -> str:
    """Points of the weight, from the exact value."""
    span = instrument(figures, rules, code)
    assert isinstance(span, Span)
    assert span.missing is None
    points = span.low * int(rules.weights[code]) / 100
    return str(round_half_up(Decimal(points.numerator) / Decimal(points.denominator)))


def _why_not(computed: Computed, key: str) -> str | None:
    step, _, subject = key.partition(" ")
    missing = computed.why_not(step, subject)
    assert _is_not_computed(computed, step, subject)
    return missing and missing.reason_code


def _is_not_computed(computed: Computed, step: str, subject: str) -> bool:
    match step:
        case "overall":
            return computed.overall is None
        case "level":
            return computed.level is None
        case "sub_indicators":
            return subject not in computed.sub_indicators
    if step.startswith("indicator_"):
        return int(subject) not in computed.indicators
    return subject not in computed.instruments


def _bounds(found: Bounds, keys: dict) -> dict:
    of = {"overall": found.overall, "instruments": found.instruments, "indicators": found.indicators}
    return {
        name: _ends(of[name]) if name == "overall" else {key: _ends(of[name][key]) for key in wanted}
        for name, wanted in keys.items()
    }


def _ends(one: Range | None) -> list[str] | None:
    return None if one is None else [str(one.low), str(one.high)]


def _possible(figures: Figures, rules: Rules, found: Bounds) -> tuple:
    return possible_levels(figures.overall, found.instruments | figures.instruments, rules)


def test_every_level_of_the_cases_is_one_of_its_year(rules):
    named = [(case["year"], case["expect"]["level"]) for case in CASES if "level" in case["expect"]]
    assert len(named) > 30
    for year, words in named:
        assert band_named(words, rules[year]).name == words


def test_values_are_read_as_written():
    assert values({"o1": "85.00"}) == {"o1": Decimal("85.00")}
