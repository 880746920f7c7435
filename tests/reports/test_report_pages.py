"""The pages of reports: from opening one to its stored PDF, hostile words, other agencies, and bounded queries."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from files.services import read_bytes
from jobs.models import Job
from jobs.runner import run_job
from measures.models import Activity, Measure, Plan
from reports.blocks import document_words
from reports.file_names import LONGEST_BYTES, pdf_file_name
from reports.layouts import layouts_for
from reports.models import Report, ReportText, Snapshot
from reports.services import compose_snapshot, create_report
from reports.snapshot import thaw
from tests.filled import YEAR, fill
from tests.reports.hostile_text import MARKUP
from tests.reports.pdf_text import squeezed
from tests.world import make_other_town, make_town

pytestmark = pytest.mark.django_db
HOSTILE = " ".join(MARKUP)


def address(name: str, town, **more) -> str:
    return reverse(name, kwargs={"agency": town.agency.slug, **more})


@pytest.fixture
def report(town) -> Report:
    """A draft of a year with one measure."""
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
        measure = Measure.objects.create(plan=plan, number_text="๑.", title="ปลูกต้นไม้ริมคลอง")
        Activity.objects.create(measure=measure, methods=[{"marker": "๑.", "text": "ขุดหลุม"}])
        return create_report(
            actor=town.standing("chai"), kind="result", fiscal_year=YEAR, round_name="twelve_months",
            layout="result-7col",
        )  # fmt: skip


@pytest.fixture
def snapshot(town, report) -> Snapshot:
    with scope(agency=town.agency):
        return compose_snapshot(actor=town.standing("chai"), report=report)


def set_pdf(snapshot: Snapshot, town) -> None:
    run_job(snapshot.job_id)
    with scope(agency=town.agency):
        snapshot.refresh_from_db()


def test_a_report_is_opened_and_found_again(town, logged_in):
    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
    client = logged_in("chai")
    new = address("report_new", town)
    assert "ตารางเจ็ดคอลัมน์" in client.get(f"{new}?year={YEAR}").content.decode()
    data = {"kind": "result", "fiscal_year": YEAR, "round": "six_months", "layout": "result-progress"}
    answer = client.post(new, data)
    with scope(agency=town.agency):
        report = Report.objects.get()
        assert (report.kind, report.round, report.layout, report.state) == (
            "result", "six_months", "result-progress", "draft",
        )  # fmt: skip
        assert answer["Location"] == address("report_detail", town, report_id=report.pk)
        assert client.post(new, data)["Location"] == answer["Location"]
        assert Report.objects.count() == 1
        layouts = ({"layout": "x"}, {"layout": "plan-by-issue"})
        for wrong in ({"fiscal_year": 2501}, {"kind": "letter"}, *layouts, {"round": ""}):
            assert client.post(new, data | {"round": "other"} | wrong).status_code == 200
        assert Report.objects.count() == 1


def test_without_a_year_the_page_says_what_to_do_first(town, logged_in):
    page = logged_in("chai").get(address("report_new", town)).content.decode()
    assert reverse("year_list", kwargs={"agency": town.agency.slug}) in page
    assert '<button class="btn btn-primary" type="submit">' not in page


def test_from_the_button_to_the_stored_pdf(town, report, logged_in):
    client = logged_in("chai")
    detail = address("report_detail", town, report_id=report.pk)
    assert client.post(address("report_compose", town, report_id=report.pk))["Location"] == detail
    with scope(agency=town.agency):
        snapshot = Snapshot.objects.get()
    status = address("snapshot_status", town, report_id=report.pk, number=1)
    pdf = address("snapshot_pdf", town, report_id=report.pk, number=1)

    page = client.get(detail).content.decode()
    assert f'hx-get="{status}"' in page
    assert "เอกสาร PDF รอคิวจัดทำ" in page
    assert client.get(pdf).status_code == 404
    waiting = client.get(status, headers={"HX-Request": "true"})
    assert "เอกสาร PDF รอคิวจัดทำ" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    assert client.get(status)["Location"] == detail

    Job.objects.update(state="running", lease_until="2999-01-01T00:00:00Z")
    assert "กำลังจัดทำเอกสาร PDF" in client.get(status, headers={"HX-Request": "true"}).content.decode()
    Job.objects.update(state="queued", lease_until=None)
    set_pdf(snapshot, town)

    assert client.get(status, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(detail).content.decode()
    assert snapshot.digest in page
    assert "hx-get" not in page
    answer = client.get(pdf)
    with scope(agency=town.agency):
        assert answer.content == read_bytes(snapshot.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert unquote(answer["Content-Disposition"]) == (
        "inline; filename*=utf-8''รายงานผลการดำเนินการ 2568 เทศบาลตำบลบ้านสวน ฉบับที่เสนอ 1.pdf"
    )
    assert client.get(f"{pdf}?download")["Content-Disposition"].startswith("attachment; ")


def test_a_failed_pdf_is_told_in_words(town, snapshot, report, logged_in):
    Job.objects.update(state="failed", error="The document is too large to be set as a PDF. "
                                             "Please shorten its longest texts.")  # fmt: skip
    page = logged_in("chai").get(address("report_detail", town, report_id=report.pk)).content.decode()
    assert "เอกสารยาวเกินกว่าจะจัดทำเป็น PDF ได้" in page
    assert "hx-get" not in page


def test_a_report_on_a_desk_is_not_composed(town, snapshot, report, logged_in):
    with scope(agency=town.agency):
        Report.objects.update(state="at_palad")
    client = logged_in("chai")
    client.post(address("report_compose", town, report_id=report.pk))
    page = client.get(address("report_detail", town, report_id=report.pk)).content.decode()
    assert "โปรดดึงเรื่องกลับก่อน" in page
    assert address("report_compose", town, report_id=report.pk) not in page
    with scope(agency=town.agency):
        assert Snapshot.objects.count() == 1


def test_a_change_after_the_snapshot_is_told(town, snapshot, report, logged_in):
    client, detail = logged_in("chai"), address("report_detail", town, report_id=report.pk)
    told = "ข้อมูลของปีมีการแก้ไขหลังจากจัดทำฉบับที่เสนอนี้"
    assert told not in client.get(detail).content.decode()
    with scope(agency=town.agency):
        Measure.objects.update(title="ปลูกต้นไม้ริมถนน")
    assert told in client.get(detail).content.decode()


class Words(HTMLParser):
    """The text inside the sheet of a preview, and what tags it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.tags, self.depth = "", set(), 0

    def handle_starttag(self, tag, attributes):
        if self.depth:
            self.tags.add(tag)
        if tag == "article":
            self.depth += 1

    def handle_endtag(self, tag):
        if tag == "article":
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.said += data


