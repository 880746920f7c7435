"""What happens to evidence's files by the clock. Not here: the files themselves (``files.forgetting``)."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from files.forgetting import forget_unused
from jobs.models import Job

KEPT = datetime.timedelta(days=2)
"""How long a file that was sent but not saved may still be saved: longer than a form stands for it."""


def forget_unused_files(job: Job) -> dict[str, Any]:
    """Remove files no row speaks of; safe to run twice."""
    return {"files": forget_unused(before=timezone.now() - KEPT)}
