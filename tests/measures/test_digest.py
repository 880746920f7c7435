"""Reminders by mail: 30, 7 and 1 days before, to whoever holds the year, one mail a day and never two."""

import datetime
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django_scopes import scope

from accounts.models import Appointment, Office
from jobs.models import Job, JobState
from jobs.registry import kind_named
from jobs.runner import run_job
from jobs.schedule import SCHEDULE, Daily
from measures import reminders
from measures.models import CalendarDate, DigestSent, Disclosure
from tests.world import appoint

pytestmark = pytest.mark.django_db
BANGKOK = ZoneInfo("Asia/Bangkok")
DUE = datetime.date(2025, 4, 30)
HOLDERS = {"arun@example.go.th", "chai@example.go.th"}


def morning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(6, 30), BANGKOK)


def before(days: int) -> datetime.date:
    return DUE - datetime.timedelta(days=days)


@pytest.fixture
def quiet(filled):
    """Nothing owed by any department, and no digest of the world's own."""
    with scope(agency=filled.town.agency):
        DigestSent.objects.all().delete()
        Appointment.objects.filter(office=Office.RECORDER).delete()
    return filled


def run_the_clock(day: datetime.date) -> list[Job]:
    """What the clock and the worker do on a morning; the agencies' jobs."""
    with time_machine.travel(morning(day)):
        ask = Job.objects.create(kind=reminders.ASK)
        assert run_job(ask.pk) == JobState.DONE
        jobs = list(Job.objects.filter(kind=reminders.KIND, state=JobState.QUEUED))
        for job in jobs:
            run_job(job.pk)
            job.refresh_from_db()
    return jobs


def sent() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


@pytest.mark.parametrize("days", range(-2, 33))
def test_exactly_thirty_seven_and_one_days_before(quiet, days):
    run_the_clock(before(days))
    assert sent() == (sorted(HOLDERS) if days in (30, 7, 1) else [])


def test_what_the_mail_says(quiet):
    with scope(agency=quiet.town.agency):
        CalendarDate.objects.create(plan=quiet.plan, title="อีกเรื่อง\r\nBcc: x", due_on=before(-6), is_confirmed=True)
    run_the_clock(before(1))
    message = next(each for each in mail.outbox if each.to == ["chai@example.go.th"])
    assert message.subject == "ITA: ใกล้ครบกำหนด 2 เรื่อง"
    assert message.body.splitlines() == [
        "เรียน ชัย ตั้งตรง", "", "เทศบาลตำบลบ้านสวน", "", "ปีงบประมาณ พ.ศ. 2568",
        "• อีก 1 วัน · 30 เมษายน 2568 · กำหนด ของเรา (ตามแบบแผนปีก่อน ยังไม่ยืนยัน)",
        "• อีก 7 วัน · 6 พฤษภาคม 2568 · อีกเรื่อง Bcc: x",
        "โปรดเข้าสู่ระบบแล้วเปิดหน้าปฏิทินของปี",
    ]
    assert message.content_subtype == "plain"


def test_with_a_site_address_the_mail_carries_the_link(quiet, settings):
    settings.ITA_SITE_URL = "https://ita.example.go.th"
    run_the_clock(before(7))
    assert "https://ita.example.go.th/staff/ban-suan/2568/calendar/" in mail.outbox[0].body


def test_two_runs_send_one_mail(quiet):
    run_the_clock(before(7))
    run_the_clock(before(7))
    assert sent() == sorted(HOLDERS)
    with scope(agency=quiet.town.agency):
        assert DigestSent.objects.filter(day=before(7), sent_at__isnull=False).count() == 2


def test_the_same_job_done_again_sends_nothing(quiet):
    job, = run_the_clock(before(7))
    with time_machine.travel(morning(before(7))):
        assert kind_named(reminders.KIND).handler(job) == {"sent": 0}
    assert sent() == sorted(HOLDERS)


def test_a_date_that_does_not_remind_is_left_out(quiet):
    with scope(agency=quiet.town.agency):
        CalendarDate.objects.update(reminds=False)
    assert run_the_clock(before(7)) == []
    assert mail.outbox == []


def test_another_agencys_dates_are_never_in(quiet, foreign):
    with scope(agency=foreign.town.agency):
        CalendarDate.objects.update(due_on=before(-23))  # in 30 days
        Appointment.objects.filter(office=Office.RECORDER).delete()
    run_the_clock(before(7))
    told = {message.to[0]: message.body for message in mail.outbox}
    assert set(told) == HOLDERS | {f"fah-{address}" for address in HOLDERS}
    for address, body in told.items():
        mine, theirs = ("CANARY", "ของเรา") if address.startswith("fah-") else ("ของเรา", "CANARY")
        assert mine in body
        assert theirs not in body


