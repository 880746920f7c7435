"""Saving scores: editions are only added, nothing saved ever changes, and what is refused changes nothing."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope, scopes_disabled

from audit.models import Change
from indicators.calculation.figures import Figures
from indicators.models import Origin, ScoreEdition, ScoreValue
from indicators.scores.selectors import (
    current_edition,
    edition_among,
    figures_by_year,
    figures_of,
    listed_editions,
)
from indicators.scores.services import StaleScores, Unfit, record_printed, record_scores
from tests.indicators.scores.conftest import ANNOUNCED, YEAR

pytestmark = pytest.mark.django_db
OVERALL, O9, OIT = ("overall", ""), ("item", "o9"), ("instrument", "OIT")


def everything() -> list[tuple]:
    """All editions and values there are, in full."""
    with scopes_disabled():
        return [
            *ScoreEdition.objects.order_by("pk").values_list(), *ScoreValue.objects.order_by("pk").values_list(),
            Change.objects.count(),
        ]


def test_a_change_makes_an_edition_and_leaves_the_old_rows_as_they_were(town, save):
    first = save(town, {OVERALL: "93.05", O9: "95.50"})
    before = everything()
    second = save(town, {OVERALL: "93.05", O9: "96"}, seen=1, origin=Origin.ITAS, remark="แก้ตามระบบ")
    assert (first.number, second.number) == (1, 2)
    after = everything()
    assert after[0] == before[0]
    assert [row for row in after if row in before[:-1]] == before[:-1]
    with scope(agency=town.agency):
        values = {(each.part, each.code): (str(each.value), each.origin) for each in second.values.all()}
    assert values == {OVERALL: ("93.05", "announced"), O9: ("96.00", "itas")}
    assert (second.remark, second.saved_by_name) == ("แก้ตามระบบ", str(town.chai))


def test_saving_what_stands_makes_no_edition(town, save):
    save(town, {OVERALL: "93.05"}, remark="แรก")
    before = everything()
    assert save(town, {OVERALL: "93.050"}, seen=1) is None
    assert save(town, {OVERALL: "93.05"}, seen=1, origin=Origin.OTHER, remark="แรก") is None
    assert everything() == before


def test_a_sheet_compared_as_a_whole_gets_one_source(town, save):
    save(town, {OVERALL: "93.05", O9: "95.50"}, origin=Origin.DOCUMENT)
    before = everything()
    assert save(town, {OVERALL: "93.05", O9: "95.50"}, seen=1, origin=Origin.ANNOUNCED) is None
    assert everything() == before
    second = save(town, {OVERALL: "93.05", O9: "96"}, seen=1, origin=Origin.ANNOUNCED, origin_of_all=True)
    with scope(agency=town.agency):
        assert dict(second.values.values_list("code", "origin")) == {"": "announced", "o9": "announced"}
    same = save(town, {OVERALL: "93.05", O9: "96"}, seen=2, origin=Origin.ITAS, origin_of_all=True)
    assert same.number == 3
    with scope(agency=town.agency):
        assert dict(same.values.values_list("code", "origin")) == {"": "itas", "o9": "itas"}
    assert save(town, {OVERALL: "93.05", O9: "96"}, seen=3, origin=Origin.ITAS, origin_of_all=True) is None


@pytest.mark.parametrize(
    "change", [{"level": "ผ่าน"}, {"announced_on": datetime.date(2024, 8, 1)}, {"announced_on": None}, {"remark": "ใหม่"}]
)
def test_level_date_and_a_new_remark_are_changes(town, save, change):
    save(town, {OVERALL: "93.05"})
    second = save(town, {OVERALL: "93.05"}, seen=1, **change)
    assert second.number == 2
    assert {name: getattr(second, name) for name in change} == change


def test_a_value_taken_away_is_a_change(town, save, stored):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    assert save(town, {OVERALL: "93.05"}, seen=1).number == 2
    assert stored() == (2, {"overall": "93.05"})


def test_nothing_at_all_is_no_first_edition(town, save):
    assert save(town, {}, level="", announced_on=None) is None
    assert everything() == [0]


@pytest.mark.parametrize("seen", [0, 1, 3, -1])
def test_somebody_else_saved_meanwhile_and_nothing_is_written(town, save, seen):
    save(town, {OVERALL: "93.05"})
    save(town, {OVERALL: "94.00"}, seen=1)
    before = everything()
    with pytest.raises(StaleScores) as refusal:
        save(town, {OVERALL: "95.00"}, seen=seen, who="arun")
    assert refusal.value.current.number == 2
    assert everything() == before


@pytest.mark.parametrize("who", ["anong", "duangjai", "ekachai"])
def test_only_those_who_may_edit_scores_save(town, save, who):
    save(town, {OVERALL: "93.05"})
    before = everything()
    with pytest.raises(PermissionDenied):
        save(town, {OVERALL: "1.00"}, seen=1, who=who)
    assert everything() == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (OVERALL, "100.01"), (OVERALL, "-0.01"), (OVERALL, "93.055"), (OVERALL, "NaN"), (OVERALL, "Infinity"),
        (("item", "O9"), "90"), (("item", ""), "90"), (("indicator", "9.1"), "90"), (("overall", "x"), "90"),
        (("level", ""), "90"), (("instrument", "oit"), "90"), (("sub_indicator", "9"), "90"),
        (("indicator", "๙"), "90"),
    ],
)
def test_what_no_sheet_holds_is_refused(town, save, key, value):
    with pytest.raises(Unfit):
        save(town, {OVERALL: "93.05", key: value})
    assert everything() == [0]


def test_an_unknown_origin_is_refused(town, save):
    with pytest.raises(Unfit):
        save(town, {OVERALL: "93.05"}, origin="rumour")
    assert everything() == [0]


def test_the_change_row_says_what_differs(town, save):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    save(town, {OVERALL: "93.05", OIT: "100"}, seen=1)
    change = Change.objects.filter(act="scores.recorded").first()
    assert (change.actor_name, change.agency_id, change.office) == (str(town.chai), town.agency.pk, "reporter")
    assert change.before == {"number": "1", "item o9": "95.50", "instrument OIT": None}
    assert change.after == {"number": "2", "item o9": None, "instrument OIT": "100.00"}


def test_agencies_and_years_count_their_editions_apart(town, other, save, stored):
    save(town, {OVERALL: "93.05"})
    assert save(other, {OVERALL: "80"}).number == 1
    assert save(town, {OVERALL: "70"}, year=2566).number == 1
    assert stored() == (1, {"overall": "93.05"})


def test_selectors_say_what_stands(town, other, save, django_assert_num_queries):
    save(town, {OVERALL: "93.05", O9: "95.50", ("indicator", "9"): "90", ("sub_indicator", "9.1"): "91",
                ("instrument_part", "EIT.1"): "92", ("floor", ""): "87.84", OIT: "99"})
    save(town, {OVERALL: "94"}, seen=1, level="ผ่าน")
    save(town, {OVERALL: "80"}, year=2566, level="")
    save(other, {OVERALL: "11"})
    with scope(agency=town.agency):
        with django_assert_num_queries(1):
            edition = current_edition(agency=town.agency, year=YEAR)
        with django_assert_num_queries(1):
            assert figures_of(edition) == Figures(overall=Decimal("94"), level="ผ่าน")
        with django_assert_num_queries(2):
            known = figures_by_year(agency=town.agency)
        assert known == {
            2566: Figures(overall=Decimal("80")), 2567: Figures(overall=Decimal("94"), level="ผ่าน")
        }
        assert list(figures_by_year(agency=town.agency, years=[2566, 2560])) == [2566]
        assert figures_of(None) == Figures()
        with django_assert_num_queries(2):
            among = edition_among(agency=town.agency, year=YEAR, number=2)
            assert (among.shown.number, among.before.number, among.current.number) == (2, 1, 2)
        first = edition_among(agency=town.agency, year=YEAR, number=1)
        assert (first.shown.number, first.before, first.current.number) == (1, None, 2)
        assert edition_among(agency=town.agency, year=YEAR, number=3) is None
        assert figures_of(among.before) == Figures(
            overall=Decimal("93.05"), level="ผ่านดี", instruments={"OIT": Decimal("99")},
            instrument_parts={"EIT.1": Decimal("92")}, indicators={9: Decimal("90")},
            sub_indicators={"9.1": Decimal("91")}, items={"o9": Decimal("95.50")}, floor=Decimal("87.84"),
        )
        listed = listed_editions(agency=town.agency, year=YEAR)
        assert [(each.number, each.overall, each.count) for each in listed] == [
            (2, Decimal("94"), 1), (1, Decimal("93.05"), 7),
        ]


def test_a_document_never_replaces_a_persons_edition(town, save):
    save(town, {OVERALL: "93.05"})
    before = everything()
    with scope(agency=town.agency):
        made = record_printed(agency=town.agency, year=YEAR, values={OVERALL: Decimal("12")})
    assert made is None
    assert everything() == before


def test_a_document_is_an_edition_of_nobody_and_the_next_one_only_where_it_differs(town, save):
    def load(value: str):
        with scope(agency=town.agency):
            return record_printed(
                agency=town.agency, year=YEAR, values={OVERALL: Decimal(value)}, level="ผ่านดี", announced_on=ANNOUNCED
            )

    first = load("93.05")
    assert (first.number, first.saved_by_id, first.saved_by_name) == (1, None, "")
    assert load("93.05") is None
    assert load("94").number == 2
    assert save(town, {OVERALL: "95"}, seen=2).number == 3
    assert load("96") is None


def test_an_act_of_the_service_is_within_the_actors_agency(town, other, save, stored):
    save(other, {OVERALL: "93.05"})
    with scope(agency=town.agency), pytest.raises(StaleScores):
        record_scores(
            actor=town.standing("chai"), year=YEAR, seen_number=1, values={OVERALL: Decimal("1")}, level="",
            announced_on=None, origin=Origin.OTHER,
        )
    assert stored() == (0, {})
