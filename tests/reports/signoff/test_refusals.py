"""A press that is refused: told plainly, changes nothing, loses nothing that was typed."""


import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from files.services import path_of
from tests.reports.signoff.browsing import address, browser, fields, texts, unchanged
from tests.reports.signoff.papers import act, add_snapshot, bring_to, database, make_report
from tests.world import PASSWORD, make_operator, make_other_town
from thai.dates import be_datetime

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "state", "name", "status"), [
    ("anong", "at_mayor", "sign", 403), ("arun", "at_mayor", "sign", 403), ("duangjai", "at_mayor", "sign", 403),
    ("chai", "at_palad", "approve", 403), ("ekachai", "at_palad", "sign", 409), ("duangjai", "signed", "approve", 409),
    ("chai", "signed", "publish", 403), ("chai", "published", "supersede", 403), ("chai", "draft", "nonsense", 403),
    ("chai", "draft", "", 403),
])  # fmt: skip
def test_a_press_that_is_not_allowed_changes_nothing(town, report, who, state, name, status):
    bring_to(town, report, state)
    client = browser(who)
    before = database()
    answer = client.post(address("report_move", report), {
        "act": name, "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision,
        "note": "x", "password": PASSWORD,
    })  # fmt: skip
    assert answer.status_code == status
    assert unchanged(before)


def test_a_report_without_pdf_is_not_proposed(town):
    report = make_report(town, with_paper=False)
    client = browser("chai")
    before = database()
    sent = {"act": "propose", "seen_digest": "", "seen_revision": report.revision}
    assert client.post(address("report_move", report), sent).status_code == 409
    assert unchanged(before)


def test_who_was_overtaken_reads_by_whom_and_keeps_the_words(town, report):
    bring_to(town, report, "at_mayor")
    client = browser("ekachai")
    sent = fields(client.get(address("report_sign", report)))
    moment = timezone.now()
    with time_machine.travel(moment, tick=False):
        act(town, "duangjai", report, "recall")
    before = database()
    answer = client.post("/en" + address("report_move", report), sent | {"note": "ข้อความยาวของนายก"})
    assert answer.status_code == 409
    page = texts(answer)
    when = be_datetime(moment, language="en")
    assert f"ดวงใจ มั่นคง, ปลัดเทศบาล, has already acted on {when}: Recalled." in page
    assert "ข้อความยาวของนายก" in page
    assert unchanged(before)


def test_a_new_snapshot_meanwhile_is_said(town, report):
    client = browser("chai")
    sent = fields(client.get(address("report_sign", report)))
    add_snapshot(report, words="ใหม่")
    before = database()
    answer = client.post("/en" + address("report_move", report), sent)
    assert answer.status_code == 409
    assert "A new snapshot has been made since this page was shown." in texts(answer)
    assert unchanged(before)


@pytest.mark.parametrize("revision", ["", "x", "๒", "-1", "9" * 40])
def test_a_form_no_page_showed_is_overtaken(town, report, revision):
    client = browser("chai")
    before = database()
    sent = {"act": "propose", "seen_digest": report.current_snapshot.digest, "seen_revision": revision}
    assert client.post(address("report_move", report), sent).status_code == 409
    assert unchanged(before)


def test_a_note_too_long_or_with_a_null_is_shown_again(town, report):
    bring_to(town, report, "at_palad")
    client = browser("duangjai")
    sent = fields(client.get(address("report_sign", report)))
    before = database()
    for note in ("ก" * 2001, "a\x00b"):
        assert client.post(address("report_move", report), sent | {"note": note}).status_code == 422
    assert unchanged(before)


@pytest.mark.parametrize("who", ["fah-ekachai", "oper"])
def test_for_others_the_pages_do_not_exist(town, report, who):
    make_other_town()
    make_operator()
    bring_to(town, report, "at_mayor")
    client = browser(who)
    before = database()
    sent = {"act": "sign", "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    assert client.get(address("inbox")).status_code == 404
    assert client.get(address("report_sign", report)).status_code == 404
    assert client.post(address("report_move", report), sent).status_code == 404
    assert unchanged(before)


def test_another_agencys_report_in_ones_own_address_does_not_exist(town, report):
    make_other_town()
    bring_to(town, report, "at_mayor")
    client = browser("fah-ekachai")
    before = database()
    sent = {"act": "sign", "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    own = {"agency": "khao-thong", "report_id": report.pk}
    assert client.post(reverse("report_move", kwargs=own), sent).status_code == 404
    assert client.get(reverse("report_sign", kwargs=own)).status_code == 404
    assert unchanged(before)


def test_a_press_without_the_forms_token_is_refused(town, report):
    bring_to(town, report, "at_mayor")
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.ekachai)
    before = database()
    sent = {"act": "sign", "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    assert client.post(address("report_move", report), sent).status_code == 403
    assert unchanged(before)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_post_presses(town, report, method):
    assert getattr(browser("chai"), method)(address("report_move", report)).status_code == 405


ALTERATIONS = {
    "a byte of the PDF": lambda paper: _flip(paper.pdf),
    "a byte of the content": lambda paper: _flip(paper.content),
    "no PDF any more": lambda paper: path_of(paper.pdf).unlink(),
    "another PDF": lambda paper: type(paper)._base_manager.filter(pk=paper.pk).update(pdf=paper.content),
    "another content": lambda paper: type(paper)._base_manager.filter(pk=paper.pk).update(content=paper.pdf),
}


def _flip(stored) -> None:
    path = path_of(stored)
    old = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(bytes([old[0] ^ 1]) + old[1:])


@pytest.mark.parametrize(
    ("who", "state", "name"),
    [("chai", "draft", "propose"), ("duangjai", "at_palad", "approve"), ("ekachai", "at_mayor", "sign")],
)
@pytest.mark.parametrize("alteration", ALTERATIONS)
def test_no_desk_signs_a_paper_whose_bytes_were_altered(town, report, alteration, who, state, name):
    bring_to(town, report, state)
    client, paper = browser(who), report.current_snapshot
    sent = fields(client.get(address("report_sign", report)))
    ALTERATIONS[alteration](paper)
    before = database()
    assert sent["act"] == name
    answer = client.post(address("report_move", report), sent)
    assert answer.status_code == 409
    assert "ไม่ตรงกับไฟล์ที่ระบบจัดทำ" in texts(answer)
    assert unchanged(before)
