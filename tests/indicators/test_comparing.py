"""Which item of one year answers which of the other, what changed, and ranks among others; pure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.comparing import Former, ItemWords, change_of, compare_items
from indicators.ranking import Entry, median_of, ranked


def item(code, title="", *topics):
    return ItemWords(code, title or f"เรื่องของ {code}", frozenset(topics))


def compared(before, after, values_before, values_after):
    def values(given):
        return {code: Decimal(value) for code, value in given.items()}

    return compare_items(before, after, values_before=values(values_before), values_after=values(values_after))


class TestItems:
    def test_numbers_move_topics_stay(self):
        found = compared(
            [item("o34", "", "analysis"), item("o27", "", "gifts")], [item("o27", "", "analysis")],
            {"o34": "100", "o27": "0"}, {"o27": "90"},
        )  # fmt: skip
        (one,) = found.items
        assert [former.code for former in one.before] == ["o34"]
        assert (one.change, one.is_merged) == (Decimal("-10"), False)
        assert [former.code for former in found.gone] == ["o27"]

    def test_the_same_number_of_another_topic_is_not_compared(self):
        found = compared([item("o1", "ก", "a")], [item("o1", "ข", "b")], {"o1": "100"}, {"o1": "0"})
        assert (found.items[0].before, found.items[0].change) == ((), None)
        assert found.gone == (Former("o1", "ก", Decimal("100")),)

    def test_falls_come_first_the_deepest_on_top_then_rises_then_what_is_unknown(self):
        codes = ("o1", "o2", "o3", "o4", "o5")
        before, after = [[item(code, "", code) for code in codes]] * 2
        found = compared(
            before, after, dict.fromkeys(codes, "50"), {"o1": "60", "o2": "40", "o3": "50", "o5": "10"}
        )
        assert [(one.code, one.change) for one in found.items] == [
            ("o5", Decimal("-40")), ("o2", Decimal("-10")), ("o3", Decimal("0")), ("o1", Decimal("10")), ("o4", None),
        ]  # fmt: skip

    @pytest.mark.parametrize(("now", "change"), [
        ("70", "-10"), ("79.99", "-0.01"), ("80", None), ("90", None), ("100", None),
    ])  # fmt: skip
    def test_of_merged_items_only_what_is_certain(self, now, change):
        before = [item("o1", "ก", "a"), item("o3", "ข", "a")]
        (one,) = compared(before, [item("o1", "ค", "a")], {"o1": "80", "o3": "100"}, {"o1": now}).items
        assert (one.is_merged, one.is_at_least) == (True, True)
        assert one.change == (None if change is None else Decimal(change))

    def test_merged_items_with_equal_values_are_compared_with_that_value(self):
        before = [item("o1", "ก", "a"), item("o3", "ข", "a")]
        (one,) = compared(before, [item("o1", "ค", "a")], {"o1": "100", "o3": "100"}, {"o1": "100"}).items
        assert (one.is_merged, one.is_at_least, one.change) == (True, False, Decimal("0"))

    def test_a_merged_item_of_which_one_value_is_unknown_is_not_compared(self):
        before = [item("o1", "ก", "a"), item("o3", "ข", "a")]
        (one,) = compared(before, [item("o1", "ค", "a")], {"o1": "100"}, {"o1": "0"}).items
        assert (one.is_merged, one.change) == (True, None)

    def test_inside_a_topic_equal_titles_go_together(self):
        years = [item("o1", "โครงสร้าง", "a"), item("o3", "อำนาจ หน้าที่", "a")], [
            item("o5", "อำนาจหน้าที่", "a"), item("o6", "โครงสร้าง", "a"),
        ]  # fmt: skip
        found = compared(*years, {"o1": "10", "o3": "30"}, {"o5": "31", "o6": "9"})
        assert [(one.code, [former.code for former in one.before]) for one in found.items] == [
            ("o6", ["o1"]), ("o5", ["o3"]),
        ]  # fmt: skip

    def test_several_that_became_several_are_left_apart(self):
        found = compared(
            [item("o1", "ก", "a"), item("o2", "ข", "a")], [item("o1", "ค", "a"), item("o2", "ง", "a")],
            {"o1": "1", "o2": "2"}, {"o1": "3", "o2": "4"},
        )  # fmt: skip
        assert [one.before for one in found.items] == [(), ()]
        assert [one.code for one in found.gone] == ["o1", "o2"]

    def test_questions_are_matched_by_equal_text_only(self):
        found = compared(
            [item("i1", "เจ้าหน้าที่ ปฏิบัติงานอย่างเท่าเทียม"), item("i2", "ทํางาน"), item("i3", "ก")],
            [item("i7", "เจ้าหน้าที่ปฏิบัติงานอย่างเท่าเทียม"), item("i2", "ทำงาน"), item("i3", "ก ไก่")],
            {"i1": "90", "i2": "80", "i3": "70"}, {"i7": "85", "i2": "81", "i3": "60"},
        )  # fmt: skip
        assert [(one.code, [former.code for former in one.before]) for one in found.items] == [
            ("i7", ["i1"]), ("i2", ["i2"]), ("i3", []),
        ]  # fmt: skip

    def test_a_text_that_stands_twice_is_not_matched(self):
        twice = [item("i1", "ก"), item("i2", "ก")]
        assert compared(twice, [item("i1", "ก")], {}, {}).items[0].before == ()
        assert [one.before for one in compared([item("i1", "ก")], twice, {}, {}).items] == [(), ()]

    def test_an_item_without_words_is_not_matched(self):
        nothing = ItemWords("i1", "")
        assert compare_items([nothing], [nothing], values_before={}, values_after={}).items[0].before == ()


def test_changes_need_both_years():
    assert change_of(Decimal("93.05"), Decimal("91.00")) == Decimal("2.05")
    assert (change_of(None, Decimal("1")), change_of(Decimal("1"), None)) == (None, None)


class TestRanks:
    def entries(self, *values):
        return [Entry(f"อบต. {place:02}", Decimal(value)) for place, value in enumerate(values)]

    def test_equal_scores_share_a_rank_and_the_next_is_passed_over(self):
        placed = ranked(self.entries("90.00", "95.00", "90.00", "80.00"))
        assert [(one.entry.name, one.rank, one.is_shared) for one in placed] == [
            ("อบต. 01", 1, False), ("อบต. 00", 2, True), ("อบต. 02", 2, True), ("อบต. 03", 4, False),
        ]  # fmt: skip

    def test_nobody_has_no_rank(self):
        assert ranked([]) == []

    @pytest.mark.parametrize(("values", "median"), [
        (("1.00",), "1.00"), (("1.00", "9.00", "2.00"), "2.00"),
        (("84.99", "85.00"), "85.00"), (("1.00", "1.01"), "1.01"),
    ])  # fmt: skip
    def test_the_median_is_rounded_half_up(self, values, median):
        assert median_of(Decimal(value) for value in values) == Decimal(median)

    def test_nothing_has_no_median(self):
        assert median_of([]) is None
