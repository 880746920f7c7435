"""The one deed: every state × act × person against the database, what it leaves behind, what a refusal leaves alone."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from accounts.models import ActingWording, Appointment, Office
from accounts.selectors import current_appointments
from jobs.models import Job
from reports import ledger, signoff
from reports.ledger import entries_of, verify_chain
from reports.models import LedgerEntry, LedgerHead, Report
from reports.signoff import Overtaken, Refusal, Refused
from tests.reports.signoff.papers import GAP, PATHS, act, add_snapshot, bring_to, database, make_report
from tests.reports.signoff.test_table import ACTS, CELLS, GOES_TO, STATES, THROUGH
from tests.world import appoint, make_other_town, make_user

pytestmark = pytest.mark.django_db

PEOPLE = {"arun": "A", "anong": "D", "chai": "R", "duangjai": "P", "ekachai": "M"}


@pytest.mark.parametrize("state", STATES)
def test_every_act_of_every_person_in_a_state(town, report, state):
    bring_to(town, report, state)
    before = database()
    for who, letter in PEOPLE.items():
        for name in ACTS:
            if letter in CELLS[state, name]:
                with transaction.atomic():
                    entry = act(town, who, report, name)
                    assert (entry.from_state, entry.to_state) == (state, GOES_TO[state, name])
                    assert report.state == GOES_TO[state, name]
                    assert verify_chain(town.agency) == []
                    transaction.set_rollback(True)
                with scope(agency=town.agency):
                    report.refresh_from_db()
            else:
                with pytest.raises(Refused) as refused:
                    act(town, who, report, name)
                assert refused.value.why in (Refusal.STATE, Refusal.OFFICE)
            assert database() == before


def test_a_move_leaves_state_revision_row_and_one_job(town, report):
    moment = dt.datetime(2025, 10, 22, 3, 42, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        entry = act(town, "chai", report, "propose", note="  จึงเรียนมาเพื่อโปรดพิจารณา ")
    assert (report.state, report.revision, report.moved_at) == ("at_palad", 2, moment)
    with scope(agency=town.agency):
        row = LedgerEntry.objects.get()
        head = LedgerHead.objects.get()
        assert report.current_snapshot.digest == row.snapshot_digest
    assert row == entry
    assert (row.sequence, row.act, row.from_state, row.to_state) == (1, "propose", "draft", "at_palad")
    assert (row.actor, row.actor_name, row.office, row.position) == (
        town.chai, "ชัย ตั้งตรง", "reporter", "นักวิเคราะห์นโยบายและแผน",
    )  # fmt: skip
    assert (row.opinion, row.acting_line, row.at) == ("จึงเรียนมาเพื่อโปรดพิจารณา", "", moment)
    assert (head.sequence, head.digest) == (1, row.digest)
    assert [job.arguments for job in Job.objects.filter(kind="report_notice")] == [{"entry_id": row.pk}]


def test_the_acting_wording_of_the_day_is_kept(town, report):
    deputy = make_user("boonmee", "บุญมี ทองดี")
    town.people["boonmee"] = deputy
    appoint(
        deputy, town.agency, Office.PALAD, "รองปลัดเทศบาล", acting_wording=ActingWording.RATCHAKAN_THAEN,
        acting_for="ปลัดเทศบาล", starts_on=timezone.localdate(),
    )  # fmt: skip
    bring_to(town, report, "at_palad")
    entry = act(town, "boonmee", report, "approve")
    assert (entry.office, entry.position, entry.acting_line) == (
        "palad", "รองปลัดเทศบาล", "รักษาราชการแทน ปลัดเทศบาล",
    )  # fmt: skip


def test_an_office_that_ended_yesterday_signs_nothing_even_with_an_old_standing(town, report):
    bring_to(town, report, "at_palad")
    standing = town.standing("duangjai")
    with scope(agency=town.agency):
        Appointment.objects.filter(user=town.duangjai).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert [held.user for held in current_appointments(agency=town.agency).filter(office="palad")] == []
    before = database()
    with pytest.raises(Refused, match="approve: office"):
        act(town, "chai", report, "approve", actor=standing)
    assert database() == before


@pytest.mark.parametrize("power", ["is_superuser", "is_operator"])
def test_an_operator_in_the_mayors_chair_signs_nothing(town, report, power):
    bring_to(town, report, "at_mayor")
    setattr(town.ekachai, power, True)
    town.ekachai.save()
    before = database()
    with pytest.raises(Refused, match="sign: office"):
        act(town, "ekachai", report, "sign")
    assert database() == before


def test_one_person_in_two_offices_signs_each_desk_in_its_own_office(town, report):
    appoint(town.chai, town.agency, Office.PALAD, "รองปลัดเทศบาล")
    act(town, "chai", report, "propose")
    act(town, "chai", report, "approve")
    with scope(agency=town.agency):
        assert [(row.actor, row.office) for row in entries_of(report)] == [
            (town.chai, "reporter"), (town.chai, "palad"),
        ]  # fmt: skip


def test_what_was_seen_must_be_what_lies_there(town, report):
    bring_to(town, report, "at_palad")
    before = database()
    for stale in ({"seen_digest": "0" * 64}, {"seen_digest": ""}, {"seen_revision": 1}, {"seen_revision": 3}):
        with pytest.raises(Overtaken) as overtaken:
            act(town, "duangjai", report, "approve", **stale)
        assert (overtaken.value.entry.act, overtaken.value.entry.actor) == ("propose", town.chai)
        assert database() == before


def test_a_new_snapshot_between_page_and_press_is_overtaken_by_nobody(town, report):
    seen = report.current_snapshot.digest
    add_snapshot(report, words="ใหม่")
    before = database()
    with pytest.raises(Overtaken) as overtaken:
        act(town, "chai", report, "propose", seen_digest=seen)
    assert overtaken.value.entry is None
    assert database() == before


def test_the_claim_lets_only_one_of_two_that_saw_the_same_win(town, report):
    bring_to(town, report, "at_palad")
    with scope(agency=town.agency):
        step = signoff.decide("approve", signoff.look(actor=town.standing("duangjai"), report=report).facts)
        one, two = (Report.objects.get(pk=report.pk) for _ in range(2))
        assert signoff.claim(one, step) is True
        assert signoff.claim(two, step) is False
        assert Report.objects.get(pk=report.pk).revision == 3


@pytest.mark.parametrize("change", ["state", "revision", "current_snapshot"])
def test_the_claim_asks_for_all_three(town, report, change):
    bring_to(town, report, "at_palad")
    with scope(agency=town.agency):
        seen = Report.objects.get(pk=report.pk)
        step = signoff.decide("approve", signoff.look(actor=town.standing("duangjai"), report=report).facts)
        Report.objects.filter(pk=report.pk).update(
            **{change: {"state": "at_mayor", "revision": 9, "current_snapshot": None}[change]}
        )
        assert signoff.claim(seen, step) is False


def test_the_loser_between_look_and_claim_hears_who_was_first(town, report, monkeypatch):
    bring_to(town, report, "at_mayor")
    honest = signoff.look

    def and_meanwhile(**values):
        found = honest(**values)
        monkeypatch.setattr(signoff, "look", honest)
        act(town, "duangjai", report, "recall")
        return found

    monkeypatch.setattr(signoff, "look", and_meanwhile)
    with pytest.raises(Overtaken) as overtaken:
        act(town, "ekachai", report, "sign")
    assert (overtaken.value.entry.act, overtaken.value.entry.actor) == ("recall", town.duangjai)
    with scope(agency=town.agency):
        assert [row.act for row in entries_of(report)] == ["propose", "approve", "recall"]
        assert Report.objects.get(pk=report.pk).state == "at_palad"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_move_between_the_two_reads_of_a_look_is_overtaking(town, report, monkeypatch, moment):
    bring_to(town, report, "at_mayor")
    honest = ledger.entries_of

    def and_the_mayor_signs(asked):
        monkeypatch.setattr(ledger, "entries_of", honest)
        rows = list(honest(asked))
        act(town, "ekachai", report, "sign")
        return rows if moment == "before" else list(honest(asked))

    seen = {"seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    monkeypatch.setattr(ledger, "entries_of", and_the_mayor_signs)
    with scope(agency=town.agency), pytest.raises(Overtaken) as overtaken:
        act(town, "duangjai", report, "recall", **seen)
    assert (overtaken.value.entry.act, overtaken.value.entry.actor) == ("sign", town.ekachai)


@pytest.mark.parametrize(
    ("state", "who", "name", "values", "why"),
    [
        ("at_palad", "duangjai", "send_back", {"note": " \n "}, Refusal.NOTE),
        ("draft", "chai", "cancel", {"note": ""}, Refusal.NOTE),
        ("draft", "chai", "propose", {"password_is_fresh": False}, Refusal.PASSWORD),
        ("at_palad", "duangjai", "approve", {"password_is_fresh": False}, Refusal.PASSWORD),
        ("at_mayor", "ekachai", "sign", {"password_is_fresh": False}, Refusal.PASSWORD),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(town, report, state, who, name, values, why):
    bring_to(town, report, state)
    before = database()
    with pytest.raises(Refused) as refused:
        act(town, who, report, name, **values)
    assert refused.value.why == why
    assert database() == before


def test_a_report_without_its_pdf_is_not_proposed(town):
    report = make_report(town, with_paper=False)
    before = database()
    with pytest.raises(Refused, match="propose: paper"):
        act(town, "chai", report, "propose")
    assert database() == before


def test_a_paper_with_gaps_is_not_proposed_but_cancelled_or_made_anew(town):
    report = make_report(town, gaps=(GAP,))
    before = database()
    with pytest.raises(Refused, match="propose: incomplete"):
        act(town, "chai", report, "propose")
    assert database() == before
    assert [step.act for step in signoff.available_steps(actor=town.standing("chai"), report=report)] == ["cancel"]
    add_snapshot(report, words="ครบแล้ว")
    act(town, "chai", report, "propose")
    assert report.state == "at_palad"


def test_only_the_sender_takes_back(town, report):
    town.people["boonmee"] = make_user("boonmee", "บุญมี ทองดี")
    appoint(town.people["boonmee"], town.agency, Office.REPORTER)
    bring_to(town, report, "at_palad")
    before = database()
    with pytest.raises(Refused, match="recall: sender"):
        act(town, "boonmee", report, "recall")
    assert database() == before
    act(town, "chai", report, "recall")
    assert report.state == "draft"


def test_taking_back_lifts_one_signature_and_sending_back_all(town, report):
    def standing():
        with scope(agency=town.agency):
            return [row.act for row in signoff.standing_signatures(entries_of(report))]

    bring_to(town, report, "at_mayor")
    assert standing() == ["propose", "approve"]
    act(town, "duangjai", report, "recall")
    assert standing() == ["propose"]
    act(town, "duangjai", report, "approve")
    act(town, "ekachai", report, "send_back")
    assert standing() == []
    for state_path in PATHS["signed"]:
        act(town, {"propose": "chai", "approve": "duangjai", "sign": "ekachai"}[state_path], report, state_path)
    assert standing() == ["propose", "approve", "sign"]


def test_another_agencys_report_does_not_exist(town, report):
    other = make_other_town()
    bring_to(town, report, "at_mayor")
    before = database()
    with pytest.raises(Report.DoesNotExist):
        act(town, "ekachai", report, "sign", actor=other.standing("ekachai"))
    assert database() == before


def test_a_draft_without_any_snapshot_can_be_cancelled(town):
    with scope(agency=town.agency):
        report = Report.objects.create(agency=town.agency, fiscal_year=2568, layout="x", created_by=town.chai)
    entry = act(town, "chai", report, "cancel", note="ตั้งผิดปี")
    assert (entry.snapshot, entry.snapshot_digest, report.state) == (None, "", "cancelled")


def test_the_table_and_the_move_agree_on_the_way_through_publishing(town, report):
    bring_to(town, report, "signed")
    assert [step.act for step in signoff.available_steps(actor=town.standing("chai"), report=report)] == []
    with pytest.raises(Refused, match="publish: no_such_act"):
        act(town, "chai", report, "publish", through=THROUGH["sign"])
