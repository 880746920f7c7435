"""Items under the threshold of their year, in the order of the set.

Not here: what the office does about them (``measures.weak_items``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculation.figures import Figures
from indicators.calculation.rules import Rules


@dataclass(frozen=True)
class Weak:
    """An item strictly below the pass mark; ``gap`` is how much is missing to it."""

    code: str
    value: Decimal
    gap: Decimal


def weak_items(figures: Figures, rules: Rules) -> list[Weak]:
    """The items below the year's pass mark; none where no pass mark is known. Codes the set does not have come last."""
    if rules.pass_mark is None:
        return []
    order = {code: place for place, code in enumerate(rules.item_codes)}
    codes = sorted(figures.items, key=lambda code: order.get(code, len(order)))
    below = [(code, figures.items[code]) for code in codes if figures.items[code] < rules.pass_mark]
    return [Weak(code, value, rules.pass_mark - value) for code, value in below]
