"""Bringing a person into an office, changing or ending an appointment, and helping somebody who cannot log in.

Not here: what an office may do (``accounts.permissions``), logging in (allauth).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from accounts.doors import Standing
from accounts.models import Agency, Appointment, Department, Office, User
from accounts.passwords import one_time_password
from accounts.selectors import current_appointments
from audit.services import record_change


@dataclass(frozen=True)
class Post:
    """What an appointment says. ``acting_for`` stands with an ``acting_wording`` and never alone."""

    office: str
    position: str
    starts_on: datetime.date
    ends_on: datetime.date | None = None
    department: Department | None = None
    acting_wording: str = ""
    acting_for: str = ""
    order_no: str = ""
    is_head: bool = False
    """Heads the department, and may endorse its data where the agency wants it."""

    def as_fields(self) -> dict:
        return dict(self.__dict__)


@dataclass(frozen=True)
class Appointed:
    """The appointment, and the one-time password when the person is new; it is stored nowhere and shown once."""

    appointment: Appointment
    one_time_password: str = ""


@transaction.atomic
def appoint_person(*, actor: Standing, username: str, email: str, full_name: str, post: Post) -> Appointed:
    """Appoints the person with exactly this user name and e-mail address, or a new person when both are free.

    ValidationError when only one of the two belongs to somebody (which one is not said: they may work elsewhere), or
    when the appointment overlaps another of the same person to the same office.
    """
    _check(actor)
    return _appoint(actor.user, actor.office_codes, actor.agency, username, email, full_name, post)


@transaction.atomic
def appoint_administrator(
    *, actor: User, agency: Agency, username: str, email: str, full_name: str, post: Post
) -> Appointed:
    """The operator's one way into an agency: its administrator, who then appoints everybody else."""
    if not actor.is_operator or post.office != Office.ADMINISTRATOR:
        raise PermissionDenied
    return _appoint(actor, "operator", agency, username, email, full_name, post)


@transaction.atomic
def register_operator(*, username: str, full_name: str, email: str = "") -> str:
    """A new operator of the installation; returns the one-time password. Only a command asks for this."""
    if User.objects.filter(Q(username__iexact=username) | (Q(email__iexact=email) & ~Q(email=""))).exists():
        raise ValidationError(_("There is already a login with this user name or e-mail address."))
    password = one_time_password()
    user = User(username=username, full_name=full_name, email=email, is_operator=True, must_change_password=True)
    user.set_password(password)
    user.save()
    record_change(actor=None, act="people.operator_registered", row=user, agency_id=None, after={"username": username})
    return password


@transaction.atomic
def remove_second_factor(*, username: str) -> User:
    """The person's app and recovery codes no longer count. Only a command asks for this. User.DoesNotExist."""
    user = User.objects.get(username__iexact=username)
    Authenticator.objects.filter(user=user).delete()
    record_change(actor=None, act="people.second_factor_removed", row=user, agency_id=None)
    return user


def _appoint(
    actor: User, office: str, agency: Agency, username: str, email: str, full_name: str, post: Post
) -> Appointed:
    user = _same_person(username, email)
    password = ""
    if user is None:
        password = one_time_password()
        user = User(username=username, email=email, full_name=full_name, must_change_password=True)
        user.set_password(password)
        user.save()
        record_change(
            actor=actor, act="people.registered", row=user, agency_id=agency.pk, office=office,
            after={"username": username, "email": email, "full_name": full_name},
        )  # fmt: skip
    with scope(agency=agency):
        Agency.objects.select_for_update().get(pk=agency.pk)
        appointment = Appointment(agency=agency, user=user, **post.as_fields())
        _check_overlap(appointment)
        appointment.save()
        record_change(
            actor=actor, act="people.appointed", row=appointment, agency_id=agency.pk, office=office,
            after=_as_read(appointment),
        )  # fmt: skip
    return Appointed(appointment, password)


@transaction.atomic
def edit_appointment(*, actor: Standing, appointment_id: int, post: Post) -> Appointment:
    """Corrects an appointment. ValidationError when it overlaps another, or would leave nobody administering."""
    _check(actor)
    with scope(agency=actor.agency):
        Agency.objects.select_for_update().get(pk=actor.agency.pk)
        appointment = Appointment.objects.select_related("user", "department").get(pk=appointment_id)
        before = _as_read(appointment)
        for name, value in post.as_fields().items():
            setattr(appointment, name, value)
        _check_overlap(appointment)
        appointment.save()
        _check_administered(actor.agency)
        record_change(
            actor=actor.user, act="people.appointment_edited", row=appointment, agency_id=actor.agency.pk,
            office=actor.office_codes, before=before, after=_as_read(appointment),
        )  # fmt: skip
    return appointment


