"""The signing page and the press: from the reporter to the mayor, sending back, recalling, cancelling."""


import pytest
from django.urls import reverse
from django_scopes import scope

from reports.ledger import entries_of
from tests.reports.signoff.browsing import address, browser, fields, state_of, texts, unchanged
from tests.reports.signoff.papers import act, bring_to, database

pytestmark = pytest.mark.django_db


def test_from_the_reporter_to_the_mayor_through_the_pages(town, report):
    for who, name, opinion, words in (
        ("chai", "propose", None, ""),
        ("duangjai", "approve", "forward", "เห็นควรเสนอนายกเพื่อโปรดพิจารณา"),
        ("ekachai", "sign", "agreed", "เห็นชอบ"),
    ):
        client = browser(who)
        page = client.get(address("report_sign", report))
        assert page.status_code == 200
        assert page.context["step"].act == name
        sent = fields(page) | ({"opinion": opinion} if opinion else {})
        answer = client.post(address("report_move", report), sent)
        assert (answer.status_code, answer["Location"]) == (302, address("report_detail", report))
        with scope(agency=town.agency):
            entry = entries_of(report).last()
        assert (entry.act, entry.opinion, entry.actor_name) == (name, words, town.people[who].full_name)
    assert state_of(town, report) == "signed"


def test_own_words_follow_the_tapped_ones(town, report):
    bring_to(town, report, "at_mayor")
    client = browser("ekachai")
    sent = fields(client.get(address("report_sign", report)))
    client.post(address("report_move", report), sent | {"opinion": "approved", "note": "ให้เร่งดำเนินการ"})
    with scope(agency=town.agency):
        assert entries_of(report).last().opinion == "อนุมัติ\nให้เร่งดำเนินการ"


def test_a_word_of_no_choice_is_refused(town, report):
    bring_to(town, report, "at_mayor")
    client = browser("ekachai")
    sent = fields(client.get(address("report_sign", report)))
    before = database()
    assert client.post(address("report_move", report), sent | {"opinion": "whatever"}).status_code == 422
    assert unchanged(before)


def test_the_signing_page_shows_paper_facts_and_earlier_opinions(town, report):
    bring_to(town, report, "at_palad")
    act(town, "duangjai", report, "approve", note="เห็นควรเสนอนายก")
    page = texts(browser("ekachai").get(address("report_sign", report)))
    pdf = reverse("snapshot_pdf", kwargs={"agency": "ban-suan", "report_id": report.pk, "number": 1})
    for shown in (pdf, report.current_snapshot.digest, "ดวงใจ มั่นคง", "เห็นควรเสนอนายก", "?act=send_back"):
        assert shown in page


def test_send_back_needs_a_reason_and_shows_it_until_proposed_again(town, report):
    bring_to(town, report, "at_palad")
    client = browser("duangjai")
    page = client.get(address("report_sign", report) + "?act=send_back")
    sent = fields(page)
    before = database()
    answer = client.post(address("report_move", report), sent | {"note": "  "})
    assert answer.status_code == 422
    assert unchanged(before)
    answer = client.post(address("report_move", report), sent | {"note": "โปรดแก้ข้อ ๓"})
    assert answer.status_code == 302
    detail = browser("chai").get(address("report_detail", report))
    main = texts(detail).split('id="content"')[1]
    assert main.index("โปรดแก้ข้อ ๓") < main.index('id="route-title"')
    act(town, "chai", report, "propose")
    again = texts(browser("chai").get(address("report_detail", report)))
    assert "sent-back" not in again
    assert "โปรดแก้ข้อ ๓" in again  # the log keeps it


def test_recall_and_cancel_by_button_and_page(town, report):
    client = browser("chai")
    bring_to(town, report, "at_palad")
    detail = texts(client.get(address("report_detail", report)))
    assert 'name="act" value="recall"' in detail
    sent = {"act": "recall", "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    assert client.post(address("report_move", report), sent).status_code == 302
    assert state_of(town, report) == "draft"
    page = client.get(address("report_sign", report) + "?act=cancel")
    assert client.post(address("report_move", report), fields(page) | {"note": "ตั้งผิดปี"}).status_code == 302
    assert state_of(town, report) == "cancelled"


@pytest.mark.parametrize(("who", "state", "act_asked"), [
    ("anong", "at_palad", ""), ("arun", "at_palad", ""), ("chai", "at_mayor", ""), ("duangjai", "at_mayor", "sign"),
    ("ekachai", "at_palad", ""), ("ekachai", "at_mayor", "publish"), ("ekachai", "signed", ""), ("chai", "draft", "x"),
])  # fmt: skip
def test_nothing_to_sign_leads_back_to_the_report(town, report, who, state, act_asked):
    bring_to(town, report, state)
    query = f"?act={act_asked}" if act_asked else ""
    answer = browser(who).get(address("report_sign", report) + query)
    assert (answer.status_code, answer["Location"]) == (302, address("report_detail", report))
