"""Page, paste, preview, apply: what comes into the year, what is left alone, and who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from audit.models import Change
from measures.forms.disclosure import DisclosureForm
from measures.forms.measure import ActivityForm, MeasureForm
from measures.forms.pasted.preview import Preview
from measures.forms.result import ResultForm
from measures.models import Activity, Disclosure, Measure, PastedTable, Result
from measures.pasting.columns import TARGETS, fields_of
from measures.services.pasting import apply_table
from tests.architecture.forms import post_forms
from tests.architecture.references import rows_of
from tests.measures.pasting.tables import B1, B5, B7, address, apply, form_that, keep, preview_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(filled):
    """The town's year without its one measure."""
    with scope(agency=filled.town.agency):
        Measure.objects.all().delete()
        PastedTable.objects.all().delete()
    return filled


def measures(filled):
    return list(Measure.objects.filter(plan=filled.plan).order_by("position"))


def test_a_word_table_becomes_measures_and_goes_on_to_its_results(empty, logged_in):
    chai = logged_in("chai")
    table = keep(chai, empty, "plan", B1)
    page = chai.get(preview_path(empty, table)).context["preview"]
    assert [(each.number, each.state) for each in page.proposals] == [(1, "new"), (2, "new"), (3, "new")]
    assert {each.text for each in page.left} >= {"เปิดเผยครบ ๓๕ ข้อ", "มีผู้เข้าร่วม ๑๒๐ คน"}
    answer = apply(chai, empty, table)
    with scope(agency=empty.town.agency):
        first, second = measures(empty)
        assert (first.number_text, first.number, first.title) == ("๑.", 1, "มาตรการยกระดับการให้บริการ")
        one = first.activities.get()
        assert one.methods == [
            {"marker": "๑.", "text": "จัดทำระบบ E-Service"},
            {"marker": "๒.", "text": "ประชาสัมพันธ์ช่องทาง"},
            {"marker": "๓.", "text": "ประเมินผล"},
        ]
        assert (one.units, one.period_text) == (["สำนักปลัด", "กองคลัง"], "๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘")
        assert [each.units for each in second.activities.order_by("position")] == [["สำนักปลัด"], ["กองช่าง"]]
        results = PastedTable.objects.get(target="results")
        assert answer["Location"] == preview_path(empty, results)
        assert (results.cells, PastedTable.objects.get(pk=table.pk).applied_at is not None) == (table.cells, True)
    apply(chai, empty, results)
    with scope(agency=empty.town.agency):
        found = {each.activity.methods[0]["text"]: (each.outputs, each.outcomes) for each in Result.objects.all()}
        assert found == {
            "จัดทำระบบ E-Service": (
                [{"marker": "๑.", "text": "มีระบบแล้ว ๓ ระบบ"}],
                [{"marker": None, "text": "ประชาชนพึงพอใจร้อยละ ๙๒"}],
            ),
            "เปิดเผยข้อมูล": ([{"marker": None, "text": "เปิดเผยครบ ๓๕ ข้อ"}], []),
            "จัดประชุมประชาคม": ([], [{"marker": None, "text": "มีผู้เข้าร่วม ๑๒๐ คน"}]),
        }


def test_a_plan_by_issue(empty, logged_in):
    chai = logged_in("chai")
    table = keep(chai, empty, "plan", B5, "?list=plan")
    assert apply(chai, empty, table)["Location"] == address(empty, "measure_list") + "?list=plan"
    with scope(agency=empty.town.agency):
        first, second = measures(empty)
        assert [(each.listed_as, each.issue_no, each.title) for each in (first, second)] == [
            ("plan", 1, "จัดทำคู่มือประชาชน"),
            ("plan", 2, "พัฒนาระบบ"),
        ]
        assert first.issue_title == "กระบวนการปฏิบัติงานที่โปร่งใส"
        assert [each.units for each in Activity.objects.order_by("pk")] == [["สำนักปลัด", "กองคลัง"], ["ทุกสำนัก/กอง"]]


