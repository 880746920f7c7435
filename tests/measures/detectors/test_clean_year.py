"""A sound year raises nothing; each slip put into it raises exactly its own detector, on its own row."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.models import ScoreRow
from measures.detectors import DETECTORS
from measures.models import Activity, Disclosure, IndicatorProgress, IssueAnalysis, Measure, Plan, Result
from measures.selectors.gaps import gaps_of_plan
from tests.measures.detectors.building import items_of, words
from thai.identity_numbers import check_digit_of

pytestmark = pytest.mark.django_db


def result(plan, title) -> Result:
    return Result.objects.select_related("activity").get(activity=activity(plan, title))


def activity(plan, title) -> Activity:
    return Activity.objects.filter(measure__plan=plan, measure__title__contains=title).first()


def oit(plan, code) -> Disclosure:
    return Disclosure.objects.get(plan=plan, code=code)


def put(row, **values):
    """Save the fields; the place a remark on the first of them would have."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if isinstance(row, Result):
        return ("result", row.activity_id, next(iter(values)))
    kinds = {Activity: "activity", Disclosure: "disclosure", IndicatorProgress: "indicator", IssueAnalysis: "analysis",
             Measure: "measure", ScoreRow: "score"}  # fmt: skip
    return (kinds[type(row)], row.pk, next(iter(values)))


def in_outputs(*lines):
    return lambda plan: put(result(plan, "No Gift"), outputs=items_of(lines))


def in_outcomes(*lines):
    return lambda plan: put(result(plan, "No Gift"), outcomes=items_of(lines))


def in_note(code, *lines):
    return lambda plan: put(oit(plan, code), progress_notes=items_of(lines))


def in_elements(code, *lines):
    return lambda plan: put(oit(plan, code), elements=items_of(lines))


def in_period(text, **values):
    return lambda plan: put(activity(plan, "No Gift"), period_text=text, **values)


def identity_number() -> str:
    twelve = "123456789012"
    return f"{twelve[0]}-{twelve[1:5]}-{twelve[5:10]}-{twelve[10:]}-{check_digit_of(twelve)}"


def copied_from_last_year(plan):
    earlier = Plan.objects.create(agency=plan.agency, fiscal_year=plan.fiscal_year - 1)
    measure = Measure.objects.create(plan=earlier, title="มาตรการเดิม")
    activity = Activity.objects.create(measure=measure, period_text="ตลอดปีงบประมาณ", units=["กองคลัง"])
    now = result(plan, "ข้อมูลสาธารณะ")
    Result.objects.create(activity=activity, round="twelve_months", outcomes=now.outcomes)
    return ("result", now.activity_id, "outcomes")


def a_blank_finding(plan):
    Disclosure.objects.filter(plan=plan).update(website_finding="มีข้อมูลครบถ้วน")
    return put(oit(plan, "o18"), website_finding="")


def a_score(**values):
    return lambda plan: put(ScoreRow.objects.get(part="overall"), **values)


def in_narrative(old, new):
    def spoil(plan):
        issue = IssueAnalysis.objects.get(plan=plan)
        assert old in issue.narrative
        return put(issue, narrative=issue.narrative.replace(old, new))

    return spoil