def test_only_whoever_holds_the_year_today_and_has_an_address(quiet):
    chai, arun = quiet.town.chai, quiet.town.arun
    with scope(agency=quiet.town.agency):
        Appointment.objects.filter(user=chai).update(ends_on=before(8))
    arun.email = ""
    arun.save(update_fields=["email"])
    appoint(quiet.town.ekachai, quiet.town.agency, Office.REPORTER, starts_on=before(7))
    run_the_clock(before(7))
    assert sent() == ["ekachai@example.go.th"]


def test_one_person_in_two_offices_gets_one_mail(quiet):
    appoint(quiet.town.chai, quiet.town.agency, Office.ADMINISTRATOR)
    run_the_clock(before(7))
    assert sent() == sorted(HOLDERS)


def test_a_refused_mail_is_tried_again_and_the_others_go_once(quiet, monkeypatch):
    real, refusals = EmailMessage.send, []

    def refuse_chai_once(message, *args, **kwargs):
        if message.to == ["chai@example.go.th"] and not refusals:
            refusals.append(message)
            raise SMTPServerDisconnected("closed")
        return real(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refuse_chai_once)
    job, = run_the_clock(before(7))
    assert sent() == ["arun@example.go.th"]
    assert job.state == JobState.QUEUED
    with scope(agency=quiet.town.agency):
        assert [row.user for row in DigestSent.objects.select_related("user")] == [quiet.town.arun]
    with time_machine.travel(morning(before(7)) + datetime.timedelta(minutes=10)):
        assert kind_named(reminders.KIND).handler(job) == {"sent": 1}
    assert sent() == sorted(HOLDERS)


def test_a_worker_killed_while_sending_never_leads_to_a_second_mail(quiet, monkeypatch):
    """Killed after the server took the mail: nobody can know, so it is not repeated, and the row shows it."""
    real = EmailMessage.send

    class Killed(BaseException):
        pass

    def killed_after(message, *args, **kwargs):
        real(message, *args, **kwargs)
        raise Killed

    monkeypatch.setattr(EmailMessage, "send", killed_after)
    job = Job.objects.create(kind=reminders.KIND, agency_id=quiet.town.agency.pk, arguments={"day": str(before(7))})
    with time_machine.travel(morning(before(7))):
        with pytest.raises(Killed):
            kind_named(reminders.KIND).handler(job)
        monkeypatch.setattr(EmailMessage, "send", real)
        assert kind_named(reminders.KIND).handler(job) == {"sent": 1}
    assert sent() == sorted(HOLDERS)
    with scope(agency=quiet.town.agency):
        assert DigestSent.objects.filter(sent_at__isnull=True).count() == 1


def test_a_day_that_is_over_is_not_made_up(quiet):
    job = Job.objects.create(kind=reminders.KIND, agency_id=quiet.town.agency.pk, arguments={"day": str(before(7))})
    with time_machine.travel(morning(before(6))):
        assert kind_named(reminders.KIND).handler(job) == {"sent": 0, "late": True}
    assert mail.outbox == []


def test_a_recorder_is_told_only_what_the_department_lacks(filled):
    with scope(agency=filled.town.agency):
        Disclosure.objects.get(units=["สำนักปลัด"]).links.all().delete()
    run_the_clock(before(7))
    assert set(sent()) == {*HOLDERS, "anong@example.go.th"}
    body = next(each.body for each in mail.outbox if each.to == ["anong@example.go.th"])
    assert "กองของท่านยังขาดข้อมูล" in body
    assert "• ขั้นตอน ของเรา" in body.splitlines()
    assert "โครงสร้าง" not in body
    assert "กองของท่านยังขาดข้อมูล" not in next(each.body for each in mail.outbox if each.to == ["chai@example.go.th"])


def test_a_recorder_whose_department_lacks_nothing_gets_no_mail(filled, monkeypatch):
    monkeypatch.setattr(reminders, "board_rows", lambda **kwargs: [])
    run_the_clock(before(7))
    assert set(sent()) == HOLDERS


def test_the_clock_asks_every_morning():
    assert Daily(reminders.ASK, datetime.time(6, 30)) in SCHEDULE
    assert kind_named(reminders.ASK).handler is reminders.ask_for_digests
    assert kind_named(reminders.KIND).handler is reminders.send_digests
