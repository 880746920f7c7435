"""What holds for every score and every sheet: rounding, bounds, levels."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.calculation.arithmetic import TOLERANCE, compute, round_half_up
from indicators.calculation.bounds import Bounds, Range, bounds
from indicators.calculation.figures import Figures
from indicators.calculation.levels import level_of, possible_levels
from indicators.calculation.rounding import rounded
from tests.indicators.calculation.sheets import CENTS, parts_of, sheets

pytestmark = pytest.mark.django_db
EASY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
MANY = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
KNOWN_YEARS = (2564, 2565, 2566, 2567, 2568)
EXACT = st.decimals(min_value=0, max_value=100, places=6, allow_nan=False, allow_infinity=False)


@MANY
@given(value=EXACT)
def test_rounding_is_half_up_and_settles_at_once(value):
    found = round_half_up(value)
    assert found == value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert abs(found - value) <= Decimal("0.005")
    assert round_half_up(found) == found
    assert rounded(Fraction(value)) == found
    assert found.as_tuple().exponent == -2


@MANY
@given(cents=st.integers(0, 9_999))
def test_a_half_always_goes_up(cents):
    half = Decimal(cents).scaleb(-2) + Decimal("0.005")
    assert round_half_up(half) == Decimal(cents + 1).scaleb(-2)
    assert rounded(Fraction(half)) == Decimal(cents + 1).scaleb(-2)


@MANY
@given(numerator=st.integers(0, 10**6), denominator=st.integers(1, 10**4))
def test_a_quotient_is_rounded_by_its_exact_value(numerator, denominator):
    found = rounded(Fraction(numerator, denominator))
    assert -Fraction(1, 200) < Fraction(found) - Fraction(numerator, denominator) <= Fraction(1, 200)


@pytest.mark.parametrize("year", KNOWN_YEARS)
@EASY
@given(data=st.data())
def test_a_sheet_lies_in_the_bounds_of_any_part_of_it(rules, year, data):
    of_year = rules[year]
    whole = data.draw(sheets(of_year))
    found = bounds(data.draw(parts_of(whole)), of_year)
    assert found.overall.holds(whole.overall)
    for code, value in whole.instruments.items():
        assert found.instruments[code].holds(value), code
    for number, value in whole.indicators.items():
        assert found.indicators[number].holds(value), number


@pytest.mark.parametrize("year", KNOWN_YEARS)
@EASY
@given(data=st.data())
def test_knowing_more_never_widens(rules, year, data):
    of_year = rules[year]
    more = data.draw(parts_of(data.draw(sheets(of_year))))
    less = data.draw(parts_of(more))
    narrow, wide = bounds(more, of_year), bounds(less, of_year)
    for inner, outer in zip(_ranges(narrow), _ranges(wide), strict=True):
        assert outer.low - TOLERANCE <= inner.low <= inner.high <= outer.high + TOLERANCE


def _ranges(found: Bounds) -> list[Range]:
    return [found.overall, *found.instruments.values(), *found.indicators.values()]


@pytest.mark.parametrize("year", KNOWN_YEARS)
@EASY
@given(data=st.data())
def test_what_is_computed_is_what_the_sheet_says(rules, year, data):
    """Every computed score is the printed one but for rounding, and its bounds are itself."""
    of_year = rules[year]
    whole = data.draw(sheets(of_year))
    part = data.draw(parts_of(whole))
    computed, found = compute(part, of_year), bounds(part, of_year)
    for name in ("instruments", "indicators", "sub_indicators"):
        for key, value in getattr(computed, name).items():
            assert abs(value - getattr(whole, name)[key]) <= TOLERANCE, (name, key)
    for code, value in computed.instruments.items():
        assert found.instruments[code] == Range(value, value)
    if computed.overall is not None:
        assert abs(computed.overall - whole.overall) <= TOLERANCE
        assert found.overall == Range(computed.overall, computed.overall)
    of = {("overall", ""): computed.overall, ("level", ""): computed.level}
    of |= {(code, code): computed.instruments.get(code) for code in of_year.instruments}
    of |= {(f"indicator_{number}", str(number)): computed.indicators.get(number) for number in whole.indicators}
    assert {key for key, value in of.items() if value is None} == {
        (each.step, each.subject) for each in computed.missing if each.step != "sub_indicators"
    }


@EASY
@given(data=st.data())
def test_a_year_that_knows_nothing_computes_nothing(rules, data):
    """The same full sheet of 2567 under the rules of 2569 and of a year without a set."""
    whole = data.draw(sheets(rules[2567]))
    for year in (2569, 2570):
        computed = compute(whole, rules[year])
        assert (computed.overall, computed.level) == (None, None)
        assert computed.instruments == computed.indicators == computed.sub_indicators == {}
        reasons = {each.reason_code for each in computed.missing}
        assert reasons <= {"no_rules", "weight_unknown", "step_unknown", "levels_unknown"}
        assert computed.why_not("overall").reason_code == ("weight_unknown" if year == 2569 else "no_rules")
        assert bounds(whole, rules[year]).overall is None
        assert possible_levels(whole.overall, whole.instruments, rules[year]) == ()


def at_least(value: Decimal) -> st.SearchStrategy[Decimal]:
    return CENTS.map(lambda other: max(value, other))


THREE = st.fixed_dictionaries({"IIT": CENTS, "EIT": CENTS, "OIT": CENTS})


@pytest.mark.parametrize("year", KNOWN_YEARS)
def test_every_score_has_exactly_one_level(rules, year):
    """All 10,001 scores: with strong instruments and with one weak one, no score is without a level."""
    of_year = rules[year]
    bands = of_year.bands
    for weakest in (Decimal(100), Decimal("94.99"), Decimal("84.99")):
        instruments = {"IIT": Decimal(100), "EIT": weakest, "OIT": Decimal(100)}
        for cents in range(10_001):
            score = Decimal(cents).scaleb(-2)
            fits = [
                band for band in bands if band.min <= score <= band.max
                and (band.each_instrument_min is None or weakest >= band.each_instrument_min)
            ]  # fmt: skip
            assert level_of(score, instruments, of_year) == fits[0]


@pytest.mark.parametrize("year", KNOWN_YEARS)
@MANY
@given(score=EXACT, instruments=THREE)
def test_a_level_is_that_of_the_rounded_score(rules, year, score, instruments):
    found = level_of(score, instruments, rules[year])
    assert found is not None
    assert found == level_of(round_half_up(score), instruments, rules[year])
    assert found.min <= round_half_up(score) <= found.max


@pytest.mark.parametrize("year", KNOWN_YEARS)
@MANY
@given(data=st.data(), score=CENTS, instruments=THREE)
def test_a_higher_score_never_has_a_lower_level(rules, year, data, score, instruments):
    of_year = rules[year]
    rank = {band.code: place for place, band in enumerate(of_year.bands)}
    before = rank[level_of(score, instruments, of_year).code]
    higher = data.draw(at_least(score))
    assert rank[level_of(higher, instruments, of_year).code] <= before
    code = data.draw(st.sampled_from(sorted(instruments)))
    better = instruments | {code: data.draw(at_least(instruments[code]))}
    assert rank[level_of(score, better, of_year).code] <= before


@pytest.mark.parametrize("year", KNOWN_YEARS)
@MANY
@given(data=st.data(), instruments=THREE)
def test_the_level_of_a_sheet_is_always_possible(rules, year, data, instruments):
    """Whatever is left out of what is known, down to nothing."""
    of_year = rules[year]
    computed = compute(Figures(instruments=instruments), of_year)
    assert level_of(computed.overall, instruments, of_year) == computed.level
    assert possible_levels(computed.overall, instruments, of_year) == (computed.level,)
    known = {code: value for code, value in instruments.items() if data.draw(st.booleans())}
    wide = data.draw(st.integers(0, 500)) * TOLERANCE
    overall = Range(max(computed.overall - wide, Decimal(0)), min(computed.overall + wide, Decimal(100)))
    assert computed.level in possible_levels(overall, known, of_year)
    alone = level_of(computed.overall, known, of_year)
    assert alone in (None, computed.level)


@EASY
@given(score=CENTS, known=THREE)
def test_possible_levels_are_those_some_sheet_has(score, known, rules):
    """Against trying: with two instruments known, every value of the third that gives the score."""
    of_year = rules[2567]
    two = {code: known[code] for code in ("IIT", "EIT")}
    tried = []
    for cents in range(10_001):
        three = two | {"OIT": Decimal(cents).scaleb(-2)}
        whole = sum(of_year.weights[code] * value for code, value in three.items()) / 100
        if abs(whole - score) <= TOLERANCE:
            tried.append(level_of(score, three, of_year))
    found = possible_levels(score, two, of_year)
    assert [band for band in of_year.bands if band in tried] == list(found)
