"""A head's word that the division's data of a round is right (รับรองข้อมูล), where the agency wants it.

Gaps do not forbid it: a head may vouch for what there is, and the page says beside the word what is missing.
Not here: what changed after it (``measures.selectors.board``).
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.doors import Standing
from accounts.models import Appointment, Department
from measures.models import Endorsement, Plan, Round
from measures.services.saving import held, trace


def headship_of(*, actor: Standing, department: Department) -> Appointment | None:
    """The actor's appointment in force as head of this department; None when somebody else is, or nobody."""
    return next(
        (each for each in actor.appointments if each.is_head and each.department_id == department.pk), None
    )


def endorse_department(*, actor: Standing, plan: Plan, department: Department, round: str) -> Endorsement:
    """Keep the head's word, with post and moment; earlier ones stay.

    PermissionDenied unless the actor heads this very department and the agency wants heads to endorse;
    ValidationError for a round that does not exist.
    """
    with held(actor=actor, plan=plan, act="endorse_department") as plan:
        headship = headship_of(actor=actor, department=department)
        if headship is None or not actor.agency.heads_endorse or department.agency_id != actor.agency.pk:
            raise PermissionDenied("endorse_department")
        if round not in Round.values:
            raise ValidationError(_("Please choose one of the list."))
        position = " ".join(part for part in (headship.position, headship.acting_line) if part)
        endorsement = Endorsement.objects.create(
            plan=plan, department=department, round=round, by_id=actor.user.pk, by_name=actor.user.full_name,
            position=position[:300],
        )
        trace(
            actor=actor, plan=plan, act="department.endorsed", row=endorsement, before={},
            after={"department": department.name, "round": round},
        )
    return endorsement
