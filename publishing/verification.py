"""Whether every published file is there with its very bytes, and nothing else lies among them.

Not here: putting files there (``storage``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publishing import storage
from publishing.models import Edition


@dataclass(frozen=True)
class Fault:
    """``missing``, ``unreadable``, ``truncated``, ``swapped`` (another edition's bytes), ``altered`` or ``orphan``."""

    what: str
    place: str
    """Path below the folder of published files."""
    code: str = ""


def faults() -> Iterator[Fault]:
    """Every fault, editions first, then what lies there without one."""
    editions = list(Edition.objects.order_by("pk").values_list("code", "pdf_sha256", "file_name", "size"))
    digests = {sha256 for _code, sha256, _name, _size in editions}
    for code, sha256, name, size in editions:
        what = _fault_of(storage.path_of(sha256, name), sha256, size, digests)
        if what:
            yield Fault(what, f"{sha256}/{name}", code)
    known = {storage.path_of(sha256, name) for _code, sha256, name, _size in editions}
    for place in sorted(storage.folder().rglob("*")):
        if place not in known and not (place.is_dir() and any(place.iterdir())):
            yield Fault("orphan", str(place.relative_to(storage.folder())))


def _fault_of(target: Path, sha256: str, size: int, digests: set[str]) -> str:
    try:
        found = storage.digest_of(target)
        found_size = target.stat().st_size
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    if found == sha256:
        return ""
    if found in digests:
        return "swapped"
    return "truncated" if found_size < size else "altered"
