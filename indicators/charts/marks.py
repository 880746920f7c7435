"""What a chart shows: named values of 0 to 100, the year's threshold, and the words for what is missing or below.

Not here: where they come from (``indicators.scores``), how they are drawn (``radar``, ``bars``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.calculation.weak import is_below


@dataclass(frozen=True)
class Mark:
    """One value. ``number`` is its short name, ``shown`` the value as printed; None is a value nobody announced."""

    number: str
    name: str
    value: Decimal | None = None
    shown: str = ""


@dataclass(frozen=True)
class Chart:
    """Marks with their title and words, in the reader's language and numerals.

    ``pass_mark`` None: no threshold is known, nothing is below it. ``centre`` and ``rim`` are the words for a radar's
    scale, each with ``{value}``.
    """

    title: str
    description: str
    marks: tuple[Mark, ...]
    no_data: str
    below: str
    threshold: str = ""
    pass_mark: Decimal | None = None
    scale: str = "{centre}–{rim}"
    numerals: str = "arabic"

    def is_weak(self, mark: Mark) -> bool:
        """Whether the value is strictly below the threshold."""
        return self.pass_mark is not None and mark.value is not None and is_below(mark.value, self.pass_mark)

    @property
    def known(self) -> tuple[Mark, ...]:
        """The marks that have a value."""
        return tuple(mark for mark in self.marks if mark.value is not None)

    @property
    def has_weak(self) -> bool:
        """Whether any value is below the threshold."""
        return any(map(self.is_weak, self.marks))

    def described(self) -> Chart:
        """The same chart whose description says every value, for those who do not see it."""
        said = "; ".join(self._said(mark) for mark in self.marks)
        return replace(self, description=". ".join(part for part in (self.threshold, said) if part))

    def _said(self, mark: Mark) -> str:
        value = self.no_data if mark.value is None else mark.shown
        weak = f" {self.below}" if self.is_weak(mark) else ""
        return f"{mark.number} {mark.name}".strip() + f" {value}{weak}"