def test_group_rows_open_groups(empty, logged_in):
    chai = logged_in("chai")
    text = (
        "ลำดับที่\tมาตรการ/กิจกรรมที่ดำเนินการ\tระยะเวลาดำเนินการ\tหมายเหตุ\n"
        "๑. กระบวนการปฏิบัติงานที่โปร่งใส\t\t\t\n"
        "๑.๑\t๑. จัดทำคู่มือ\tตลอดปี\tผู้รับผิดชอบ สำนักปลัด\n๑.๒\t๑. เผยแพร่\tตลอดปี\t\n"
        "๒. การให้บริการ\t\t\t\n๒.๑\tเปิดบริการ\tมี.ค.\t\n"
    )
    apply(chai, empty, keep(chai, empty, "plan", text))
    with scope(agency=empty.town.agency):
        assert [(each.number_text, str(each.group)) for each in measures(empty)] == [
            ("๑.๑", "๑. กระบวนการปฏิบัติงานที่โปร่งใส"),
            ("๑.๒", "๑. กระบวนการปฏิบัติงานที่โปร่งใส"),
            ("๒.๑", "๒. การให้บริการ"),
        ]


def test_applying_twice_does_nothing_the_second_time(empty, logged_in):
    chai = logged_in("chai")
    table = keep(chai, empty, "plan", B1)
    sent = form_that(chai, preview_path(empty, table), "apply").data()
    chai.post(preview_path(empty, table), sent)
    before = rows_of(empty.town.agency)
    chai.post(preview_path(empty, table), sent)
    assert rows_of(empty.town.agency) == before
    again = keep(chai, empty, "plan", B1)
    assert [each.state for each in chai.get(preview_path(empty, again)).context["preview"].proposals] == ["same"] * 3


def test_an_empty_cell_erases_nothing_and_a_text_is_replaced_only_when_ticked(filled, logged_in):
    chai = logged_in("chai")
    text = f"ลำดับที่\tมาตรการ\tวิธีการปฏิบัติ\tระยะเวลา\tเป้าหมาย\n๑.\t{filled.measure.title}\t๑. ขั้นตอนใหม่\t\tไม่น้อยกว่า ๕ เรื่อง\n"
    table = keep(chai, filled, "plan", text)
    (row,) = chai.get(preview_path(filled, table)).context["preview"].proposals
    assert [(each.key, each.fills) for each in row.differences] == [
        ("activity.methods", False),
        ("activity.target_text", True),
    ]
    apply(chai, filled, table)
    with scope(agency=filled.town.agency):
        activity = Activity.objects.get(pk=filled.activity.pk)
        assert (activity.methods, activity.period_text) == (filled.activity.methods, filled.activity.period_text)
        assert activity.target_text == "ไม่น้อยกว่า ๕ เรื่อง"
    apply(chai, filled, keep(chai, filled, "plan", text), use=f"{row.number}.activity.methods")
    with scope(agency=filled.town.agency):
        assert Activity.objects.get(pk=filled.activity.pk).methods == [{"marker": "๑.", "text": "ขั้นตอนใหม่"}]


def test_a_row_changed_after_the_preview_is_left_and_shown_again(filled, logged_in):
    chai = logged_in("chai")
    text = f"ลำดับที่\tมาตรการ\tวิธีการปฏิบัติ\n๑.\t{filled.measure.title}\tแทนที่\n๒.\tมาตรการใหม่\tขั้นใหม่\n"
    table = keep(chai, filled, "plan", text)
    path = preview_path(filled, table)
    sent = form_that(chai, path, "apply").data() | {"use_all": "yes"}
    with scope(agency=filled.town.agency):
        Activity.objects.filter(pk=filled.activity.pk).update(methods=[{"marker": None, "text": "ของคนอื่น"}], version=2)
    answer = chai.post(path, sent)
    assert answer.status_code == 409
    assert (answer.context["changed"], "ของคนอื่น" in answer.content.decode()) == ([2], True)
    with scope(agency=filled.town.agency):
        assert Activity.objects.get(pk=filled.activity.pk).methods == [{"marker": None, "text": "ของคนอื่น"}]
        assert [each.title for each in measures(filled)] == [filled.measure.title, "มาตรการใหม่"]
        assert PastedTable.objects.get(pk=table.pk).applied_at is None
    assert apply(chai, filled, table, use_all="yes").status_code == 302
    with scope(agency=filled.town.agency):
        assert [each["text"] for each in Activity.objects.get(pk=filled.activity.pk).methods] == ["แทนที่"]
        assert [each.title for each in measures(filled)] == [filled.measure.title, "มาตรการใหม่"]


