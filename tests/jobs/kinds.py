"""Kinds of job that exist only in tests, registered alike in the test process and in worker processes.

A job leaves its traces as lines in the file `arguments["trace"]`: one line per attempt that began, one per that ended.
"""

import os
import threading
from pathlib import Path
from typing import Any

from jobs import registry
from jobs.models import Job


def leave_trace(job: Job, word: str) -> None:
    with Path(job.arguments["trace"]).open("a", encoding="utf-8") as file:
        file.write(f"{word} {job.pk} {job.attempts} {os.getpid()}\n")


def trace_once(job: Job) -> dict[str, Any]:
    leave_trace(job, "begun")
    leave_trace(job, "ended")
    return {"attempt": job.attempts}


def take_a_while(job: Job) -> dict[str, Any]:
    """Long enough that a kill mostly lands in the middle."""
    leave_trace(job, "begun")
    threading.Event().wait(0.1)
    leave_trace(job, "ended")
    return {}


def hold_first_attempt(job: Job) -> dict[str, Any]:
    """The first attempt waits at a named pipe until the test lets it go (or kills it); later ones go straight on."""
    leave_trace(job, "begun")
    if job.attempts == 1:
        with open(job.arguments["pipe"], encoding="ascii") as pipe:
            pipe.readline()
    leave_trace(job, "ended")
    return {"attempt": job.attempts}


def refuse(job: Job) -> dict[str, Any]:
    raise registry.JobRefused("Being done", "the operator's detail")


def stumble(job: Job) -> dict[str, Any]:
    raise ZeroDivisionError(f"attempt {job.attempts}")


def never_end(job: Job) -> dict[str, Any]:
    with open(job.arguments["pipe"], encoding="ascii") as pipe:
        pipe.readline()
    return {}


def register_all() -> None:
    registry.register("test_trace", trace_once)
    registry.register("test_while", take_a_while)
    registry.register("test_hold", hold_first_attempt)
    registry.register("test_refuse", refuse)
    registry.register("test_stumble", stumble)
    registry.register("test_never_end", never_end, seconds=0.3)