def preview(client, town, report, query: str = "") -> Words:
    reader = Words()
    reader.feed(client.get(address("report_preview", town, report_id=report.pk) + query).content.decode())
    return reader


def test_the_preview_is_the_document_live_or_frozen(town, snapshot, report, logged_in):
    client = logged_in("anong")
    with scope(agency=town.agency):
        frozen = thaw(read_bytes(snapshot.content)).document
    words = squeezed("".join(document_words(frozen)))
    assert squeezed(preview(client, town, report).said) == words
    with scope(agency=town.agency):
        Measure.objects.update(title="เปลี่ยนแล้ว")
    assert "เปลี่ยนแล้ว" in preview(client, town, report).said
    assert squeezed(preview(client, town, report, "?snapshot=1&zoom=150").said) == words
    for nonsense in ("?snapshot=2", "?snapshot=x", "?snapshot=๑", "?snapshot=99999999999999999999"):
        assert client.get(address("report_preview", town, report_id=report.pk) + nonsense).status_code == 404
    assert 'class="paper zoom-75"' in client.get(
        address("report_preview", town, report_id=report.pk) + "?zoom=7777"
    ).content.decode()


def test_hostile_words_stay_words(town, report, logged_in):
    with scope(agency=town.agency):
        Measure.objects.update(title=HOSTILE, detail=HOSTILE, rationale=HOSTILE)
        Activity.objects.update(methods=[{"marker": "<b>", "text": HOSTILE}], units=[HOSTILE])
        ReportText.objects.create(
            agency=town.agency, fiscal_year=YEAR, title_full=HOSTILE, cover_lines=[HOSTILE], heading_lines=[HOSTILE],
            introduction_paragraphs=[HOSTILE], labels={"measures": [{"label": HOSTILE, "width": None}] * 7},
        )  # fmt: skip
        snapshot = compose_snapshot(actor=town.standing("chai"), report=report)
    client = logged_in("chai")
    read = preview(client, town, report)
    assert read.tags <= {
        "section", "div", "p", "h2", "span", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "ul", "li",
        "br",
    }  # fmt: skip
    assert read.said.count("<script>") >= 12
    page = client.get(address("report_detail", town, report_id=report.pk)).content.decode()
    assert "<script>alert" not in page
    set_pdf(snapshot, town)
    assert "<script>alert" not in client.get(address("report_detail", town, report_id=report.pk)).content.decode()
    assert "<script>alert" not in client.get(address("report_list", town)).content.decode()


