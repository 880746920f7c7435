"""Who works on a job, and whether that process still lives.

An owner is written `place|pid|start`: place names machine, boot and process namespace, so that only a process that can
really see the other's pid ever calls it dead. Elsewhere the end of the lease decides.

Not here: the conditional updates (runner, sweep).
"""

import os
import socket
from functools import cache
from pathlib import Path

from django.db.models import F, Q
from django.db.models.functions import Now

from jobs.models import JobState


@cache
def place() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
    return f"{socket.gethostname()[:80]}/{boot}/{os.stat('/proc/self/ns/pid').st_ino}"


def _start_of(pid: int) -> str | None:
    """The process's start in clock ticks since boot (it tells a reused pid apart); None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def own_name() -> str:
    """This process as an owner of leases."""
    return f"{place()}|{os.getpid()}|{_start_of(os.getpid())}"


def is_dead(owner: str) -> bool:
    """True only when the owner ran here, where its pid can be looked up, and is gone."""
    where, _, rest = owner.partition("|")
    pid, _, start = rest.partition("|")
    return where == place() and pid.isdigit() and _start_of(int(pid)) != start


def claimable() -> Q:
    """Waiting and due, or running under a lease that ran out; with attempts left."""
    waiting = Q(state=JobState.QUEUED, due_at__lte=Now())
    abandoned = Q(state=JobState.RUNNING, lease_until__lt=Now())
    return (waiting | abandoned) & Q(attempts__lt=F("max_attempts"))
