"""A server made as unlucky as can be: two moves always meet after both have looked and before either has written.

The code is the portal's own; only its luck is worse. Never used outside the tests.
"""

import threading

from ita_portal.wsgi import application
from reports import signoff

__all__ = ["application"]

meeting = threading.Barrier(2)
honest_judge = signoff.judge


def judge_then_meet(found, act, **values):
    """The judgement inside ``move`` (the one that knows the note) waits for the other press to be judged too."""
    step = honest_judge(found, act, **values)
    if "has_note" in values:
        meeting.wait(timeout=60)
    return step


signoff.judge = judge_then_meet
