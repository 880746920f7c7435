"""What a year's rules compute from the known scores, exactly, rounded only in the end.

Not here: what follows when scores are missing (``bounds``), the scale of levels (``levels``).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from indicators.calculation.missing import Missing

CENT = Decimal("0.01")
TOLERANCE = CENT
"""What rounding to two decimals can move a value by against one computed from other rounded values."""

__all__ = ["CENT", "TOLERANCE", "Missing", "round_half_up"]


def round_half_up(value: Decimal) -> Decimal:
    """Two decimals, a half away from zero, as the office does; never to the even digit."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
