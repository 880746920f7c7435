"""Wording of an item's elements that was found but not confirmed, as lines an agency may start its own list from.

Not here: showing it as official (nothing does), the item sets themselves (``indicators``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicators.models import Item


@dataclass(frozen=True)
class Candidate:
    """One wording: its lines as ``Disclosure.elements`` keeps them, tags of its sources, and why it is not official."""

    number: int
    lines: list[dict[str, Any]]
    sources: list[str]
    why_not_confirmed: str


def candidates_of(item: Item | None) -> list[Candidate]:
    """The wordings found for the item, counted from 1; those without text are left out."""
    found = item.extra.get("candidate_elements") if item else None
    candidates = []
    for each in found if isinstance(found, list) else []:
        lines = _lines(each.get("elements")) if isinstance(each, dict) else []
        if lines:
            why = str(each.get("why_not_confirmed") or "")
            candidates.append(Candidate(len(candidates) + 1, lines, _texts(each.get("source")), why))
    return candidates


def _lines(elements: Any) -> list[dict[str, Any]]:
    lines = []
    for element in elements if isinstance(elements, list) else []:
        if not isinstance(element, dict) or not element.get("text"):
            continue
        line: dict[str, Any] = {"marker": "-", "text": str(element["text"])}
        if children := _texts(element.get("children")):
            line["children"] = [{"marker": "-", "text": child} for child in children]
        lines.append(line)
    return lines


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values if value] if isinstance(values, list) else []
