"""การปรับแผน on the pages: old beside new, reasons in versions, warnings where one changes or removes a measure."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, AgreedMeasure, AgreedPlan, Measure, Plan, Result
from measures.selectors.agreed import agreement_of, live_measures
from measures.services.agreeing import SignedMeasure, agree_plan, explain_change, explain_dropping
from measures.services.saving import Stale
from tests.reports.signoff.papers import database
from tests.reports.signoff.planning import YEAR, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(in_town):
    return Plan.objects.create(agency=in_town.agency, fiscal_year=YEAR)


def sign(plan, number=1) -> AgreedPlan:
    return AgreedPlan.objects.create(plan=plan, number=number, report_id=number, signed_at=timezone.now())


def agree(signed, title, *, measure=True, **values) -> AgreedMeasure:
    """A measure as signed and, unless it was removed, as it stands."""
    live, entry = None, {"methods": step("ประชุม"), "period_text": "ทั้งปี", "units": ["กองคลัง"]}
    if measure:
        live = Measure.objects.create(plan=signed.plan, title=title, position=signed.measures.count())
        entry["activity_id"] = Activity.objects.create(measure=live, **entry).pk
    return AgreedMeasure.objects.create(
        agreed=signed, position=signed.measures.count(), measure=live, title=title, activities=[entry], **values
    )


def add(plan, title, **values) -> Measure:
    measure = Measure.objects.create(plan=plan, title=title, position=99, **values)
    Activity.objects.create(measure=measure, methods=step("ทำ"), period_text="ทั้งปี", units=["ก"])
    return measure


def page(name="plan_changes", **more) -> str:
    return reverse(name, kwargs={"agency": "ban-suan", "year": YEAR, **more})


def text(answer) -> str:
    return answer.content.decode()


def told(html: str) -> str:
    """What the page says, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_year_without_a_signed_plan_says_what_to_do(plan, logged_in):
    for who, sees in (("chai", True), ("duangjai", False)):
        html = text(logged_in(who).get(page()))
        assert "ปีนี้ยังไม่มีแผนที่ลงนามแล้ว" in html
        assert (f"{reverse('report_new', kwargs={'agency': 'ban-suan'})}?kind=plan" in html) is sees
    for name, row in (("plan_change_edit", {"measure_id": add(plan, "ก").pk}), ("plan_dropped_edit", {"agreed_id": 1})):
        assert logged_in("chai").get(page(name, **row)).status_code == 404


def test_every_difference_stands_old_beside_new(plan, logged_in):
    signed = sign(plan)
    one = agree(signed, "ชื่อที่ลงนาม")
    agree(signed, "ที่คงเดิม")
    agree(signed, "ที่ตัดออก", measure=False)
    Measure.objects.filter(pk=one.measure_id).update(title="ชื่อใหม่")
    one.measure.activities.update(methods=step("ประชุมใหญ่"), units=[])
    Activity.objects.create(measure=one.measure, position=3, methods=step("แถวใหม่"), period_text="มีนาคม")
    add(plan, "ที่เพิ่ม")
    said = told(text(logged_in("anong").get(page())))
    for words in (
        "แผนฉบับที่ 1", "มาตรการในแผน 3 รายการ · ตามแผน 1 · ปรับแผน 1 · ไม่ได้ดำเนินการตามแผน 1 · เพิ่มเติมภายหลัง 1",
        "ยังไม่ได้ระบุเหตุผล 3 รายการ", "ตามแผนที่ลงนาม ชื่อที่ลงนาม", "ชื่อใหม่", "ประชุมใหญ่", "กองคลัง", "(ว่าง)", "แถวใหม่",
        "ที่ตัดออก", "ที่เพิ่ม",
    ):  # fmt: skip
        assert words in said, words
    assert "ที่คงเดิม" not in said
    assert "<textarea" not in text(logged_in("anong").get(page())), "who may not edit reads"


def test_all_as_signed_says_so(plan, logged_in):
    agree(sign(plan), "ก")
    assert "ทุกมาตรการเป็นไปตามแผนที่ลงนามแล้ว" in text(logged_in("chai").get(page()))


