"""Composing: a bounded number of queries, words where a year has none, people in the desks, the item set's fallback."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.models import Office
from indicators.models import Item, ItemSet
from measures.models import (
    Activity,
    Disclosure,
    DisclosureGroup,
    IndicatorProgress,
    Measure,
    MeasureGroup,
    Plan,
    Result,
)
from reports.blocks import Signature, Table
from reports.compose import NoSuchYear, compose_content
from reports.document import build_document
from reports.layouts import load_layout
from reports.models import ReportText, SignOffLine
from tests.world import appoint, make_agency, make_other_town, make_town, make_user

pytestmark = pytest.mark.django_db
YEAR = 2569


@pytest.fixture
def agency():
    return make_agency()


def fill(agency, rows: int) -> None:
    """A year with so many rows of every kind."""
    with scope(agency=agency):
        plan = Plan.objects.create(agency=agency, fiscal_year=YEAR)
        text = ReportText.objects.create(agency=agency, fiscal_year=YEAR)
        item_set = ItemSet.objects.create(fiscal_year=YEAR, starts_on="2025-10-01", ends_on="2026-09-30")
        for number in range(1, rows + 1):
            group = MeasureGroup.objects.create(plan=plan, position=number, title=f"กลุ่ม {number}")
            measure = Measure.objects.create(plan=plan, position=number, group=group, title=f"มาตรการ {number}")
            activity = Activity.objects.create(measure=measure, methods=[{"marker": "-", "text": "ขั้น"}])
            Result.objects.create(activity=activity, outputs=[{"text": "ผล"}])
            IndicatorProgress.objects.create(plan=plan, position=number, title=f"ตัวชี้วัด {number}")
            heading = DisclosureGroup.objects.create(plan=plan, position=number, heading_text=f"หัวข้อ {number}")
            item = Item.objects.create(item_set=item_set, code=f"o{number}", number=number, title="ข้อ")
            Disclosure.objects.create(plan=plan, position=number, group=heading, item=item, code=item.code)
            SignOffLine.objects.create(report_text=text, position_no=number, role="reporter")


@pytest.mark.parametrize("rows", [1, 10, 200])
def test_the_number_of_queries_does_not_grow_with_the_rows(agency, rows):
    fill(agency, rows)
    with scope(agency=agency), CaptureQueriesContext(connection) as queries:
        content = compose_content(agency=agency, fiscal_year=YEAR)
    assert (len(content.measures), len(content.oit_rows), len(content.indicators)) == (rows, rows, rows)
    assert len(queries) == 13


def test_a_year_nobody_opened_is_refused(agency):
    with scope(agency=agency), pytest.raises(NoSuchYear):
        compose_content(agency=agency, fiscal_year=YEAR)


def test_another_agencys_rows_are_not_in_it():
    town, other = make_town(), make_other_town()
    fill(other.agency, 2)
    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
        content = compose_content(agency=town.agency, fiscal_year=YEAR)
    assert (content.measures, content.oit_rows, content.groups) == ((), (), ())


def open_year(agency, **texts):
    with scope(agency=agency):
        plan = Plan.objects.create(agency=agency, fiscal_year=YEAR)
        if texts:
            ReportText.objects.create(agency=agency, fiscal_year=YEAR, **texts)
    return plan


def composed(agency, **options):
    with scope(agency=agency):
        return compose_content(agency=agency, fiscal_year=YEAR, **options)


def test_a_year_without_words_is_worded_by_the_portal(agency):
    open_year(agency)
    content = composed(agency)
    assert content.cover_lines == (
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
        "เทศบาลตำบลบ้านสวน", "อำเภอเมือง จังหวัดชลบุรี",
    )  # fmt: skip
    assert content.heading_lines == (*content.cover_lines[:2], "เทศบาลตำบลบ้านสวน อำเภอเมือง จังหวัดชลบุรี")
    assert content.title == " ".join(content.cover_lines[:2])


def test_numerals_and_round_are_in_the_portals_words(agency):
    open_year(agency, numerals="arabic")
    content = composed(agency, kind="progress", round_name="six_months")
    assert content.heading_lines[0].startswith("รายงานความก้าวหน้า")
    assert content.heading_lines[1:3] == ("ประจำปีงบประมาณ พ.ศ. 2569", "รอบ 6 เดือน (ตุลาคม 2568 – มีนาคม 2569)")


@pytest.mark.parametrize(("words", "cover", "heading"), [
    ({"title_full": "ชื่อของเรา"}, (), ("ชื่อของเรา",)),
    ({"title_full": "ชื่อ", "cover_lines": ["ปก"]}, ("ปก",), ()),
    ({"heading_lines": ["หัวเรื่อง"]}, (), ("หัวเรื่อง",)),
    ({"title_cover_lines": ["ปกตามชื่อ"]}, ("ปกตามชื่อ",), ()),
])  # fmt: skip
def test_own_words_stand_alone(agency, words, cover, heading):
    open_year(agency, **words)
    content = composed(agency)
    assert (content.cover_lines, content.heading_lines) == (cover, heading)


def test_an_answer_without_words_of_its_own_takes_the_item_sets(agency):
    fill(agency, 1)
    with scope(agency=agency):
        Item.objects.update(elements=[{"text": "แผนผัง", "children": ["ฝ่ายการเมือง"]}])
        document = build_document(compose_content(agency=agency, fiscal_year=YEAR), load_layout("result-progress"))
    table = next(block for block in document.blocks if isinstance(block, Table) and block.name == "oit")
    assert [cell.words for cell in table.rows[0].cells[:3]] == ["๐๑", "ข้อ", "- แผนผัง\nฝ่ายการเมือง"]


def test_a_measures_number_is_printed_where_none_was_typed(agency):
    plan = open_year(agency)
    with scope(agency=agency):
        Measure.objects.create(plan=plan, number=12, title="ก")
    table = build_document(composed(agency), load_layout("result-7col")).blocks[-1]
    assert table.rows[0].cells[0].words == "๑๒"


def test_the_results_of_the_chosen_round_are_printed(agency):
    plan = open_year(agency)
    with scope(agency=agency):
        activity = Activity.objects.create(measure=Measure.objects.create(plan=plan, title="ก"))
        for name, words in (("six_months", "ครึ่งปี"), ("twelve_months", "ทั้งปี")):
            Result.objects.create(activity=activity, round=name, outputs=[{"text": words}])
        Result.objects.create(activity=activity, round="other", status="not_done", not_done_reason="ขาดงบประมาณ",
                              problems="ขาดคน", suggestions="เพิ่มคน")
    printed = {
        name: build_document(composed(agency, round_name=name), load_layout("result-7col")).blocks[-1].rows[0].cells
        for name in ("six_months", "twelve_months", "other")
    }
    assert [cells[5].words for cells in printed.values()] == ["ครึ่งปี", "ทั้งปี", "ไม่ได้ดำเนินการ เนื่องจากขาดงบประมาณ"]
    assert printed["other"][6].words == "ปัญหาและอุปสรรค\nขาดคน\nข้อเสนอแนะ\nเพิ่มคน"
    assert composed(agency, kind="plan").measures[0].activities[0].outputs == ()


def desks(agency) -> list[Signature]:
    document = build_document(composed(agency), load_layout("result-7col"))
    return [block for block in document.blocks if isinstance(block, Signature)]


def test_without_people_and_lines_no_desk_is_printed(agency):
    open_year(agency)
    appoint(make_user("admin"), agency, Office.ADMINISTRATOR)
    assert desks(agency) == []


def test_the_desks_follow_the_offices_held_today(agency):
    open_year(agency)
    appoint(make_user("a", "นาย ก"), agency, Office.REPORTER, "นิติกร")
    appoint(make_user("b", "นาย ข"), agency, Office.PALAD, "หัวหน้าสำนักปลัด", acting_wording="รักษาราชการแทน",
            acting_for="ปลัดเทศบาล")
    assert desks(agency) == [
        Signature(heading="ผู้รายงาน", name="นาย ก", position="นิติกร"),
        Signature(heading="ความเห็นปลัดเทศบาล", asks_opinion=True, name="นาย ข", position="หัวหน้าสำนักปลัด",
                  acting_lines=("รักษาราชการแทน ปลัดเทศบาล",)),
        Signature(heading="ความเห็นนายกเทศมนตรีตำบลบ้านสวน", asks_opinion=True, position="นายกเทศมนตรีตำบลบ้านสวน"),
    ]  # fmt: skip


def test_the_agencys_own_lines_keep_their_words_and_take_the_missing_name(agency):
    open_year(agency, title_full="ก")
    appoint(make_user("b", "นาย ข"), agency, Office.PALAD, "ปลัด", acting_wording="รักษาการแทน", acting_for="ปลัด")
    with scope(agency=agency):
        text = ReportText.objects.get()
        SignOffLine.objects.create(report_text=text, position_no=2, role="mayor", opinion_heading="ความเห็นนายก",
                                   name="ค")
        SignOffLine.objects.create(report_text=text, position_no=1, role="clerk_palad", position="รองปลัด",
                                   acting_for="รักษาราชการแทน\nปลัดเทศบาล")
    assert desks(agency) == [
        Signature(name="นาย ข", position="รองปลัด", acting_lines=("รักษาราชการแทน", "ปลัดเทศบาล")),
        Signature(heading="ความเห็นนายก", asks_opinion=True, name="ค"),
    ]


def test_a_kind_of_agency_nobody_knows_still_has_desks():
    agency = make_agency(kind="village_council", name="แปลก", full_name="สภาแปลก")
    open_year(agency)
    appoint(make_user("a", "นาย ก"), agency, Office.REPORTER, "นิติกร")
    assert [desk.heading for desk in desks(agency)] == ["ผู้รายงาน", "ความเห็นปลัดแปลก", "ความเห็นนายกแปลก"]