@transaction.atomic
def end_appointment(*, actor: Standing, appointment_id: int, last_day: datetime.date) -> Appointment:
    """The person holds the office to the end of ``last_day``; a day before today shuts them out at once."""
    _check(actor)
    with scope(agency=actor.agency):
        Agency.objects.select_for_update().get(pk=actor.agency.pk)
        appointment = Appointment.objects.select_related("user").get(pk=appointment_id)
        if last_day < appointment.starts_on:
            raise ValidationError({"last_day": _("The last day lies before the first day of this appointment.")})
        before = {"ends_on": appointment.ends_on}
        appointment.ends_on = last_day
        appointment.save(update_fields=["ends_on"])
        _check_administered(actor.agency)
        record_change(
            actor=actor.user, act="people.appointment_ended", row=appointment, agency_id=actor.agency.pk,
            office=actor.office_codes, before=before, after={"ends_on": last_day},
        )  # fmt: skip
    return appointment


@transaction.atomic
def edit_person(*, actor: Standing, user_id: int, full_name: str, email: str, is_active: bool) -> User:
    """Corrects a person's name and e-mail address, or shuts the login out; see ``in_this_hand``."""
    user = _own_person(actor, user_id)
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError({"email": _("This e-mail address cannot be used here.")})
    before = {"full_name": user.full_name, "email": user.email, "is_active": user.is_active}
    if user.email.lower() != email.lower():
        EmailAddress.objects.filter(user=user).delete()  # allauth's copy would still open the login by the old address
    user.full_name, user.email, user.is_active = full_name, email, is_active
    user.save(update_fields=["full_name", "email", "is_active"])
    _check_administered(actor.agency)
    record_change(
        actor=actor.user, act="people.edited", row=user, agency_id=actor.agency.pk, office=actor.office_codes,
        before=before, after={"full_name": full_name, "email": email, "is_active": is_active},
    )  # fmt: skip
    return user


@transaction.atomic
def renew_password(*, actor: Standing, user_id: int) -> tuple[User, str]:
    """A new one-time password for somebody who cannot log in; every open session of theirs ends."""
    user = _own_person(actor, user_id)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record_change(
        actor=actor.user, act="people.password_renewed", row=user, agency_id=actor.agency.pk, office=actor.office_codes
    )
    return user, password


def in_this_hand(*, user: User, agency: Agency) -> bool:
    """Whether this agency alone answers for the login: no operator, and never appointed anywhere else.

    Otherwise an administrator here could take over a login that opens another agency's work.
    """
    if user.is_operator:
        return False
    with scopes_disabled():  # asked only as yes or no; nothing of the other agency is shown
        return not Appointment.objects.filter(user=user).exclude(agency=agency).exists()


def _own_person(actor: Standing, user_id: int) -> User:
    _check(actor)
    with scope(agency=actor.agency):
        here = Appointment.objects.filter(user_id=user_id).exists()
    user = User.objects.select_for_update().filter(pk=user_id).first() if here else None
    if user is None:
        raise User.DoesNotExist
    if not in_this_hand(user=user, agency=actor.agency):
        raise PermissionDenied
    return user


def _check(actor: Standing) -> None:
    if not actor.may("manage_people"):
        raise PermissionDenied


def _same_person(username: str, email: str) -> User | None:
    found = list(User.objects.filter(Q(username__iexact=username) | (Q(email__iexact=email) & ~Q(email="")))[:2])
    if not found:
        return None
    same = found[0].username.lower() == username.lower() and found[0].email.lower() == email.lower()
    if len(found) > 1 or not email or not same or not found[0].is_active:
        raise ValidationError(_("This user name and e-mail address cannot be used together. Please use others."))
    return found[0]


def _check_overlap(appointment: Appointment) -> None:
    others = Appointment.objects.filter(
        user=appointment.user, office=appointment.office, department=appointment.department
    ).exclude(pk=appointment.pk)
    if appointment.ends_on:
        others = others.filter(starts_on__lte=appointment.ends_on)
    if others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=appointment.starts_on)).exists():
        raise ValidationError(
            {"starts_on": _("This person already holds this office in these days. Please end that appointment first.")}
        )


def _check_administered(agency: Agency) -> None:
    if not current_appointments(agency=agency).filter(office=Office.ADMINISTRATOR, user__is_active=True).exists():
        raise ValidationError(_("The agency needs at least one administrator. Please appoint another one first."))


def _as_read(appointment: Appointment) -> dict:
    return {
        "person": str(appointment.user),
        "office": appointment.office,
        "department": str(appointment.department or ""),
        "is_head": appointment.is_head,
        "position": appointment.position,
        "acting": appointment.acting_line,
        "order_no": appointment.order_no,
        "starts_on": appointment.starts_on,
        "ends_on": appointment.ends_on,
    }