def test_nothing_to_print_is_said_kindly(town, report, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        Measure.objects.all().delete()
    client.post(address("report_compose", town, report_id=report.pk))
    assert "โปรดบันทึกมาตรการก่อน" in client.get(address("report_detail", town, report_id=report.pk)).content.decode()
    with scope(agency=town.agency):
        assert (Snapshot.objects.count(), Job.objects.count()) == (0, 0)
        ReportText.objects.create(agency=town.agency, fiscal_year=YEAR, title_cover_lines=["ปก"])
    assert "ปก" in preview(client, town, report).said
    with scope(agency=town.agency):
        ReportText.objects.all().delete()
        Plan.objects.all().delete()
    page = client.get(address("report_preview", town, report_id=report.pk)).content.decode()
    assert "แสดงหน้านี้ไม่ได้" in page


def test_another_agencys_reports_are_not_there(town, logged_in):
    theirs = fill(make_other_town(), "CANARY")
    ours = fill(town, "ของเรา")
    client = logged_in("chai")
    here = {"report_id": theirs.report.pk}
    for name in ("report_detail", "report_preview"):
        assert client.get(address(name, town, **here)).status_code == 404
    for name in ("snapshot_pdf", "snapshot_status"):
        assert client.get(address(name, town, **here, number=1)).status_code == 404
    assert client.post(address("report_compose", town, **here)).status_code == 404
    with scope(agency=theirs.town.agency):
        assert Snapshot.objects.count() == 1
    listed = client.get(address("report_list", town)).content.decode()
    assert "ของเรา" in listed
    assert "CANARY" not in listed
    assert ours.report.pk


def test_who_may_not_compose_sees_no_button_and_gets_no_page(town, report, logged_in):
    for name in ("anong", "duangjai", "ekachai"):
        client = logged_in(name)
        assert client.get(address("report_new", town)).status_code == 404
        assert client.post(address("report_compose", town, report_id=report.pk)).status_code == 404
        page = client.get(address("report_detail", town, report_id=report.pk)).content.decode()
        assert address("report_compose", town, report_id=report.pk) not in page
        assert client.get(reverse("text_edit", kwargs={"agency": town.agency.slug, "year": YEAR})).status_code == 404
    with scope(agency=town.agency):
        assert Snapshot.objects.count() == 0


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_take_the_same_queries_for_one_row_and_for_many(logged_in, town, report):
    client = logged_in("chai")
    pages = (
        address("report_list", town), address("report_detail", town, report_id=report.pk),
        reverse("agency_home", kwargs={"agency": town.agency.slug}),
    )  # fmt: skip
    with scope(agency=town.agency):
        compose_snapshot(actor=town.standing("chai"), report=report)
        before = [queries(client, page) for page in pages]
        for _ in range(12):
            compose_snapshot(actor=town.standing("chai"), report=report)
        for year in range(2500, 2530):
            Report.objects.create(
                agency=town.agency, kind="result", fiscal_year=year, layout="x", created_by=town.chai,
            )  # fmt: skip
    assert [queries(client, page) for page in pages] == before
    shown = client.get(pages[0]).content.decode()
    assert len(set(re.findall(r"/reports/(\d+)/", shown))) == 25
    assert "ยังเก็บฉบับที่เสนอก่อนหน้านี้ไว้อีก 3 ฉบับ" in client.get(pages[1]).content.decode()


def test_a_layout_that_is_gone_does_not_break_its_reports(town, report, logged_in):
    with scope(agency=town.agency):
        Report.objects.update(layout="gone")
    for name in ("report_detail", "report_preview"):
        assert logged_in("chai").get(address(name, town, report_id=report.pk)).status_code == 200


@pytest.mark.parametrize(("parts", "name"), [
    (("รายงาน", 2568), "รายงาน 2568.pdf"),
    (("../../etc/passwd\x00", "a\\b:c*d?\"<>|"), "etc passwd a b c d.pdf"),
    (("", None, " . "), "report.pdf"),
    (("กํา\u200bแพง",), "กํา แพง.pdf"),
    (("x" * 300,), "x" * LONGEST_BYTES + ".pdf"),
])  # fmt: skip
def test_file_names_are_safe(parts, name):
    assert pdf_file_name(*parts) == name


def test_a_cut_file_name_keeps_letters_whole():
    for start in range(4):
        stem = pdf_file_name("x" * start + "ที่น้ำ" * 40).removesuffix(".pdf")
        assert LONGEST_BYTES - 9 <= len(stem.encode()) <= LONGEST_BYTES
        assert stem[start:].replace("ที่น้ำ", "") in ("", "ที่")


def test_two_towns_compose_side_by_side(report, town):
    other = make_town("khao-thong", "เขาทอง", prefix="fah-")
    with scope(agency=other.agency):
        Plan.objects.create(agency=other.agency, fiscal_year=YEAR)
        create_report(
            actor=other.standing("chai"), kind="result", fiscal_year=YEAR, round_name="twelve_months",
            layout="result-7col",
        )  # fmt: skip
        assert Report.objects.count() == 1


def test_the_layout_of_the_last_report_is_proposed(town, logged_in):
    """So a year opened from an earlier one goes on with its layout."""
    def proposed():
        form = logged_in("chai").get(address("report_new", town)).context["form"]
        return form["kind"].value(), form["layout"].value()

    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
    assert proposed() == ("result", layouts_for("result")[0].name)
    last = layouts_for("result")[-1].name
    with scope(agency=town.agency):
        Report.objects.create(agency=town.agency, kind="result", fiscal_year=2568, layout=last, created_by=town.chai)
        Report.objects.create(agency=town.agency, kind="plan", fiscal_year=2569, layout="gone", created_by=town.chai)
    assert proposed() == ("result", last) != ("result", layouts_for("result")[0].name)
    with scope(agency=town.agency):
        Report.objects.create(
            agency=town.agency, kind="result", fiscal_year=2569, layout="no-longer-there", created_by=town.chai
        )
    assert proposed() == ("result", layouts_for("result")[0].name)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        (f"รายงาน ประจำปี {YEAR - 1}", ["Title"]), (f"รายงาน ประจำปี {YEAR}", []), ("รายงาน", []),
        (f"ผลปี {YEAR - 1} และมาตรการปี {YEAR}", []),
    ],
)
def test_a_title_that_names_another_year_is_pointed_out(town, report, logged_in, title, named):
    with scope(agency=town.agency):
        ReportText.objects.create(agency=town.agency, fiscal_year=YEAR, title_full=title)
    answer = logged_in("chai").get("/en" + address("report_detail", town, report_id=report.pk))
    assert answer.context["titles_of_other_years"] == named
    assert ("These texts name another year than" in answer.content.decode()) is bool(named)
