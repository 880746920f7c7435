"""A set-up step is done once: a stamp holds the digest of what went into it; the step runs again when that changes.

Not here: what the steps are (setup.py).
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAMPS = ROOT / ".build" / "stamps"


class SetupFailed(Exception):
    """A step cannot be done; the message says what to do, in Thai and in English."""


def digest_of(*parts: str | Path | Iterable[Path]) -> str:
    """One digest over texts, files' contents and folders' files with their names."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            total.update(part.encode())
            continue
        for path in sorted([part] if isinstance(part, Path) else part):
            total.update(str(path).encode())
            total.update(path.read_bytes() if path.is_file() else b"-")
    return total.hexdigest()


def step(
    name: str,
    inputs: str,
    work: Callable[[], None],
    *,
    still_there: Callable[[], bool] = lambda: True,
    stamps: Path = STAMPS,
) -> bool:
    """Does `work` unless it was done with the same inputs and its outcome is still there. True when it was done now."""
    stamp = stamps / name
    if stamp.is_file() and stamp.read_text(encoding="ascii") == inputs and still_there():
        return False
    begun = time.monotonic()
    say(f"{name} …")
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs, encoding="ascii")
    say(f"{name}: {time.monotonic() - begun:.1f} s")
    return True


def say(line: str) -> None:
    print(f"[ita] {line}", file=sys.stderr, flush=True)
