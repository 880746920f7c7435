"""Questions about people and agencies.

Not here: changing anything (``accounts.services``), what an office may do (``accounts.permissions``).
"""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Agency, Appointment, User
from thai.text import normalise

LONGEST_SEARCH = 100
"""Characters; more is no name, and a database refuses to look for it."""


def current_appointments(*, agency: Agency, on: datetime.date | None = None) -> QuerySet[Appointment]:
    """Appointments in force on a day (today in Bangkok by default); needs the agency's scope or opens it itself."""
    with scope(agency=agency):
        return Appointment.objects.select_related("user", "department").filter(_in_force(on), agency=agency)


def appointments_of(*, user: User, agency: Agency) -> list[Appointment]:
    """The offices this person holds today in this agency; none for someone deactivated."""
    if not user.is_active:
        return []
    return list(current_appointments(agency=agency).filter(user=user))


def agencies_of(*, user: User) -> QuerySet[Agency]:
    """The agencies in which this person holds an office today."""
    with scopes_disabled():  # the one question that must look across agencies: where does this person belong?
        held = Appointment.objects.filter(_in_force(None), user=user).values("agency_id")
        return Agency.objects.filter(pk__in=list(held.values_list("agency_id", flat=True)), is_tenant=True)


def holds_one_of(*, user: User, offices: frozenset[str]) -> bool:
    """Whether this person holds one of these offices today in any agency."""
    with scopes_disabled():  # asked of the person, before any agency is entered
        return Appointment.objects.filter(_in_force(None), user=user, office__in=offices).exists()


def holder_of(*, agency: Agency, office: str, on: datetime.date | None = None) -> Appointment | None:
    """Who holds an office on a day; the latest appointment when several overlap."""
    return current_appointments(agency=agency, on=on).filter(office=office).order_by("-starts_on", "-pk").first()


def _in_force(on: datetime.date | None) -> Q:
    day = on or timezone.localdate()
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


PEOPLE_LISTS = ("now", "later", "past")
"""Appointments in force, still to come, and over."""


def appointments_listed(*, agency: Agency, which: str = "now") -> QuerySet[Appointment]:
    """The agency's appointments for its list of people; needs the agency's scope. ``which`` is one of PEOPLE_LISTS."""
    today = timezone.localdate()
    wanted = {"now": _in_force(today), "later": Q(starts_on__gt=today), "past": Q(ends_on__lt=today)}[which]
    listed = Appointment.objects.filter(wanted, agency=agency).select_related("user", "department")
    return listed.order_by("office", "user__full_name", "-starts_on", "pk")


def tenant_agencies(*, search: str = "") -> QuerySet[Agency]:
    """The agencies that work in this installation, by any word of name, place or short name."""
    agencies = Agency.objects.filter(is_tenant=True)
    for word in normalise(search[:LONGEST_SEARCH]).split()[:5]:
        agencies = agencies.filter(
            Q(full_name__icontains=word)
            | Q(slug__icontains=word)
            | Q(amphoe__icontains=word)
            | Q(changwat__icontains=word)
        )
    return agencies
