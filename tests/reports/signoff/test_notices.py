"""Who hears of an act, in which words, and that nobody hears of one that did not happen."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation
from django_scopes import scope

from accounts.models import Office
from jobs.models import Job, JobState
from jobs.runner import run_job
from reports.signoff import Refused
from tests.reports.signoff.papers import act, bring_to, make_report
from tests.world import appoint, make_other_town, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def heard() -> list[str]:
    """Do the waiting jobs and name who got mail."""
    mail.outbox.clear()
    for job in Job.objects.filter(kind="report_notice", state=JobState.QUEUED):
        assert run_job(job.pk) == JobState.DONE
    return sorted(address for message in mail.outbox for address in message.to)


def test_each_act_tells_whose_turn_it_is(town, report):
    make_other_town()
    act(town, "chai", report, "propose")
    assert heard() == ["duangjai@example.go.th"]
    act(town, "duangjai", report, "approve")
    assert heard() == ["ekachai@example.go.th"]
    act(town, "duangjai", report, "recall")
    assert heard() == []
    act(town, "duangjai", report, "approve")
    heard()
    act(town, "ekachai", report, "send_back", note="โปรดแก้ข้อ ๓")
    assert heard() == ["chai@example.go.th", "duangjai@example.go.th"]
    bring_to(town, report, "signed")
    heard_addresses = heard()
    assert heard_addresses == sorted(
        ["duangjai@example.go.th", "ekachai@example.go.th", "arun@example.go.th", "chai@example.go.th"]
    )


def test_the_words_of_a_mail(town, report):
    bring_to(town, report, "at_palad")
    heard()
    act(town, "duangjai", report, "send_back", note="โปรดแก้ข้อ ๓")
    assert heard() == ["chai@example.go.th"]
    message = mail.outbox[0]
    with translation.override("th"):
        assert message.subject == translation.gettext("Sent back for correction: %(title)s") % {
            "title": report.current_snapshot.title
        }
        reason = translation.gettext("Reason")
    assert f"{reason}: โปรดแก้ข้อ ๓" in message.body.splitlines()
    assert "ชัย ตั้งตรง" in message.body
    assert "เทศบาลตำบลบ้านสวน" in message.body
    assert "ดวงใจ มั่นคง" in message.body


def test_no_mail_for_a_refused_act_or_one_rolled_back(town, report):
    with pytest.raises(Refused):
        act(town, "duangjai", report, "propose")
    with transaction.atomic():
        act(town, "chai", report, "propose")
        transaction.set_rollback(True)
    assert Job.objects.count() == 0
    assert heard() == []


def test_people_without_address_or_deactivated_get_none_and_hurt_nobody(town, report):
    quiet = make_user("quiet", email="")
    gone = make_user("gone", is_active=False)
    for person in (quiet, gone):
        appoint(person, town.agency, Office.PALAD)
    act(town, "chai", report, "propose")
    assert heard() == ["duangjai@example.go.th"]


def test_a_title_of_two_lines_is_one_subject(town):
    report = make_report(town)
    with scope(agency=town.agency):
        type(report.current_snapshot).objects.update(title="บรรทัดหนึ่ง\nบรรทัดสอง")
    act(town, "chai", report, "propose")
    heard()
    assert mail.outbox[0].subject.endswith("บรรทัดหนึ่ง บรรทัดสอง")
