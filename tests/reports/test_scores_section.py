"""The scores a plan rests on: composed from announced values only, printed as table and charts, exact on paper."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from indicators.models import Origin
from measures.models import Plan
from reports.blocks import Figure, Heading, Paragraph, Table, block_words, document_words
from reports.compose import compose_content
from reports.content import ReportContent, ScoresContent
from reports.document import build_document
from reports.layouts import load_layout
from reports.models import ReportKind, ReportText
from reports.snapshot import freeze, thaw
from reports.typesetting.build import build
from reports.writers.pdf import lay_out, paint
from tests.indicators.scores_made import announce
from tests.reports.pdf_text import differences, overrunning_lines
from tests.world import make_agency, make_town

pytestmark = pytest.mark.django_db
PLAN_YEAR, ASSESSED = 2568, 2567
VALUES = ("99.40", "92.10", "95.33", "84.99", "85.00", "85.01", "62.00", "90.10", "100.00", "100.00")
TEN = dict(enumerate(VALUES, start=1))


@pytest.fixture(scope="session", autouse=True)
def _typesetting():
    build()


@pytest.fixture
def agency(db):
    call_command("load_item_sets", verbosity=0)
    agency = make_agency()
    with scope(agency=agency):
        Plan.objects.create(agency=agency, fiscal_year=PLAN_YEAR)
        yield agency


def content_of(agency, kind=ReportKind.SCORES):
    return compose_content(agency=agency, fiscal_year=PLAN_YEAR, kind=kind)


def blocks_of(agency):
    document = build_document(content_of(agency), load_layout("score-report"))
    kinds = (Paragraph, Table, Figure)
    return document, [block for block in document.blocks if isinstance(block, kinds)]


def test_the_scores_are_those_of_the_year_before_or_of_the_year_the_plan_names(agency):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", indicators=TEN)
    announce(agency, 2566, overall="80.00", indicators={1: "70.00"})
    scores = content_of(agency).scores
    assert (scores.assessed_year, scores.overall, scores.level, scores.pass_mark) == (2567, "93.05", "ผ่านดี", "85.00")
    assert [row.value for row in scores.indicators] == list(VALUES)
    Plan.objects.update(assessed_year=2566)
    scores = content_of(agency).scores
    assert (scores.assessed_year, scores.overall) == (2566, "80.00")
    assert [row.value for row in scores.indicators] == ["70.00", *[""] * 9]


def test_the_table_is_that_of_the_layout_with_one_cell_an_instrument(agency):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", indicators={**TEN, 7: "62.00"})
    _document, (line, table, radar, bars) = blocks_of(agency)
    assert line.text == "คะแนนรวม ๙๓.๐๕ คะแนน ระดับ ผ่านดี เกณฑ์ ๘๕.๐๐ คะแนน"
    assert [(column.label, column.width) for column in table.columns] == [
        ("แบบ", 15), ("ลำดับ", 12), ("รายละเอียดตัวชี้วัด", 53), ("คะแนน", 20)
    ]  # fmt: skip
    assert [row.cells[0].rowspan for row in table.rows if len(row.cells) == 4] == [5, 3, 2]
    assert [cell.words for cell in table.rows[0].cells] == ["IIT", "๑", "การปฏิบัติหน้าที่", "๙๙.๔๐"]
    assert [cell.words for cell in table.rows[3].cells] == ["๔", "การใช้ทรัพย์สินของราชการ", "๘๔.๙๙"]
    assert [cell.words for cell in table.rows[8].cells] == ["OIT", "๙", "การเปิดเผยข้อมูล", "๑๐๐.๐๐"]
    assert "๘๔.๙๙ ต่ำกว่าเกณฑ์" in list(block_words(radar))
    assert [word for word in block_words(bars) if "ต่ำกว่าเกณฑ์" in word] == ["๘๔.๙๙ ต่ำกว่าเกณฑ์", "๖๒.๐๐ ต่ำกว่าเกณฑ์"]


def test_the_paper_says_exactly_the_words_of_the_document(agency):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", indicators=TEN)
    document, _blocks = blocks_of(agency)
    pages = lay_out(document)
    assert differences(document, pages=pages, pdf=paint(pages)) == []
    assert overrunning_lines(pages) == []
    assert "จุดกลาง ๕๐ ขอบนอก ๑๐๐" in document_words(document)


def test_nothing_calculated_is_printed(agency):
    announce(agency, ASSESSED, instruments={"IIT": "90.00", "EIT": "90.00", "OIT": "90.00"}, indicators={9: "90.00"})
    scores = content_of(agency).scores
    assert (scores.overall, scores.level) == ("", "")
    assert [row.value for row in scores.indicators if row.number != 9] == [""] * 9


def test_missing_scores_say_so_and_two_make_no_radar(agency):
    announce(agency, ASSESSED, indicators={1: "90.00", 2: "91.00"})
    _document, (line, table, figure) = blocks_of(agency)
    assert line.text == "เกณฑ์ ๘๕.๐๐ คะแนน"
    assert [row.cells[-1].words for row in table.rows][:3] == ["๙๐.๐๐", "๙๑.๐๐", "ไม่มีข้อมูล"]
    assert figure.drawing.key == "bars-wide"


@pytest.mark.parametrize("origin", Origin.values)
def test_an_overall_score_alone_is_a_line(agency, origin):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", origin=origin)
    _document, blocks = blocks_of(agency)
    assert [block.text for block in blocks] == ["คะแนนรวม ๙๓.๐๕ คะแนน ระดับ ผ่านดี เกณฑ์ ๘๕.๐๐ คะแนน"]


def test_without_scores_the_section_is_not_there(agency):
    document, blocks = blocks_of(agency)
    assert blocks == []
    headings = [line for block in document.blocks if isinstance(block, Heading) for line in block.lines]
    assert [line for line in headings if "รายตัวชี้วัด" in line] == []


def test_only_a_plan_has_scores_and_other_agencies_stay_out(agency):
    announce(make_town("khao-thong", "เขาทอง", prefix="fah-").agency, ASSESSED, overall="11.11", indicators=TEN)
    assert content_of(agency).scores == ScoresContent()
    announce(agency, ASSESSED, overall="93.05")
    assert content_of(agency, ReportKind.RESULT).scores == ScoresContent()
    assert content_of(agency).scores.overall == "93.05"


def test_content_with_scores_freezes_and_thaws(agency):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", indicators=TEN)
    content, layout = content_of(agency), load_layout("score-report")
    assert thaw(freeze(content, layout)).content == content


def test_snapshots_from_before_scores_are_still_read(agency):
    content = content_of(agency)
    data = json.loads(json.dumps(content.to_data()))
    del data["scores"]
    assert ReportContent.from_data(data) == content


def test_composing_costs_five_questions_more_with_one_edition_and_with_many(agency):
    def cost(kind):
        with CaptureQueriesContext(connection) as queries:
            content_of(agency, kind)
        return len(queries)

    announce(agency, ASSESSED, overall="90.00")
    few = cost(ReportKind.PLAN)
    for _time in range(5):
        announce(agency, ASSESSED, overall="93.05", indicators=TEN, items={f"o{n}": "1.00" for n in range(1, 36)})
    assert cost(ReportKind.PLAN) == few


def test_a_report_of_scores_is_named_after_the_year_they_are_of_whatever_the_year_prints_else(agency):
    announce(agency, ASSESSED, overall="93.05", level="ผ่านดี", indicators=TEN)
    ReportText.objects.create(
        agency=agency, fiscal_year=PLAN_YEAR, title_full="มาตรการของเรา", cover_lines=["ปกของแผน"]
    )
    content = content_of(agency)
    assert content.title == "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
    assert "ปกของแผน" not in content.cover_lines
    assert content_of(agency, ReportKind.PLAN).title == "มาตรการของเรา"
    assert content_of(agency, ReportKind.PLAN).scores == ScoresContent()
