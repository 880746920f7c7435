"""Who records a row of a division that is not theirs is named with that division: บันทึกแทนกองคลัง โดย …"""

import pytest
from django.urls import reverse
from django_scopes import scope

from accounts.models import Department, Office
from audit.models import Change
from measures.models import Disclosure, Result
from measures.selectors.history import last_change_of, latest_changes, newest_of
from measures.services import (
    ResultEdit,
    RowEdit,
    save_disclosure,
    save_indicator_row,
    save_results,
    update_measure,
)
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db


def record(filled, actor, units):
    """Save a result of the activity, answered for by these units; returns its change row."""
    filled.activity.units = units
    filled.activity.save(update_fields=["units"])
    result = Result.objects.get(pk=filled.result.pk)
    save_results(
        actor=actor, measure=filled.measure, round="twelve_months",
        edits=[ResultEdit(filled.activity.pk, result.version, {"problems": f"ไม่มี {result.version}"})],
    )
    return last_change_of(result)


@pytest.mark.parametrize(
    ("person", "units", "named"),
    [
        ("anong", ["กองคลัง"], ""),
        ("anong", ["กองช่าง"], "กองช่าง"),
        ("anong", ["กองช่าง", "กองคลัง"], ""),
        ("anong", ["ทุกกอง"], ""),
        ("anong", ["เจ้าหน้าที่ประชาสัมพันธ์"], ""),
        ("anong", [], ""),
        ("chai", ["กองคลัง"], "กองคลัง"),
        ("chai", ["กองช่าง", "สำนักปลัด"], "สำนักปลัด / กองช่าง"),
        ("arun", ["กองคลัง"], "กองคลัง"),
        ("chai", ["ทุกสำนัก/กอง"], ""),
    ],
)
def test_a_result_says_for_whom(in_town, filled, person, units, named):
    change = record(filled, in_town.standing(person), units)
    assert change.on_behalf_of == named
    assert change.actor_id == in_town.people[person].pk


def test_every_kind_of_row_says_for_whom(in_town, filled):
    chai = in_town.standing("chai")
    save_indicator_row(actor=chai, row=filled.indicator_row, seen_version=1, changes={"status": "in_progress"})
    assert last_change_of(filled.indicator_row).on_behalf_of == "กองคลัง"
    save_disclosure(
        actor=chai, disclosure=filled.disclosure, seen_version=1, changes={"status": "in_progress"}, links=[]
    )
    assert last_change_of(filled.disclosure).on_behalf_of == "สำนักปลัด"
    update_measure(
        actor=chai, measure=filled.measure, seen_version=1, changes={},
        activities=[RowEdit(filled.activity.pk, {"units": ["กองช่าง"]})],
    )
    assert last_change_of(filled.measure).on_behalf_of == "กองช่าง"


def test_a_second_office_in_the_division_counts_as_ones_own(in_town, filled):
    engineers = Department.objects.get(name="กองช่าง")
    appoint(in_town.anong, in_town.agency, Office.REPORTER, department=engineers)
    assert record(filled, in_town.standing("anong"), ["กองช่าง"]).on_behalf_of == ""


def test_another_agencys_departments_are_never_named(in_town, filled, foreign):
    with scope(agency=foreign.town.agency):
        Department.objects.create(agency=foreign.town.agency, name="กองยุทธศาสตร์", position=9)
    assert record(filled, in_town.standing("anong"), ["กองยุทธศาสตร์"]).on_behalf_of == ""


def test_the_latest_of_many_rows_costs_one_query(in_town, filled, django_assert_num_queries):
    chai = in_town.standing("chai")
    rows = [filled.disclosure] + [
        Disclosure.objects.create(plan=filled.plan, code=f"o{number}", units=["กองช่าง"]) for number in range(2, 40)
    ]
    for row in rows:
        for version, status in enumerate(("in_progress", "done"), start=1):
            save_disclosure(actor=chai, disclosure=row, seen_version=version, changes={"status": status}, links=[])
    filled.disclosure.refresh_from_db()
    with django_assert_num_queries(1):
        changes = latest_changes([*rows, filled.measure, None])
    assert len(changes) == len(rows)
    assert newest_of(changes, *rows, None).pk == Change.objects.order_by("-pk")[0].pk
    assert all(changes["measures.disclosure", row.pk].after["status"] == "done" for row in rows[1:])
    assert newest_of(changes, filled.measure) is None
    with django_assert_num_queries(0):
        assert latest_changes([None]) == {}


def test_each_rows_page_names_who_saved_last(in_town, filled, logged_in):
    """The sentence stands on the page of a result, an OIT row, an indicator and a measure."""
    chai, slug, year = in_town.standing("chai"), in_town.agency.slug, filled.plan.fiscal_year
    record(filled, chai, ["กองคลัง"])
    save_indicator_row(actor=chai, row=filled.indicator_row, seen_version=1, changes={"status": "in_progress"})
    save_disclosure(actor=chai, disclosure=filled.disclosure, seen_version=1, changes={"status": "not_done"}, links=[])
    update_measure(actor=chai, measure=filled.measure, seen_version=1, changes={"title": "ใหม่"}, activities=[])
    client = logged_in("chai")
    for name, part, units in (
        ("result_edit", {"measure_id": filled.measure.pk, "round": "twelve_months"}, "กองคลัง"),
        ("indicator_edit", {"indicator_id": filled.indicator_row.pk}, "กองคลัง"),
        ("oit_edit", {"disclosure_id": filled.disclosure.pk}, "สำนักปลัด"),
        ("measure_edit", {"measure_id": filled.measure.pk}, "กองคลัง"),
    ):
        address = reverse(name, kwargs={"agency": slug, "year": year} | part)
        page = client.get(f"/en{address}").content.decode()
        assert f"Recorded for {units} by ชัย ตั้งตรง on " in page, name


def test_a_row_nobody_saved_says_nothing(in_town, filled, logged_in):
    address = reverse("oit_edit", kwargs={
        "agency": in_town.agency.slug, "year": filled.plan.fiscal_year, "disclosure_id": filled.disclosure.pk,
    })
    assert "last-saved" not in logged_in("chai").get(address).content.decode()


def test_a_person_of_the_division_is_named_without_it(in_town, filled, logged_in):
    officer = make_user("boonma", "บุญมา ช่างดี")
    appoint(officer, in_town.agency, Office.RECORDER, department=Department.objects.get(name="สำนักปลัด"))
    in_town.people["boonma"] = officer
    save_disclosure(
        actor=in_town.standing("boonma"), disclosure=filled.disclosure, seen_version=1, changes={"status": "not_done"},
        links=[],
    )
    address = reverse("oit_edit", kwargs={
        "agency": in_town.agency.slug, "year": filled.plan.fiscal_year, "disclosure_id": filled.disclosure.pk,
    })
    page = logged_in("chai").get(f"/en{address}").content.decode()
    assert "Last saved by บุญมา ช่างดี on " in page