def test_a_reason_is_written_beside_the_change_and_kept_in_versions(plan, logged_in, town):
    agreed = agree(sign(plan), "ก")
    measure = agreed.measure
    Measure.objects.filter(pk=measure.pk).update(title="ข")
    client, here = logged_in("chai"), page("plan_change_edit", measure_id=measure.pk)
    html = text(client.get(page()))
    form = html.split(f'action="{here}"')[1].split("</form>")[0]
    assert f'id="id_measure-{measure.pk}_change_reason"' in form
    sent = dict(re.findall(r'<input type="hidden" name="(seen|version)" value="([^"]*)"', form))
    assert client.get(here).status_code == 200
    answer = client.post(here, sent | {"change_reason": " ขาดงบประมาณ "})
    assert answer["Location"] == f"{page()}#measure-{measure.pk}"
    measure.refresh_from_db()
    assert (measure.change_reason, measure.version) == ("ขาดงบประมาณ", 2)
    assert Change.objects.get().after == {"change_reason": "ขาดงบประมาณ"}
    clash = client.post(here, sent | {"change_reason": "อีกคนหนึ่ง"})
    assert clash.status_code == 409
    assert "ขาดงบประมาณ" in text(clash)
    assert "อีกคนหนึ่ง" in text(clash)
    measure.refresh_from_db()
    assert (measure.change_reason, measure.version) == ("ขาดงบประมาณ", 2)


def test_a_reason_of_a_dropped_measure(plan, logged_in):
    agreed = agree(sign(plan), "ก", measure=False)
    here = page("plan_dropped_edit", agreed_id=agreed.pk)
    client = logged_in("chai")
    before = database()
    empty = client.post(here, {"version": "1", "dropped_reason": "  "})
    assert empty.status_code == 200
    assert "โปรดระบุเหตุผล" in text(empty)
    assert database()["measures.AgreedMeasure"] == before["measures.AgreedMeasure"]
    answer = client.post(here, {"version": "1", "dropped_reason": "ยุบโครงการ"})
    assert answer["Location"] == f"{page()}#agreed-{agreed.pk}"
    agreed.refresh_from_db()
    assert (agreed.dropped_reason, agreed.version) == ("ยุบโครงการ", 2)


def test_only_what_the_holding_plan_dropped_can_be_explained(plan, logged_in):
    old = agree(sign(plan), "เดิม", measure=False)
    standing = agree(sign(plan, 2), "ยังอยู่")
    on_plan = add(plan, "ในแผน", listed_as="plan")
    client = logged_in("chai")
    for name, row in (
        ("plan_dropped_edit", {"agreed_id": old.pk}), ("plan_dropped_edit", {"agreed_id": standing.pk}),
        ("plan_change_edit", {"measure_id": on_plan.pk}),
    ):
        assert client.get(page(name, **row)).status_code == 404
    kept = client.get(page("plan_change_edit", measure_id=standing.measure_id))
    assert "มาตรการนี้เป็นไปตามแผนที่ลงนามแล้ว" in text(kept)


def test_the_deeds_ask_who_and_which_version(plan, in_town, foreign):
    signed = sign(plan)
    stands, gone = agree(signed, "ก"), agree(signed, "ข", measure=False)
    chai = in_town.standing("chai")
    with scope(agency=in_town.agency):
        assert explain_change(actor=chai, measure=stands.measure, seen_version=1, reason="ก") is True
        assert explain_change(actor=chai, measure=stands.measure, seen_version=2, reason="ก") is False
        before = database()
        with pytest.raises(Stale):
            explain_change(actor=chai, measure=stands.measure, seen_version=1, reason="ข")
        with pytest.raises(Stale):
            explain_dropping(actor=chai, agreed=gone, seen_version=5, reason="ข")
        for who in ("anong", "ekachai"):
            with pytest.raises(PermissionDenied):
                explain_dropping(actor=in_town.standing(who), agreed=gone, seen_version=1, reason="ข")
        with pytest.raises(PermissionDenied):
            agree_plan(
                actor=chai, plan=plan, report_id=77, signed_at=timezone.now(), measures=[SignedMeasure(None, "ก")]
            )
        assert database() == before
    theirs = foreign.town.standing("chai")
    with scope(agency=foreign.town.agency), pytest.raises(Plan.DoesNotExist):
        explain_change(actor=theirs, measure=stands.measure, seen_version=2, reason="ข")


