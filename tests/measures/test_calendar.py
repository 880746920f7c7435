"""The dates of a year: the pattern laid out, added, edited, confirmed, removed; what a second writer meets."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.calendar_defaults import defaults_for
from measures.models import CalendarDate
from measures.selectors.calendar import LATER, NEXT, PAST, SOON_DUE, by_month, due_day
from measures.services import Stale
from measures.services.calendar import (
    add_date,
    confirm_date,
    lay_out_calendar,
    lay_out_defaults,
    remove_date,
    update_date,
)
from tests.architecture.references import rows_of
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db
DAY = datetime.date


def at(filled, name, **parts):
    return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, **parts})


def dates(filled):
    with scope(agency=filled.town.agency):
        return list(CalendarDate.objects.values_list("key", "title", "starts_on", "due_on", "is_confirmed", "version"))


def one(filled):
    return CalendarDate.objects.get(pk=filled.recorded.date.pk)


def test_the_pattern_of_a_fiscal_year():
    found = {each.key: (each.starts_on, each.due_on, each.reminds) for each in defaults_for(2568)}
    assert found == {
        "analysis": (DAY(2024, 10, 1), DAY(2024, 10, 31), True),
        "register": (DAY(2025, 1, 1), DAY(2025, 2, 28), True),
        "iit_eit": (DAY(2025, 1, 1), DAY(2025, 2, 28), True),
        "six_months": (DAY(2025, 3, 1), DAY(2025, 3, 31), True),
        "oit": (DAY(2025, 3, 1), DAY(2025, 4, 30), True),
        "scoring": (DAY(2025, 5, 1), DAY(2025, 5, 31), False),
        "clarification": (DAY(2025, 6, 1), DAY(2025, 6, 15), True),
        "confirmation": (DAY(2025, 6, 16), DAY(2025, 6, 30), True),
        "result": (DAY(2025, 7, 1), DAY(2025, 8, 31), False),
        "closing": (DAY(2025, 9, 1), DAY(2025, 9, 30), True),
        "result_report": (DAY(2025, 10, 1), DAY(2025, 10, 31), True),
    }
    assert {each.key: each.due_on for each in defaults_for(2567)}["register"] == DAY(2024, 2, 29)
    assert [each.note for each in defaults_for(2568) if "ความน่าเชื่อถือ" not in each.note] == []


def test_the_pattern_is_laid_out_once_however_often_it_is_asked(filled, logged_in):
    client = logged_in("chai")
    own = dates(filled)
    page = client.get(at(filled, "calendar_list")).content.decode()
    assert at(filled, "calendar_lay_out") in page
    assert client.post(at(filled, "calendar_lay_out")).status_code == 302
    first = dates(filled)
    assert len(first) == len(own) + 11
    assert {confirmed for key, _, _, _, confirmed, _ in first if key} == {False}
    assert client.post(at(filled, "calendar_lay_out")).status_code == 302
    with scope(agency=filled.town.agency):
        assert lay_out_defaults(filled.plan) == 0
    assert dates(filled) == first
    page = client.get(at(filled, "calendar_list")).content.decode()
    assert at(filled, "calendar_lay_out") not in page
    assert page.count("ตามแบบแผนปีก่อน ยังไม่ยืนยัน") == 12


def test_a_removed_date_of_the_pattern_comes_back_only_when_asked(filled, in_town):
    lay_out_defaults(filled.plan)
    date = CalendarDate.objects.get(key="oit")
    update_date(actor=filled.town.standing("chai"), date=date, seen_version=1, changes={"due_on": DAY(2025, 4, 25)})
    remove_date(actor=filled.town.standing("chai"), date=CalendarDate.objects.get(key="register"), seen_version=1)
    assert lay_out_calendar(actor=filled.town.standing("arun"), plan=filled.plan) == 1
    assert due_day(plan=filled.plan, key="oit") == DAY(2025, 4, 25)
    assert due_day(plan=filled.plan, key="register") == DAY(2025, 2, 28)
    assert due_day(plan=filled.plan, key="other") is None


def test_a_date_is_added_and_edited_in_the_buddhist_era(filled, logged_in):
    client = logged_in("chai")
    answer = send(
        client, at(filled, "calendar_new"), title="ประชุม\nคณะทำงาน", starts_on="๑ มี.ค. ๒๕๖๘", due_on="15/3/2568",
        reminds="no",
    )
    assert answer.status_code == 302
    with scope(agency=filled.town.agency):
        date = CalendarDate.objects.get(title__startswith="ประชุม")
    assert (date.title, date.starts_on, date.due_on, date.reminds, date.is_confirmed) == (
        "ประชุมคณะทำงาน", DAY(2025, 3, 1), DAY(2025, 3, 15), False, True,
    )
    assert answer.url == at(filled, "calendar_list") + f"#date-{date.pk}"
    edit = at(filled, "calendar_edit", date_id=date.pk)
    assert send(client, edit, due_on="20 มีนาคม 2568", reminds="yes").status_code == 302
    with scope(agency=filled.town.agency):
        date = CalendarDate.objects.get(pk=date.pk)
    assert (date.due_on, date.reminds, date.version) == (DAY(2025, 3, 20), True, 2)
    assert send(client, edit).status_code == 302
    assert [change.act for change in Change.objects.order_by("pk")] == ["calendar.added", "calendar.edited"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"), ({"due_on": ""}, "due_on"), ({"due_on": "30/2/2568"}, "due_on"),
        ({"due_on": "30 เมษายน 2025"}, "due_on"), ({"due_on": "30/4/2600"}, "due_on"),
        ({"starts_on": "1/5/2568"}, "starts_on"), ({"starts_on": "เมื่อวาน"}, "starts_on"),
        ({"title": "ก" * 201}, "title"), ({"reminds": "maybe"}, "reminds"),
    ],
)
def test_what_makes_no_sense_is_refused(filled, logged_in, typed, field):
    before = rows_of(filled.town.agency)
    for name in ("calendar_new", "calendar_edit"):
        parts = {"date_id": filled.recorded.date.pk} if name == "calendar_edit" else {}
        values = {"title": "กำหนด", "due_on": "30/4/2568", **typed}
        answer = send(logged_in("chai"), at(filled, name, **parts), **values)
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field]), name
    assert rows_of(filled.town.agency) == before


def test_a_date_is_confirmed_and_removed(filled, logged_in):
    client = logged_in("chai")
    pk = filled.recorded.date.pk
    assert client.post(at(filled, "calendar_confirm", date_id=pk), {"version": "1"}).status_code == 302
    assert dates(filled)[0][-2:] == (True, 2)
    assert client.post(at(filled, "calendar_confirm", date_id=pk), {"version": "1"}).status_code == 302
    assert dates(filled)[0][-2:] == (True, 2)
    remove = at(filled, "calendar_remove", date_id=pk)
    assert client.post(remove, {"version": "1"}).url == remove
    assert len(dates(filled)) == 1
    assert client.post(remove, form_of(client, remove).data()).url == at(filled, "calendar_list")
    assert dates(filled) == []


def test_a_changed_day_counts_as_confirmed_and_other_words_do_not(filled, in_town):
    chai = filled.town.standing("chai")
    assert update_date(actor=chai, date=one(filled), seen_version=1, changes={"note": "ตามหนังสือ"})
    assert not one(filled).is_confirmed
    assert update_date(actor=chai, date=one(filled), seen_version=2, changes={"due_on": DAY(2025, 4, 29)})
    assert one(filled).is_confirmed
    assert not update_date(actor=chai, date=one(filled), seen_version=3, changes={})


def test_a_second_writer_sees_both_texts(filled, logged_in):
    first, second = logged_in("chai"), logged_in("arun")
    edit = at(filled, "calendar_edit", date_id=filled.recorded.date.pk)
    opened = form_of(second, edit).data()
    assert send(first, edit, title="ชื่อของคนแรก").status_code == 302
    answer = second.post(edit, opened | {"title": "ชื่อของคนที่สอง"})
    assert answer.status_code == 409
    assert "ชื่อของคนแรก" in answer.content.decode()
    assert "ชื่อของคนที่สอง" in answer.content.decode()
    assert dates(filled)[0][1] == "ชื่อของคนแรก"


def test_services_refuse_a_stale_version_other_offices_and_another_agency(filled, foreign):
    chai, anong = filled.town.standing("chai"), filled.town.standing("anong")
    before, theirs = rows_of(filled.town.agency), rows_of(foreign.town.agency)
    with scope(agency=filled.town.agency):
        for deed, more in ((update_date, {"changes": {"title": "x"}}), (confirm_date, {}), (remove_date, {})):
            with pytest.raises(Stale):
                deed(actor=chai, date=one(filled), seen_version=0, **more)
            with pytest.raises(PermissionDenied):
                deed(actor=anong, date=one(filled), seen_version=1, **more)
        with pytest.raises(type(filled.plan).DoesNotExist):
            add_date(actor=chai, plan=foreign.plan, changes={"title": "x", "due_on": DAY(2025, 1, 1)})
    assert (rows_of(filled.town.agency), rows_of(foreign.town.agency)) == (before, theirs)


def test_where_dates_stand():
    def date(day, pk):
        return CalendarDate(pk=pk, due_on=day, title=str(pk))

    today = DAY(2025, 4, 1)
    months = by_month(
        [date(DAY(2025, 6, 1), 4), date(DAY(2025, 3, 31), 1), date(DAY(2025, 4, 30), 3), date(today, 2)], today
    )
    assert [month.first for month in months] == [DAY(2025, 3, 1), DAY(2025, 4, 1), DAY(2025, 6, 1)]
    stands = [(each.date.pk, each.stands, each.days_left) for month in months for each in month.dates]
    assert stands == [(1, PAST, -1), (2, NEXT, 0), (3, SOON_DUE, 29), (4, LATER, 61)]


@time_machine.travel(datetime.datetime(2025, 4, 29, 20, 0, tzinfo=datetime.UTC))
def test_the_page_counts_the_days_in_bangkok(filled, logged_in):
    """20.00 UTC is already the next morning in Bangkok: the day it is due."""
    page = logged_in("ekachai").get(at(filled, "calendar_list"))
    assert page.context["months"][0].dates[0].days_left == 0


def test_the_list_takes_the_same_number_of_queries_with_many_dates(filled, logged_in):
    client = logged_in("chai")
    client.get(at(filled, "calendar_list"))
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(at(filled, "calendar_list"))
        counted.append(len(queries))
        with scope(agency=filled.town.agency):
            lay_out_defaults(filled.plan)
    assert counted[0] == counted[1] <= 20