def test_what_cannot_be_read_is_said_and_the_rest_is_taken(empty, logged_in):
    chai = logged_in("chai")
    text = (
        "ลำดับที่\tมาตรการ\tวิธีการปฏิบัติ\tตั้งแต่วันที่\tงบประมาณ\n๑.\tดี\tขั้น\t๑ ต.ค. ๒๕๖๗\t๑๐,๐๐๐.- บาท\n"
        "๒.\tปี ค.ศ.\tขั้น\t1/10/2024\t\n๓.\tวรรณยุกต์\t่ลอย\t\t\n๔.\tเงิน\tขั้น\t\tเยอะ\n๕.\tไม่ใช้เงิน\tขั้น\t\tไม่ใช้งบประมาณ\n"
    )
    table = keep(chai, empty, "plan", text)
    page = chai.get(preview_path(empty, table))
    troubled = {each.number: each.errors for each in page.context["preview"].troubled}
    assert sorted(troubled) == [2, 3, 4]
    assert "ตั้งแต่วันที่" in troubled[2][0]
    assert "2567" in troubled[2][0]
    assert "◌่ลอย" in troubled[3][0]
    assert "เยอะ" in troubled[4][0]
    answer = apply(chai, empty, table)
    assert answer["Location"] == preview_path(empty, table)
    with scope(agency=empty.town.agency):
        assert [each.title for each in measures(empty)] == ["ดี", "ไม่ใช้เงิน"]
        one, other = Activity.objects.order_by("pk")
        assert (one.budget_set, one.period_start.isoformat(), other.uses_no_budget) == (10_000, "2024-10-01", True)
        assert PastedTable.objects.get(pk=table.pk).applied_at is None
    mended = chai.get(address(empty, "plan_paste") + f"?table={table.pk}")
    sent = post_forms(mended.content.decode())[0].data()
    chai.post(address(empty, "plan_paste"), sent | {"table": text.replace("่ลอย", "ไม่ลอย")})
    with scope(agency=empty.town.agency):
        assert not PastedTable.objects.filter(pk=table.pk).exists()
        apply(chai, empty, PastedTable.objects.get())
        assert [each.title for each in measures(empty)] == ["ดี", "ไม่ใช้เงิน", "วรรณยุกต์"]
    assert mended.context["form"].initial["table"].count("\n") == 5


def test_a_division_records_results_by_paste(filled, logged_in):
    """The recorder's way: page, paste, preview, apply."""
    anong = logged_in("anong")
    text = (
        "ลำดับที่\tมาตรการ/กิจกรรม\tสถานะ\tผลการดำเนินการ\tผลลัพธ์\tงบประมาณที่ใช้\tปัญหาและอุปสรรค\n"
        f'๑\t{filled.measure.title}\tดำเนินการแล้ว\t"๑. อบรม ๒ รุ่น\n๒. มีคู่มือ"\tพอใจร้อยละ ๙๐\t๒,๕๐๐ บาท\tไม่มี\n'
        "๙\tมาตรการที่ไม่มีในแผน\tเสร็จไหม\tก\t\t\t\n"
    )
    table = keep(anong, filled, "results", text, round="six_months")
    preview = anong.get(preview_path(filled, table)).context["preview"]
    assert [each.state for each in preview.proposals] == ["new", "unfound"]
    apply(anong, filled, table)
    with scope(agency=filled.town.agency):
        march = Result.objects.get(activity=filled.activity, round="six_months")
        october = Result.objects.get(pk=filled.result.pk)
        assert (march.status, march.budget_spent, march.problems) == ("done", 2500, "ไม่มี")
        assert [each["text"] for each in march.outputs] == ["อบรม ๒ รุ่น", "มีคู่มือ"]
        assert (october.outputs, october.version) == (filled.result.outputs, 1)
        assert Measure.objects.filter(plan=filled.plan).count() == 1


