"""Results of a year with a signed plan: the signed words, each change with its reason, and no gap left."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, AgreedMeasure, Measure, MeasureGroup
from measures.selectors.gaps import gaps_of_plan
from measures.templatetags.watch import address_of, words_of
from reports.content import ActivityContent, MeasureContent
from reports.layouts import load_layout
from reports.models import Report
from reports.selectors import difference_to_live
from reports.signoff import Refused
from reports.snapshot import freeze as frozen_bytes
from reports.snapshot import thaw
from tests.reports.pdf_text import differences
from tests.reports.signoff.browsing import address, browser, texts, unchanged
from tests.reports.signoff.papers import act, database
from tests.reports.signoff.planning import (
    LAYOUTS,
    YEAR,
    freeze,
    make_year,
    open_report,
    printed,
    record,
    results_of,
    sign_plan,
    step,
    write,
)
from tests.world import make_other_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town):
    return make_year(town)


@pytest.fixture
def year(town, plan):
    """A signed plan of three measures, the first of two rows, each with its results."""
    measures = [write(plan, "ก", "หนึ่ง", "สอง", number_text="๑."), write(plan, "ข", number_text="๒."), write(plan, "ค")]
    sign_plan(town)
    for measure in measures:
        record(measure)
    return measures


def change(town, row, **values) -> None:
    with scope(agency=town.agency):
        type(row).objects.filter(pk=row.pk).update(**values)


def rows(town, measure) -> list[Activity]:
    with scope(agency=town.agency):
        return list(measure.activities.all())


def gaps(town, plan) -> list[tuple[str, str]]:
    with scope(agency=town.agency):
        return [(gap.row_kind, gap.code) for gap in gaps_of_plan(plan=plan, round="twelve_months", parts=("measures",))]


DONE = ["๑. ทำแล้ว", ""]


def test_a_year_as_it_was_signed_prints_as_it_always_did(town, plan, year):
    assert printed(town) == [
        ["๑.", "ก", "๑. หนึ่ง", "ตลอดปีงบประมาณ", "- กองคลัง", *DONE],
        ["๑. สอง", "ตลอดปีงบประมาณ", "- กองคลัง", *DONE],
        ["๒.", "ข", "๑. ประชุม", "ตลอดปีงบประมาณ", "- กองคลัง", *DONE],
        ["", "ค", "๑. ประชุม", "ตลอดปีงบประมาณ", "- กองคลัง", *DONE],
    ]
    assert gaps(town, plan) == []


@pytest.mark.parametrize("kind", ["result", "progress"])
def test_a_changed_title_stands_behind_the_signed_one(town, plan, year, kind):
    change(town, year[1], title="ข ใหม่", change_reason="ขยายกลุ่ม\nเป้าหมาย")
    row = printed(town, kind)[2]
    assert row[1] == "ข\nปรับแผน: ข ใหม่ เนื่องจากขยายกลุ่ม เป้าหมาย"
    assert gaps(town, plan) == []


def test_changed_steps_period_and_units_stand_in_their_cells(town, plan, year):
    first, second = rows(town, year[0])
    steps = [*step("หนึ่ง"), {"marker": "๒.", "text": "รายงาน", "children": [{"marker": "-", "text": "ปลัด"}]}]
    change(town, first, methods=steps)
    change(town, second, period_text="มีนาคม", units=["กองช่าง", "กองคลัง"])
    change(town, year[0], change_reason="เนื่องจากเปลี่ยนวิธี", detail="เพิ่มรายละเอียด")
    above, below = printed(town)[:2]
    because = "เนื่องจากเปลี่ยนวิธี"
    assert above[1:3] == [
        f"ก\nปรับแผน: เพิ่มรายละเอียด {because}",
        f"๑. หนึ่ง\nปรับแผน:\n๑. หนึ่ง\n๒. รายงาน\n- ปลัด\n{because}",
    ]
    assert below[:3] == [
        "๑. สอง", f"ตลอดปีงบประมาณ\nปรับแผน: มีนาคม {because}",
        f"- กองคลัง\nปรับแผน:\n- กองช่าง\n- กองคลัง\n{because}",
    ]


def test_what_was_emptied_is_said_too(town, plan, year):
    [row] = rows(town, year[1])
    change(town, row, methods=[], period_text="")
    change(town, year[1], change_reason="งดประชุม")
    assert printed(town)[2][2:4] == [
        "๑. ประชุม\nปรับแผน: ตัดออก เนื่องจากงดประชุม", "ตลอดปีงบประมาณ\nปรับแผน: ตัดออก เนื่องจากงดประชุม",
    ]


def test_rows_added_and_left_out_say_so_with_their_steps(town, plan, year):
    with scope(agency=town.agency):
        year[0].activities.last().delete()
        Activity.objects.create(measure=year[2], position=5, methods=step("เพิ่ม"), period_text="ก", units=["ข"])
    for measure in (year[0], year[2]):
        change(town, measure, change_reason="ปรับงาน")
    table = printed(town)
    assert table[1] == ["๑. สอง\nปรับแผน: ตัดออก เนื่องจากปรับงาน", "ตลอดปีงบประมาณ", "- กองคลัง", "", ""]
    assert table[-1][0] == "๑. เพิ่ม\nปรับแผน (เพิ่มเติม) เนื่องจากปรับงาน"


def test_a_measure_added_later_says_so(town, plan, year):
    record(write(plan, "ง", change_reason="ข้อสั่งการ", detail="ละเอียด"))
    assert printed(town)[-1][1] == "ง\nละเอียด\nปรับแผน (เพิ่มเติม) เนื่องจากข้อสั่งการ"
    assert gaps(town, plan) == []


def test_a_measure_left_out_prints_as_it_was_signed_and_why_it_was_not_done(town, plan, year):
    with scope(agency=town.agency):
        Measure.objects.get(pk=year[0].pk).delete()
        AgreedMeasure.objects.filter(title="ก").update(dropped_reason="ถูกตัดงบประมาณ")
    table = printed(town)
    assert table[:2] == [
        ["๑.", "ก", "๑. หนึ่ง", "ตลอดปีงบประมาณ", "- กองคลัง", "ปรับแผน: ไม่ได้ดำเนินการตามแผน/ยกเลิก เนื่องจากถูกตัดงบประมาณ", ""],
        ["๑. สอง", "ตลอดปีงบประมาณ", "- กองคลัง", "", ""],
    ]
    assert [row[1] for row in table[2:]] == ["ข", "ค"]
    assert gaps(town, plan) == []


def test_a_dropped_measure_stands_among_those_of_its_group(town, plan):
    with scope(agency=town.agency):
        one, two = (MeasureGroup.objects.create(plan=plan, position=n, title=f"กลุ่ม {n}") for n in (1, 2))
    for title, group in (("ก", one), ("ข", one), ("ค", two), ("ง", two)):
        write(plan, title, group=group)
    sign_plan(town)
    with scope(agency=town.agency):
        Measure.objects.filter(title__in=("ข", "ค")).delete()
    assert [row[0] if len(row) == 1 else row[1] for row in printed(town)] == [
        "กลุ่ม 1", "ก", "ข", "กลุ่ม 2", "ค", "ง",
    ]
    with scope(agency=town.agency):
        one.delete()
    assert [row[0] if len(row) == 1 else row[1] for row in printed(town)] == ["ก", "ข", "กลุ่ม 2", "ค", "ง"]


def test_the_pdf_says_what_the_cells_say(town, plan, year):
    change(town, rows(town, year[0])[0], methods=[*step("หนึ่ง"), *step("รายงาน")])
    change(town, year[0], change_reason="เปลี่ยนวิธีการทำงาน")
    record(write(plan, "ง", change_reason="ข้อสั่งการ"))
    with scope(agency=town.agency):
        Measure.objects.get(pk=year[1].pk).delete()
    from reports.document import build_document

    assert differences(build_document(results_of(town), load_layout("result-7col"))) == []


def test_without_reasons_there_are_gaps_that_lead_to_their_fields(town, plan, year):
    change(town, year[0], title="ก ใหม่")
    record(write(plan, "ง", number_text="๔."))
    with scope(agency=town.agency):
        Measure.objects.get(pk=year[1].pk).delete()
        found = gaps_of_plan(plan=plan, round="twelve_months", parts=("measures",))
        assert gaps_of_plan(plan=plan, parts=("measures",)) == [], "a plan made anew is asked for no reasons"
        dropped = AgreedMeasure.objects.get(title="ข")
        added = Measure.objects.get(title="ง")
    assert [(gap.row_kind, gap.row_id, gap.code) for gap in found] == [
        ("measure", year[0].pk, "no_change_reason"), ("agreed", dropped.pk, "no_dropped_reason"),
        ("measure", added.pk, "no_change_reason"),
    ]
    assert [words_of(gap) for gap in found][:2] == [
        "มาตรการ ๑. ก ใหม่: ต่างจากแผนที่ลงนามแล้ว แต่ยังไม่ได้ระบุเหตุผล",
        "มาตรการ ๒. ข: ไม่ได้ดำเนินการตามแผนที่ลงนามแล้ว แต่ยังไม่ได้ระบุเหตุผล",
    ]
    client = browser("chai")
    for gap in found:
        page, anchor = address_of(gap, "ban-suan", YEAR).split("#")
        assert f'id="{anchor}"' in texts(client.get(page))


def test_a_planned_measure_without_a_result_is_named_as_one(town, plan):
    write(plan, "ก", number_text="๑.", listed_as="plan")
    sign_plan(town)
    record(write(plan, "ข", change_reason="เพิ่ม"))
    assert gaps(town, plan) == [("result", "no_planned_result")]
    with scope(agency=town.agency):
        [gap] = gaps_of_plan(plan=plan, round="twelve_months", parts=("measures",))
    assert words_of(gap) == "ผลการดำเนินการ ๑. ก (รอบ 12 เดือน): อยู่ในแผนที่ลงนามแล้ว แต่ยังไม่ได้บันทึกผล"


def press(town, report) -> dict[str, str]:
    with scope(agency=town.agency):
        now = Report.objects.select_related("current_snapshot").get(pk=report.pk)
    return {"act": "propose", "seen_digest": now.current_snapshot.digest, "seen_revision": now.revision}


@pytest.mark.parametrize("what", ["changed", "added", "dropped", "no result"])
def test_the_reporters_signature_waits_for_reasons_and_results(town, plan, year, what):
    with scope(agency=town.agency):
        if what == "changed":
            year[0].activities.update(period_text="มีนาคม")
        elif what == "added":
            record(write(plan, "ง"))
        elif what == "dropped":
            Measure.objects.get(pk=year[2].pk).delete()
        else:
            year[2].activities.get().results.all().delete()
    report = open_report(town, "result")
    freeze(town, report)
    client, before = browser("chai"), database()
    assert client.post(address("report_move", report), press(town, report)).status_code == 409
    assert unchanged(before)
    with pytest.raises(Refused, match="propose: incomplete"):
        act(town, "chai", report, "propose")
    assert unchanged(before)
    with scope(agency=town.agency):
        if what == "no result":
            record(year[2])
        Measure.objects.update(change_reason="มีเหตุ")
        AgreedMeasure.objects.update(dropped_reason="มีเหตุ")
    freeze(town, report)
    act(town, "chai", report, "propose")
    assert report.state == "at_palad"


def test_what_was_said_why_makes_a_new_snapshot_necessary(town, plan, year):
    report = open_report(town, "result")
    freeze(town, report)
    with scope(agency=town.agency):
        report.refresh_from_db()
        assert difference_to_live(report) == ()
        Measure.objects.filter(pk=year[0].pk).update(change_reason="ไม่มีอะไรต่าง")
        assert difference_to_live(report) == (), "a reason prints only where something was changed"
        Measure.objects.filter(pk=year[0].pk).update(title="ก ใหม่")
        assert difference_to_live(report) == ("measures",)


def test_without_a_signed_plan_nothing_is_compared(town, plan):
    record(write(plan, "ก", change_reason="เหตุ"))
    content = results_of(town)
    assert [(one.plan_fate, one.change_reason, one.changed) for one in content.measures] == [("", "", ())]
    assert gaps(town, plan) == []


def test_another_agencys_plan_changes_nothing_here(town, plan):
    other = make_other_town()
    write(make_year(other), "ของเขา")
    sign_plan(other)
    record(write(plan, "ของเรา"))
    assert [one.plan_fate for one in results_of(town).measures] == [""]
    assert gaps(town, plan) == []


NEW_FIELDS = {
    MeasureContent: {"plan_fate", "changed", "new_title", "new_detail", "change_reason"},
    ActivityContent: {"plan_fate", "changed", "new_methods", "new_period_text", "new_units"},
}


def test_snapshots_made_before_plans_were_signed_still_read(town, plan):
    record(write(plan, "ก"))
    content, layout = results_of(town), load_layout(LAYOUTS["result"])
    data = json.loads(frozen_bytes(content, layout))
    for measure in data["content"]["measures"]:
        for name in NEW_FIELDS[MeasureContent]:
            del measure[name]
        for activity in measure["activities"]:
            for name in NEW_FIELDS[ActivityContent]:
                del activity[name]
    assert thaw(json.dumps(data).encode()).content == replace(content)


def test_the_pages_of_the_report_show_it(town, plan, year):
    change(town, year[0], title="ก ใหม่", change_reason="เหตุที่บอก")
    report = open_report(town, "result")
    client = browser("chai")
    assert "ปรับแผน: ก ใหม่ เนื่องจากเหตุที่บอก" in texts(client.get(address("report_preview", report)))
    listed = texts(client.get(reverse("observations", kwargs={"agency": "ban-suan", "year": YEAR})))
    assert "แผนที่ลงนาม" not in listed