def test_a_measure_says_that_it_is_in_the_signed_plan(plan, logged_in):
    agreed = agree(sign(plan), "ก")
    client = logged_in("chai")
    address = page("measure_edit", measure_id=agreed.measure_id)
    html = text(client.get(address))
    assert "มาตรการนี้อยู่ในแผนที่ลงนามแล้ว (ฉบับที่ 1 ลงนามเมื่อ" in html
    assert 'name="change_reason"' in html
    assert "ยังไม่ได้ระบุเหตุผล" not in html
    Measure.objects.filter(pk=agreed.measure_id).update(title="ข")
    html = text(client.get(address))
    assert "ยังไม่ได้ระบุเหตุผล โปรดระบุในช่องนี้" in html
    assert "สิ่งที่ปรับไปจากแผน" in html
    added = text(client.get(page("measure_new")))
    assert "มาตรการนี้ไม่ได้อยู่ในแผนที่ลงนามแล้ว" in added
    on_plan = add(plan, "แผน", listed_as="plan")
    assert 'name="change_reason"' not in text(client.get(page("measure_edit", measure_id=on_plan.pk)))


def test_saving_a_change_without_its_reason_reminds_of_it(plan, logged_in):
    measure = agree(sign(plan), "ก").measure
    client, address = logged_in("chai"), page("measure_edit", measure_id=measure.pk)
    row = measure.activities.get()
    sent = {
        "version": "1", "title": "ข", "activity-TOTAL_FORMS": "1", "activity-INITIAL_FORMS": "1",
        "activity-0-id": str(row.pk),
    }
    assert "โปรดระบุเหตุผลในหน้า “การปรับแผน”" in text(client.post(address, sent, follow=True))
    sent |= {"version": "2", "title": "ค", "change_reason": "เพราะ"}
    assert "โปรดระบุเหตุผลในหน้า" not in text(client.post(address, sent, follow=True))
    measure.refresh_from_db()
    assert (measure.title, measure.change_reason) == ("ค", "เพราะ")


def test_removing_a_measure_of_the_plan_warns_and_leaves_its_words(plan, logged_in):
    agreed = agree(sign(plan), "ก")
    loose = add(plan, "ข")
    client = logged_in("chai")
    warning = "มาตรการนี้อยู่ในแผนที่ลงนามแล้ว (ฉบับที่ 1) หากลบ"
    assert warning not in text(client.get(page("measure_delete", measure_id=loose.pk)))
    address = page("measure_delete", measure_id=agreed.measure_id)
    assert warning in text(client.get(address))
    assert client.post(address, {"version": "1"}).status_code == 302
    agreed.refresh_from_db()
    assert (agreed.measure, agreed.title, agreed.activities[0]["methods"]) == (None, "ก", step("ประชุม"))
    [dropped, added] = agreement_of(plan=plan).changes(live_measures(plan=plan))
    assert (dropped.fate, added.measure) == ("dropped", loose)


def test_another_agencys_plan_is_not_shown(plan, logged_in, foreign):
    html = text(logged_in("chai").get(page()))
    assert "CANARY" not in html
    assert "ปีนี้ยังไม่มีแผนที่ลงนามแล้ว" in html


@pytest.fixture
def frame(logged_in, plan):
    """What the frame of every page asks."""

    def count(client, path) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    return count


def test_the_page_asks_at_most_six_questions_with_one_row_and_with_many(plan, logged_in, frame):
    signed = sign(plan)
    first = agree(signed, "ก")
    Measure.objects.filter(pk=first.measure_id).update(title="ข")
    client = logged_in("chai")
    frame(client, page())
    asked_by_the_frame = frame(client, reverse("year_list", kwargs={"agency": "ban-suan"}))
    few = frame(client, page())
    for number in range(60):
        one = agree(signed, f"ม {number}", measure=number % 3)
        if one.measure_id:
            Measure.objects.filter(pk=one.measure_id).update(title="อื่น")
            Result.objects.create(activity=one.measure.activities.get(), outputs=step("ผล"))
        add(plan, f"เพิ่ม {number}")
    assert frame(client, page()) == few
    assert few <= asked_by_the_frame + 6
    with CaptureQueriesContext(connection) as queries:
        agreement_of(plan=plan).changes(live_measures(plan=plan))
    assert len(queries) == 3
    assert text(client.get(page())).count('class="plan-reason"') == 20
    assert text(client.get(page() + "?page=7")).count('class="plan-reason"') == 1
