"""One mail a day at most to whoever holds the work: what falls due in 30, 7 and 1 days.

Nobody gets two mails of a day, however often the job runs and wherever it is stopped: that a person is being written to
is kept (``DigestSent``) and committed before the mail server is spoken to. A refusal of the mail server takes the row
back, so that the job's next attempt tries again; a worker killed in the middle leaves the row without ``sent_at``, and
that one mail is not repeated, for it may have gone out.
Not here: the dates (``measures.selectors.calendar``), the clock (``jobs.schedule``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.models import Agency, Appointment, Department, Office, User
from accounts.selectors import current_appointments
from jobs.models import Job
from jobs.services import enqueue
from measures.models import CalendarDate, DigestSent, Plan
from measures.rounds import round_to_record
from measures.selectors.board import board_rows, departments_on_board
from measures.selectors.calendar import dates_falling
from thai.dates import be_date

ASK, KIND = "calendar_digests", "calendar_digest"
DAYS_BEFORE = (30, 7, 1)
HOLDERS = frozenset({Office.ADMINISTRATOR, Office.REPORTER})
MOST_NAMED = 10


class MailRefused(Exception):
    """The mail server took some of the mails not; the job is tried again for these."""


@dataclass
class Digest:
    """What one person is told; ``owed`` are names of rows their departments still lack, by plan."""

    person: User
    dates: list[CalendarDate]
    owed: dict[int, list[str]] = field(default_factory=dict)


def ask_for_digests(job: Job) -> dict[str, Any]:
    """By the clock: one job for each agency that has something falling due."""
    today = timezone.localdate()
    asked = 0
    for agency in Agency.objects.filter(is_tenant=True).order_by("pk"):
        with scope(agency=agency):
            if not dates_falling(agency=agency, days=days_told(today)):
                continue
        enqueue(kind=KIND, arguments={"day": today.isoformat()}, agency_id=agency.pk, key=f"digest-{today}")
        asked += 1
    return {"agencies": asked}


def send_digests(job: Job) -> dict[str, Any]:
    """The mails of one agency and day. A day that is over is not made up: "in 7 days" would be wrong by then."""
    day = datetime.date.fromisoformat(job.arguments["day"])
    agency = Agency.objects.get(pk=job.agency_id)
    if day != timezone.localdate():
        return {"sent": 0, "late": True}
    sent, refused = 0, []
    with scope(agency=agency):
        for digest in digests_of(agency=agency, day=day):
            claim = _claim(agency, digest.person, day)
            if claim is None:
                continue
            try:
                _mail(agency, digest, day).send()
            except (SMTPException, OSError) as error:
                claim.delete()
                refused.append(f"{digest.person.pk}: {error}")
                continue
            claim.sent_at = timezone.now()
            claim.save(update_fields=["sent_at"])
            sent += 1
    if refused:
        raise MailRefused("; ".join(refused))
    return {"sent": sent}


def days_told(today: datetime.date) -> list[datetime.date]:
    """The days whose dates are told today."""
    return [today + datetime.timedelta(days=days) for days in DAYS_BEFORE]


def digests_of(*, agency: Agency, day: datetime.date) -> list[Digest]:
    """Who is told what today: the dates to those who hold the year, to a recorder what the department lacks besides.

    Nobody is told anything on a day on which nothing falls due. Needs the agency's scope.
    """
    dates = dates_falling(agency=agency, days=days_told(day))
    if not dates:
        return []
    held = [one for one in current_appointments(agency=agency, on=day) if one.user.is_active and one.user.email]
    digests = {one.user_id: Digest(one.user, dates) for one in held if one.office in HOLDERS}
    recorders = [one for one in held if one.office == Office.RECORDER and one.department_id]
    if recorders:
        owed = _owed_by_department(agency, {date.plan for date in dates}, day)
        for one in recorders:
            _add_owed(digests, one, dates, owed.get(one.department_id, {}))
    return [digests[pk] for pk in sorted(digests)]


def _add_owed(digests: dict[int, Digest], one: Appointment, dates: list[CalendarDate], owed: dict) -> None:
    """A recorder whose department lacks nothing is left alone, unless another office brings the dates."""
    if not owed and one.user_id not in digests:
        return
    digest = digests.setdefault(one.user_id, Digest(one.user, [date for date in dates if date.plan_id in owed]))
    for plan_id, names in owed.items():
        digest.owed[plan_id] = list(dict.fromkeys([*digest.owed.get(plan_id, []), *names]))


def _owed_by_department(
    agency: Agency, plans: Iterable[Plan], day: datetime.date
) -> dict[int, dict[int, list[str]]]:
    """Names of incomplete rows by department and plan."""
    departments: list[Department] = departments_on_board(agency=agency)
    owed: dict[int, dict[int, list[str]]] = {}
    for plan in plans:
        round = round_to_record(plan.fiscal_year, day)
        for row in board_rows(plan=plan, round=round, departments=departments, today=day):
            for department in () if row.is_complete else row.departments:
                owed.setdefault(department.pk, {}).setdefault(plan.pk, []).append(row.name or row.heading)
    return owed


def _claim(agency: Agency, person: User, day: datetime.date) -> DigestSent | None:
    """The committed word that this person is being written to; None when somebody has said it before."""
    try:
        with transaction.atomic():
            return DigestSent.objects.create(agency=agency, user=person, day=day)
    except IntegrityError:
        return None


def _mail(agency: Agency, digest: Digest, day: datetime.date) -> EmailMessage:
    words = ngettext("ITA: %(count)s date is near", "ITA: %(count)s dates are near", len(digest.dates))
    return EmailMessage(
        subject=words % {"count": len(digest.dates)}, body=_body(agency, digest, day), to=[digest.person.email]
    )


def _body(agency: Agency, digest: Digest, day: datetime.date) -> str:
    lines = [_("To %(name)s") % {"name": digest.person.full_name}, "", _one_line(str(agency))]
    plans = {date.plan_id: date.plan for date in digest.dates}
    for plan_id, plan in sorted(plans.items(), key=lambda each: -each[1].fiscal_year):
        lines += ["", _("Fiscal year %(year)s") % {"year": plan.fiscal_year}]
        lines += [_of_date(date, day) for date in digest.dates if date.plan_id == plan_id]
        if names := digest.owed.get(plan_id):
            count = ngettext(
                "Your department still lacks %(count)s row:", "Your department still lacks %(count)s rows:", len(names)
            )
            lines += ["", count % {"count": len(names)}, *(f"• {_one_line(name)}" for name in names[:MOST_NAMED])]
            if len(names) > MOST_NAMED:
                lines.append(_("and %(count)s more rows") % {"count": len(names) - MOST_NAMED})
        lines.append(_where(agency, plan))
    return "\n".join(lines) + "\n"


def _of_date(date: CalendarDate, day: datetime.date) -> str:
    left = (date.due_on - day).days
    words = ngettext("In %(count)s day", "In %(count)s days", left) % {"count": left}
    due = be_date(date.due_on, language="th" if get_language() == "th" else "en")
    line = f"• {words} · {due} · {_one_line(date.title)}"
    doubt = _("pattern of earlier years, not confirmed")
    return line if date.is_confirmed else f"{line} ({doubt})"


def _where(agency: Agency, plan: Plan) -> str:
    if not settings.ITA_SITE_URL:
        return _("Please sign in to the portal and open the calendar of the year.")
    path = reverse("calendar_list", kwargs={"agency": agency.slug, "year": plan.fiscal_year})
    return f"{settings.ITA_SITE_URL}{path}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
