"""Stored lists of items and typed texts as printed lines: one line each, markers as stored, children one step deeper.

Not here: reading what people type into list fields (``thai.markers``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports.blocks import Line

DEEPEST = 6
"""Deeper children stand at this depth: a cell has no room for more, and no document seen has more than two."""


def lines_of_items(items: Iterable[Any] | None) -> tuple[Line, ...]:
    """The items of a list field in reading order, children after their parent; plain strings count as items."""
    lines: list[Line] = []
    waiting = [(item, 0) for item in reversed(list(items or ()))]
    while waiting:
        item, level = waiting.pop()
        if not isinstance(item, dict):
            lines += lines_of_text(_text(item), level=level)
            continue
        lines += lines_of_text(_text(item.get("text")), marker=_text(item.get("marker")), level=level)
        waiting += [(child, min(level + 1, DEEPEST)) for child in reversed(item.get("children") or [])]
    return tuple(lines)


def lines_of_text(text: str, *, marker: str = "", level: int = 0) -> tuple[Line, ...]:
    """A typed text as lines, the marker before the first; nothing for nothing."""
    marker = marker.strip()
    pieces = [piece.strip() for piece in text.splitlines() if piece.strip()]
    if not pieces:
        return (Line(text="", marker=marker, level=level),) if marker else ()
    first, *rest = pieces
    return (Line(text=first, marker=marker, level=level), *(Line(text=piece, level=level) for piece in rest))


def items_of_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Printed lines as the items of a list field again: what ``lines_of_items`` makes of them are these lines.

    A line deeper than the one before it becomes its child.
    """
    top: list[dict[str, Any]] = []
    open_lists = [top]
    for line in lines:
        depth = min(line.level, len(open_lists) - 1)
        del open_lists[depth + 1 :]
        item: dict[str, Any] = {"marker": line.marker or None, "text": line.text, "children": []}
        open_lists[depth].append(item)
        open_lists.append(item["children"])
    return [_without_empty(item) for item in top]


def _without_empty(item: dict[str, Any]) -> dict[str, Any]:
    children = [_without_empty(child) for child in item.pop("children")]
    return item | {"children": children} if children else item


def texts_of(values: Iterable[Any] | None) -> tuple[str, ...]:
    """A stored list of lines, paragraphs or units as strings, the blank ones left out."""
    return tuple(text for text in (_text(value) for value in values or ()) if text.strip())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
