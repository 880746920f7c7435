"""รับรองข้อมูล: a head's word on the division's data, where the agency wants it; and what changed after it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from accounts.forms.people import AppointmentForm
from accounts.models import Appointment, Department, Office
from accounts.services.people import edit_appointment
from audit.models import Change
from measures.models import Endorsement, Plan
from measures.services import save_disclosure, save_indicator_row
from measures.services.endorsements import endorse_department
from tests.filled import YEAR

pytestmark = pytest.mark.django_db
ADDRESS = {"agency": "ban-suan", "year": YEAR}


@pytest.fixture
def plan(filled) -> Plan:
    """The town's year, with nobody's word on it, in an agency that wants it, headed by Anong in กองคลัง."""
    with scope(agency=filled.town.agency):
        Endorsement.objects.all().delete()
        Appointment.objects.filter(user=filled.town.anong).update(is_head=True)
        filled.town.agency.heads_endorse = True
        filled.town.agency.save()
    return filled.plan


def finance() -> Department:
    return Department.objects.get(name="กองคลัง")


def board(client, **query):
    query = {"department": query.pop("department", ""), "round": "twelve_months"} | query
    return client.get("/en" + reverse("board", kwargs=ADDRESS), query)


def test_the_heads_word_names_post_and_moment(in_town, plan):
    kept = endorse_department(
        actor=in_town.standing("anong"), plan=plan, department=finance(), round="twelve_months"
    )
    assert (kept.by_name, kept.position, kept.by_id) == ("อนงค์ ศรีสวน", "นักวิชาการเงินและบัญชี", in_town.anong.pk)
    assert Change.objects.get(act="department.endorsed").after == {"department": "กองคลัง", "round": "twelve_months"}


@pytest.mark.parametrize(
    ("spoil", "person", "department"),
    [
        ("nothing", "anong", "กองช่าง"),
        ("nothing", "chai", "กองคลัง"),
        ("nothing", "arun", "กองคลัง"),
        ("not_head", "anong", "กองคลัง"),
        ("not_wanted", "anong", "กองคลัง"),
    ],
)
def test_nobody_else_endorses(in_town, plan, spoil, person, department):
    if spoil == "not_head":
        Appointment.objects.filter(user=in_town.anong).update(is_head=False)
    if spoil == "not_wanted":
        in_town.agency.heads_endorse = False
        in_town.agency.save()
    with pytest.raises(PermissionDenied):
        endorse_department(
            actor=in_town.standing(person), plan=plan, department=Department.objects.get(name=department),
            round="twelve_months",
        )
    assert Endorsement.objects.count() == 0


def test_a_headship_that_is_over_counts_no_more(in_town, plan, logged_in):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Appointment.objects.filter(user=in_town.anong).update(ends_on=yesterday)
    Appointment.objects.create(
        agency=in_town.agency, user=in_town.anong, office=Office.RECORDER, position="ก", starts_on=timezone.localdate(),
        department=finance(),
    )
    logged_in("anong").post(
        reverse("board_endorse", kwargs=ADDRESS), {"department": finance().pk, "round": "twelve_months"}
    )
    assert Endorsement.objects.count() == 0


def test_a_round_that_does_not_exist_is_refused(in_town, plan):
    with pytest.raises(ValidationError):
        endorse_department(actor=in_town.standing("anong"), plan=plan, department=finance(), round="never")
    assert Endorsement.objects.count() == 0


def test_the_page_shows_the_word_and_what_came_after(in_town, plan, filled, logged_in):
    client, department = logged_in("anong"), finance()
    first = board(client, department=department.pk).content.decode()
    assert "Endorse the data" in first
    assert "Data endorsed" not in first
    answer = client.post(
        "/en" + reverse("board_endorse", kwargs=ADDRESS), {"department": department.pk, "round": "twelve_months"},
        follow=True,
    )
    page = answer.content.decode()
    assert "Data endorsed" in page
    assert "by อนงค์ ศรีสวน, นักวิชาการเงินและบัญชี, on" in page
    assert "Changed after it was endorsed" not in page
    assert "Endorse the data" not in page
    save_disclosure(  # another division's row
        actor=in_town.standing("chai"), disclosure=filled.disclosure, seen_version=1, changes={"status": "not_done"},
        links=[],
    )
    assert "Changed after it was endorsed" not in board(client, department=department.pk).content.decode()
    save_indicator_row(
        actor=in_town.standing("chai"), row=filled.indicator_row, seen_version=1, changes={"status": "in_progress"}
    )
    changed = board(client, department=department.pk).content.decode()
    assert "Changed after it was endorsed" in changed
    assert "Endorse the data" in changed
    client.post(reverse("board_endorse", kwargs=ADDRESS), {"department": department.pk, "round": "twelve_months"})
    assert "Changed after it was endorsed" not in board(client, department=department.pk).content.decode()
    assert Endorsement.objects.count() == 2


def test_a_change_beyond_the_page_or_the_filter_counts_too(in_town, plan, filled, logged_in):
    endorse_department(actor=in_town.standing("anong"), plan=plan, department=finance(), round="twelve_months")
    save_indicator_row(
        actor=in_town.standing("chai"), row=filled.indicator_row, seen_version=1, changes={"status": "in_progress"}
    )
    page = board(logged_in("chai"), department=finance().pk, kind="activity").content.decode()
    assert "Changed after it was endorsed" in page


def test_gaps_do_not_forbid_it_but_are_said(in_town, plan, filled, logged_in):
    filled.result.delete()
    page = board(logged_in("anong"), department=finance().pk).content.decode()
    assert "1 row still lacks something." in page
    assert "Endorse the data" in page


def test_another_rounds_word_is_not_this_ones(in_town, plan, logged_in):
    endorse_department(actor=in_town.standing("anong"), plan=plan, department=finance(), round="six_months")
    assert "Data endorsed" not in board(logged_in("anong"), department=finance().pk).content.decode()
    assert "Data endorsed" in board(logged_in("anong"), department=finance().pk, round="six_months").content.decode()


@pytest.mark.parametrize(
    "body", [{}, {"department": "x"}, {"department": "1", "round": "never"}, {"round": "six_months"}]
)
def test_a_body_without_sense_keeps_nothing(plan, filled, logged_in, body):
    answer = logged_in("anong").post(reverse("board_endorse", kwargs=ADDRESS), body, follow=True)
    assert answer.status_code == 200
    with scope(agency=filled.town.agency):
        assert Endorsement.objects.count() == 0


def test_another_agencys_department_is_like_none(plan, filled, foreign, logged_in):
    with scope(agency=foreign.town.agency):
        pk = Department.objects.get(name="กองคลัง").pk
    logged_in("anong").post(reverse("board_endorse", kwargs=ADDRESS), {"department": pk, "round": "twelve_months"})
    with scope(agency=filled.town.agency):
        assert Endorsement.objects.count() == 0


def test_the_agency_decides_whether_it_wants_it(filled, logged_in):
    client, address = logged_in("arun"), reverse("agency_edit", kwargs={"agency": "ban-suan"})
    sent = {"kind": "subdistrict_municipality", "name": "บ้านสวน", "heads_endorse": "on"}
    assert client.post(address, sent).status_code == 302
    filled.town.agency.refresh_from_db()
    assert filled.town.agency.heads_endorse is True
    assert Change.objects.filter(act="agency.edited").first().after["heads_endorse"] is True
    del sent["heads_endorse"]
    client.post(address, sent)
    filled.town.agency.refresh_from_db()
    assert filled.town.agency.heads_endorse is False


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"office": "reporter"}, {"is_head"}),
        ({"department": ""}, {"department"}),
        ({"is_head": "", "department": ""}, set()),
    ],
)
def test_a_head_is_a_department_officer_of_a_department(in_town, values, wrong):
    appointment = Appointment.objects.get(user=in_town.anong)
    data = {
        "office": "recorder", "department": appointment.department_id, "is_head": "on", "position": "ผู้อำนวยการกองคลัง",
        "starts_on": "1/10/2563",
    } | values
    form = AppointmentForm(data, agency=in_town.agency, initial=AppointmentForm.of(appointment))
    assert set(form.errors) == wrong
    if not wrong:
        edit_appointment(actor=in_town.standing("arun"), appointment_id=appointment.pk, post=form.post())
        appointment.refresh_from_db()
        assert appointment.is_head is bool(data["is_head"])
