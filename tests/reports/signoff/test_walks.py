"""Random walks of random people, with stale pages and a moving calendar: what must hold however it goes.

The oracle is the hand-written table of ``test_table``; it shares nothing with the code under test.
"""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts.doors import Standing
from accounts.models import ActingWording, Office
from reports import signoff
from reports.ledger import entries_of, verify_chain
from reports.models import Report
from reports.signoff import Refused
from tests.reports.signoff.papers import GAP, act, add_snapshot, make_report
from tests.reports.signoff.test_table import ACTS, CELLS, GOES_TO, OFFICES
from tests.world import appoint, make_operator, make_town, make_user

DAY_ONE = dt.datetime(2025, 1, 6, 3, 0, tzinfo=dt.UTC)
LEAVE_ENDS = dt.date(2025, 1, 20)
"""Until this day Boonmee acts for the palad."""
DESKS = ["propose", "approve", "sign"]
ONWARD = (*DESKS, "publish", "supersede")


class Walk(RuleBasedStateMachine):
    taken: set[tuple[str, str]] = set()
    """Ways taken in any walk: walks that never came far would show nothing."""

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(DAY_ONE, tick=False)
        self.traveller = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        town = self.town = make_town()
        for name, office in (("somsri", Office.REPORTER), ("boonmee", Office.REPORTER)):
            town.people[name] = make_user(name)
            appoint(town.people[name], town.agency, office)
        appoint(
            town.people["boonmee"], town.agency, Office.PALAD, ends_on=LEAVE_ENDS,
            acting_wording=ActingWording.RATCHAKAN_THAEN, acting_for="ปลัดเทศบาล",
        )  # fmt: skip
        town.people["oper"] = make_operator()
        appoint(town.people["oper"], town.agency, Office.MAYOR)
        self.standings: dict[str, Standing] = {name: town.standing(name) for name in town.people}
        self.report = make_report(town)
        self.state, self.revision, self.day = "draft", 1, DAY_ONE
        self.has_gaps = False
        self.kept: list[tuple[str, str]] = []  # the oracle's standing signatures: act, who
        self.acts_done: list[str] = []

    def letters(self, who: str) -> str:
        held = {"boonmee": "RP" if self.day.date() <= LEAVE_ENDS else "R", "somsri": "R", "oper": ""}
        return held.get(who) or {"arun": "A", "anong": "D", "chai": "R", "duangjai": "P", "ekachai": "M"}.get(who, "")

    def should_win(self, who: str, name: str, *, stale: bool, note: str, fresh: bool) -> bool:
        if stale or not set(CELLS[self.state, name]) & set(self.letters(who)):
            return False
        if name == "recall":
            # the row of this state belongs to one office; and the paper is the sender's
            return bool(self.kept) and self.kept[-1][1] == who
        if name in ("send_back", "cancel"):
            return bool(note.strip())
        if name == "propose" and self.has_gaps:
            return False
        return fresh or name not in DESKS

    @rule(
        who=st.sampled_from(["arun", "anong", "chai", "somsri", "duangjai", "boonmee", "ekachai", "oper"]),
        name=st.sampled_from(ACTS), stale=st.sampled_from([False, False, False, True]),
        note=st.sampled_from(["เห็นชอบ", "ทราบ", " ", ""]), fresh=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def anybody_presses(self, who, name, stale, note, fresh):
        self.press(who, name, stale=stale, note=note, fresh=fresh)

    def press(self, who, name, *, stale, note, fresh):
        wins = self.should_win(who, name, stale=stale, note=note, fresh=fresh)
        values = {"note": note, "password_is_fresh": fresh, "actor": self.standings[who]}
        if stale:
            values["seen_revision"] = self.revision - 1
        try:
            entry = act(self.town, who, self.report, name, **values)
        except Refused:
            assert not wins
            return
        assert wins
        self.took(entry, who)

    @rule(data=st.data(), spoilt=st.sampled_from(["", "", "stale", "note", "fresh"]))
    def the_right_person_presses(self, data, spoilt):
        """Without this, random walks would seldom come far; now and then one thing is wrong."""
        ways = sorted(
            (name, who) for name in (*ONWARD * 2, "recall", "send_back")
            for who in ("chai", "duangjai", "boonmee", "ekachai")
            if self.should_win(who, name, stale=False, note="x", fresh=True)
        )  # fmt: skip
        if ways:
            name, who = data.draw(st.sampled_from(ways))
            self.press(
                who, name, stale=spoilt == "stale", note="" if spoilt == "note" else "x", fresh=spoilt != "fresh"
            )

    def took(self, entry, who):
        assert (entry.from_state, entry.to_state) == (self.state, GOES_TO[self.state, entry.act])
        assert entry.office in {office for office, letter in OFFICES.items() if letter in self.letters(who)}
        self.state, self.revision = entry.to_state, self.revision + 1
        self.acts_done.append(entry.act)
        self.taken.add((entry.from_state, entry.act))
        if entry.act in DESKS:
            self.kept.append((entry.act, who))
        elif entry.act == "recall":
            self.kept.pop()
        elif entry.act in ("send_back", "cancel"):
            self.kept.clear()

    @precondition(lambda self: self.state in ("draft", "sent_back"))
    @rule(words=st.sampled_from(["แก้ไข", "เพิ่ม"]), gaps=st.sampled_from([(), (), (GAP,)]))
    def compose_anew(self, words, gaps):
        add_snapshot(self.report, words=words, gaps=gaps)
        self.has_gaps = bool(gaps)

    @rule(days=st.sampled_from([1, 10, 30]))
    def days_pass(self, days):
        self.day += dt.timedelta(days=days)
        self.traveller.move_to(self.day)

    @invariant()
    def what_must_hold(self):
        with scope(agency=self.town.agency):
            report = Report.objects.select_related("current_snapshot").get(pk=self.report.pk)
            entries = list(entries_of(report))
        assert verify_chain(self.town.agency) == []
        assert (report.state, report.revision) == (self.state, self.revision)
        assert [entry.act for entry in entries] == self.acts_done
        standing = signoff.standing_signatures(entries)
        assert [(entry.act, entry.actor_id) for entry in standing] == [
            (name, self.town.people[who].pk) for name, who in self.kept
        ]
        assert [entry.act for entry in standing] == DESKS[: len(standing)]  # no desk skipped, none twice
        if report.state not in ("draft", "sent_back"):
            assert report.current_snapshot.gaps == [] or report.state == "cancelled"
            assert {entry.snapshot_digest for entry in standing} <= {report.current_snapshot.digest}
        if report.state in ("signed", "published", "superseded"):
            assert [entry.act for entry in standing] == DESKS

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()


def walk(*, runs: int, steps: int, phases: tuple[Phase, ...]) -> None:
    Walk.taken.clear()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=runs, stateful_step_count=steps, deadline=None, derandomize=True, database=None, phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.django_db
def test_random_walks_break_nothing():
    walk(runs=30, steps=40, phases=(Phase.generate,))  # shrinking a failure would take minutes
    assert {name for _state, name in Walk.taken} >= {*ONWARD, "recall", "send_back"}


@pytest.mark.django_db
@pytest.mark.soak
def test_a_thousand_random_walks_break_nothing():
    walk(runs=1000, steps=50, phases=(Phase.generate, Phase.shrink))
    assert Walk.taken == set(GOES_TO)
