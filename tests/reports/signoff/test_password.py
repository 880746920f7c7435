"""The password again: when it is asked for, what a wrong one does, and how guessing is stopped."""

import re
import time

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.reports.signoff.browsing import address, browser, fields, state_of, texts, unchanged
from tests.reports.signoff.papers import act, bring_to, database
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_fresh_login_is_not_asked_again(town, report):
    page = browser("chai").get(address("report_sign", report))
    assert "password" not in page.context["form"].fields


@pytest.mark.parametrize(("seconds", "asked"), [(299, False), (301, True)])
def test_five_minutes(town, report, seconds, asked):
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT == 300
    start = time.time()
    with time_machine.travel(start, tick=False) as clock:
        client = browser("chai")
        clock.move_to(start + seconds)
        page = client.get(address("report_sign", report))
        assert ("password" in page.context["form"].fields) is asked
        answer = client.post(address("report_move", report), fields(page))
    assert answer.status_code == (422 if asked else 302)
    assert state_of(town, report) == ("draft" if asked else "at_palad")


def test_a_stolen_session_does_not_sign(town, report):
    """A session that never gave a password here (or gave it long ago) signs nothing without it."""
    client = browser("chai", fresh=False)
    page = client.get(address("report_sign", report))
    assert page.context["form"].fields["password"].required is True
    sent = fields(page)
    before = database()
    for password in (None, "", "ผิด-ผิด-ผิด", PASSWORD + " "):
        given = sent if password is None else sent | {"password": password}
        answer = client.post(address("report_move", report), given)
        assert answer.status_code == 422
        assert unchanged(before)
        assert PASSWORD not in texts(answer)


def test_the_right_password_signs_and_counts_for_the_next_five_minutes(town, report):
    client = browser("chai", fresh=False)
    sent = fields(client.get(address("report_sign", report)))
    assert client.post(address("report_move", report), sent | {"password": PASSWORD}).status_code == 302
    act(town, "chai", report, "recall")
    page = client.get(address("report_sign", report))
    assert "password" not in page.context["form"].fields
    assert client.post(address("report_move", report), fields(page)).status_code == 302


def test_what_was_typed_stays_when_the_password_was_wrong(town, report):
    bring_to(town, report, "at_mayor")
    client = browser("ekachai", fresh=False)
    sent = fields(client.get(address("report_sign", report)))
    sent |= {"opinion": "approved", "note": "ให้เร่งดำเนินการ", "password": "ผิด"}
    answer = client.post(address("report_move", report), sent)
    assert answer.status_code == 422
    assert "ให้เร่งดำเนินการ" in texts(answer)
    assert re.search(r'value="approved"[^>]* checked', texts(answer))
    assert 'value="ผิด"' not in texts(answer)


def test_guessing_is_stopped_and_the_right_one_waits_too(town, report):
    with time_machine.travel(time.time(), tick=False) as clock:
        client = browser("chai", fresh=False)
        sent = fields(client.get(address("report_sign", report)))
        statuses = [
            client.post(address("report_move", report), sent | {"password": f"ผิด-{number}"}).status_code
            for number in range(12)
        ]
        assert statuses == [422] * 10 + [429] * 2
        assert client.post(address("report_move", report), sent | {"password": PASSWORD}).status_code == 429
        assert state_of(town, report) == "draft"
        clock.shift(61)
        assert client.post(address("report_move", report), sent | {"password": PASSWORD}).status_code == 302


def test_guessing_at_the_login_page_does_not_keep_the_mayor_from_signing(town, report):
    bring_to(town, report, "at_mayor")
    client = browser("ekachai", fresh=False)
    sent = fields(client.get(address("report_sign", report)))
    guesser = Client()
    for number in range(25):
        guesser.post(reverse("account_login"), {"login": "ekachai", "password": f"ผิด-{number}"})
    assert client.post(address("report_move", report), sent | {"password": PASSWORD}).status_code == 302
