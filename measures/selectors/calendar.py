"""Questions about an agency's dates: by month, what is past, due soon, next; and whose feed a token is.

Not here: changing dates (``measures.services.calendar``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django_scopes import scopes_disabled

from accounts.models import Agency
from accounts.selectors import appointments_of
from measures.models import CalendarDate, CalendarFeed, Plan

SOON = 30
"""Days before a date from which it counts as due soon."""
YEARS_IN_FEED = 3
PAST, NEXT, SOON_DUE, LATER = "past", "next", "soon", "later"


@dataclass(frozen=True)
class Dated:
    """A date with where it stands today: ``past``, ``next`` (the first to come), ``soon`` or ``later``."""

    date: CalendarDate
    stands: str
    days_left: int


@dataclass(frozen=True)
class Month:
    """The dates due in one month; ``first`` is its first day."""

    first: datetime.date
    dates: tuple[Dated, ...]


def months_of_plan(*, plan: Plan, today: datetime.date) -> list[Month]:
    """The plan's dates by the month they are due in, earliest first; one query."""
    return by_month(CalendarDate.objects.filter(plan=plan), today)


def by_month(dates: Iterable[CalendarDate], today: datetime.date) -> list[Month]:
    """Dates in the order they are due, by month."""
    ordered = sorted(dates, key=lambda date: (date.due_on, date.pk))
    upcoming = next((date for date in ordered if date.due_on >= today), None)
    dated = [Dated(date, _stands(date, upcoming, today), (date.due_on - today).days) for date in ordered]
    return [
        Month(first, tuple(run)) for first, run in groupby(dated, key=lambda each: each.date.due_on.replace(day=1))
    ]


def _stands(date: CalendarDate, upcoming: CalendarDate | None, today: datetime.date) -> str:
    if date.due_on < today:
        return PAST
    if upcoming is not None and date.due_on == upcoming.due_on:
        return NEXT
    return SOON_DUE if (date.due_on - today).days <= SOON else LATER


def due_day(*, plan: Plan, key: str) -> datetime.date | None:
    """The day on which a date of the pattern (``oit``, ``six_months`` …) is due; None when the calendar has it not."""
    return CalendarDate.objects.filter(plan=plan, key=key).values_list("due_on", flat=True).first()


def has_all_defaults(*, plan: Plan, keys: Iterable[str]) -> bool:
    """Whether every date of the pattern is there."""
    return set(keys) <= set(CalendarDate.objects.filter(plan=plan).values_list("key", flat=True))


def dates_falling(*, agency: Agency, days: Iterable[datetime.date]) -> list[CalendarDate]:
    """The agency's dates that remind and are due on one of these days; needs the agency's scope."""
    found = CalendarDate.objects.filter(plan__agency=agency, reminds=True, due_on__in=list(days))
    return list(found.select_related("plan").order_by("due_on", "pk"))


def feed_of(*, agency: Agency, user) -> CalendarFeed | None:
    """The person's feed in this agency, if they made one."""
    return CalendarFeed.objects.filter(agency=agency, user=user).first()


def feed_by_token(token: str) -> CalendarFeed | None:
    """The living feed of a token: its person holds an office there today. None otherwise."""
    with scopes_disabled():  # the token itself says whose it is; everything after is in that agency's scope
        feed = CalendarFeed.objects.select_related("agency", "user").filter(token=token).first()
    if feed is None or not feed.agency.is_tenant or not appointments_of(user=feed.user, agency=feed.agency):
        return None
    return feed


def dates_in_feed(*, agency: Agency) -> list[CalendarDate]:
    """The dates of the agency's newest open years; two queries, needs the agency's scope."""
    plans = Plan.objects.filter(agency=agency).order_by("-fiscal_year")[:YEARS_IN_FEED]
    return list(CalendarDate.objects.filter(plan__in=list(plans)).select_related("plan").order_by("due_on", "pk"))
