"""Gaps stop the reporter's signature: kept with the paper, listed with links, mended by a new snapshot."""

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from files.services import store_bytes
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, Plan, Result
from reports.models import Report, ReportKind, Snapshot
from reports.services import compose_snapshot
from reports.snapshot import digest_over
from tests.reports.signoff.browsing import address, browser, fields, texts, unchanged
from tests.reports.signoff.papers import GAP, PDF, act, add_snapshot, bring_to, database, make_report

pytestmark = pytest.mark.django_db
STEP = [{"marker": "-", "text": "จัดประชุม"}]


@pytest.fixture
def year(town):
    """A measure whose row has no period and no result."""
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=2568)
        measure = Measure.objects.create(plan=plan, title="มาตรการเผยแพร่ข้อมูล", number_text="๑.")
        Activity.objects.create(measure=measure, methods=STEP, units=["กองคลัง"])
        IndicatorProgress.objects.create(plan=plan, number_text="1", title="การใช้อำนาจ")
        Disclosure.objects.create(plan=plan, code="o1", title="โครงสร้าง")
    return plan


def draft(town, **values) -> Report:
    with scope(agency=town.agency):
        return Report.objects.create(
            **{"agency": town.agency, "created_by": town.chai, "fiscal_year": 2568, "layout": "result-7col"} | values
        )


def frozen(town, report) -> list[str]:
    with scope(agency=town.agency):
        return [gap["code"] for gap in compose_snapshot(actor=town.standing("chai"), report=report).gaps]


def give_pdf(town, report) -> None:
    """As the worker does."""
    with scope(agency=town.agency):
        snapshot = Snapshot.objects.select_related("content").get(pk=report.current_snapshot_id)
        snapshot.pdf = store_bytes(content=PDF + str(snapshot.pk).encode(), media_type="application/pdf")
        snapshot.pages, snapshot.digest = 1, digest_over(snapshot.content.sha256, snapshot.pdf.sha256)
        snapshot.save()


def mend(town) -> None:
    with scope(agency=town.agency):
        activity = Activity.objects.get()
        activity.period_text = "ตลอดปีงบประมาณ"
        activity.save()
        Result.objects.create(activity=activity, round="twelve_months", outputs=STEP)


def test_a_snapshot_keeps_the_gaps_of_what_its_layout_prints(town, year):
    assert frozen(town, draft(town)) == ["no_period", "no_result"]
    assert frozen(town, draft(town, round="six_months", layout="result-progress")) == [
        "no_period", "no_result", "no_status", "no_status",
    ]
    assert frozen(town, draft(town, kind=ReportKind.PLAN)) == ["no_period"], "a plan has no results"


def test_mending_the_rows_helps_only_with_a_new_snapshot(town, year):
    report = draft(town)
    frozen(town, report)
    give_pdf(town, report)
    mend(town)
    client = browser("chai")
    before = database()
    answer = client.post(address("report_move", report), pressed(town, report))
    assert answer.status_code == 409
    assert unchanged(before)
    page = texts(client.get(address("report_detail", report)))
    assert page.count("<s>") == 2
    assert "แก้แล้ว" in page
    assert frozen(town, report) == []
    give_pdf(town, report)
    sent = fields(client.get(address("report_sign", report)))
    assert client.post(address("report_move", report), sent).status_code == 302
    with scope(agency=town.agency):
        assert Report.objects.get(pk=report.pk).state == "at_palad"


def pressed(town, report) -> dict[str, str]:
    """A press by somebody who never saw the page that lacks the button."""
    with scope(agency=town.agency):
        now = Report.objects.select_related("current_snapshot").get(pk=report.pk)
    return {"act": "propose", "seen_digest": now.current_snapshot.digest, "seen_revision": now.revision}


def test_the_page_lists_each_gap_with_the_way_to_it_and_offers_no_proposal(town, year):
    report = draft(town)
    frozen(town, report)
    give_pdf(town, report)
    client = browser("chai")
    page = texts(client.get(address("report_detail", report)))
    assert "ยังเสนอไม่ได้ เหลือ 2 รายการ" in page
    assert "?act=propose" not in page
    listed = page.split('id="gaps"')[1].split("</section>")[0]
    links = re.findall(r'<a href="([^"#]+)#[^"]+">([^<]+)</a>', listed)
    assert [client.get(link).status_code for link, _words in links] == [200, 200]
    assert [words.rpartition(": ")[2] for _link, words in links] == ["ยังไม่มีระยะเวลา", "ยังไม่ได้บันทึกผล"]
    assert client.get(address("report_preview", report)).status_code == 200
    assert client.get(address("report_sign", report))["Location"] == address("report_detail", report)


def test_the_same_preview_with_gaps_and_without(town, year):
    report = draft(town)
    client = browser("chai")
    assert client.get(address("report_preview", report)).status_code == 200
    frozen(town, report)
    assert client.get(address("report_preview", report) + "?snapshot=1").status_code == 200


@pytest.mark.parametrize("who", ["anong", "duangjai", "ekachai"])
def test_who_cannot_mend_a_report_is_not_bothered(town, who):
    report = make_report(town, gaps=(GAP,))
    assert 'id="gaps"' not in texts(browser(who).get(address("report_detail", report)))


def test_a_report_on_its_way_shows_no_gaps_any_more(town, report):
    bring_to(town, report, "at_palad")
    assert 'id="gaps"' not in texts(browser("chai").get(address("report_detail", report)))


def test_a_row_that_was_removed_counts_as_mended_and_links_nowhere(town, year):
    report = draft(town)
    frozen(town, report)
    with scope(agency=town.agency):
        Measure.objects.all().delete()
    page = texts(browser("chai").get(address("report_detail", report)))
    assert "/measures/" not in page.split('id="gaps"')[1].split("</section>")[0]


def test_a_paper_made_before_gaps_were_kept_can_be_proposed(town):
    report = make_report(town)
    assert report.current_snapshot.gaps == []
    act(town, "chai", report, "propose")
    assert report.state == "at_palad"


def test_sent_back_it_is_asked_again(town, report):
    bring_to(town, report, "sent_back")
    add_snapshot(report, words="ใหม่", gaps=(GAP,))
    before = database()
    client = browser("chai")
    sent = {"act": "propose", "seen_digest": report.current_snapshot.digest, "seen_revision": report.revision}
    before = database()
    answer = client.post(address("report_move", report), sent)
    assert answer.status_code == 409
    assert "ฉบับที่เสนอยังมีรายการที่ขาด" in texts(answer)
    assert reverse("report_detail", kwargs={"agency": "ban-suan", "report_id": report.pk}) in texts(answer)
    assert unchanged(before)
