"""Opening, renaming, ordering and retiring the departments of an agency.

Not here: who works in them (``accounts.services.people``).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.doors import Standing
from accounts.models import Agency, Department
from audit.services import record_change


@transaction.atomic
def open_department(*, actor: Standing, name: str) -> Department:
    """A new department at the end of the order. ValidationError when there is one of this name."""
    _check(actor)
    with scope(agency=actor.agency):
        departments = _locked(actor.agency)
        _check_name(departments, name)
        position = max((each.position for each in departments), default=-1) + 1
        department = Department.objects.create(agency=actor.agency, name=name, position=position)
        _record(actor, "department.opened", department, {}, {"name": name})
    return department


@transaction.atomic
def edit_department(*, actor: Standing, department_id: int, name: str, is_active: bool) -> Department:
    """Renames a department, retires it or takes it into use again; rows that point to it keep it."""
    _check(actor)
    with scope(agency=actor.agency):
        departments = _locked(actor.agency)
        department = next((each for each in departments if each.pk == department_id), None)
        if department is None:
            raise Department.DoesNotExist
        _check_name([each for each in departments if each is not department], name)
        before = {"name": department.name, "is_active": department.is_active}
        department.name, department.is_active = name, is_active
        department.save(update_fields=["name", "is_active"])
        _record(actor, "department.edited", department, before, {"name": name, "is_active": is_active})
    return department


@transaction.atomic
def move_department(*, actor: Standing, department_id: int, up: bool) -> None:
    """One place up or down; at the end of the list nothing happens."""
    _check(actor)
    with scope(agency=actor.agency):
        departments = _locked(actor.agency)
        place = next((number for number, each in enumerate(departments) if each.pk == department_id), None)
        if place is None:
            raise Department.DoesNotExist
        other = place - 1 if up else place + 1
        if not 0 <= other < len(departments):
            return
        departments[place], departments[other] = departments[other], departments[place]
        moved = departments[other]
        for position, each in enumerate(departments):
            each.position = position
        Department.objects.bulk_update(departments, ["position"])
        _record(actor, "department.moved", moved, {"position": place}, {"position": other})


def _check(actor: Standing) -> None:
    if not actor.may("manage_agency"):
        raise PermissionDenied


def _locked(agency: Agency) -> list[Department]:
    """The departments in order, nobody else changing them meanwhile."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    return list(Department.objects.all())


def _check_name(others: list[Department], name: str) -> None:
    if any(each.name == name for each in others):
        raise ValidationError({"name": _("There is already a department of this name.")})


def _record(actor: Standing, act: str, department: Department, before: dict, after: dict) -> None:
    record_change(
        actor=actor.user, act=act, row=department, agency_id=actor.agency.pk, office=actor.office_codes,
        before=before, after=after,
    )  # fmt: skip
