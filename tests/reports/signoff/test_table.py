"""The whole table of the sign-off, cell by cell, against one written out here by hand; flip any cell and this fails."""

from itertools import product

import pytest

from reports import signoff
from reports.models import ReportState
from reports.signoff import DESK, PUBLISHING, Facts, Refusal, Step, decide, open_steps

# Who may do what when: A administrator, P palad, M mayor, R reporter, D department officer; "-" nobody.
EXPECTED = """
             propose  approve  sign  send_back  recall  cancel  publish  supersede
draft        R        -        -     -          -       R       -        -
at_palad     -        P        -     P          R       -       -        -
at_mayor     -        -        M     M          P       -       -        -
sent_back    R        -        -     -          -       R       -        -
signed       -        -        -     -          -       -       AR       -
published    -        -        -     -          -       -       -        AR
superseded   -        -        -     -          -       -       -        -
cancelled    -        -        -     -          -       -       -        -
"""
GOES_TO = {
    ("draft", "propose"): "at_palad",
    ("sent_back", "propose"): "at_palad",
    ("at_palad", "approve"): "at_mayor",
    ("at_mayor", "sign"): "signed",
    ("at_palad", "send_back"): "sent_back",
    ("at_mayor", "send_back"): "sent_back",
    ("at_palad", "recall"): "draft",
    ("at_mayor", "recall"): "at_palad",
    ("draft", "cancel"): "cancelled",
    ("sent_back", "cancel"): "cancelled",
    ("signed", "publish"): "published",
    ("published", "supersede"): "superseded",
}
# What each act asks for besides state and office.
ASKS = {
    "propose": {"paper", "incomplete", "password"},
    "approve": {"paper", "password"},
    "sign": {"paper", "password"},
    "send_back": {"note"},
    "recall": {"sender"},
    "cancel": {"note"},
    "publish": {"paper"},
    "supersede": set(),
}
OFFICES = {"administrator": "A", "palad": "P", "mayor": "M", "reporter": "R", "recorder": "D", "none": "?"}
THROUGH = dict.fromkeys(ASKS, DESK) | {"publish": PUBLISHING, "supersede": PUBLISHING}


def _expected() -> dict[tuple[str, str], str]:
    header, *rows = [line.split() for line in EXPECTED.strip("\n").splitlines()]
    return {(row[0], act): cell.strip("-") for row in rows for act, cell in zip(header, row[1:], strict=True)}


CELLS = _expected()
STATES = [state.value for state in ReportState]
ACTS = list(ASKS)
HAVE = {"is_sender": True, "has_paper": True, "is_complete": True, "has_note": True, "password_is_fresh": True}


def facts(state: str, office: str, **values) -> Facts:
    offices = frozenset() if office == "none" else frozenset({office})
    return Facts(**({"state": state, "offices": offices, **HAVE} | values))


def ever_may(act: str, office: str) -> bool:
    return any(OFFICES[office] in CELLS[state, act] for state in STATES)


def test_the_expected_table_is_whole():
    assert set(CELLS) == set(product(STATES, ACTS))
    assert {key for key, cell in CELLS.items() if cell} == set(GOES_TO)
    assert {step.act for step in signoff.STEPS} == set(ACTS)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_cell(state: str, act: str, office: str):
    found = decide(act, facts(state, office, through=THROUGH[act]))
    if OFFICES[office] in CELLS[state, act]:
        assert isinstance(found, Step)
        assert (found.act, found.to_state) == (act, GOES_TO[state, act])
    else:
        assert found == (Refusal.STATE if ever_may(act, office) else Refusal.OFFICE)


@pytest.mark.parametrize("state", STATES)
def test_an_operator_moves_nothing_even_when_holding_every_office(state: str):
    everything = Facts(state, frozenset(OFFICES) - {"none"}, is_operator=True, **HAVE)
    for act in ACTS:
        assert decide(act, Facts(**{**vars(everything), "through": THROUGH[act]})) == Refusal.OFFICE
    assert open_steps(everything) == []


@pytest.mark.parametrize(("state", "act"), GOES_TO)
def test_what_an_act_asks_for(state: str, act: str):
    office = next(name for name, letter in OFFICES.items() if letter in CELLS[state, act])
    names = {
        "sender": "is_sender", "paper": "has_paper", "incomplete": "is_complete", "note": "has_note",
        "password": "password_is_fresh",
    }  # fmt: skip
    asked = set()
    for need, name in names.items():
        found = decide(act, facts(state, office, through=THROUGH[act], **{name: False}))
        if found == Refusal(need):
            asked.add(need)
        else:
            assert isinstance(found, Step)
    assert asked == ASKS[act]


@pytest.mark.parametrize(("state", "act"), GOES_TO)
def test_the_wrong_way_in_is_no_act_at_all(state: str, act: str):
    other = DESK if THROUGH[act] == PUBLISHING else PUBLISHING
    assert decide(act, facts(state, "reporter", through=other)) == Refusal.NO_SUCH_ACT


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_gaps_stop_the_proposal_and_no_other_cell(state: str, act: str, office: str):
    whole = decide(act, facts(state, office, through=THROUGH[act]))
    found = decide(act, facts(state, office, through=THROUGH[act], is_complete=False))
    assert found == (Refusal.INCOMPLETE if act == "propose" and isinstance(whole, Step) else whole)


def test_gaps_are_told_after_the_missing_pdf_and_before_the_password():
    without = {"is_complete": False, "password_is_fresh": False}
    assert decide("propose", facts("draft", "reporter", has_paper=False, **without)) == Refusal.PAPER
    assert decide("propose", facts("draft", "reporter", **without)) == Refusal.INCOMPLETE


def test_an_act_nobody_knows():
    assert decide("approve_all", facts("at_palad", "palad")) == Refusal.NO_SUCH_ACT


@pytest.mark.parametrize(("state", "act"), GOES_TO)
def test_a_stale_page_is_told_so_before_anything_else_but_the_office(state: str, act: str):
    for office, letter in OFFICES.items():
        stale = {"is_as_seen": False, "has_paper": False, "is_complete": False}
        found = decide(act, facts(state, office, through=THROUGH[act], **stale))
        assert found == (Refusal.SEEN if letter in "".join(CELLS[s, act] for s in STATES) else Refusal.OFFICE)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("state", STATES)
def test_buttons_are_the_allowed_cells(state: str, office: str):
    for through in (DESK, PUBLISHING):
        shown = [step.act for step in open_steps(facts(state, office, through=through, password_is_fresh=False))]
        allowed = [act for act in ACTS if THROUGH[act] == through and OFFICES[office] in CELLS[state, act]]
        assert shown == allowed


def test_two_offices_give_the_buttons_of_both():
    both = Facts("at_palad", frozenset({"reporter", "palad"}), **HAVE)
    assert [step.act for step in open_steps(both)] == ["approve", "send_back", "recall"]


def test_every_state_is_reached_from_the_draft_and_two_are_ends():
    reached, edge = {"draft"}, ["draft"]
    while edge:
        here = edge.pop()
        following = {to for (state, _act), to in GOES_TO.items() if state == here} - reached
        reached |= following
        edge += following
    assert reached == set(STATES)
    assert {state for state in STATES if not any(CELLS[state, act] for act in ACTS)} == {"superseded", "cancelled"}


def test_the_desks_in_order_and_what_waits():
    assert signoff.SIGNING_ACTS == ("propose", "approve", "sign")
    assert {state: step.act for state, step in signoff.WAITING.items()} == {
        "at_palad": "approve", "at_mayor": "sign", "sent_back": "propose", "signed": "publish",
    }  # fmt: skip
