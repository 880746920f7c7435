"""Renders a PDF in a child process under limits of memory and time: no document can take the worker down with it.

A fresh child each time costs about a second and gives every document the same start; the caller only waits.
Not here: what is rendered (pdf), queueing and telling people (jobs, handlers).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports.blocks import Document, block_from_data, block_to_data

SECONDS = 60
MEMORY_BYTES = 1024**3

TOO_LONG, NOT_READY, OUT_OF_MEMORY = 3, 4, 5
"""Exit codes by which the child says why; anything else is a defect of ours."""

NEARLY = 0.8
"""A process that reached this share of its memory and then failed oddly failed for want of memory."""

PROJECT = Path(__file__).resolve().parents[2]


class RenderFailed(Exception):
    """The document could not be rendered for a reason that another try may not meet: the message says which."""


class RenderTooLarge(RenderFailed):
    """The document needs more time, memory or text in one field than is allowed; trying again will not help."""


def render(document: Document, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> bytes:
    """The document's PDF, as ``pdf.write_pdf`` would give it. Raises RenderTooLarge and RenderFailed.

    The child gets nothing of the caller's environment but paths and locale, and is gone when this returns.
    """
    task = json.dumps({"document": document_to_data(document), "memory_bytes": memory_bytes}).encode()
    try:
        run = subprocess.run(
            [sys.executable, "-m", "reports.writers.bounded"],
            input=task,
            capture_output=True,
            timeout=seconds,
            cwd=PROJECT,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise RenderTooLarge(f"not done after {seconds:g} seconds") from late
    if run.returncode == 0 and run.stdout.startswith(b"%PDF-"):
        return run.stdout
    said = run.stderr.decode(errors="replace").strip().splitlines()
    reason = said[-1] if said else f"ended with {run.returncode}"
    # GLib and HarfBuzz end the process when they get no memory: a signal, not an exception.
    if run.returncode in (TOO_LONG, OUT_OF_MEMORY) or run.returncode < 0:
        raise RenderTooLarge(reason)
    raise RenderFailed(reason)


def document_to_data(document: Document) -> dict[str, Any]:
    """The document as JSON-ready data; ``document_from_data`` is its inverse."""
    return {**asdict(document), "blocks": [block_to_data(block) for block in document.blocks]}


def document_from_data(data: dict[str, Any]) -> Document:
    """The document that ``document_to_data`` wrote."""
    return Document(**{**data, "blocks": tuple(block_from_data(block) for block in data["blocks"])})


def _environment() -> dict[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "ITA_TYPESETTING_DIR", "PYTHONPATH", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}


def main() -> int:
    """The child: reads the task from standard input, writes the PDF to standard output."""
    task = json.load(sys.stdin.buffer)
    limit = task["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Only after the limit: importing the engine must count.
    from reports.typesetting.engine import NotReady

    from .pdf import TooLong, write_pdf

    try:
        pdf = write_pdf(document_from_data(task["document"]))
    except TooLong as problem:
        print(problem, file=sys.stderr)
        return TOO_LONG
    except NotReady as problem:
        print(problem, file=sys.stderr)
        return NOT_READY
    except (MemoryError, RecursionError) as problem:
        print(type(problem).__name__, file=sys.stderr)
        return OUT_OF_MEMORY
    except Exception as problem:
        # Libraries in C report a refused allocation as they please (SystemError, a null pointer's TypeError …).
        if not _memory_is_used_up(limit):
            raise
        print(f"out of memory: {type(problem).__name__}", file=sys.stderr)
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(pdf)
    return 0


def _memory_is_used_up(limit: int) -> bool:
    """Whether this process has come near its limit at any time."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak:"))
    return peak * 1024 > NEARLY * limit


if __name__ == "__main__":
    sys.exit(main())
