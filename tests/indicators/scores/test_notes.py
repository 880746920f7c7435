"""Notes on findings: added only, holding for the figures they were made on, refused for others."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from audit.models import Change
from indicators.models import ScoreNote
from indicators.scores.checked import checked_scores
from indicators.scores.notes import LONGEST, EmptyNote, OtherFigures, note_finding
from tests.indicators.scores.conftest import YEAR

pytestmark = pytest.mark.django_db
SHEET = {
    ("overall", ""): "99.69", ("instrument", "IIT"): "95.06", ("instrument", "EIT"): "89.76",
    ("instrument", "OIT"): "95.00", ("item", "o1"): "0.00", ("item", "o2"): "100.00",
}  # fmt: skip
"""As document 003: the sum is 93.45."""


@pytest.fixture
def wrong_sum(town, item_sets, save):
    """The finding on the overall score."""
    save(town, SHEET)
    with scope(agency=town.agency):
        return checked_scores(agency=town.agency, year=YEAR).finding("overall", "")


def note(town, finding, text="ตรวจกับหน้าผลแล้ว ประกาศไว้เช่นนี้", who="chai", **key):
    named = {"check": finding.check, "subject": finding.subject, "digest": finding.digest} | key
    with scope(agency=town.agency):
        return note_finding(
            actor=town.standing(who), year=YEAR, key=(named["check"], named["subject"], named["digest"]), text=text
        )


def checks(town):
    with scope(agency=town.agency):
        return [(one.check, one.subject) for one in checked_scores(agency=town.agency, year=YEAR).open]


def nothing_written(town):
    with scope(agency=town.agency):
        return not ScoreNote.objects.exists() and not Change.objects.filter(act="score.noted").exists()


def test_a_note_closes_its_finding_and_leaves_a_trace(town, wrong_sum):
    assert checks(town) == [("overall", ""), ("weak", "o1")]
    saved = note(town, wrong_sum, text="  ประกาศไว้ 99.69 จริง  ")
    assert (saved.text, saved.by_id, saved.by_name) == ("ประกาศไว้ 99.69 จริง", town.chai.pk, str(town.chai))
    assert (saved.finding, saved.subject, saved.digest) == wrong_sum.key
    assert checks(town) == [("weak", "o1")]
    change = Change.objects.get(act="score.noted")
    assert (change.agency_id, change.actor_id, change.row_id) == (town.agency.pk, town.chai.pk, str(saved.pk))
    assert change.after == {"assessed_year": YEAR, "finding": "overall", "subject": "", "text": "ประกาศไว้ 99.69 จริง"}


def test_other_figures_ask_again_and_the_old_note_stays(town, wrong_sum, save):
    old = note(town, wrong_sum)
    save(town, SHEET | {("instrument", "IIT"): "95.07"}, seen=1)
    assert ("overall", "") in checks(town)
    with scope(agency=town.agency):
        noted = checked_scores(agency=town.agency, year=YEAR).found[0]
    assert (noted.finding.check, noted.notes, noted.earlier) == ("overall", (), (old,))


def test_figures_it_does_not_rest_on_leave_the_note_in_force(town, wrong_sum, save):
    note(town, wrong_sum)
    save(town, SHEET | {("item", "o2"): "0.00"}, seen=1)
    assert checks(town) == [("weak", "o1"), ("weak", "o2")]


def test_a_mended_sheet_keeps_the_note_among_the_past_ones(town, wrong_sum, save):
    old = note(town, wrong_sum)
    save(town, SHEET | {("overall", ""): "93.45"}, seen=1)
    with scope(agency=town.agency):
        checked = checked_scores(agency=town.agency, year=YEAR)
    assert checked.finding("overall", "") is None
    assert checked.past == (old,)


def test_several_notes_stand_newest_first(town, wrong_sum):
    first, second = note(town, wrong_sum), note(town, wrong_sum, text="เพิ่มเติม", who="arun")
    with scope(agency=town.agency):
        assert checked_scores(agency=town.agency, year=YEAR).found[0].notes == (second, first)


def test_pressing_twice_adds_one_note(town, wrong_sum):
    assert note(town, wrong_sum) == note(town, wrong_sum)
    assert note(town, wrong_sum, who="arun") != note(town, wrong_sum)
    with scope(agency=town.agency):
        assert ScoreNote.objects.count() == 2
    assert Change.objects.filter(act="score.noted").count() == 2


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_note_is_refused(town, wrong_sum, text):
    with pytest.raises(EmptyNote):
        note(town, wrong_sum, text=text)
    assert nothing_written(town)


def test_a_note_beyond_measure_is_refused(town, wrong_sum):
    with pytest.raises(ValueError, match=str(LONGEST + 1)):
        note(town, wrong_sum, text="ก" * (LONGEST + 1))
    assert nothing_written(town)


def test_a_note_for_figures_that_have_changed_is_refused(town, wrong_sum, save):
    save(town, SHEET | {("overall", ""): "99.70"}, seen=1)
    with pytest.raises(OtherFigures) as refusal:
        note(town, wrong_sum)
    assert (refusal.value.now.check, refusal.value.now.params["announced"]) == ("overall", "99.70")
    assert nothing_written(town)


def test_a_note_on_what_is_no_finding_is_refused(town, wrong_sum, save):
    with pytest.raises(OtherFigures) as refusal:
        note(town, wrong_sum, check="instrument")
    assert refusal.value.now is None
    save(town, SHEET | {("overall", ""): "93.45"}, seen=1)
    with pytest.raises(OtherFigures):
        note(town, wrong_sum)
    assert nothing_written(town)


def test_an_item_below_the_threshold_is_answered_by_a_measure_and_not_by_a_note(town, wrong_sum):
    with scope(agency=town.agency):
        weak = checked_scores(agency=town.agency, year=YEAR).finding("weak", "o1")
    with pytest.raises(OtherFigures):
        note(town, weak)
    assert nothing_written(town)


@pytest.mark.parametrize("who", ["anong", "duangjai", "ekachai"])
def test_who_may_not_edit_scores_may_not_note(town, wrong_sum, who):
    with pytest.raises(PermissionDenied):
        note(town, wrong_sum, who=who)
    assert nothing_written(town)


def test_another_agencys_notes_close_nothing_here(town, other, wrong_sum, save):
    save(other, SHEET)
    note(other, wrong_sum)
    assert ("overall", "") in checks(town)
    assert ("overall", "") not in checks(other)


def test_the_questions_do_not_grow_with_what_stands_there(town, item_sets, save, django_assert_num_queries):
    save(town, {("overall", ""): "99.69"})
    with scope(agency=town.agency), django_assert_num_queries(5):
        checked_scores(agency=town.agency, year=YEAR)
    save(town, SHEET | {("item", f"o{number}"): "0.00" for number in range(1, 36)}, seen=1)
    for number in range(30):
        with scope(agency=town.agency):
            found = checked_scores(agency=town.agency, year=YEAR).finding("overall", "")
        note(town, found, text=f"ครั้งที่ {number}")
    with scope(agency=town.agency), django_assert_num_queries(5):
        kinds = [one.kind for one in checked_scores(agency=town.agency, year=YEAR).open]
    assert kinds == ["error"] + ["weak"] * 35  # OIT of 95 with no item passed
