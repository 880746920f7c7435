"""What became of an issue's figures since its text was accepted or written: for words beside the text, never in it.

Pure. Not here: drafting (``measures.narratives``), who accepted (``measures.services.analysis``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.calculation.weak import below


@dataclass(frozen=True)
class FigureChange:
    """One figure then and now; None where it was, or is, not known."""

    code: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True)
class Since:
    """All that differs. ``threshold`` is (then, now) where it moved."""

    figures: tuple[FigureChange, ...] = ()
    fell: tuple[str, ...] = ()
    """Codes under the threshold now that were not then."""
    rose: tuple[str, ...] = ()
    """Codes that were under the threshold and are not now, or have no figure any more."""
    threshold: tuple[Decimal | None, Decimal | None] | None = None

    def __bool__(self) -> bool:
        return bool(self.figures or self.threshold)


def stored_figures(
    figures: dict[str, Decimal], threshold: Decimal | None, codes: Iterable[str]
) -> dict[str, Any]:
    """The figures of these codes as ``IssueAnalysis.figures`` keeps them."""
    return {
        "threshold": None if threshold is None else f"{threshold:.2f}",
        "values": {code: f"{figures[code]:.2f}" for code in codes if code in figures},
    }


def since(then: dict[str, Any], now: dict[str, Any]) -> Since:
    """What differs between two such records; nothing when the first is empty (a text from a file)."""
    if not then or then == now:
        return Since()
    old, new = _values(then), _values(now)
    old_mark, new_mark = _decimal(then.get("threshold")), _decimal(now.get("threshold"))
    codes = list(dict.fromkeys([*new, *old]))
    was_below, is_below = below(old, old_mark, codes), below(new, new_mark, codes)
    return Since(
        figures=tuple(
            FigureChange(code, old.get(code), new.get(code)) for code in codes if old.get(code) != new.get(code)
        ),
        fell=tuple(code for code in is_below if code not in was_below),
        rose=tuple(code for code in was_below if code not in is_below),
        threshold=None if old_mark == new_mark else (old_mark, new_mark),
    )


def _values(stored: dict[str, Any]) -> dict[str, Decimal]:
    return {code: Decimal(value) for code, value in (stored.get("values") or {}).items()}


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
