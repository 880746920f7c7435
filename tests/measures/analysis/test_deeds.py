"""Drafting, accepting, writing: a draft never touches what counts, and a refused deed changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django_scopes import scope

from audit.models import Change
from measures.models import IssueAnalysis, Plan
from measures.narratives import failing_codes_in
from measures.selectors.analysis import IssueState, analyses_of, read_assessed, token_of, token_of_all
from measures.selectors.assessed import assessed_year_of
from measures.services.analysis import (
    DraftMoved,
    NoScores,
    NotFree,
    accept_all_drafts,
    accept_draft,
    add_issue,
    choose_items,
    draft_issues,
    keep_text,
    lay_out_issues,
    remove_issue,
    save_analysis,
)
from measures.services.saving import Stale
from tests.measures.analysis.building import (
    ASSESSED,
    WEAK_OF_002,
    everything,
    figures_of_002,
    issue,
    measure_with,
    plan_of,
    score,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sets(db):
    call_command("load_item_sets", verbosity=0)


@pytest.fixture
def chai(in_town):
    return in_town.standing("chai")


@pytest.fixture
def plan(in_town):
    return plan_of(in_town)


def states(plan: Plan) -> list[IssueState]:
    assessed = read_assessed(plan)
    return [IssueState(row, assessed) for row in analyses_of(plan)]


def all_waiting(plan: Plan) -> str:
    return token_of_all(state for state in states(plan) if state.is_pending)


def accept(actor, row: IssueAnalysis) -> None:
    row.refresh_from_db()
    accept_draft(actor=actor, analysis=row, seen_version=row.version, seen_draft=token_of(row.draft))
    row.refresh_from_db()


def test_the_assessed_year_is_the_one_before_unless_the_document_says_another():
    assert assessed_year_of(Plan(fiscal_year=2568)) == 2567
    assert assessed_year_of(Plan(fiscal_year=2568, assessed_year=2568)) == 2568


def test_the_figures_of_document_002_are_drafted_in_seven_issues(sets, in_town, chai, plan):
    score(in_town, figures_of_002())
    assert len(read_assessed(plan).items) == 59
    assert draft_issues(actor=chai, plan=plan) == 7
    assert {state.row.number: state.weak for state in states(plan)} == WEAK_OF_002
    assert {state.row.number: failing_codes_in(state.row.draft) for state in states(plan)} == WEAK_OF_002
    assert [state.row.narrative for state in states(plan)] == [""] * 7
    assert sum(len(state.codes) for state in states(plan)) == 59
    first = states(plan)[0].row
    assert (first.number_text, first.heading_text) == (
        "๑", "ประเด็นที่ ๑ กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
    )  # fmt: skip
    assert first.draft_figures["values"]["o9"] == "77.67"
    assert first.draft_figures["threshold"] == "85.00"


def test_drafting_twice_changes_nothing(sets, in_town, chai, plan):
    score(in_town, figures_of_002())
    draft_issues(actor=chai, plan=plan)
    before = everything(in_town), Change.objects.count()
    assert draft_issues(actor=chai, plan=plan) == 0
    assert (everything(in_town), Change.objects.count()) == before


def test_drafting_never_touches_own_text(sets, in_town, chai, plan):
    row = issue(plan, "ของเราเอง", "o9", narrative="ข้อความของเรา")
    score(in_town, {"o9": "10"})
    assert draft_issues(actor=chai, plan=plan) == 1
    row.refresh_from_db()
    assert row.narrative == "ข้อความของเรา"
    assert (row.figures, row.accepted_by_name) == ({}, "")
    assert failing_codes_in(row.draft) == ["o9"]
    assert plan.analyses.count() == 1


def test_without_scores_nothing_is_drafted(sets, in_town, chai, plan):
    before = everything(in_town)
    with pytest.raises(NoScores):
        draft_issues(actor=chai, plan=plan)
    assert everything(in_town) == before


def test_a_year_without_item_set_judges_nothing(in_town, chai, plan):
    issue(plan, "เรื่อง", "o9")
    score(in_town, {"o9": 1, "o10": 2})
    draft_issues(actor=chai, plan=plan)
    [state] = states(plan)
    assert (state.weak, failing_codes_in(state.row.draft)) == ([], [])
    assert "ยังไม่ทราบเกณฑ์คะแนน" in state.row.draft
    assert state.row.draft_figures == {"threshold": None, "values": {"o9": "1.00"}}


def test_an_accepted_draft_counts_with_who_when_and_a_change(sets, in_town, chai, plan):
    row = issue(plan, "เรื่อง", "o9", "o10")
    score(in_town, {"o9": "77.67", "o10": 100})
    draft_issues(actor=chai, plan=plan)
    version = IssueAnalysis.objects.get().version
    accept(chai, row)
    assert row.narrative == row.draft != ""
    assert (row.accepted_by_name, row.version) == ("ชัย ตั้งตรง", version + 1)
    assert row.accepted_at is not None
    assert row.figures == {"threshold": "85.00", "values": {"o9": "77.67", "o10": "100.00"}}
    assert (row.below_threshold, row.named_in_narrative) == (["o9"], ["o9"])
    change = Change.objects.first()
    assert (change.act, change.actor_name, change.version) == ("analysis.accepted", "ชัย ตั้งตรง", row.version)
    assert change.after["narrative"] == row.narrative


def test_when_scores_change_the_accepted_text_stays(sets, in_town, chai, plan):
    row = issue(plan, "เรื่อง", "o9", "o10")
    score(in_town, {"o9": "77.67", "o10": 100})
    draft_issues(actor=chai, plan=plan)
    accept(chai, row)
    text = row.narrative
    score(in_town, {"o9": "86.00", "o10": "84.99"})
    draft_issues(actor=chai, plan=plan)
    [state] = states(plan)
    assert state.row.narrative == text
    assert [(each.code, each.before, each.now) for each in state.since.figures] == [
        ("o9", Decimal("77.67"), Decimal("86.00")), ("o10", Decimal("100.00"), Decimal("84.99")),
    ]
    assert (state.since.fell, state.since.rose) == (("o10",), ("o9",))
    assert failing_codes_in(state.row.draft) == ["o10"]
    assert state.other_draft == state.row.draft
    assert not state.is_pending


def test_a_person_may_say_that_the_text_still_holds(sets, in_town, chai, plan):
    row = issue(plan, "เรื่อง", "o9")
    score(in_town, {"o9": "77.67"})
    save_analysis(actor=chai, analysis=row, seen_version=1, changes={"narrative": "ข้อความของเรา"})
    score(in_town, {"o9": "78.00"})
    row.refresh_from_db()
    assert states(plan)[0].since
    assert keep_text(actor=in_town.standing("arun"), analysis=row, seen_version=row.version) is True
    [state] = states(plan)
    assert not state.since
    assert (state.row.narrative, state.row.accepted_by_name) == ("ข้อความของเรา", "อรุณ ใจงาม")
    assert Change.objects.first().act == "analysis.kept"
    assert keep_text(actor=chai, analysis=row, seen_version=state.row.version) is False


def test_a_written_text_holds_for_the_figures_of_its_day(sets, in_town, chai, plan):
    row = issue(plan, "เรื่อง", "o9")
    score(in_town, {"o9": "77.67"})
    text = "ผ่านเกณฑ์ ยกเว้น ข้อ o๑๐ ที่ไม่ผ่านเกณฑ์"
    assert save_analysis(actor=chai, analysis=row, seen_version=1, changes={"narrative": text}) is True
    row.refresh_from_db()
    assert (row.narrative, row.accepted_by_name, row.version) == (text, "ชัย ตั้งตรง", 2)
    assert row.figures["values"] == {"o9": "77.67"}
    assert (row.below_threshold, row.named_in_narrative) == (["o9"], ["o10"])
    save_analysis(actor=chai, analysis=row, seen_version=2, changes={"narrative": ""})
    row.refresh_from_db()
    assert (row.narrative, row.figures, row.accepted_by_name, row.accepted_at) == ("", {}, "", None)


def test_nothing_is_accepted_that_nobody_has_read(sets, in_town, chai, plan):
    row = issue(plan, "เรื่อง", "o9")
    score(in_town, {"o9": "77.67"})
    draft_issues(actor=chai, plan=plan)
    row.refresh_from_db()
    read = token_of(row.draft)
    score(in_town, {"o9": "78.00"})
    before = everything(in_town), Change.objects.count()
    for token in (read, "", "x"):
        with pytest.raises(DraftMoved):
            accept_draft(actor=chai, analysis=row, seen_version=row.version, seen_draft=token)
    with pytest.raises(Stale):
        accept_draft(actor=chai, analysis=row, seen_version=row.version - 1, seen_draft=read)
    with pytest.raises(DraftMoved):
        accept_all_drafts(actor=chai, plan=plan, seen_drafts="x")
    assert (everything(in_town), Change.objects.count()) == before


def test_all_drafts_are_accepted_but_those_whose_figures_moved(sets, in_town, chai, plan):
    first, second, third = (issue(plan, title, code) for title, code in (("ก", "o9"), ("ข", "o10"), ("ค", "o11")))
    third.narrative = "ของเรา"
    third.save()
    score(in_town, {"o9": 70, "o10": 90, "o11": 90})
    draft_issues(actor=chai, plan=plan)
    score(in_town, {"o9": 70, "o10": 80, "o11": 90})
    accepted, left = accept_all_drafts(actor=chai, plan=plan, seen_drafts=all_waiting(plan))
    assert (accepted, left) == (1, [second])
    texts = {row.title: row.narrative for row in analyses_of(plan)}
    assert failing_codes_in(texts.pop("ก")) == ["o9"]
    assert texts == {"ข": "", "ค": "ของเรา"}
    assert Change.objects.filter(act="analysis.accepted", row_id=str(first.pk)).count() == 1


def test_a_set_without_issues_offers_indicators_and_last_years_headings(sets, in_town, chai):
    plan = plan_of(in_town, 2567)
    assert lay_out_issues(actor=chai, plan=plan, source="issues") == 0
    assert lay_out_issues(actor=chai, plan=plan, source="earlier") == 0
    assert lay_out_issues(actor=chai, plan=plan, source="indicators") == 2
    assert lay_out_issues(actor=chai, plan=plan, source="indicators") == 0
    rows = analyses_of(plan)
    assert [row.title for row in rows] == ["การเปิดเผยข้อมูล", "การป้องกันการทุจริต"]
    assert sum(len(state.codes) for state in states(plan)) == len(read_assessed(plan).items) == 43
    score(in_town, {"o1": 100, "o2": 80}, 2566)
    assert draft_issues(actor=chai, plan=plan) == 2
    assert [state.weak for state in states(plan)] == [["o2"], []]
    later = plan_of(in_town, 2568)
    assert lay_out_issues(actor=chai, plan=later, source="earlier") == 2
    assert [row.title for row in analyses_of(later)] == [row.title for row in rows]
    assert "o9" in states(later)[0].codes
    with pytest.raises(ValueError, match="anything"):
        lay_out_issues(actor=chai, plan=later, source="anything")


def test_issues_that_name_their_items_are_laid_out_though_no_item_names_its_issue(sets, in_town, chai):
    plan = plan_of(in_town, 2569)
    assert read_assessed(plan).has_issues
    assert lay_out_issues(actor=chai, plan=plan, source="issues") == 7
    held = [code for state in states(plan) for code in state.codes]
    assert sorted(held) == sorted(f"o{number}" for number in range(1, 29))
    assert "o1" in states(plan)[2].codes


def test_own_headings_hold_chosen_items_and_give_them_back(sets, in_town, chai, plan):
    score(in_town, figures_of_002())
    one, two = add_issue(actor=chai, plan=plan), add_issue(actor=chai, plan=plan)
    assert (one.number_text, two.number_text, two.position) == ("๑", "๒", 2)
    save_analysis(actor=chai, analysis=one, seen_version=1, changes={"title": "เรื่องแรก"})
    one.refresh_from_db()
    assert one.heading_text == "ประเด็นที่ ๑ เรื่องแรก"
    assert choose_items(actor=chai, analysis=one, seen_version=2, codes=["o9", "i1"]) is True
    assert choose_items(actor=chai, analysis=one, seen_version=3, codes=["i1", "o9"]) is False
    before = everything(in_town)
    for codes in (["o9"], ["x1"]):
        with pytest.raises(NotFree):
            choose_items(actor=chai, analysis=two, seen_version=1, codes=codes)
    with pytest.raises(Stale):
        choose_items(actor=chai, analysis=two, seen_version=7, codes=["o10"])
    with pytest.raises(Stale):
        remove_issue(actor=chai, analysis=one, seen_version=1)
    assert everything(in_town) == before
    one.refresh_from_db()
    assert one.blocks == [
        {"instrument": "IIT", "item_codes": ["i1"]}, {"instrument": "OIT", "item_codes": ["o9"]},
    ]
    remove_issue(actor=chai, analysis=one, seen_version=3)
    assert [(row.number_text, row.position) for row in analyses_of(plan)] == [("๒", 1)]
    assert Change.objects.first().before["title"] == "เรื่องแรก"
    assert choose_items(actor=chai, analysis=two, seen_version=1, codes=["o9"]) is True


def test_last_years_measures_come_by_issue_title_number_and_answered_items(sets, in_town, chai, plan):
    earlier = plan_of(in_town, ASSESSED)
    issue(plan, "การให้บริการ", "o9")
    measure_with(earlier, "ตามชื่อ", "done", issue_title="การให้บริการ")
    measure_with(earlier, "ตามเลข", "not_done", issue_no=1)
    measure_with(earlier, "ตามข้อ", "in_progress", answers=["o13"])  # o13 of 2566 is o9 of 2567
    measure_with(earlier, "ตามกลุ่ม", group=earlier.groups.create(title="ประเด็นที่ ๑ การให้บริการ"))
    measure_with(earlier, "เรื่องอื่น", "done", issue_no=2, answers=["o40"])
    measure_with(earlier, "แผนอย่างเดียว", issue_no=1, listed_as="plan")
    score(in_town, {"o9": 90})
    draft_issues(actor=chai, plan=plan)
    [row] = analyses_of(plan)
    assert row.draft.endswith(
        "ได้แก่ “ตามชื่อ” (ดำเนินการแล้ว) “ตามเลข” (ไม่ได้ดำเนินการ) “ตามข้อ” (อยู่ระหว่างดำเนินการ) "
        "และ “ตามกลุ่ม” (ยังไม่มีการบันทึกผล)"
    )


DEEDS = {
    "lay out": lambda actor, plan, row: lay_out_issues(actor=actor, plan=plan, source="issues"),
    "draft": lambda actor, plan, row: draft_issues(actor=actor, plan=plan),
    "accept": lambda actor, plan, row: accept_draft(
        actor=actor, analysis=row, seen_version=row.version, seen_draft=token_of(row.draft)
    ),
    "accept all": lambda actor, plan, row: accept_all_drafts(actor=actor, plan=plan, seen_drafts=all_waiting(plan)),
    "keep": lambda actor, plan, row: keep_text(actor=actor, analysis=row, seen_version=row.version),
    "save": lambda actor, plan, row: save_analysis(
        actor=actor, analysis=row, seen_version=row.version, changes={"narrative": "x"}
    ),
    "add": lambda actor, plan, row: add_issue(actor=actor, plan=plan),
    "choose": lambda actor, plan, row: choose_items(actor=actor, analysis=row, seen_version=row.version, codes=[]),
    "remove": lambda actor, plan, row: remove_issue(actor=actor, analysis=row, seen_version=row.version),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_refused_deed_changes_nothing(deed, sets, in_town, chai, plan, foreign):
    """Neither an office that may only read, nor somebody of another agency."""
    row = issue(plan, "เรื่อง", "o9")
    score(in_town, {"o9": "77.67"})
    draft_issues(actor=chai, plan=plan)
    row.refresh_from_db()
    before = everything(in_town), Change.objects.count()
    for person in ("anong", "duangjai", "ekachai"):
        with pytest.raises(PermissionDenied):
            deed(in_town.standing(person), plan, row)
    with pytest.raises(Plan.DoesNotExist):
        deed(foreign.town.standing("chai"), plan, row)
    assert (everything(in_town), Change.objects.count()) == before


@pytest.mark.parametrize("count", [1, 30])
def test_few_questions_however_many_issues(count, sets, in_town, plan, django_assert_max_num_queries):
    score(in_town, figures_of_002())
    then = {"threshold": "85.00", "values": {"o9": "1.00"}}
    for number in range(count):
        issue(plan, f"เรื่อง {number}", "o9", narrative="ข้อความ", figures=then)
    with scope(agency=in_town.agency), django_assert_max_num_queries(6):
        found = states(plan)
        assert [(state.weak, state.since.rose, len(state.lines)) for state in found] == [(["o9"], (), 1)] * count
