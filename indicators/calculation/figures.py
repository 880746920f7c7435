"""The known scores of one agency and year as plain values: what calculation, checks and drafts read.

Not here: filling them from an edition (``indicators.scores.selectors``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Figures:
    """Values 0.00 to 100.00 as announced; what is not known is not there. ``level`` is in the announcement's words."""

    overall: Decimal | None = None
    level: str = ""
    instruments: dict[str, Decimal] = field(default_factory=dict)
    """By instrument code: ``IIT``, ``EIT``, ``OIT``."""
    instrument_parts: dict[str, Decimal] = field(default_factory=dict)
    """By instrument and part: ``EIT.1``, ``EIT.2``."""
    indicators: dict[int, Decimal] = field(default_factory=dict)
    sub_indicators: dict[str, Decimal] = field(default_factory=dict)
    items: dict[str, Decimal] = field(default_factory=dict)
    floor: Decimal | None = None
    """What no indicator is below, where only the lowest was told."""
