"""Two people on one sheet: what each changed since the edition one of them started from. Pure.

Not here: saving (``services``), the page that shows it (``indicators.views.scores``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merged:
    """``adopted`` were changed by the other person only and are taken over; ``differing`` are one's own, kept as typed
    beside what stands now."""

    adopted: dict[Any, Any]
    differing: dict[Any, tuple[Any, Any]]
    """Stands now, typed."""


def merge(*, base: Mapping[Any, Any], mine: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Merged:
    """Compare by key; a key that is absent counts as None. Only the keys of ``mine`` and ``theirs`` are looked at."""
    adopted, differing = {}, {}
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        own, other, before = mine.get(key), theirs.get(key), base.get(key)
        if own == other:
            continue
        if own == before:
            adopted[key] = other
        else:
            differing[key] = (other, own)
    return Merged(adopted, differing)
