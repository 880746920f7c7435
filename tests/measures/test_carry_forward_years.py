"""Opening a year from an earlier one: what is carried, what starts empty, and that the earlier year stays as it is."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from audit.models import Change
from indicators.models import Item, ItemSet, ScoreSheet
from measures.models import (
    Activity,
    CalendarDate,
    Disclosure,
    DisclosureGroup,
    DisclosureLink,
    Dismissal,
    Endorsement,
    EvidenceUse,
    Filing,
    IndicatorProgress,
    IssueAnalysis,
    Measure,
    MeasureGroup,
    Plan,
    ProgressEntry,
    Result,
)
from measures.opening import register_carrier
from measures.services import NotEarlier, YearAlreadyOpen, open_year, take_over_items
from reports.models import Memo, ReportText, SignOffLine
from tests.architecture.references import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sets(db):
    call_command("load_item_sets", verbosity=0)


def open_from(town, source, year):
    return open_year(actor=town.standing("chai"), fiscal_year=year, carry_from=source)


def test_measures_are_carried_and_what_came_of_them_is_not(filled, in_town):
    Activity.objects.update(
        target_text="ไม่น้อยกว่าร้อยละ 80", target_figure=80, target_unit="ร้อยละ", budget_set=1000, uses_no_budget=True,
        period_start=datetime.date(2024, 10, 1), period_end=datetime.date(2025, 9, 30),
    )
    Plan.objects.update(assessed_year=2567)
    plan = open_from(in_town, filled.plan, 2569)
    assert (plan.opened_from, plan.measures_year, plan.assessed_year) == (filled.plan, 2569, 2568)
    measure = Measure.objects.get(plan=plan)
    old = Measure.objects.get(pk=filled.measure.pk)
    same = ("listed_as", "position", "number", "number_text", "group_no", "issue_no", "title", "detail", "rationale")
    assert [getattr(measure, name) for name in same] == [getattr(old, name) for name in same]
    assert (measure.carried_from, measure.group.title, measure.group.plan) == (old, filled.group.title, plan)
    assert (measure.version, measure.provenance) == (1, {})
    activity = measure.activities.get()
    assert (activity.methods, activity.units, activity.period_text, activity.remark) == (
        filled.activity.methods, filled.activity.units, "๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘", filled.activity.remark,
    )
    assert (activity.target_text, activity.target_figure, activity.target_unit) == ("ไม่น้อยกว่าร้อยละ 80", 80, "ร้อยละ")
    assert (activity.period_start, activity.period_end, activity.budget_set, activity.uses_no_budget) == (
        None, None, None, False,
    )
    assert nothing_came_of(plan)


def nothing_came_of(plan):
    """No result, diary, evidence, filing, analysis, date, dismissal or endorsement in the year."""
    counted = [
        Result.objects.filter(activity__measure__plan=plan), ProgressEntry.objects.filter(activity__measure__plan=plan),
        EvidenceUse.objects.filter(plan=plan), Filing.objects.filter(plan=plan),
        IssueAnalysis.objects.filter(plan=plan),
        CalendarDate.objects.filter(plan=plan).exclude(key__gt="", is_confirmed=False),  # the pattern of every year
        Dismissal.objects.filter(plan=plan),
        Endorsement.objects.filter(plan=plan),
        ScoreSheet.objects.filter(report_year=plan.fiscal_year),
    ]
    return [rows.count() for rows in counted] == [0] * len(counted)


def answered(plan):
    """Every OIT row of the plan answered in full, with an address."""
    for row in plan.disclosures.all():
        Disclosure.objects.filter(pk=row.pk).update(
            units=[f"กอง {row.code}"], explanation=f"คำอธิบาย {row.code} ปี 2567", status="done", answer="has",
            website_finding="พบแล้ว", finding_class="complete", progress_notes=[{"marker": "-", "text": "ทำแล้ว"}],
            present_elements=[["ก"]],
        )
        DisclosureLink.objects.create(
            disclosure=row, url=f"https://www.example.go.th/{row.code}", click_path=f"หน้าแรก > {row.code}"
        )


def carried_pairs(plan):
    """(code of the new row, its explanations' codes) of every row that took something over."""
    return {
        row.code: [line.split()[1] for line in row.explanation.splitlines()]
        for row in plan.disclosures.all() if row.explanation
    }


def test_three_years_with_the_real_sets(in_town, sets):
    first = open_year(actor=in_town.standing("chai"), fiscal_year=2567)
    answered(first)
    before = rows_of(in_town.agency)
    second = open_from(in_town, first, 2568)
    pairs = carried_pairs(second)
    assert list(pairs) == [f"o{number}" for number in range(1, 29)]
    assert {code: pairs[code] for code in ("o1", "o3", "o12", "o17", "o18", "o19", "o27", "o28")} == {
        "o1": ["o1", "o3"], "o3": ["o4", "o6"], "o12": ["o14", "o15", "o16"], "o17": ["o22"], "o18": ["o23"],
        "o19": ["o24"], "o27": ["o34"], "o28": ["o35"],
    }
    row = second.disclosures.get(code="o12")
    assert (row.units, row.carried_from.code) == (["กอง o14", "กอง o15", "กอง o16"], "o14")
    assert list(row.links.values_list("position", "url", "click_path")) == [
        (place, f"https://www.example.go.th/{code}", f"หน้าแรก > {code}")
        for place, code in enumerate(["o14", "o15", "o16"])
    ]
    columns = ("status", "answer", "website_finding", "finding_class", "title")
    assert set(second.disclosures.values_list(*columns)) == {("", "", "", "", "")}
    assert all(row.present_elements == [] == row.progress_notes == row.elements for row in second.disclosures.all())
    untouched(in_town.agency, before)
    answered(second)
    before = rows_of(in_town.agency)
    third = open_from(in_town, second, 2569)
    assert third.disclosures.count() == 26
    row = third.disclosures.get(code="o10")
    assert set(row.units) == {"กอง o10", "กอง o11"}
    assert {row.code: len(row.units) for row in third.disclosures.all() if len(row.units) > 1} == {"o10": 2, "o20": 2}
    untouched(in_town.agency, before)


def untouched(agency, before):
    """Every row that was there is there still, letter for letter."""
    after = rows_of(agency)
    assert before
    for table, rows in before.items():
        kept = after[table]
        assert [row for row in kept if row in rows] == list(rows), table


def test_the_earlier_year_and_other_agencies_stay_as_they_are(filled, foreign, in_town, sets):
    with scope(agency=foreign.town.agency):
        other = rows_of(foreign.town.agency)
    before = rows_of(in_town.agency)
    open_from(in_town, filled.plan, 2569)
    untouched(in_town.agency, before)
    with scope(agency=foreign.town.agency):
        assert rows_of(foreign.town.agency) == other


def test_the_year_of_another_agency_is_no_start(in_town, foreign):
    before = rows_of(in_town.agency)
    with pytest.raises(Plan.DoesNotExist):
        open_from(in_town, foreign.plan, 2569)
    assert rows_of(in_town.agency) == before
    assert not Plan.objects.filter(fiscal_year=2569).exists()


@pytest.mark.parametrize("year", [2567, 2568])
def test_a_year_starts_from_an_earlier_one_only(filled, in_town, year):
    before = rows_of(in_town.agency)
    with pytest.raises(YearAlreadyOpen if year == 2568 else NotEarlier):
        open_from(in_town, filled.plan, year)
    assert rows_of(in_town.agency) == before


def test_a_failure_at_the_end_opens_nothing(filled, in_town, monkeypatch):
    def fail(**_):
        raise RuntimeError("no disk")

    monkeypatch.setattr("measures.opening._CARRIERS", {})
    register_carrier("failing", carry=fail, passages=lambda plans: (), counts=lambda plan: {})
    before = rows_of(in_town.agency)
    with pytest.raises(RuntimeError, match="no disk"):
        open_from(in_town, filled.plan, 2569)
    assert rows_of(in_town.agency) == before


def test_the_plan_made_for_the_year_becomes_what_it_reports_on(filled, in_town):
    Plan.objects.update(measures_year=2569)
    planned = Measure.objects.create(
        plan=filled.plan, listed_as="plan", position=1, title="มาตรการปี 2569", issue_no=2, issue_title="ประเด็น"
    )
    Activity.objects.create(measure=planned, methods=[{"marker": "1.", "text": "ขั้นตอน"}], units=["กองช่าง"])
    plan = open_from(in_town, filled.plan, 2569)
    assert list(plan.measures.values_list("listed_as", "title", "carried_from", "issue_title")) == [
        ("measures", "มาตรการปี 2569", planned.pk, "ประเด็น"),
    ]
    assert (plan.measures_year, plan.groups.count()) == (2570, 0)


def test_both_lists_are_carried_where_the_plan_is_for_no_other_year(filled, in_town):
    planned = Measure.objects.create(plan=filled.plan, listed_as="plan", position=1, title="แผน")
    plan = open_from(in_town, filled.plan, 2569)
    assert list(plan.measures.order_by("listed_as").values_list("listed_as", "carried_from")) == [
        ("measures", filled.measure.pk), ("plan", planned.pk),
    ]


def test_indicator_rows_take_guidance_and_units_by_number(filled, in_town, sets):
    plan = open_from(in_town, filled.plan, 2570)  # no set: last year's rows go on
    columns = ("number", "title", "status", "notes", "guidance", "units", "units_text")
    assert list(plan.indicator_rows.values_list(*columns)) == [
        (1, filled.indicator_row.title, "", [], filled.indicator_row.guidance, ["กองคลัง"], "กองคลัง"),
    ]
    Plan.objects.filter(pk=filled.plan.pk).update(fiscal_year=2566)
    plan = open_from(in_town, Plan.objects.get(pk=filled.plan.pk), 2567)
    rows = list(plan.indicator_rows.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (rows[0].guidance, rows[0].units, rows[0].status, rows[0].notes) == (
        filled.indicator_row.guidance, ["กองคลัง"], "", [],
    )
    assert rows[0].title == "การปฏิบัติหน้าที่"
    assert (rows[1].guidance, rows[1].units) == ([], [])


def test_a_set_known_later_is_taken_over_along_the_topics(in_town, sets):
    first = open_year(actor=in_town.standing("chai"), fiscal_year=2567)
    answered(first)
    ItemSet.objects.filter(fiscal_year=2568).update(fiscal_year=2599)
    plan = open_from(in_town, first, 2568)
    assert plan.disclosures.count() == 0
    ItemSet.objects.filter(fiscal_year=2599).update(fiscal_year=2568)
    assert take_over_items(actor=in_town.standing("chai"), plan=plan)["disclosures"] == 28
    assert carried_pairs(plan)["o19"] == ["o24"]
    assert plan.disclosures.get(code="o19").carried_from == first.disclosures.get(code="o24")


def test_a_partly_known_set_takes_what_it_has(in_town, sets):
    first = open_year(actor=in_town.standing("chai"), fiscal_year=2567)
    answered(first)
    Item.objects.filter(item_set__fiscal_year=2568).exclude(code="o19").delete()
    plan = open_from(in_town, first, 2568)
    row = plan.disclosures.get()
    assert (row.code, row.carried_from.code) == ("o19", "o24")  # the nearest first; the rest of its topic may follow


def test_own_wording_goes_on_only_under_the_same_title(in_town, sets):
    first = open_year(actor=in_town.standing("chai"), fiscal_year=2568)
    elements = [{"marker": "-", "text": "ของเราเอง"}]
    for code, title in (("o18", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"), ("o17", "ชื่ออื่น")):
        first.disclosures.filter(code=code).update(title=title, elements=elements)
    first.disclosures.filter(code="o19").update(elements=elements)  # its title differs by the year alone
    first.disclosures.filter(code="o2").update(elements=elements)
    Item.objects.filter(item_set__fiscal_year=2569, code="o2").update(elements=[{"text": "ทางการ", "children": []}])
    plan = open_from(in_town, first, 2569)
    rows = {row.code: row for row in plan.disclosures.all()}
    assert (rows["o17"].title, rows["o17"].elements) == ("ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", elements)
    assert (rows["o16"].title, rows["o16"].elements) == ("", [])
    assert (rows["o18"].title, rows["o18"].elements) == ("", elements)
    assert rows["o2"].elements == []  # what is known of the new year is not hidden by last year's words


def test_a_row_of_no_set_goes_on_by_its_printed_title(filled, in_town, sets):
    Disclosure.objects.filter(pk=filled.disclosure.pk).update(title="ข้อมูลผู้บริหาร", code="o77")
    plan = open_from(in_town, filled.plan, 2569)
    assert plan.disclosures.get(code="o2").units == ["สำนักปลัด"]
    assert plan.disclosures.filter(carried_from__isnull=False).count() == 1


def test_words_of_the_report_go_on_without_dates_and_opinions(filled, in_town):
    ReportText.objects.update(labels={"measures": [{"label": "ที่", "width": 5}]}, numerals="arabic")
    Memo.objects.update(
        ref_no="สน 1/2568", date_text="๑ ต.ค. ๖๘", date=datetime.date(2025, 10, 1), announced_on_text="x",
        announced_on=datetime.date(2025, 10, 1),
    )
    SignOffLine.objects.update(opinion="เห็นชอบ", signature="ลงนามแล้ว", acting_for="รักษาราชการแทน", is_acting=True)
    open_from(in_town, filled.plan, 2569)
    text = ReportText.objects.get(fiscal_year=2569)
    old = ReportText.objects.get(fiscal_year=2568)
    same = ("title_full", "heading_lines", "cover_lines", "introduction_paragraphs", "labels", "numerals")
    assert [getattr(text, name) for name in same] == [getattr(old, name) for name in same]
    memo = text.memo
    assert (memo.subject, memo.sections) == (old.memo.subject, old.memo.sections)
    dates = ("ref_no", "date_text", "date", "announced_on_text", "announced_on")
    assert [getattr(memo, name) for name in dates] == ["", "", None, "", None]
    [line] = text.sign_off_lines.all()
    assert (line.role, line.opinion_heading, line.position, line.acting_for, line.is_acting) == (
        "reporter", "ผู้รายงาน", filled.sign_off_line.position, "รักษาราชการแทน", True,
    )
    assert (line.opinion, line.signature) == ("", "")


def test_the_deed_is_told_with_its_counts(filled, in_town, sets):
    open_from(in_town, filled.plan, 2569)
    change = Change.objects.get(act="year.opened")
    assert change.after == {
        "fiscal_year": 2569, "carried_from": 2568, "measures": 1, "activities": 1, "disclosures": 26, "indicators": 1,
        "report_texts": 1, "desks": 1,
    }


def queries_to_open(town, source, year):
    with CaptureQueriesContext(connection) as caught:
        open_from(town, source, year)
    return len(caught)


def test_opening_costs_no_more_for_sixty_measures(filled, in_town, sets):
    few = queries_to_open(in_town, filled.plan, 2569)
    for number in range(60):
        group = MeasureGroup.objects.create(plan=filled.plan, position=number, title=f"ก {number}")
        measure = Measure.objects.create(plan=filled.plan, position=number + 2, title=f"ม {number}", group=group)
        for place in range(2):
            Activity.objects.create(measure=measure, position=place, methods=[{"marker": "1.", "text": "ก"}])
        row = Disclosure.objects.create(plan=filled.plan, code=f"o{number}", title="ข้อมูลผู้บริหาร", position=number)
        DisclosureLink.objects.create(disclosure=row, url=f"https://x.go.th/{number}")
        IndicatorProgress.objects.create(plan=filled.plan, number=number + 2, position=number)
        SignOffLine.objects.create(report_text=filled.texts, position_no=number + 2)
    Plan.objects.filter(fiscal_year=2569).delete()
    ReportText.objects.filter(fiscal_year=2569).delete()
    many = queries_to_open(in_town, filled.plan, 2569)
    assert Measure.objects.filter(plan__fiscal_year=2569).count() == 61
    assert DisclosureGroup.objects.filter(plan__fiscal_year=2569).exists()
    assert many <= few + 8  # rows go in by the hundred: a few more batches, never one query a row
