"""Two decimals, a half always up: the one place where a computed score is rounded.

Not here: what is rounded (``arithmetic``, ``bounds``).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
TOLERANCE = CENT
"""How far a value may lie from one computed of other values, all of them printed with two decimals."""


def round_half_up(value: Decimal) -> Decimal:
    """Two decimals, a half away from zero; never to the even digit."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def rounded(value: Fraction) -> Decimal:
    """The same of an exact value that is not below zero: no quotient is cut off before it is rounded."""
    return Decimal((value * 200 + 1) // 2).scaleb(-2)
