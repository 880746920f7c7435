"""The control: the same unlucky server, which trusts what it has read and writes without asking again.

Shows that the race is real: with it both presses win. Never used outside the tests.
"""

from tests.concurrency.meeting_wsgi import application, signoff

from django.db.models import F  # isort: skip  (after the line that loads the apps)
from reports.models import Report  # isort: skip

__all__ = ["application"]


def naive_claim(seen, step):
    """Read, then write: what everybody writes first."""
    Report.objects.filter(pk=seen.pk).update(state=step.to_state, revision=F("revision") + 1)
    return True


signoff.claim = naive_claim
