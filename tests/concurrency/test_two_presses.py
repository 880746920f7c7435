"""Two people press at one moment, each from a process of their own, against a server process: one wins, always.

Three servers: the portal as it runs; the same with the worst luck (both presses have looked before either writes); and
the control, which writes without asking again and lets both win. Both engines.
"""

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django_scopes import scope

from reports.ledger import entries_of, verify_chain
from reports.models import Report
from tests.reports.signoff.papers import bring_to, make_report
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
SOAK_ROUNDS = 300


@pytest.fixture
def town(transactional_db):
    town = make_town()
    for person in (town.duangjai, town.ekachai):
        # As in production; the tests' cheap hash would be made anew at the first login and end the other session.
        person.password = make_password(PASSWORD, hasher="argon2")
        person.save()
    return town


def reports_at_mayor(town, number: int) -> list[Report]:
    return [bring_to(town, make_report(town, fiscal_year=2401 + each), "at_mayor") for each in range(number)]


def rounds_of(town, reports, act: str) -> list[tuple[str, str, str]]:
    """Where the fields are, where to post, and what to press, for each report."""
    page = "report_sign" if act == "sign" else "report_detail"
    return [
        (
            reverse(page, kwargs={"agency": town.agency.slug, "report_id": report.pk}),
            reverse("report_move", kwargs={"agency": town.agency.slug, "report_id": report.pk}),
            act,
        )
        for report in reports
    ]


def acts_after(town, report) -> list[str]:
    with scope(agency=town.agency):
        return [entry.act for entry in entries_of(report)][2:]


def one_wins(town, reports, rounds, acts: tuple[str, str]) -> None:
    """Exactly one press of every round is in the ledger; the other was told so and changed nothing."""
    for report, answers in zip(reports, rounds, strict=True):
        assert sorted(status for status, _page in answers) == [302, 409]
        winner = next(number for number, (status, _page) in enumerate(answers) if status == 302)
        assert acts_after(town, report) == [acts[winner]]
        with scope(agency=town.agency):
            now = Report.objects.get(pk=report.pk)
            who = entries_of(report).last().actor_name
        assert (now.state, now.revision) == ({"sign": "signed", "recall": "at_palad"}[acts[winner]], 4)
        refused_page = answers[1 - winner][1]
        assert who in refused_page
    assert verify_chain(town.agency) == []


PAIRS = {
    "the mayor at two desks": (("ekachai", "sign"), ("ekachai", "sign")),
    "the mayor signs, the palad recalls": (("ekachai", "sign"), ("duangjai", "recall")),
}


def play(town, server, press_together, module, pair, number, **processes):
    reports = reports_at_mayor(town, number)
    with server(module, **processes) as port:
        people = [(who, rounds_of(town, reports, act)) for who, act in pair]
        return reports, press_together(port, people)


@pytest.mark.parametrize("name", PAIRS)
def test_one_of_two_presses_wins(town, server, press_together, name):
    pair = PAIRS[name]
    reports, rounds = play(town, server, press_together, "ita_portal.wsgi", pair, ROUNDS, workers=2, threads=2)
    one_wins(town, reports, rounds, tuple(act for _who, act in pair))


@pytest.mark.parametrize("name", PAIRS)
def test_one_wins_even_when_both_have_looked_before_either_writes(town, server, press_together, name):
    pair = PAIRS[name]
    module = "tests.concurrency.meeting_wsgi"
    reports, rounds = play(town, server, press_together, module, pair, ROUNDS, workers=1, threads=4)
    one_wins(town, reports, rounds, tuple(act for _who, act in pair))


def test_the_control_lets_both_win(town, server, press_together):
    pair = PAIRS["the mayor at two desks"]
    module = "tests.concurrency.naive_wsgi"
    reports, rounds = play(town, server, press_together, module, pair, 3, workers=1, threads=4)
    assert [[status for status, _page in answers] for answers in rounds] == [[302, 302]] * 3
    assert [acts_after(town, report) for report in reports] == [["sign", "sign"]] * 3


@pytest.mark.soak
@pytest.mark.parametrize("module", ["ita_portal.wsgi", "tests.concurrency.meeting_wsgi"])
def test_one_wins_three_hundred_times(town, server, press_together, module):
    pair = PAIRS["the mayor at two desks"]
    processes = {"workers": 2, "threads": 2} if module == "ita_portal.wsgi" else {"workers": 1, "threads": 4}
    reports, rounds = play(town, server, press_together, module, pair, SOAK_ROUNDS, **processes)
    one_wins(town, reports, rounds, ("sign", "sign"))
