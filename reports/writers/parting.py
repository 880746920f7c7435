"""Keeps a table row from beginning with a line or two at the foot of a page, which only a finished layout shows.

The style sheet cannot say it: a page end parts each cell for itself, so the number stands on one page and the title
on the next. Rows found to start so are kept whole and the pages are laid out again.
Not here: rows that are short enough to be kept whole from the start (paper).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

LEAST_START = 90
"""Height in CSS pixels (five lines) that a parted row needs on its first page."""
LARGEST_WHOLE = 0.6
"""A row above this share of the page's height stays parted as it is: whole, it would leave the page before empty."""
ROUNDS = 2
"""How often the pages are laid out again at most: what moves can push another row to a foot."""


def lay_out_well(lay_out: Callable[[], Any]) -> Any:
    """The pages ``lay_out`` gives, again after rows that start too low were marked to be kept whole."""
    pages = lay_out()
    for _ in range(ROUNDS):
        rows = list(_rows_starting_too_low(pages))
        if not rows:
            break
        for row in rows:
            row.set("style", "break-inside: avoid")
        pages = lay_out()
    return pages


def _rows_starting_too_low(pages: Any) -> Iterator[Any]:
    heights: dict[Any, list[float]] = defaultdict(list)
    page_heights: dict[Any, float] = {}
    for page in pages.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "tr" and box.element is not None and _is_in_body(box):
                heights[box.element].append(box.height)
                page_heights[box.element] = page._page_box.height
    for row, parts in heights.items():
        is_parted = len(parts) > 1 and "style" not in row.attrib
        if is_parted and parts[0] < LEAST_START and sum(parts) < LARGEST_WHOLE * page_heights[row]:
            yield row


def _is_in_body(row: Any) -> bool:
    """Head and foot rows stand on every page; their cells are of the head, or empty."""
    return any(cell.element_tag == "td" and cell.children for cell in row.children) and not any(
        cell.element is not None and cell.element.get("scope") == "col" for cell in row.children
    )