def test_not_done_because_is_a_full_answer(filled, logged_in):
    anong = logged_in("anong")
    text = "ลำดับที่\tผลการดำเนินการ\tผลลัพธ์\n๑.\tไม่ได้ดำเนินการ เนื่องจากงบประมาณไม่เพียงพอ\t\n"
    apply(anong, filled, keep(anong, filled, "results", text, round="six_months"))
    with scope(agency=filled.town.agency):
        result = Result.objects.get(activity=filled.activity, round="six_months")
        assert (result.status, result.not_done_reason) == ("not_done", "งบประมาณไม่เพียงพอ")


@pytest.mark.parametrize("code", ["o๑", "๐๑", "O1", "01", "ข้อ ๑", "1"])
def test_oit_items_in_any_spelling(filled, logged_in, code):
    anong = logged_in("anong")
    text = (
        B7.replace("๐๑\t", f"{code}\t")
        .replace("ความก้าวหน้าผลการดำเนินการ", "ความก้าวหน้า\tURL")
        .replace('แล้ว"\n', 'แล้ว"\t"https://www.example.go.th/a\nหน้าแรก > เกี่ยวกับ\nhttps://www.example.go.th/o1"\n')
    )
    apply(anong, filled, keep(anong, filled, "oit", text), use_all="yes")
    with scope(agency=filled.town.agency):
        row = Disclosure.objects.get(pk=filled.disclosure.pk)
        assert (row.status, row.units) == ("done", ["สำนักปลัด", "กองคลัง"])
        assert row.progress_notes == [{"marker": "-", "text": "ลงเว็บไซต์แล้ว"}]
        assert [(each.url, each.click_path) for each in row.links.all()] == [
            ("https://www.example.go.th/o1", filled.link.click_path),
            ("https://www.example.go.th/a", "หน้าแรก > เกี่ยวกับ"),
        ]
        assert row.title == filled.disclosure.title


def test_only_who_may_open_a_year_adds_oit_rows(filled, logged_in):
    text = "ตัวชี้วัดย่อยที่ 9.2 การบริหารงาน\t\t\nข้อ\tข้อมูล\tความก้าวหน้า\n๐๑๐\tแผนดำเนินงาน\tทำแล้ว\n"
    anong, chai = logged_in("anong"), logged_in("chai")
    table = keep(anong, filled, "oit", text)
    assert [each.state for each in anong.get(preview_path(filled, table)).context["preview"].proposals] == ["unfound"]
    apply(anong, filled, table)
    with scope(agency=filled.town.agency):
        assert Disclosure.objects.count() == 1
    apply(chai, filled, table)
    with scope(agency=filled.town.agency):
        row = Disclosure.objects.get(number=10)
        assert (row.code, row.code_text, row.title) == ("o10", "๐๑๐", "แผนดำเนินงาน")


def test_columns_can_be_named_by_hand(empty, logged_in):
    chai = logged_in("chai")
    table = keep(chai, empty, "plan", "ของเรา\tทำอะไร\nมาตรการเอก\tก่อน\n")
    path = preview_path(empty, table)
    assert chai.get(path).context["preview"].proposals == []
    sent = form_that(chai, path, "columns").data() | {"column-0": "title", "column-1": "methods"}
    assert chai.post(path, sent | {"column-1": "title"}).status_code == 200
    assert chai.post(path, sent).status_code == 302
    apply(chai, empty, table)
    with scope(agency=empty.town.agency):
        assert [each.title for each in measures(empty)] == [
            "ของเรา",
            "มาตรการเอก",
        ]  # nothing tells a heading: all are rows


def test_a_table_thrown_away_leaves_its_cells_in_the_change_row(filled, logged_in):
    chai = logged_in("chai")
    table = keep(chai, filled, "plan", B1)
    assert f"paste/{table.pk}/" in chai.get(address(filled, "plan_paste")).content.decode()
    path = preview_path(filled, table)
    chai.post(path, form_that(chai, path, "throw_away").data())
    assert chai.get(path).status_code == 404
    assert Change.objects.get(act="table.thrown_away").before == {"cells": table.cells}
    with scope(agency=filled.town.agency):
        assert Measure.objects.count() == 1


