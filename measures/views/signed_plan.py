"""What the pages of a measure say of the signed plan: that it knows the measure, and that a change wants its reason.

Not here: the page of all changes (``plan_changes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from measures.models import Activity, Measure, Plan
from measures.selectors.agreed import agreement_of
from measures.selectors.measures import activities_of


def signed_context(
    plan: Plan, listed_as: str, measure: Measure | None, activities: Sequence[Activity]
) -> dict[str, Any]:
    """``signed`` and ``plan_change`` for a template; nothing without a signed plan or for the plan by issue.

    ``plan_change`` is None for a measure that is only being written. One query.
    """
    if listed_as != Measure.ListedAs.REPORT:
        return {}
    agreement = agreement_of(plan=plan)
    if agreement is None:
        return {}
    change = agreement.change_of(measure, activities) if measure else None
    return {"signed": agreement.signed, "plan_change": change}


def ask_why(request: HttpRequest, measure: Measure) -> None:
    """Remind of the reason when the measure, as it was just saved, is no longer as it was signed."""
    now = Measure.objects.select_related("plan").get(pk=measure.pk)
    change = signed_context(now.plan, now.listed_as, now, activities_of(measure=now)).get("plan_change")
    if change is not None and change.lacks_reason:
        messages.warning(request, _(
            "This measure is not as it stands in the signed plan. Please write the reason under “Changes of the plan”."
        ))
