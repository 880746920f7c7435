"""Every check both ways: a sheet that meets exactly it, and the same sheet mended meets nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.calculation.checks import findings
from indicators.calculation.figures import Figures
from tests.indicators.checks.sheets import OLD, SMALL, d, kept, said, sound

SOUND = sound()


def test_a_sound_sheet_meets_no_check():
    assert said(SOUND, other_years=[OLD]) == []


def test_an_empty_sheet_meets_no_check():
    assert said(Figures(), other_years=[OLD]) == []


@pytest.mark.parametrize(
    ("wrong", "check", "subject"),
    [
        (sound(overall=d("94.78")), "overall", ""),
        (sound(instruments=kept(SOUND.instruments, IIT=d("92.53")), overall=None), "instrument", "IIT"),
        (sound(indicators=kept(SOUND.indicators, n9=d("99.98")), items={}), "indicator", "9"),
        (sound(sub_indicators=kept(SOUND.sub_indicators, **{"9.1": d("99.98")})), "sub_indicator", "9.1"),
        (sound(indicators=kept(SOUND.indicators, n2=d("95.02"))), "indicator_items", "2"),
        (sound(instrument_parts={"EIT.1": d("91.00"), "EIT.2": d("89.03")}), "instrument_parts", "EIT"),
        (
            sound(
                floor=d("90.02"), indicators=kept(SOUND.indicators, n6=d("90.03")),
                instruments=kept(SOUND.instruments, EIT=d("90.03")), overall=d("94.76"),
            ),
            "indicator_below_floor", "1",
        ),
        (sound(level="ผ่าน"), "level_impossible", ""),
        (sound(level="A"), "level_of_other_year", ""),
        (sound(level="ยอดเยี่ยมมาก"), "level_unknown", ""),
        (sound(items=kept(SOUND.items, o5=d(100))), "item_not_in_set", ""),
        (sound(items=kept(SOUND.items, e1=d("84.99"))), "weak", "e1"),
    ],
)  # fmt: skip
def test_exactly_this_check_speaks(wrong, check, subject):
    assert said(wrong, other_years=[OLD]) == [(check, subject)]


def test_the_same_sheets_mended_are_silent():
    mended = sound(
        instrument_parts={"EIT.1": d("91.00"), "EIT.2": d("89.00")}, floor=d("90.00"), level=" ผ่าน ดี ",
        items=kept(SOUND.items, e1=d("85.00")),
    )  # fmt: skip
    assert said(mended, other_years=[OLD]) == []


@pytest.mark.parametrize("shift", ["-0.01", "0", "0.01"])
def test_a_hundredth_may_be_rounding_on_every_level(shift):
    off = d(shift)
    assert said(sound(overall=d("94.75") + off)) == []
    assert said(sound(instruments=kept(SOUND.instruments, IIT=d("92.50") + off))) == []
    assert said(sound(indicators=kept(SOUND.indicators, n6=d("90.00") + off))) == []


@pytest.mark.parametrize(
    ("overall", "bound"),
    [("89.47", "89.50"), ("89.48", None), ("89.50", None), ("95", None), ("98.52", None), ("98.53", "98.50")],
)
def test_known_indicators_and_the_floor_bound_the_overall_score(overall, bound):
    """0.30 (90 + 80)/2 + 0.30 · 80 + 40 = 89.50 and 0.30 (90 + 100)/2 + 30 + 40 = 98.50; rounding may carry 0.02."""
    sheet = Figures(overall=d(overall), indicators={1: d(90), 9: d(100), 10: d(100)}, floor=d(80))
    assert [one.params["bound"] for one in findings(sheet, SMALL)] == ([bound] if bound else [])


def test_too_high_is_told_as_too_high():
    sheet = Figures(overall=d("96"), indicators={1: d(80), 2: d(80), 9: d(100), 10: d(100)}, items={})
    (one,) = findings(sheet, SMALL)
    assert (one.check, one.params["bound"]) == ("overall", "94.00")


def test_nothing_is_computed_by_a_weight_or_step_the_year_does_not_know():
    no_weight = replace(SMALL, weights={"IIT": d(30), "EIT": d(30)})
    wrong = sound(overall=d("20"), level="")
    assert said(wrong) == [("overall", "")]
    assert said(wrong, no_weight) == []
    assert said(wrong, replace(SMALL, steps=SMALL.steps - {"overall"})) == []
    wrong = sound(instruments=kept(SOUND.instruments, IIT=d("20")), overall=None, level="")
    assert said(wrong) == [("instrument", "IIT")]
    assert said(wrong, replace(SMALL, steps=SMALL.steps - {"IIT"})) == []
    wrong = sound(indicators=kept(SOUND.indicators, n9=d("20")), instruments={}, overall=None, items={}, level="")
    assert said(wrong) == [("indicator", "9")]
    assert said(wrong, replace(SMALL, sub_indicators_of={})) == []


class TestLevels:
    @pytest.mark.parametrize(
        ("overall", "level", "found"),
        [
            ("84.99", "ผ่าน", True), ("84.99", "ต้องปรับปรุง", False),
            ("85.00", "ต้องปรับปรุง", True), ("85.00", "ผ่าน", False), ("85.00", "ผ่านดี", False),
            ("85.01", "ผ่าน", False), ("85.01", "ผ่านดีเยี่ยม", True), ("69.99", "ต้องปรับปรุงโดยด่วน", False),
        ],
    )  # fmt: skip
    def test_by_the_overall_score_alone(self, overall, level, found):
        sheet = Figures(overall=d(overall), level=level)
        assert said(sheet) == ([("level_impossible", "")] if found else [])

    def test_instruments_only_partly_known(self):
        """EIT below 85 leaves ผ่าน only; with EIT not known ผ่านดี could be."""
        known = Figures(overall=d("94.64"), level="ผ่านดี", instruments={"EIT": d("84.99")})
        assert said(known) == [("level_impossible", "")]
        assert findings(known, SMALL)[0].params["possible"] == ("ผ่าน",)
        assert said(replace(known, instruments={"EIT": d("85.00")})) == []
        assert said(replace(known, instruments={})) == []
        assert said(replace(known, level="ผ่าน")) == []

    def test_an_instrument_counts_by_its_indicators_where_it_was_not_announced(self):
        sheet = Figures(overall=d("90"), level="ผ่านดี", indicators={6: d("84.00")})
        assert said(sheet) == [("level_impossible", "")]
        assert said(replace(sheet, indicators={6: d("84.99")})) == []  # 84.99 may be 84.995, that is 85.00

    def test_document_003(self):
        """It prints 99.69 and ผ่าน; its own instruments give 93.45, and all of them pass."""
        sheet = Figures(
            overall=d("99.69"), level="ผ่าน", instruments={"IIT": d("95.06"), "EIT": d("89.76"), "OIT": d("95.00")}
        )
        wrong_sum, wrong_level = findings(sheet, SMALL)
        assert (wrong_sum.check, wrong_sum.params["announced"], wrong_sum.params["computed"]) == (
            "overall", "99.69", "93.45"
        )  # fmt: skip
        assert (wrong_level.check, wrong_level.params["possible"]) == ("level_impossible", ("ผ่านดี",))
        assert said(replace(sheet, overall=d("93.45"))) == [("level_impossible", "")]
        assert said(replace(sheet, overall=d("93.45"), level="ผ่านดี")) == []

    def test_a_word_of_another_scale_is_told_with_its_years(self):
        one = findings(sound(level="AA"), SMALL, other_years=[SMALL, OLD])[0]
        assert (one.kind, one.params["years"], one.params["year"]) == ("error", ("2564",), "2567")
        old = Figures(overall=d("96"), level="ผ่านดี")
        assert said(old, OLD, other_years=[OLD, SMALL]) == [("level_of_other_year", "")]
        assert said(replace(old, level="AA"), OLD, other_years=[OLD, SMALL]) == []

    def test_a_year_without_a_scale_has_no_wrong_levels(self):
        assert said(sound(level="AA"), replace(SMALL, bands=()), other_years=[OLD]) == []


class TestNationalMeans:
    COPIED = dict(list(SMALL.national_items.items())[:5])

    def test_five_items_equal_to_the_nations_are_asked_about(self):
        sheet = Figures(items=self.COPIED)
        (one,) = findings(sheet, SMALL)
        assert (one.check, one.kind, one.params["count"]) == ("national_items", "question", "5")

    def test_four_may_be_chance(self):
        assert said(Figures(items=kept(self.COPIED, e2=d("95.35")))) == []

    def test_the_overall_score_alone_is_asked_about_softly(self):
        alone, together = Figures(overall=d("93.05")), Figures(overall=d("93.05"), items=self.COPIED)
        (soft,) = findings(alone, SMALL)
        assert (soft.check, soft.kind) == ("national_overall", "question")
        assert [one.check for one in findings(together, SMALL)] == ["national_items", "national_overall"]
        assert soft.reason != findings(together, SMALL)[1].reason
        assert said(replace(alone, overall=d("93.06"))) == []


class TestWeakItems:
    @pytest.mark.parametrize(("value", "gap"), [("84.99", "0.01"), ("85.00", None), ("85.01", None), ("0", "85.00")])
    def test_strictly_below_the_mark(self, value, gap):
        found = findings(Figures(items={"e1": d(value)}), SMALL)
        assert [one.params["gap"] for one in found] == ([gap] if gap else [])

    def test_another_mark_is_the_sets(self):
        sheet = Figures(items={"e1": d("79.99"), "e2": d("80.00"), "i1": d("84.99")})
        assert said(sheet, replace(SMALL, pass_mark=d(80))) == [("weak", "e1")]
        assert said(sheet, replace(SMALL, pass_mark=None)) == []

    def test_in_the_order_of_the_set_and_missing_items_are_not_weak(self):
        sheet = Figures(items={"o1": d(0), "e2": d("20"), "i3": d("84")})
        assert [subject for _, subject in said(sheet)] == ["i3", "e2", "o1"]

    def test_no_weak_item(self):
        assert said(Figures(items={"i1": d(85), "i2": d(100)})) == []


def test_items_of_a_kind_the_set_does_not_list_are_not_foreign():
    only_oit = replace(SMALL, item_codes=("o1", "o2"))
    assert said(Figures(items={"i1": d(90), "e9": d(90), "o2": d(100)}), only_oit) == []
    (one,) = findings(Figures(items={"o10": d(100), "o3": d(100), "o2": d(100)}), only_oit)
    assert (one.check, one.params["codes"]) == ("item_not_in_set", ("o3", "o10"))


class TestDigest:
    def test_other_figures_are_another_finding(self):
        wrong = sound(overall=d("94.78"))
        first, again = findings(wrong, SMALL)[0], findings(wrong, SMALL)[0]
        assert first.digest == again.digest
        other = findings(replace(wrong, overall=d("94.79")), SMALL)[0]
        assert other.digest != first.digest
        below = replace(wrong, indicators=kept(wrong.indicators, n1=d("90.01"), n2=d("94.99")))
        assert findings(below, SMALL)[0].digest != first.digest

    def test_figures_it_does_not_rest_on_leave_it(self):
        wrong = sound(overall=d("94.78"))
        other = replace(wrong, items=kept(wrong.items, e1=d("88.50")))
        assert findings(other, SMALL)[0].digest == findings(wrong, SMALL)[0].digest
