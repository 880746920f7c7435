"""The page of gaps and remarks, remarks beside the text, and setting them aside."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Disclosure, Dismissal, IndicatorProgress, Measure, Plan, Result
from measures.selectors.observations import observations_of_plan, observations_of_row, watch_of_plan
from measures.services.observations import (
    NothingToSetAside,
    ReasonMissing,
    dismiss_observation,
    restore_observation,
)
from tests.architecture.forms import post_forms
from tests.world import make_other_town

pytestmark = pytest.mark.django_db
YEAR = 2568
PLANNED = [{"marker": "-", "text": "จัดประชุมอย่างน้อยเดือนละ ๑ ครั้ง"}]


@pytest.fixture
def plan(in_town):
    """A measure whose result is written as a plan, and an OIT row without an answer."""
    plan = Plan.objects.create(agency=in_town.agency, fiscal_year=YEAR)
    measure = Measure.objects.create(plan=plan, number_text="๑.", title="มาตรการประชุม")
    activity = Activity.objects.create(
        measure=measure, methods=[{"marker": "๑.", "text": "ประชุม"}], period_text="ตลอดปีงบประมาณ", units=["กองคลัง"]
    )
    Result.objects.create(activity=activity, round="twelve_months", status="done", outputs=PLANNED)
    Disclosure.objects.create(plan=plan, code="o1", title="โครงสร้าง")
    return plan


def page(route="observations", **parts):
    return reverse(route, kwargs={"agency": "ban-suan", "year": YEAR} | parts)


def main(answer) -> str:
    return answer.content.decode().split('id="content"')[1]


@pytest.fixture
def one(plan):
    [found] = observations_of_plan(plan)
    assert (found.detector, found.row_kind, found.field) == ("written_as_plan", "result", "outputs")
    return found


def test_set_aside_it_is_gone_until_the_text_changes(plan, one, in_town):
    chai = in_town.standing("chai")
    dismissal = dismiss_observation(actor=chai, plan=plan, key=one.key, reason=" ข้อความตามมติที่ประชุม ")
    assert (dismissal.reason, dismissal.by_name, dismissal.by_id) == ("ข้อความตามมติที่ประชุม", "ชัย ตั้งตรง", in_town.chai.pk)
    watch = watch_of_plan(plan)
    assert (watch.open, [each.dismissal for each in watch.set_aside]) == ([], [dismissal])
    [change] = Change.objects.all()
    assert (change.act, change.after["reason"]) == ("observation.set_aside", "ข้อความตามมติที่ประชุม")

    result = Result.objects.get()
    result.outputs = [*PLANNED, {"marker": "-", "text": "และสรุปผล ๑ ครั้ง"}]
    result.save()
    watch = watch_of_plan(plan)
    assert ([each.detector for each in watch.open], watch.set_aside) == (["written_as_plan"], [])

    result.outputs = PLANNED
    result.save()
    assert watch_of_plan(plan).open == []


def test_another_round_with_the_same_text_is_another_remark(plan, one, in_town):
    dismiss_observation(actor=in_town.standing("chai"), plan=plan, key=one.key, reason="ใช่")
    Result.objects.create(activity=Activity.objects.get(), round="six_months", status="done", outputs=PLANNED)
    [other] = observations_of_plan(plan)
    assert (other.at.round, other.digest != one.digest) == ("six_months", True)


def test_twice_keeps_the_first_reason_and_back_again(plan, one, in_town):
    chai = in_town.standing("chai")
    first = dismiss_observation(actor=chai, plan=plan, key=one.key, reason="เหตุผลแรก")
    assert dismiss_observation(actor=chai, plan=plan, key=one.key, reason="เหตุผลที่สอง") == first
    assert Dismissal.objects.get().reason == "เหตุผลแรก"
    restore_observation(actor=chai, plan=plan, dismissal_id=first.pk)
    assert observations_of_plan(plan) == [one]
    assert list(Change.objects.order_by("pk").values_list("act", flat=True)) == [
        "observation.set_aside", "observation.restored",
    ]  # fmt: skip


def test_refused_it_changes_nothing(plan, one, in_town):
    chai, key = in_town.standing("chai"), one.key
    with pytest.raises(ReasonMissing):
        dismiss_observation(actor=chai, plan=plan, key=key, reason=" \n ")
    for wrong in (("no_number", *key[1:]), (*key[:2], key[2] + 1, *key[3:]), (*key[:4], "0" * 64)):
        with pytest.raises(NothingToSetAside):
            dismiss_observation(actor=chai, plan=plan, key=wrong, reason="ใช่")
    for who in ("duangjai", "ekachai"):
        with pytest.raises(PermissionDenied):
            dismiss_observation(actor=in_town.standing(who), plan=plan, key=key, reason="ใช่")
    with pytest.raises(Plan.DoesNotExist):
        dismiss_observation(actor=make_other_town().standing("chai"), plan=plan, key=key, reason="ใช่")
    with pytest.raises(Dismissal.DoesNotExist):
        restore_observation(actor=chai, plan=plan, dismissal_id=1)
    assert (Dismissal.objects.count(), Change.objects.count()) == (0, 0)


def test_the_page_lists_gaps_and_remarks_with_ways_to_them(plan, one, logged_in):
    chai = logged_in("chai")
    shown = main(chai.get(page() + "?round=twelve_months"))
    links = re.findall(r'<a href="(/staff/ban-suan/2568/(?:measures|oit)/[^"]+)"', shown)
    assert [link.rpartition("#")[2] for link in links] == ["id_status_0", f"id_activity-{one.row_id}-outputs"]
    for link in links:
        path, _hash, anchor = link.partition("#")
        assert f'id="{anchor}"' in chai.get(path).content.decode()
    assert "“อย่างน้อย” เป็นคำบอกเป้าหมาย" in shown
    assert "จัดประชุมอย่างน้อยเดือนละ ๑ ครั้ง" in shown
    assert "ยังไม่ได้บันทึก" not in shown
    assert "ยังไม่ได้บันทึก" in main(chai.get(page() + "?round=six_months"))


def test_set_aside_and_shown_again_on_the_page(plan, one, logged_in):
    anong = logged_in("anong")
    form = next(form for form in post_forms(anong.get(page()).content.decode()) if "set-aside" in form.action)
    answer = anong.post(form.action, form.data(reason="ถูกต้องตามคำสั่ง <b>"), follow=True)
    assert answer.redirect_chain == [(page(), 302)]
    shown = main(answer)
    assert "ถูกต้องตามคำสั่ง &lt;b&gt;" in shown
    assert "อนงค์ ศรีสวน" in shown
    back = next(form for form in post_forms(answer.content.decode()) if "restore" in form.action)
    anong.post(back.action, back.data())
    assert (Dismissal.objects.count(), observations_of_plan(plan)) == (0, [one])


def test_without_a_reason_it_is_asked_for_beside_the_remark(plan, one, logged_in):
    chai = logged_in("chai")
    form = next(form for form in post_forms(chai.get(page()).content.decode()) if "set-aside" in form.action)
    answer = chai.post(form.action, form.data(reason="  "))
    assert answer.status_code == 422
    assert "โปรดระบุเหตุผลที่ไม่ต้องแก้" in main(answer)
    long = "ก" * 1001
    answer = chai.post(form.action, form.data(reason=long))
    assert (answer.status_code, long in main(answer)) == (422, True)
    assert Dismissal.objects.count() == 0


def test_a_remark_that_is_made_no_more_is_said_so(plan, one, logged_in):
    chai = logged_in("chai")
    form = next(form for form in post_forms(chai.get(page()).content.decode()) if "set-aside" in form.action)
    Result.objects.update(outputs=[{"marker": "-", "text": "จัดประชุม ๑๒ ครั้ง"}])
    answer = chai.post(form.action, form.data(reason="ใช่"), follow=True)
    assert "เพราะข้อความถูกแก้ไข" in answer.content.decode()
    assert Dismissal.objects.count() == 0


def test_who_only_reads_sees_the_remarks_without_a_form(plan, one, logged_in):
    shown = logged_in("ekachai").get(page()).content.decode()
    assert "เป็นคำบอกเป้าหมาย" in shown
    assert [form.action for form in post_forms(shown) if "observations" in form.action] == []


@pytest.mark.parametrize("who", ["arun", "anong", "chai", "duangjai", "ekachai"])
def test_every_link_leads_somewhere_for_whoever_sees_it(plan, one, logged_in, who):
    Activity.objects.update(period_text="๓๑ ก.พ. ๒๕๖๘", units=[])
    client = logged_in(who)
    links = re.findall(r'<a href="(/staff/ban-suan/2568/(?:measures|oit)/[^"]+)"', main(client.get(page())))
    assert len(links) == {"arun": 4, "chai": 4, "anong": 2}.get(who, 0)
    assert {client.get(link.partition("#")[0]).status_code for link in links} <= {200}


def test_remarks_stand_beside_the_text_of_their_row_and_round(plan, one, logged_in):
    chai, measure = logged_in("chai"), Measure.objects.get()
    beside = chai.get(page("result_edit", measure_id=measure.pk, round="twelve_months"))
    assert "เป็นคำบอกเป้าหมาย" in main(beside)
    elsewhere = chai.get(page("result_edit", measure_id=measure.pk, round="six_months"))
    assert "เป็นคำบอกเป้าหมาย" not in main(elsewhere)
    [link] = re.findall(rf'href="{page()}#([^"]+)"', main(beside))
    assert f'id="{link}"' in chai.get(page()).content.decode()


def test_every_kind_of_row_shows_its_remarks(plan, logged_in):
    chai, measure, row = logged_in("chai"), Measure.objects.get(), Disclosure.objects.get()
    indicator = IndicatorProgress.objects.create(plan=plan, number=1, title="การใช้อำนาจ", status="done", notes=PLANNED)
    row.progress_notes, row.status = PLANNED, "done"
    row.save()
    Activity.objects.update(period_text="๓๑ ก.พ. ๒๕๖๘")
    Measure.objects.update(title="มาตรการประชุม ปี ๒๕๖๖")
    shown = main(chai.get(page("measure_edit", measure_id=measure.pk)))
    assert (shown.count('class="remarks"'), "ไม่มีวันที่นี้" in shown, "พบปี 2566" in shown) == (2, True, True)
    for route, part in (("oit_edit", {"disclosure_id": row.pk}), ("indicator_edit", {"indicator_id": indicator.pk})):
        assert "เป็นคำบอกเป้าหมาย" in main(chai.get(page(route, **part)))


def test_one_row_alone(plan, one):
    assert observations_of_row(plan, "result", one.row_id) == [one]
    assert observations_of_row(plan, "activity", one.row_id) == []


def test_a_blank_cell_that_is_missing_is_said_once(plan, logged_in):
    for title in ("ก", "ข"):
        measure = Measure.objects.create(plan=plan, title=title)
        Activity.objects.create(measure=measure, period_text="ทั้งปี" if title == "ก" else "", units=["กองคลัง"])
    assert "blank_cell" in [each.detector for each in observations_of_plan(plan)]
    assert "ช่องระยะเวลาว่าง" not in main(logged_in("chai").get(page() + "?round=twelve_months"))


def test_only_one_kind(plan, one, logged_in):
    Disclosure.objects.update(progress_notes=[{"marker": "1.", "text": "ก"}, {"marker": "1.", "text": "ข"}])
    chai = logged_in("chai")
    both, narrowed = (main(chai.get(page() + query)) for query in ("", "?what=list_numbers"))
    assert ("อย่างน้อยเดือนละ" in both, "อย่างน้อยเดือนละ" in narrowed) == (True, False)
    assert "ลำดับ 1. ซ้ำกันในรายการ" in narrowed
    assert main(chai.get(page() + "?what=nothing")).count('class="remark"') == 2


def test_another_agencys_rows_are_neither_read_nor_compared(plan, one):
    other = make_other_town()
    with scope(agency=other.agency):
        foreign = Plan.objects.create(agency=other.agency, fiscal_year=YEAR - 1)
        measure = Measure.objects.create(plan=foreign, title="ลับ")
        activity = Activity.objects.create(measure=measure, period_text="ปี", units=["ก"])
        Result.objects.create(activity=activity, round="twelve_months", outputs=PLANNED * 3)
    assert observations_of_plan(plan) == [one]


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_asks_the_same_of_the_database_for_many_rows(plan, one, logged_in, count):
    chai = logged_in("chai")
    for number in range(count):
        measure = Measure.objects.create(plan=plan, title=f"มาตรการ {number}", position=number)
        activity = Activity.objects.create(measure=measure)
        short = [{"marker": "-", "text": f"อย่างน้อย {number + 2} ครั้ง"}]
        Result.objects.create(activity=activity, round="twelve_months", outputs=short)
        Disclosure.objects.create(plan=plan, code=f"o{number}", title="ก", position=number)
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        Dismissal.objects.create(
            plan=plan, detector="copied", row_kind="measure", row_id=number, digest=digest, reason="ก"
        )
    chai.get(page())
    with CaptureQueriesContext(connection) as queries:
        answer = chai.get(page() + "?round=twelve_months")
    assert len(queries) <= 30
    assert main(answer).count('class="remark"') == min(count + 1, 50)