def test_a_second_click_makes_no_second_row(empty, logged_in):
    """Both clicks were sent from the same page; the table stays, since one of its rows cannot be read."""
    chai, town = logged_in("chai"), empty.town
    text = "ลำดับที่\tมาตรการ\tวิธีการปฏิบัติ\n๑.\tหนึ่ง\tขั้น\n\t\tขั้นต่อ\n๒.\t่ลอย\tขั้น\n"
    table = keep(chai, empty, "plan", text)
    with scope(agency=town.agency):
        table = PastedTable.objects.select_related("plan__agency").get(pk=table.pk)
        preview = Preview(table, may_add=True)
        deeds = preview.deeds(numbers={1, 2}, use=(), use_all=False)
        for _click in range(2):
            done = apply_table(actor=town.standing("chai"), table=table, deeds=deeds, leaves_rest=True)
            assert (done.stale, done.finished) == ([], False)
        assert [each.title for each in measures(empty)] == ["หนึ่ง"]
        assert Activity.objects.count() == 2


@pytest.mark.parametrize("target", TARGETS)
def test_every_field_has_its_form(target):
    """A column can only mean what a form takes: no text falls between the two."""
    forms = {
        "plan": {*MeasureForm.base_fields, *ActivityForm.base_fields, "group"},
        "results": {*ResultForm.base_fields},
        "oit": {*DisclosureForm.base_fields, "links"},
    }
    taken = {name for name, field in fields_of(target).items() if not field.finds}
    assert taken - forms[target] == set()


def test_a_recorder_pastes_no_plan(filled, logged_in):
    anong, before = logged_in("anong"), rows_of(filled.town.agency)
    assert anong.get(address(filled, "plan_paste")).status_code == 404
    assert anong.post(address(filled, "plan_paste"), {"table": B1}).status_code == 404
    assert anong.post(preview_path(filled, filled.recorded.pasted), {"do": "apply", "row": "1"}).status_code == 404
    assert rows_of(filled.town.agency) == before


def test_row_codes_of_another_town_are_never_reached(filled, foreign, logged_in):
    chai, before = logged_in("chai"), rows_of(foreign.town.agency)
    text = (
        f"รหัสแถว\tลำดับที่\tมาตรการ\tวิธีการปฏิบัติ\n{foreign.measure.pk}-{foreign.activity.pk}\t๗.\tเข้าถึง\tขั้น\n"
        f"{filled.measure.pk}-{foreign.activity.pk}\t๑.\t{filled.measure.title}\tขั้น\n"
    )
    apply(chai, filled, keep(chai, filled, "plan", text), use_all="yes")
    results = f"รหัสแถว\tผลการดำเนินการ\n{foreign.measure.pk}-{foreign.activity.pk}\tยึด\n"
    apply(chai, filled, keep(chai, filled, "results", results), use_all="yes")
    oit = f"รหัสแถว\tข้อ\tความก้าวหน้า\n{foreign.disclosure.pk}\to99\tยึด\n"
    apply(chai, filled, keep(chai, filled, "oit", oit), use_all="yes")
    assert rows_of(foreign.town.agency) == before


def test_the_table_of_another_target_is_not_here(filled, logged_in):
    assert (
        logged_in("chai")
        .get(address(filled, "results_pasted", pasted_results_id=filled.recorded.pasted.pk))
        .status_code
        == 404
    )


@pytest.mark.parametrize("target", ["plan", "results", "oit"])
def test_a_preview_of_sixty_rows_asks_no_more_than_one_of_one(filled, logged_in, target):
    client = logged_in("chai")
    head = {
        "plan": "ลำดับที่\tมาตรการ\tวิธีการปฏิบัติ",
        "results": "ลำดับที่\tมาตรการ\tผลการดำเนินการ",
        "oit": "ข้อ\tข้อมูล\tความก้าวหน้า",
    }

    def cost(rows):
        with scope(agency=filled.town.agency):
            for number in range(2, rows + 1):
                measure = Measure.objects.create(
                    plan=filled.plan, number=number, number_text=f"{number}.", title=f"ม {number}"
                )
                Activity.objects.create(measure=measure, methods=[{"marker": "-", "text": f"ขั้น {number}"}])
                Disclosure.objects.create(plan=filled.plan, code=f"o{number}", number=number, position=number)
        text = "\n".join([head[target], *(f"{each}\tม {each}\tข้อความ {each}" for each in range(1, rows + 1))])
        path = preview_path(filled, keep(client, filled, target, text))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert len(answer.context["preview"].proposals) == rows
        return len(queries)

    one = cost(1)
    assert cost(60) <= one <= 16
