"""A plan signed by the mayor holds from then on: frozen from the paper, with a row of results for every measure."""

from __future__ import annotations

import pytest
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, AgreedMeasure, AgreedPlan, Measure, MeasureGroup, Result
from measures.selectors.agreed import agreement_of
from measures.services.agreeing import SignedMeasure, agree_plan
from measures.services.measures import update_measure
from measures.services.saving import RowEdit
from reports.lines import items_of_lines, lines_of_items
from reports.models import Report
from reports.signoff import Refused
from tests.reports.signoff.papers import act, database
from tests.reports.signoff.planning import (
    freeze,
    make_year,
    open_report,
    printed,
    publish,
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


def agreed(town) -> list[AgreedMeasure]:
    with scope(agency=town.agency):
        return list(AgreedMeasure.objects.filter(agreed__plan__agency=town.agency).select_related("agreed", "measure"))


def test_the_mayors_signature_freezes_the_measures_of_the_paper(town, plan):
    with scope(agency=town.agency):
        group = MeasureGroup.objects.create(plan=plan, number_text="๑.", title="กลุ่มหนึ่ง")
    first = write(plan, "ก", "หนึ่ง", "สอง", number_text="๑.", number=1, detail="ละเอียด", group=group, issue_no=2)
    second = write(plan, "ข")
    report = sign_plan(town)
    one, two = agreed(town)
    assert (one.agreed.number, one.agreed.report_id) == (1, report.pk)
    with scope(agency=town.agency):
        assert one.agreed.signed_at == report.ledger.get(act="sign").at
        rows = list(first.activities.values_list("pk", flat=True))
    assert (one.measure, one.planned_id, one.title, one.detail, one.number_text, one.number) == (
        first, first.pk, "ก", "ละเอียด", "๑.", 1,
    )  # fmt: skip
    assert (one.group_title, one.issue_no, one.version, one.dropped_reason) == ("กลุ่มหนึ่ง", 2, 1, "")
    assert one.activities == [
        {
            "activity_id": pk, "planned_id": pk, "methods": step(text), "period_text": "ตลอดปีงบประมาณ",
            "units": ["กองคลัง"],
        }
        for pk, text in zip(rows, ("หนึ่ง", "สอง"), strict=True)
    ]
    assert (two.measure, two.position) == (second, 2)
    change = Change.objects.get(act="plan.agreed")
    assert (change.actor_name, change.after) == (
        town.ekachai.full_name, {"number": 1, "report": report.pk, "measures": 2, "laid_out": 0},
    )  # fmt: skip


def test_what_was_signed_is_frozen_and_not_what_stands_by_then(town, plan):
    first, second = write(plan, "ตามที่ลงนาม"), write(plan, "ลบก่อนลงนาม", "ขั้น")
    report = open_report(town, "plan")
    freeze(town, report)
    act(town, "chai", report, "propose")
    act(town, "duangjai", report, "approve")
    with scope(agency=town.agency):
        Measure.objects.filter(pk=first.pk).update(title="แก้หลังเสนอ")
        second.delete()
    act(town, "ekachai", report, "sign")
    one, two = agreed(town)
    assert (one.title, one.measure.title) == ("ตามที่ลงนาม", "แก้หลังเสนอ")
    assert (two.title, two.measure, two.planned_id) == ("ลบก่อนลงนาม", None, None)
    assert [entry["activity_id"] for entry in two.activities] == [None]


def test_a_plan_by_issue_gets_rows_for_its_results(town, plan):
    with scope(agency=town.agency):
        source = Activity.objects.get(measure=write(
            plan, "จัดอบรม", "เชิญวิทยากร", listed_as="plan", issue_no=4, issue_title="ทรัพย์สิน", rationale="เพราะ",
            answers=["i10"], model_key="training",
        ))  # fmt: skip
        source.period_start, source.target_text, source.budget_set = "2024-10-01", "ร้อยละ 80", "5000"
        source.remark = "หมายเหตุ"
        source.save()
    existing = write(plan, " จัดทำคู่มือ ", "ร่าง", number_text="๑.", number=1)
    write(plan, "จัดทำคู่มือ", "ร่าง", listed_as="plan", issue_no=1)
    sign_plan(town)
    training, handbook = agreed(town)
    assert handbook.measure == existing
    laid = training.measure
    assert (laid.listed_as, laid.title, laid.number_text, laid.number, laid.position) == (
        "measures", "จัดอบรม", "๒.", 2, 2,
    )  # fmt: skip
    assert (laid.issue_no, laid.issue_title, laid.rationale, laid.answers, laid.model_key) == (
        4, "ทรัพย์สิน", "เพราะ", ["i10"], "training",
    )  # fmt: skip
    with scope(agency=town.agency):
        row = laid.activities.get()
        assert Measure.objects.filter(listed_as="plan").count() == 2
    assert (row.methods, row.period_text, row.units, row.remark) == (
        step("เชิญวิทยากร"), "ตลอดปีงบประมาณ", ["กองคลัง"], "หมายเหตุ",
    )  # fmt: skip
    assert (str(row.period_start), row.target_text, row.budget_set) == ("2024-10-01", "ร้อยละ 80", 5000)
    assert [(entry["activity_id"], entry["planned_id"]) for entry in training.activities] == [(row.pk, source.pk)]
    assert training.number_text == "๒."
    assert [fate.plan_fate for fate in results_of(town).measures] == ["kept", "kept"]


def test_the_same_report_agrees_once(town, plan):
    write(plan, "ก", listed_as="plan")
    report = sign_plan(town)
    before = database()
    with scope(agency=town.agency):
        again = agree_plan(
            actor=town.standing("ekachai"), plan=plan, report_id=report.pk, signed_at=report.moved_at,
            measures=[SignedMeasure(None, title="อื่น")],
        )  # fmt: skip
    assert again.number == 1
    assert database() == before


def test_a_plan_signed_again_holds_from_then_on_and_its_rows_follow(town, plan):
    write(plan, "ก", "เดิม", listed_as="plan")
    write(plan, "ข", "เดิม", listed_as="plan")
    write(plan, "ค", "เดิม", listed_as="plan")
    publish(town, sign_plan(town))
    first, second, third = (one.measure for one in agreed(town))
    record(first)
    with scope(agency=town.agency):
        on_plan = Measure.objects.filter(listed_as="plan").order_by("position")
        for measure, title in zip(on_plan, ("ก", "ข ใหม่", "ค ใหม่"), strict=True):
            Measure.objects.filter(pk=measure.pk).update(title=title)
            measure.activities.update(methods=step("ใหม่"), remark="เพิ่ม")
        # Of the second, somebody has changed the row of results already; it is left to them.
        Measure.objects.filter(pk=second.pk).update(title="ข ที่แก้เอง", change_reason="แก้เพราะ")
        Measure.objects.filter(pk=third.pk).update(change_reason="เหตุผลเก่า")
    report = sign_plan(town)
    with scope(agency=town.agency):
        signed = agreement_of(plan=plan)
        assert (signed.signed.number, signed.signed.report_id) == (2, report.pk)
        assert AgreedPlan.objects.count() == 2
        assert Measure.objects.filter(listed_as="measures").count() == 3
        assert [one.measure_id for one in signed.measures] == [first.pk, second.pk, third.pk]
        first.refresh_from_db()
        row = first.activities.get()
        assert (row.methods, row.remark, row.results.count(), row.version) == (step("ใหม่"), "เพิ่ม", 1, 2)
        second.refresh_from_db()
        third.refresh_from_db()
    assert (second.title, second.change_reason) == ("ข ที่แก้เอง", "แก้เพราะ")
    assert (third.title, third.change_reason) == ("ค ใหม่", "")
    assert [(one.title, one.plan_fate) for one in results_of(town).measures] == [
        ("ก", "kept"), ("ข ใหม่", "changed"), ("ค ใหม่", "kept"),
    ]


def test_rows_of_a_plan_that_came_and_went_follow_too(town, plan):
    measure = write(plan, "ก", "หนึ่ง", "สอง", "สาม", listed_as="plan")
    publish(town, sign_plan(town))
    with scope(agency=town.agency):
        laid = agreed(town)[0].measure
        one, two, three = laid.activities.all()
        Result.objects.create(activity=two, round="six_months", outputs=step("ทำแล้ว"))
        rows = list(measure.activities.all())
        rows[1].delete()
        rows[2].delete()
        Activity.objects.create(measure=measure, position=9, methods=step("สี่"), period_text="ก", units=["ข"])
    publish(town, sign_plan(town))
    with scope(agency=town.agency):
        standing = [(row.pk, row.methods[0]["text"]) for row in laid.activities.all()]
        new = laid.activities.get(position=3)
    assert standing == [(one.pk, "หนึ่ง"), (two.pk, "สอง"), (new.pk, "สี่")], "what has a result is never removed"
    assert [entry["activity_id"] for entry in agreed(town)[-1].activities] == [one.pk, new.pk]
    with scope(agency=town.agency):
        assert not Activity.objects.filter(pk=three.pk).exists()


def test_a_measure_retyped_between_two_plans_keeps_its_row(town, plan):
    write(plan, "ก", listed_as="plan")
    publish(town, sign_plan(town))
    with scope(agency=town.agency):
        Measure.objects.filter(listed_as="plan").delete()
    write(plan, "ก", listed_as="plan")
    sign_plan(town)
    before, after = agreed(town)
    assert before.measure_id == after.measure_id
    with scope(agency=town.agency):
        assert Measure.objects.filter(listed_as="measures").count() == 1


def test_two_planned_measures_of_one_title_get_a_row_each(town, plan):
    write(plan, "ก", listed_as="plan")
    write(plan, "ก", listed_as="plan")
    existing = write(plan, "ก")
    sign_plan(town)
    one, two = agreed(town)
    assert one.measure == existing
    assert two.measure not in (None, existing)


@pytest.mark.parametrize("path", [
    ("propose",), ("propose", "approve"), ("propose", "send_back"), ("propose", "recall"), ("cancel",),
    ("propose", "approve", "send_back"),
])  # fmt: skip
def test_no_other_act_makes_an_agreement(town, plan, path):
    write(plan, "ก", listed_as="plan")
    report = open_report(town, "plan")
    freeze(town, report)
    people = {"propose": "chai", "approve": "duangjai", "cancel": "chai", "recall": "chai"}
    for name in path:
        who = people.get(name) or ("duangjai" if report.state == "at_palad" else "ekachai")
        act(town, who, report, name)
    assert agreed(town) == []
    with scope(agency=town.agency):
        assert Measure.objects.filter(listed_as="measures").count() == 0


def test_another_kind_of_report_agrees_nothing(town, plan):
    record(write(plan, "ก"))
    for kind in ("result", "progress"):
        report = open_report(town, kind, layout="result-7col")
        freeze(town, report)
        for who, name in (("chai", "propose"), ("duangjai", "approve"), ("ekachai", "sign")):
            act(town, who, report, name)
        assert report.state == "signed"
    assert agreed(town) == []


def test_a_refused_signature_agrees_nothing(town, plan):
    write(plan, "ก", listed_as="plan")
    report = open_report(town, "plan")
    freeze(town, report)
    act(town, "chai", report, "propose")
    act(town, "duangjai", report, "approve")
    before = database()
    for who, values in (("duangjai", {}), ("ekachai", {"seen_revision": 1}), ("ekachai", {"password_is_fresh": False})):
        with pytest.raises(Refused):
            act(town, who, report, "sign", **values)
        assert database() == before


def test_a_signature_that_cannot_be_agreed_is_refused_whole(town, plan, monkeypatch):
    write(plan, "ก", listed_as="plan")
    report = open_report(town, "plan")
    freeze(town, report)
    act(town, "chai", report, "propose")
    act(town, "duangjai", report, "approve")
    before = database()
    from reports import agreeing
    from reports.snapshot import Unreadable

    def unreadable(stored):
        raise Unreadable("of another program")

    monkeypatch.setattr(agreeing, "thaw", unreadable)
    with pytest.raises(Refused, match="sign: altered"):
        act(town, "ekachai", report, "sign")
    assert database() == before


def test_another_agencys_plan_is_not_touched(town, plan):
    other = make_other_town()
    theirs = make_year(other)
    write(theirs, "ของเขา", listed_as="plan")
    write(plan, "ของเรา", listed_as="plan")
    sign_plan(town)
    assert [one.title for one in agreed(town)] == ["ของเรา"]
    assert agreed(other) == []
    with scope(agency=other.agency):
        assert Measure.objects.filter(plan=theirs).count() == 1
        assert agreement_of(plan=theirs) is None


def test_a_paper_of_scores_alone_agrees_nothing(town, plan):
    write(plan, "ก", listed_as="plan")
    report = open_report(town, "plan")
    freeze(town, report)
    from files.services import read_bytes, store_bytes
    from reports.snapshot import digest_over, thaw
    from reports.snapshot import freeze as frozen

    with scope(agency=town.agency):
        snapshot = report.snapshots.select_related("content", "pdf").get()
        kept = thaw(read_bytes(snapshot.content))
        sections = [one for one in kept.layout.sections if one["section"] != "plan"]
        layout = type(kept.layout).from_data({**kept.layout.data, "sections": sections})
        snapshot.content = store_bytes(frozen(kept.content, layout), media_type="application/json")
        snapshot.digest = digest_over(snapshot.content.sha256, snapshot.pdf.sha256)
        snapshot.save()
    for who, name in (("chai", "propose"), ("duangjai", "approve"), ("ekachai", "sign")):
        act(town, who, report, name)
    assert report.state == "signed"
    assert agreed(town) == []


def test_a_saved_change_is_told_and_one_of_the_plan_list_is_not(town, plan):
    on_plan = write(plan, "ก", listed_as="plan")
    sign_plan(town)
    chai = town.standing("chai")
    with scope(agency=town.agency):
        update_measure(actor=chai, measure=on_plan, seen_version=1, changes={"title": "แผนร่างใหม่"}, activities=[])
        assert [row[1] for row in printed(town)] == ["ก"]
        laid = agreed(town)[0].measure
        row = laid.activities.get()
        update_measure(
            actor=chai, measure=laid, seen_version=1, changes={"change_reason": "ขาดวิทยากร"},
            activities=[RowEdit(row.pk, {"methods": step("เลื่อน")})],
        )  # fmt: skip
    assert printed(town)[0][2] == "๑. ประชุม\nปรับแผน: ๑. เลื่อน เนื่องจากขาดวิทยากร"


DASHES = [{"marker": "-", "text": "ข"}, {"marker": "-", "text": "ค"}]
DEEP = [{"marker": "(๑)", "text": "ค", "children": [{"text": "ง"}]}]


@pytest.mark.parametrize("items", [
    [], step("ก"), [{"marker": "๑.", "text": "ก", "children": DASHES}],
    [{"marker": None, "text": "ก\nข", "children": DEEP}, *step("จ")],
])  # fmt: skip
def test_printed_lines_are_items_again(items):
    lines = lines_of_items(items)
    assert lines_of_items(items_of_lines(lines)) == lines


def test_the_report_is_left_as_every_signed_report(town, plan):
    write(plan, "ก", listed_as="plan")
    report = sign_plan(town)
    with scope(agency=town.agency):
        now = Report.objects.get(pk=report.pk)
        assert (now.state, now.revision) == ("signed", 4)
        assert list(now.ledger.values_list("act", flat=True)) == ["propose", "approve", "sign"]
