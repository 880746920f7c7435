"""What is under the threshold: the one rule, and the items of a sheet under it in the order of the set.

Not here: what the office does about them (``measures.weak_items``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def is_below(value: Decimal, pass_mark: Decimal) -> bool:
    """Strictly: a score that equals the threshold has passed."""
    return value < pass_mark


def below(values: Mapping[str, Decimal], pass_mark: Decimal | None, codes: Iterable[str]) -> list[str]:
    """Those of the codes whose value is below the threshold, in their order; none where the threshold is not known."""
    if pass_mark is None:
        return []
    return [code for code in codes if code in values and is_below(values[code], pass_mark)]


def weak_items(figures: Figures, rules: Rules) -> list[Weak]:
    """The items below the year's pass mark; none where no pass mark is known. Codes the set does not have come last."""
    order = {code: place for place, code in enumerate(rules.item_codes)}
    codes = sorted(figures.items, key=lambda code: order.get(code, len(order)))
    weak = [(code, figures.items[code]) for code in below(figures.items, rules.pass_mark, codes)]
    return [Weak(code, value, rules.pass_mark - value) for code, value in weak]
