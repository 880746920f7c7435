"""What can be told of a line or a row before it is laid out: roughly how much fits, from the width of its column.

Estimates only steer (where a long word may be parted, which row is kept whole); nothing is cut by them.
Not here: the real layout (WeasyPrint), the style sheets whose sizes these are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from reports.blocks import Line, Orientation
from reports.typesetting.breaking import width_in_letters

LINE_MM: dict[Orientation, float] = {"portrait": 165, "landscape": 265}
PADDING_MM = 5
"""What a cell keeps clear of its borders, with the place of a list marker."""
WIDE_LETTER_MM = 2.1
"""A wide letter, Thai or Latin, at the size of tables."""
LETTER_MM = 1.75
"""A middle one; marks above and below have none."""
SHORT_ROW_LINES = 10
"""A row up to a third of a landscape page is kept on one page; a longer one may be parted."""

NARROW_LETTERS = 10
SLOW_LENGTH = 300
"""In a column of fewer letters a longer text is set in portions."""


def room_for_letters(share: float, orientation: Orientation) -> int:
    """How many wide letters fit into a column of ``share`` per cent of the line."""
    return max(2, int(_width(share, orientation) / WIDE_LETTER_MM))


def is_short_row(cells: Iterable[tuple[Iterable[Line], float]], orientation: Orientation) -> bool:
    """Whether the row, given as each cell's lines and share, will not need more than ``SHORT_ROW_LINES`` lines."""
    return all(
        sum(_lines_needed(line.words, _width(share, orientation)) for line in lines) <= SHORT_ROW_LINES
        for lines, share in cells
    )


def is_slow(text: str, share: float, orientation: Orientation) -> bool:
    """Whether WeasyPrint would measure the whole text anew for each of its lines, as it does in very narrow columns."""
    return len(text) > SLOW_LENGTH and room_for_letters(share, orientation) < NARROW_LETTERS


def _lines_needed(text: str, width: float) -> int:
    return max(1, math.ceil(width_in_letters(text) * LETTER_MM / width)) + text.count("\n")


def _width(share: float, orientation: Orientation) -> float:
    return max(WIDE_LETTER_MM, LINE_MM[orientation] * share / 100 - PADDING_MM)
