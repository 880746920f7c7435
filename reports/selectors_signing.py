"""Questions of the sign-off: what waits for a person. They need the agency's scope.

Not here: what may be done with one report (``signoff.available_steps``).
"""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.doors import Standing
from reports.models import Report
from reports.signoff import WAITING


def waiting_for(standing: Standing) -> QuerySet[Report]:
    """The reports that wait for one of this person's offices, the longest waiting first."""
    states = [state for state, step in WAITING.items() if _may_move(standing) and standing.may(step.permission)]
    return (
        Report.objects.filter(agency=standing.agency, state__in=states)
        .select_related("current_snapshot")
        .order_by("moved_at", "pk")
    )


def _may_move(standing: Standing) -> bool:
    return not (standing.user.is_operator or standing.user.is_superuser)
