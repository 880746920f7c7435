"""The calendar as a file: read back by icalendar, dead with the office, closed to whatever a title holds."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from icalendar import Calendar

from accounts.models import Appointment
from measures.ics import ics_of
from measures.models import CalendarDate, CalendarFeed
from measures.selectors.calendar import YEARS_IN_FEED
from measures.services.calendar import lay_out_defaults

pytestmark = pytest.mark.django_db
LONG = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน, พร้อมเอกสาร; ประกอบ \\ ทุกข้อ " * 2


@pytest.fixture
def token(filled):
    return filled.recorded.feed.token


def fetch(token):
    return Client().get(f"/calendar/{token}.ics")


def events(answer):
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_feed_holds_the_dates_and_nothing_else(filled, foreign, token):
    with scope(agency=filled.town.agency):
        lay_out_defaults(filled.plan)
        CalendarDate.objects.filter(key="oit").update(title=LONG.strip(), note="หมายเหตุลับ", is_confirmed=True)
        wanted = list(CalendarDate.objects.order_by("due_on", "pk"))
    answer = fetch(token)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert [str(each["summary"]) for each in events(answer)] == [" ".join(date.title.split()) for date in wanted]
    assert [each.decoded("dtend") for each in events(answer)] == [
        date.due_on + datetime.timedelta(days=1) for date in wanted
    ]
    assert [each.decoded("dtstart") for each in events(answer)] == [date.starts_on or date.due_on for date in wanted]
    assert {str(each["status"]) for each in events(answer) if str(each["summary"]) == LONG.strip()} == {"CONFIRMED"}
    text = answer.content.decode()
    assert "หมายเหตุลับ" not in text
    assert "CANARY" not in text
    assert {name for each in events(answer) for name in each} == {
        "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS", "TRANSP",
    }


def test_long_thai_lines_are_folded_within_75_bytes_and_never_inside_a_letter(filled, token):
    with scope(agency=filled.town.agency):
        CalendarDate.objects.update(title=LONG.strip())
    lines = fetch(token).content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines]
    assert str(events(fetch(token))[0]["summary"]) == LONG.strip()


def test_the_same_dates_give_the_same_bytes_and_a_date_keeps_its_uid(filled, token):
    first = fetch(token)
    assert fetch(token).content == first.content
    with scope(agency=filled.town.agency):
        CalendarDate.objects.update(title="ชื่อใหม่", due_on=datetime.date(2025, 5, 2), version=2)
    second = fetch(token)
    assert [each["uid"] for each in events(second)] == [each["uid"] for each in events(first)]
    assert [int(each["sequence"]) for each in events(second)] == [2]


@pytest.mark.parametrize("title", [
    "ก\r\nBEGIN:VALARM\r\nACTION:DISPLAY", "ก\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:ปลอม",
    "ก\u2028DTSTART:20200101", "ก\x85UID:1",
    "\u202eกลับ\u200b", "ก\x0bATTACH:http://example.org", "ก\x00ข",
])
def test_a_title_cannot_begin_another_property(title):
    date = CalendarDate(pk=7, title=title, due_on=datetime.date(2025, 4, 30))
    content = ics_of(name=f"ปฏิทิน\r\nMETHOD:CANCEL {title}", domain="ban-suan", dates=[date])
    calendar = Calendar.from_ical(content)
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert set(calendar) == {"PRODID", "VERSION", "X-WR-CALNAME"}
    assert len(next(iter(calendar.walk("VEVENT")))) == 8
    assert "\u202e" not in content.decode()


def test_no_cookie_no_language_and_no_cache(filled, token):
    answer = fetch(token)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert reverse("calendar_feed", args=[token]) == f"/calendar/{token}.ics"
    assert Client(headers={"accept-language": "en"}).get(f"/calendar/{token}.ics").content == answer.content
    assert Client().post(f"/calendar/{token}.ics").status_code == 405


@pytest.mark.parametrize("wrong", ["x", "token-khao-thongx", "%00", "a" * 65, "token-ban-suan%0a"])
def test_another_token_finds_nothing(filled, wrong):
    assert fetch(wrong).status_code == 404


def test_the_feed_dies_with_the_office_and_with_the_person(filled, token):
    assert fetch(token).status_code == 200
    chai = filled.town.chai
    with scope(agency=filled.town.agency):
        Appointment.objects.filter(user=chai).update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert fetch(token).status_code == 404
    with scope(agency=filled.town.agency):
        Appointment.objects.filter(user=chai).update(ends_on=None)
    assert fetch(token).status_code == 200
    chai.is_active = False
    chai.save(update_fields=["is_active"])
    assert fetch(token).status_code == 404
    chai.is_active = True
    chai.save(update_fields=["is_active"])
    type(filled.town.agency).objects.filter(pk=filled.town.agency.pk).update(is_tenant=False)
    assert fetch(token).status_code == 404


def test_a_person_makes_renews_and_removes_the_address(filled, logged_in, token):
    page = reverse("calendar_list", kwargs={"agency": "ban-suan", "year": 2568})
    deed = reverse("calendar_feed_edit", kwargs={"agency": "ban-suan", "year": 2568})
    client = logged_in("chai")
    assert f"http://testserver/calendar/{token}.ics" in client.get(page).content.decode()
    assert client.post(deed, {"renew": "1"}).url == f"{page}#feed"
    with scope(agency=filled.town.agency):
        feed = CalendarFeed.objects.get(user=filled.town.chai)
    assert len(feed.token) >= 43
    assert (fetch(token).status_code, fetch(feed.token).status_code) == (404, 200)
    assert feed.token not in logged_in("arun").get(page).content.decode()
    assert client.post(deed, {"remove": "1"}).status_code == 302
    assert fetch(feed.token).status_code == 404
    with scope(agency=filled.town.agency):
        assert CalendarFeed.objects.count() == 0
    assert client.post(deed, {"remove": "1"}).status_code == 302


def test_only_the_newest_years_are_in_it(filled, token):
    with scope(agency=filled.town.agency):
        for year in range(2560, 2564):
            plan = type(filled.plan).objects.create(agency=filled.town.agency, fiscal_year=year)
            CalendarDate.objects.create(plan=plan, title=f"ปี {year}", due_on=datetime.date(year - 543, 4, 30))
    titles = [str(each["summary"]) for each in events(fetch(token))]
    assert titles == ["ปี 2562", "ปี 2563", "กำหนด ของเรา"]
    assert len(titles) == YEARS_IN_FEED
