"""Results per round: each stands for itself; "not done, because" is a full answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Result
from measures.services import ResultEdit, Stale, save_results
from tests.architecture.references import rows_of
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db
OUTPUTS = [{"marker": "-", "text": "อบรมแล้ว"}]


def page(filled, round="six_months", measure=None):
    return reverse("result_edit", kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year,
        "measure_id": (measure or filled.measure).pk, "round": round,
    })


def field(filled, name):
    return f"activity-{filled.activity.pk}-{name}"


def results(filled):
    with scope(agency=filled.town.agency):
        return list(Result.objects.order_by("round").values("round", "status", "outputs", "not_done_reason", "version"))


def test_a_recorder_records_march_and_october_stays(filled, logged_in):
    october = results(filled)
    answer = send(logged_in("anong"), page(filled), **{
        field(filled, "outputs"): "- อบรมแล้ว", field(filled, "status"): "in_progress",
    })
    assert answer.status_code == 302
    assert results(filled) == [
        {"round": "six_months", "status": "in_progress", "outputs": OUTPUTS, "not_done_reason": "", "version": 1},
        *october,
    ]
    [change] = Change.objects.all()
    assert (change.act, change.actor_name, change.after["outputs"]) == ("result.recorded", "อนงค์ ศรีสวน", OUTPUTS)


def test_not_done_needs_its_reason(filled, logged_in):
    before = rows_of(filled.town.agency)
    answer = send(logged_in("anong"), page(filled), **{field(filled, "status"): "not_done"})
    assert "โปรดระบุเหตุผลที่ไม่ได้ดำเนินการ" in answer.content.decode()
    assert rows_of(filled.town.agency) == before
    send(logged_in("anong"), page(filled), **{
        field(filled, "status"): "not_done", field(filled, "not_done_reason"): "งบประมาณไม่เพียงพอ",
    })
    recorded = results(filled)[0]
    assert (recorded["status"], recorded["not_done_reason"]) == ("not_done", "งบประมาณไม่เพียงพอ")


def test_the_six_month_round_is_a_start_and_is_stored_only_by_saving(filled, logged_in):
    with scope(agency=filled.town.agency):
        Result.objects.all().delete()
        Result.objects.create(activity=filled.activity, round="six_months", status="done", outputs=OUTPUTS)
    client = logged_in("chai")
    path = page(filled, "twelve_months")
    assert "?copy=six_months" in client.get(path).content.decode()
    assert form_of(client, path).data()[field(filled, "outputs")] == [""]
    start = form_of(client, path + "?copy=six_months").data()
    assert start[field(filled, "outputs")] == ["- อบรมแล้ว"]
    assert len(results(filled)) == 1
    assert client.post(path, start).status_code == 302
    assert [(each["round"], each["status"], each["outputs"]) for each in results(filled)] == [
        ("six_months", "done", OUTPUTS), ("twelve_months", "done", OUTPUTS),
    ]


def test_a_page_saved_blank_records_nothing(filled, logged_in):
    before = rows_of(filled.town.agency)
    assert send(logged_in("anong"), page(filled)).status_code == 302
    assert rows_of(filled.town.agency) == before


def test_a_round_nobody_knows_does_not_exist(filled, logged_in):
    path = page(filled).replace("six_months", "nine_months")
    assert logged_in("chai").get(path).status_code == 404


def test_all_rows_or_none(filled, in_town):
    with scope(agency=in_town.agency):
        second = Activity.objects.create(measure=filled.measure, position=2)
        Result.objects.create(activity=second, round="six_months", version=3)
    before = rows_of(in_town.agency)
    edits = [ResultEdit(filled.activity.pk, 0, {"status": "done"}), ResultEdit(second.pk, 2, {"status": "done"})]
    with pytest.raises(Stale):
        save_results(actor=in_town.standing("anong"), measure=filled.measure, round="six_months", edits=edits)
    assert rows_of(in_town.agency) == before


@pytest.mark.parametrize("name", ["duangjai", "ekachai"])
def test_who_may_not_record_writes_nothing(filled, in_town, name):
    before = rows_of(in_town.agency)
    with pytest.raises(PermissionDenied):
        save_results(
            actor=in_town.standing(name), measure=filled.measure, round="six_months",
            edits=[ResultEdit(filled.activity.pk, 0, {"status": "done"})],
        )
    assert rows_of(in_town.agency) == before


def test_an_activity_of_another_measure_is_refused(filled, in_town, foreign):
    before, theirs = rows_of(in_town.agency), rows_of(foreign.town.agency)
    with pytest.raises(Activity.DoesNotExist):
        save_results(
            actor=in_town.standing("anong"), measure=filled.measure, round="six_months",
            edits=[ResultEdit(foreign.activity.pk, 0, {"status": "done"})],
        )
    assert (rows_of(in_town.agency), rows_of(foreign.town.agency)) == (before, theirs)


def test_text_for_a_row_that_is_gone_is_shown_again_and_nothing_is_saved(filled, logged_in):
    client = logged_in("chai")
    sent = form_of(client, page(filled)).data()
    before = rows_of(filled.town.agency)
    answer = client.post(page(filled), sent | {
        "activity-987654-outputs": "- งานที่พิมพ์ไว้", field(filled, "outputs"): "- ของแถวที่ยังอยู่",
    })
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "- งานที่พิมพ์ไว้" in text
    assert "- ของแถวที่ยังอยู่" in text
    assert rows_of(filled.town.agency) == before


def test_a_row_added_by_somebody_else_meanwhile_does_not_stand_in_the_way(filled, logged_in):
    client = logged_in("chai")
    sent = form_of(client, page(filled)).data()
    with scope(agency=filled.town.agency):
        Activity.objects.create(measure=filled.measure, position=2)
    assert client.post(page(filled), sent | {field(filled, "outputs"): "- อบรมแล้ว"}).status_code == 302
    assert results(filled)[0]["outputs"] == OUTPUTS
