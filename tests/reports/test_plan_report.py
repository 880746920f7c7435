"""The report of a plan: every word of document 002's plan in its cell, issue rows, no round, gaps of what it prints."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from indicators.models import Issue, ItemSet
from measures.models import Activity, Measure, MeasureGroup, Plan, Result
from reports.blocks import Document, Heading, Signature, Table
from reports.compose import compose, compose_content
from reports.document import build_document
from reports.file_names import report_file_name
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from reports.layouts import load_layout
from reports.models import Report, ReportKind, ReportText
from reports.services import compose_snapshot, create_report
from tests.reports import printed_words as printed
from tests.reports.pdf_text import differences, squeezed

pytestmark = pytest.mark.django_db
YEAR = 2568
STEP = [{"marker": "๑.", "text": "ประชุม"}]


def plan_table(document: Document) -> Table:
    [found] = [block for block in document.blocks if isinstance(block, Table)]
    return found


def cells(table: Table) -> list[list[str]]:
    return [[squeezed(cell.words) for cell in row.cells] for row in table.rows]


@pytest.fixture
def document_002():
    loaded = load_document(document=read_file(printed.DOCUMENTS["002"]))
    layout = load_layout("plan-by-issue")
    with scope(agency=loaded.agency):
        content = compose_content(agency=loaded.agency, fiscal_year=loaded.fiscal_year, kind=ReportKind.PLAN)
    return printed.source("002"), build_document(content, layout)


def expected_rows(data: dict) -> list[list[str]]:
    rows, before = [], None
    for row in data["plan"]["rows"]:
        if row["issue_no"] != before:
            rows.append([printed.words("ประเด็นที่", "๐๑๒๓๔๕๖๗๘๙"[row["issue_no"]], row["issue_title"])])
        before = row["issue_no"]
        rows.append([
            printed.words(row["title"]), printed.words("".join(row["units"])),
            printed.words(printed.items(row["steps"])), printed.words(row["period"]["text"]),
        ])
    return rows


def test_the_plan_of_002_prints_every_word_in_its_cell_in_order(document_002):
    data, document = document_002
    rows = cells(plan_table(document))
    assert rows == expected_rows(data)
    assert (len(rows), sum(len(row) == 1 for row in rows)) == (9 + 7, 7)


def test_its_columns_heading_and_desks(document_002):
    data, document = document_002
    table = plan_table(document)
    assert [column.label for column in table.columns] == data["plan"]["columns"]
    assert [column.width for column in table.columns] == [30, 14, 38, 18]
    assert Heading(lines=tuple(data["plan"]["heading_lines"]), level=2) in document.blocks
    assert document.orientation == "portrait"
    assert [block.kind for block in document.blocks if block.kind == "page_break"] == []
    assert len([block for block in document.blocks if isinstance(block, Signature)]) == len(data["sign_offs"])


def test_the_pdf_says_the_documents_words_cell_by_cell(document_002):
    assert differences(document_002[1]) == []


def make_year(town, **values) -> Plan:
    with scope(agency=town.agency):
        return Plan.objects.create(agency=town.agency, fiscal_year=YEAR, **values)


def write(plan, title="มาตรการ", rows=1, listed_as="measures", **values) -> Measure:
    with scope(agency=plan.agency):
        measure = Measure.objects.create(
            plan=plan, title=title, listed_as=listed_as, position=plan.measures.count(), **values
        )
        for place in range(rows):
            Activity.objects.create(measure=measure, position=place, methods=STEP, period_text="ทั้งปี", units=["ก"])
    return measure


def printed_plan(plan, **asked) -> list[list[str]]:
    with scope(agency=plan.agency):
        content = compose_content(agency=plan.agency, fiscal_year=YEAR, kind=ReportKind.PLAN, **asked)
    return [[cell.words for cell in row.cells] for row in plan_table(
        build_document(content, load_layout("plan-by-issue"))
    ).rows]


def test_a_year_without_a_plan_by_issue_prints_its_measures_without_results(town):
    plan = make_year(town)
    item_set = ItemSet.objects.create(fiscal_year=YEAR, starts_on="2024-10-01", ends_on="2025-09-30")
    Issue.objects.create(item_set=item_set, number=2, name="การให้บริการ")
    first = write(plan, "ก", issue_no=2, number_text="๑.", detail="ละเอียด", rationale="เพราะ")
    write(plan, "ข", rows=2)
    with scope(agency=town.agency):
        Result.objects.create(activity=first.activities.get(), outputs=[{"text": "ผลที่ไม่พิมพ์"}])
    assert printed_plan(plan) == [
        ["ประเด็นที่ ๒ การให้บริการ"],
        ["๑. ก\nละเอียด", "ก", "เพราะ\n๑. ประชุม", "ทั้งปี"],
        ["มาตรการอื่น"],
        ["ข", "ก", "๑. ประชุม", "ทั้งปี"],
        ["ก", "๑. ประชุม", "ทั้งปี"],
    ]


def test_where_there_is_a_plan_by_issue_it_alone_is_printed(town):
    plan = make_year(town)
    write(plan, "มาตรการของรายงาน")
    write(plan, "มาตรการของแผน", listed_as="plan", issue_title="ประเด็นที่ ๓ ช่องทาง", issue_no=3)
    assert [row[0] for row in printed_plan(plan)] == ["ประเด็นที่ ๓ ช่องทาง", "มาตรการของแผน"]


def test_groups_head_measures_of_no_issue(town):
    plan = make_year(town)
    with scope(agency=town.agency):
        group = MeasureGroup.objects.create(plan=plan, number_text="๑.", title="กลุ่มแรก")
    write(plan, "ก", group=group)
    write(plan, "ข", group=group)
    assert [row[0] for row in printed_plan(plan)] == ["๑. กลุ่มแรก", "ก", "ข"]


def test_measures_of_one_issue_stand_together_however_they_came_into_the_plan(town):
    plan = make_year(town)
    with scope(agency=town.agency):
        group = MeasureGroup.objects.create(plan=plan, number_text="๑.", title="กลุ่มแรก")
    for title, values in (
        ("ข", {"issue_no": 2, "issue_title": "สอง"}), ("อื่น", {}), ("ก", {"issue_no": 1, "issue_title": "หนึ่ง"}),
        ("ก ต่อ", {"issue_no": 1, "issue_title": "หนึ่ง"}), ("กลุ่ม", {"group": group}), ("อื่นอีก", {}),
        ("ข ต่อ", {"issue_no": 2, "issue_title": "สอง"}),
    ):
        write(plan, title, **values)
    assert [row[0] for row in printed_plan(plan)] == [
        "ประเด็นที่ ๑ หนึ่ง", "ก", "ก ต่อ", "ประเด็นที่ ๒ สอง", "ข", "ข ต่อ", "๑. กลุ่มแรก", "กลุ่ม", "มาตรการอื่น", "อื่น",
        "อื่นอีก",
    ]  # fmt: skip


def test_the_rows_it_was_read_from_are_kept_beside_it_and_of_no_other_kind(town):
    plan = make_year(town)
    one, two = write(plan, "ก", rows=2, listed_as="plan"), write(plan, "ข", listed_as="plan")
    write(plan, "ค")
    with scope(agency=town.agency):
        for kind, layout, expected in (
            ("plan", "plan-by-issue", [
                {"measure": one.pk, "activities": [each.pk for each in one.activities.all()]},
                {"measure": two.pk, "activities": [each.pk for each in two.activities.all()]},
            ]),
            ("result", "result-7col", []),
        ):  # fmt: skip
            report = create_report(
                actor=town.standing("chai"), kind=kind, fiscal_year=YEAR, round_name="twelve_months", layout=layout
            )
            assert compose_snapshot(actor=town.standing("chai"), report=report).rows == expected
        composed = compose(agency=town.agency, fiscal_year=YEAR, kind="plan")
    assert len(composed.rows) == len(composed.content.plan) == 2


@pytest.mark.parametrize(("listed_as", "other"), [("plan", "measures"), ("measures", None)])
def test_its_gaps_are_those_of_the_rows_it_prints(town, listed_as, other):
    plan = make_year(town)
    measure = write(plan, listed_as=listed_as)
    if other:
        lacking = write(plan, listed_as=other)
    with scope(agency=town.agency):
        if other:
            lacking.activities.update(period_text="")
        report = create_report(
            actor=town.standing("chai"), kind="plan", fiscal_year=YEAR, round_name="twelve_months",
            layout="plan-by-issue",
        )  # fmt: skip
        assert compose_snapshot(actor=town.standing("chai"), report=report).gaps == []
        measure.activities.update(units=[])
        snapshot = compose_snapshot(actor=town.standing("chai"), report=report)
    assert [gap["code"] for gap in snapshot.gaps] == ["no_units"]


def test_a_plan_is_opened_without_a_round_and_names_none(town, logged_in):
    plan = make_year(town)
    write(plan)
    client, new = logged_in("chai"), reverse("report_new", kwargs={"agency": "ban-suan"})
    page = client.get(f"{new}?kind=plan").content.decode()
    for name, value in (("kind", "plan"), ("layout", "plan-by-issue")):
        assert re.search(f'<input[^>]*name="{name}"[^>]*value="{value}"[^>]*checked|'
                         f'<input[^>]*checked[^>]*name="{name}"[^>]*value="{value}"', page), name  # fmt: skip
    chosen = {"kind": "plan", "fiscal_year": YEAR, "layout": "plan-by-issue"}
    assert list(client.post(new, chosen | {"layout": "result-7col"}).context["form"].errors) == ["layout"]
    answer = client.post(new, chosen)
    with scope(agency=town.agency):
        report = Report.objects.get()
        again = client.post(new, chosen | {"round": "six_months"})
        assert Report.objects.count() == 1
    assert again["Location"] == answer["Location"]
    assert (report.kind, report.layout, report.round, report.round_words) == (
        "plan", "plan-by-issue", "twelve_months", "",
    )  # fmt: skip
    for address in (answer["Location"], reverse("report_list", kwargs={"agency": "ban-suan"})):
        text = client.get(address).content.decode()
        assert "มาตรการประจำปี" in text
        assert "รอบ 12 เดือน" not in text
    assert report_file_name(report) == "มาตรการ 2568 เทศบาลตำบลบ้านสวน.pdf"
    assert "การประเมิน" not in client.get(answer["Location"] + "preview/").content.decode().split("<table")[0]


def test_a_result_still_needs_its_round(town, logged_in):
    make_year(town)
    new = reverse("report_new", kwargs={"agency": "ban-suan"})
    answer = logged_in("chai").post(new, {"kind": "result", "fiscal_year": YEAR, "layout": "result-7col"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["round"]
    with scope(agency=town.agency):
        assert Report.objects.count() == 0


def test_a_year_without_words_is_titled_as_a_plan(town):
    plan = make_year(town)
    write(plan)
    with scope(agency=town.agency):
        content = compose_content(agency=town.agency, fiscal_year=YEAR, kind="plan")
    assert content.title == "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"
    assert "เดือน" not in " ".join(content.heading_lines)


@pytest.mark.parametrize(("texts", "title", "first_line"), [
    ({"title_full": "รายงานผลการดำเนินการ ปี ๒๕๖๘", "cover_lines": ["รายงานผล"]}, "มาตรการส่งเสริม", "มาตรการส่งเสริม"),
    ({"cover_lines": ["เทศบาล", " รายงานผล"], "heading_lines": ["หัวเรื่อง"]}, "มาตรการส่งเสริม", "มาตรการส่งเสริม"),
    ({"title_full": "มาตรการของเรา", "cover_lines": ["ปกของเรา"]}, "มาตรการของเรา", "ปกของเรา"),
])  # fmt: skip
def test_a_plan_is_never_titled_as_the_report_of_its_year(town, texts, title, first_line):
    write(make_year(town))
    with scope(agency=town.agency):
        ReportText.objects.create(agency=town.agency, fiscal_year=YEAR, **texts)
        content = compose_content(agency=town.agency, fiscal_year=YEAR, kind="plan")
        result = compose_content(agency=town.agency, fiscal_year=YEAR)
    assert content.title.startswith(title)
    assert content.cover_lines[0].startswith(first_line)
    assert list(result.cover_lines) == texts["cover_lines"]