SLIPS = {
    "at least": ("written_as_plan", in_outputs("- ประชุมชี้แจงพนักงานอย่างน้อยปีละ ๒ ครั้ง")),
    "not fewer than": ("written_as_plan", in_outputs("- ประกาศแล้ว ๑ ครั้ง", "- มีผู้เข้าร่วมไม่น้อยกว่า ๔๐ คน")),
    "still to come": ("written_as_plan", in_outputs("- จะดำเนินการประกาศเจตนารมณ์ ๑ ครั้ง")),
    "an order instead of a result": ("written_as_plan", in_outcomes("- กำหนดให้ทุกกองถือปฏิบัติ")),
    "a note to come": ("written_as_plan", in_note("o20", "- จะจัดเวทีประชาคมหมู่บ้านละหนึ่งครั้ง")),
    "the step again": (
        "written_as_plan",
        lambda plan: put(result(plan, "เรื่องร้องเรียน"), outputs=[
            {"marker": "๑.", "text": activity(plan, "เรื่องร้องเรียน").methods[0]["text"]},
        ]),
    ),
    "no figure": (
        "no_number",
        lambda plan: put(
            result(plan, "No Gift"), outputs=items_of(["- ประกาศเจตนารมณ์ต่อหน้าพนักงาน"]),
            outcomes=items_of(["- บุคลากรมีความตระหนัก"]),
        ),
    ),
    "an old year in a result": ("wrong_year", in_outputs("- ประกาศเจตนารมณ์ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ แล้ว ๑ ครั้ง")),
    "an old year in a title": (
        "wrong_year",
        lambda plan: put(Measure.objects.get(title__contains="No Gift"), title="มาตรการไม่รับของขวัญ ปี ๒๕๖๖"),
    ),
    "a day of long ago": ("wrong_year", in_outcomes("- ไม่พบการรับของขวัญ ณ วันที่ ๕ สิงหาคม ๒๕๖๖")),
    "last year's period": ("wrong_year", in_period("๑ ต.ค. ๒๕๖๖ ถึง ๓๐ ก.ย. ๒๕๖๗")),
    "last year's period in words": ("wrong_year", in_period("ตลอดปีงบประมาณ พ.ศ. ๒๕๖๗")),
    "last year's dates beside words": (
        "wrong_year",
        in_period("ตลอดปี", period_start=dt.date(2023, 10, 1), period_end=dt.date(2024, 9, 30)),
    ),
    "a report of this year where last year's is asked": (
        "wrong_year", in_note("o7", "- เผยแพร่รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘"),
    ),
    "a plan of last year where this year's is asked": (
        "wrong_year", in_note("o6", "- เผยแพร่แผนดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
    ),
    "an older year where none is asked": ("wrong_year", in_note("o10", "- เปิดระบบคำร้องออนไลน์ปี พ.ศ. ๒๕๖๖ ใช้งานได้")),
    "an element of the year before": ("wrong_year", in_elements("o20", "- เป็นการดำเนินการในปี พ.ศ. 2567")),
    "another municipality": ("foreign_agency", in_outputs("- เทศบาลตำบลเขาทองประกาศเจตนารมณ์ ๑ ครั้ง")),
    "another administration": ("foreign_agency", in_note("o9", "- เผยแพร่คู่มือของ อบต.เขาทอง ๓๒ กระบวนงาน")),
    "another site": ("foreign_agency", in_note("o9", "- เผยแพร่คู่มือที่ https://www.khaothong.go.th/manual")),
    "a note of another row": (
        "copied", lambda plan: put(oit(plan, "o20"), progress_notes=oit(plan, "o9").progress_notes),
    ),
    "most of another result": (
        "copied",
        lambda plan: put(result(plan, "No Gift"), outcomes=items_of([
            "- " + result(plan, "ข้อมูลสาธารณะ").outcomes[0]["text"].replace("สิงหาคม", "กรกฎาคม"),
        ])),
    ),
    "a result of last year": ("copied", copied_from_last_year),
    "a number twice": ("list_numbers", in_outputs("๑. ประกาศ ๑ ครั้ง", "๒. รายงาน ๑ ครั้ง", "๒. รายงาน ๒ ครั้ง")),
    "a number left out": ("list_numbers", in_outputs("1. ประกาศ ๑ ครั้ง", "3. รายงาน ๑ ครั้ง")),
    "a number twice below another": (
        "list_numbers", in_outputs("๑. ประกาศ ๓ แห่ง", "  (๑) สำนักปลัด", "  (๑) กองคลัง", "๒. รายงาน ๑ ครั้ง"),
    ),
    "an item of another year's list": (
        "cross_reference", in_note("o26", "- เผยแพร่รายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ตามข้อ o๓๒ ของปี พ.ศ. ๒๕๖๗"),
    ),
    "a number that means another item now": (
        "cross_reference", in_elements("o26", "- แสดงรายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ตามข้อ ๐๒๗"),
    ),
    "the thirty-first of February": ("impossible_dates", in_period("๑ ต.ค. ๒๕๖๗ - ๓๑ ก.พ. ๒๕๖๘")),
    "a day that is none in a result": ("impossible_dates", in_outcomes("- ประกาศแล้ว ณ วันที่ ๓๑ เมษายน ๒๕๖๘")),
    "a span that ends before it begins": ("impossible_dates", in_period("๑ มี.ค. ๒๕๖๘ ถึง ๓๐ พ.ย. ๒๕๖๗")),
    "dates that end before they begin": (
        "impossible_dates",
        in_period("ตลอดปีงบประมาณ", period_start=dt.date(2025, 3, 1), period_end=dt.date(2024, 11, 30)),
    ),
    "every quarter in one month": (
        "frequency",
        lambda plan: put(activity(plan, "การใช้อำนาจ"), methods=items_of(["๑. ประกาศหลักเกณฑ์", "๒. ตรวจสอบทุกไตรมาส"])),
    ),
    "a blank period": ("blank_cell", in_period("")),
    "a blank finding": ("blank_cell", a_blank_finding),
    "the wrong item named": ("narrative", in_narrative("แต่ข้อ e๙", "แต่ข้อ e๗")),
    "the failing item not named": ("narrative", in_narrative("ข้อ e๙", "ข้อหนึ่ง")),
    "an overall score from elsewhere": ("scores", a_score(text="๙๙.๖๙", value=99.69)),
    "an identity number": (
        "identity_number", in_note("o15", f"- ผู้เข้ารับการอบรม นายสมมุติ ใจดี {identity_number()} และคณะ ๔๔ คน"),
    ),
}  # fmt: skip


def test_a_clean_year_raises_nothing(clean, seen):
    assert seen(clean) == []
    assert gaps_of_plan(plan=clean, round="twelve_months") == []
    assert (len(words()["measures"]), len(words()["indicators"]), len(words()["oit"])) == (8, 10, 28)


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_raises_exactly_its_detector(clean, seen, slip):
    detector, spoil = SLIPS[slip]
    expected = spoil(clean)
    assert seen(clean) == [(detector, *expected)]


def test_every_detector_has_a_slip():
    assert {detector for detector, _spoil in SLIPS.values()} == {detector.code for detector in DETECTORS}


SOUND = {
    "a rule of procurement": in_outputs("- จัดซื้อ ๓ รายการ ตามระเบียบกระทรวงมหาดไทยว่าด้วยการพัสดุ พ.ศ. ๒๕๖๖"),
    "December of the calendar year before": in_outputs("- จัดประชุมเมื่อวันที่ ๒๔ ธันวาคม ๒๕๖๗ มีผู้เข้าร่วม ๔๐ คน"),
    "the end of the plan of several years": in_outputs("- ทบทวนแผนปี พ.ศ. ๒๕๖๖ ถึง ๒๕๗๐ แล้ว ๑ ฉบับ"),
    "next year's plan": in_outputs("- จัดทำแผนประจำปี ๒๕๖๙ แล้ว ๑ ฉบับ"),
    "compared with last year": in_outcomes("- เรื่องร้องเรียนลดลงจากปี ๒๕๖๗ จำนวน ๔ เรื่อง"),
    "a letter of last year": in_outputs("- ถือปฏิบัติตามหนังสือ ที่ มท ๐๘๑๐/๑๒๓ ลงวันที่ ๕ สิงหาคม ๒๕๖๖ ครบ ๕ กอง"),
    "written up after the year's end": in_outputs("- สรุปผลครบ ๕ กอง เมื่อวันที่ ๙ ตุลาคม ๒๕๖๘"),
    "a target beside what was reached": in_outputs("- อบรม ๖๕ คน ไม่น้อยกว่าเป้าหมาย ๖๐ คน"),
    "one's own name run on": in_outputs("- เทศบาลตำบลบ้านสวนได้จัดประชุม ๑๒ ครั้ง"),
    "municipalities at large": in_outputs("- เทศบาลตำบลทุกแห่งในอำเภอร่วมประชุม ๑ ครั้ง"),
    "done together with a neighbour": in_outputs("- ศึกษาดูงาน ณ เทศบาลตำบลเขาทอง ๑ ครั้ง"),
    "what something is for": in_outcomes("- ได้ข้อเสนอแนะ ๑๒ ข้อ เพื่อจะนำไปปรับปรุงบริการ"),
    "the commission's site": in_outputs("- อบรมผ่าน https://itas.nacc.go.th และ www.dla.go.th ๒ ครั้ง"),
    "a page of one's own site": in_outputs("- เผยแพร่ที่ http://eservice.bansuan.go.th/form ๖ แบบ"),
    "the same formula in two notes": in_note("o18", "- จัดทำข้อมูลและเผยแพร่บนเว็บไซต์ของเทศบาลเรียบร้อยแล้ว"),
    "nothing to report twice": in_note("o22", "- ไม่มีเรื่องร้องเรียนการทุจริตในปีงบประมาณนี้"),
    "a list that begins again": in_outputs("ก. ด้านบริการ", "๑. เปิด ๓ จุด", "๒. ปิด ๑ จุด", "ข. ด้านวินัย", "๑. อบรม ๑ ครั้ง"),
    "mixed markers": in_outputs("๑. ประกาศ ๑ ครั้ง", "- ทุกกอง", "๒. รายงาน ๑ ครั้ง"),
    "a reference that is right": in_note(
        "o28", "- ผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ในข้อ ๐๒๗ ของปี พ.ศ. ๒๕๖๗"
    ),
    "a clause of a rule": in_note("o16", "- เผยแพร่ข้อกำหนดจริยธรรม ข้อ ๓ และ ข้อ ๑๒"),
    "a leap day": in_period("๒๙ ก.พ. ๒๕๖๗ ถึง ๓๐ ก.ย. ๒๕๖๘"),
    "a year written once": in_period("พฤศจิกายน – กันยายน ๒๕๖๘"),
    "a project of several years": in_period("ตุลาคม ๒๕๖๖ – กันยายน ๒๕๗๐"),
    "a number of an office": in_note("o3", "- เลขประจำตัวผู้เสียภาษี 0994000123456 โทรศัพท์ 038-1234567"),
    "nothing done and why": lambda plan: put(
        result(plan, "No Gift"), status="not_done", outputs=[], outcomes=[], not_done_reason="จะดำเนินการในปีถัดไป"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_sound_text_that_a_hasty_rule_would_stumble_over(clean, seen, case):
    SOUND[case](clean)
    assert seen(clean) == []


def test_the_rows_of_one_measure_may_say_the_same(clean, seen):
    first, second = Result.objects.filter(activity__measure__title__contains="ทรัพย์สิน").order_by("pk")
    second.outputs = first.outputs
    second.save()
    assert seen(clean) == []

