"""Runs one function over untrusted bytes in a child process under limits of memory, time and what it may write.

A parser that eats memory, loops or crashes takes the child with it and nobody else. The child gets none of the
caller's environment but paths and locale, no network where the kernel lets it give that up, and is gone when the
call returns. About 0.1 s for the child itself, plus what the function imports.

Not here: which parser reads what (``files.opening``), typesetting (``reports.writers.bounded`` has its own child).
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY_BYTES = 512 * 1024**2
OUTPUT_BYTES = 128 * 1024**2

REFUSED, OVER_A_LIMIT = 3, 5
"""Exit codes by which the child says why; anything else but 0 is a failure of the parser or a defect of ours."""

NEARLY = 0.8
"""A process that reached this share of its memory and then failed oddly failed for want of memory."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Children of one process at a time: more would share the memory of the machine out among hostile files."""

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000

PROJECT = Path(__file__).resolve().parents[1]


class Refused(Exception):
    """The function looked at the bytes and does not take them. ``code`` says why, ``params`` the figures for words."""

    def __init__(self, code: str, **params: Any):
        super().__init__(code, params)
        self.code = code
        self.params = params


class OutOfBounds(Exception):
    """The bytes need more time, memory or room than is allowed; trying again will not help."""


class ChildFailed(Exception):
    """The function raised something unforeseen, or the child died: the bytes cannot be read, or a defect of ours."""


def call(
    function: Callable[..., tuple[Any, bytes]],
    content: bytes,
    *,
    options: dict[str, Any] | None = None,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    output_bytes: int = OUTPUT_BYTES,
) -> tuple[Any, bytes]:
    """What ``function(content, **options)`` returns: JSON-ready data and bytes (``b""`` where there are none).

    ``function`` stands at the top of a module that the child imports by name; let it import its parser inside.
    Raises Refused as the function raised it, OutOfBounds and ChildFailed.
    """
    task = {
        "module": function.__module__, "function": function.__qualname__, "options": options or {},
        "seconds": seconds, "memory_bytes": memory_bytes, "output_bytes": output_bytes,
    }
    with AT_ONCE, tempfile.TemporaryFile() as output:
        try:
            run = subprocess.run(
                [sys.executable, "-m", "files.bounded"],
                input=json.dumps(task).encode() + b"\n" + content,
                stdout=output,
                stderr=subprocess.PIPE,
                timeout=seconds,
                cwd=PROJECT,
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise OutOfBounds(f"not done after {seconds:g} seconds") from late
        output.seek(0)
        if run.returncode == 0:
            return json.loads(output.readline()), output.read()
        if run.returncode == REFUSED:
            said = json.loads(output.readline())
            raise Refused(said["code"], **said["params"])
    lines = run.stderr.decode(errors="replace").strip().splitlines()
    reason = lines[-1][:500] if lines else f"ended with {run.returncode}"
    # Limits of time and of written bytes end the process by a signal; so do libraries in C that get no memory.
    if run.returncode == OVER_A_LIMIT or run.returncode < 0:
        raise OutOfBounds(reason)
    raise ChildFailed(reason)


def _environment() -> dict[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}


def main() -> int:
    """The child: the task's line and the bytes from standard input, the answer's line and bytes to standard output."""
    task = json.loads(sys.stdin.buffer.readline())
    _limit(task)
    content = sys.stdin.buffer.read()
    try:
        function = getattr(importlib.import_module(task["module"]), task["function"])
        data, found = function(content, **task["options"])
        sys.stdout.buffer.write(json.dumps(data, ensure_ascii=True).encode() + b"\n")
        sys.stdout.buffer.write(found)
        sys.stdout.buffer.flush()
    except Exception as problem:
        # `python -m` runs this file as __main__, so the class that functions raise is the imported module's.
        if type(problem).__name__ == "Refused":
            said = {"code": problem.code, "params": problem.params}
            sys.stdout.buffer.write(json.dumps(said, ensure_ascii=True).encode() + b"\n")
            sys.stdout.buffer.flush()
            return REFUSED
        if _is_over_a_limit(problem, task["memory_bytes"]):
            print(f"over a limit: {type(problem).__name__}: {problem}", file=sys.stderr)
            return OVER_A_LIMIT
        raise
    return 0


def _limit(task: dict[str, Any]) -> None:
    """Takes memory, time, files and network from this process, before anything of the task is imported."""
    memory, seconds = task["memory_bytes"], int(task["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (task["output_bytes"], task["output_bytes"]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A network of its own has no way out. Containers often forbid making one: then the other limits stand alone.
    ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _is_over_a_limit(problem: Exception, memory_bytes: int) -> bool:
    """Whether this came of a limit and not of the function."""
    if isinstance(problem, MemoryError | RecursionError):
        return True
    if isinstance(problem, OSError) and problem.errno == errno.EFBIG:
        return True
    # Libraries in C report a refused allocation as they please (SystemError, a null pointer's TypeError …).
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak:"))
    return peak * 1024 > NEARLY * memory_bytes


if __name__ == "__main__":
    sys.exit(main())
