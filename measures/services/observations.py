"""Setting a remark of a detector aside with a reason, and taking that back.

A remark set aside stays so until its text changes; the reason and who gave it stand beside it.
Not here: the remarks (``measures.detectors``), which are open (``measures.selectors.observations``).
"""

from __future__ import annotations

from accounts.doors import Standing
from audit.services import record_change
from measures.models import Dismissal, Plan
from measures.selectors.observations import watch_of_plan
from measures.services.saving import held

ACT = "dismiss_observations"


class NothingToSetAside(Exception):
    """No detector makes this remark now: the text was changed, or the remark never was; nothing was written."""


class ReasonMissing(ValueError):
    """A remark is set aside with a reason only; nothing was written."""


def dismiss_observation(
    *, actor: Standing, plan: Plan, key: tuple[str, str, int, str, str], reason: str
) -> Dismissal:
    """Set one remark aside; ``key`` is ``Observation.key``. Doing it twice keeps the first reason.

    Raises ReasonMissing or NothingToSetAside.
    """
    reason = reason.strip()
    with held(actor=actor, plan=plan, act=ACT) as plan:
        if not reason:
            raise ReasonMissing
        detector, row_kind, row_id, field, digest = key
        watch = watch_of_plan(plan, focus=[(row_kind, row_id)])
        already = next((one.dismissal for one in watch.set_aside if one.observation.key == key), None)
        if already:
            return already
        if key not in [one.key for one in watch.open]:
            raise NothingToSetAside
        dismissal = Dismissal.objects.create(
            plan=plan, detector=detector, row_kind=row_kind, row_id=row_id, field=field, digest=digest, reason=reason,
            by_id=actor.user.pk, by_name=actor.user.full_name,
        )  # fmt: skip
        _record(actor, "observation.set_aside", dismissal, {}, _words(dismissal))
    return dismissal


def restore_observation(*, actor: Standing, plan: Plan, dismissal_id: int) -> None:
    """Let the remark be made again. Raises Dismissal.DoesNotExist for none of this plan's."""
    with held(actor=actor, plan=plan, act=ACT) as plan:
        dismissal = Dismissal.objects.get(pk=dismissal_id, plan=plan)
        _record(actor, "observation.restored", dismissal, _words(dismissal), {})
        dismissal.delete()


def _words(dismissal: Dismissal) -> dict[str, str | int]:
    names = ("detector", "row_kind", "row_id", "field", "reason")
    return {name: getattr(dismissal, name) for name in names}


def _record(actor: Standing, act: str, row: Dismissal, before: dict, after: dict) -> None:
    record_change(
        actor=actor.user, act=act, row=row, agency_id=actor.agency.pk, office=actor.office_words, before=before,
        after=after,
    )  # fmt: skip
