"""Checks of a score sheet, both ways: each finds its fault, and a sound sheet meets none of them.

Pure, one module per family; ``findings`` is the table of contents. Being quiet on sound sheets counts more than
catching everything: what rounding alone can explain is no finding. Announced scores are never changed.
Not here: reading sheets and rules (``indicators.scores``), notes on findings (``indicators.scores.notes``).
"""

from __future__ import annotations

from collections.abc import Iterable

from indicators.calculation.checks import items, level, sums
from indicators.calculation.checks.finding import Finding
from indicators.calculation.figures import Figures
from indicators.calculation.rules import Rules


def findings(figures: Figures, rules: Rules, *, other_years: Iterable[Rules] = ()) -> list[Finding]:
    """All remarks on the sheet: what does not match, then questions, then items below the threshold.

    ``other_years`` are the rules of other years, asked only to tell from which scale a level's word comes.
    """
    found = [*sums.check(figures, rules), *level.check(figures, rules, other_years), *items.check(figures, rules)]
    return sorted(found, key=lambda one: ("error", "question", "weak").index(one.kind))
