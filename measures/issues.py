"""Which items stand under which ประเด็น of an analysis: reading the stored blocks, and ways to lay headings out.

A year's item set may have issues; where it has none the agency makes its own headings, by indicator or as last year's.
Pure. Not here: writing the rows (``measures.services.analysis``), drafting (``measures.narratives``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from measures.carry_forward import Side, map_rows


@dataclass(frozen=True)
class AssessedItem:
    """A question or item of the assessed year's set, as much as an analysis asks of it."""

    code: str
    title: str = ""
    instrument: str = ""
    issue_number: int | None = None
    indicator_number: int | None = None
    topics: str = ""


@dataclass(frozen=True)
class Heading:
    """One ประเด็น to be laid out."""

    number: int
    title: str
    codes: tuple[str, ...] = field(default=())


def codes_in_blocks(blocks: Iterable[dict[str, Any]]) -> list[str]:
    """The item codes of stored blocks, each once, as printed."""
    return list(dict.fromkeys(str(code) for block in blocks for code in block.get("item_codes") or ()))


def blocks_of(codes: Iterable[str], items: dict[str, AssessedItem]) -> list[dict[str, Any]]:
    """Blocks of these codes by instrument, in the set's order; codes the set does not know come last."""
    places = {code: place for place, code in enumerate(items)}
    blocks: dict[str, list[str]] = {}
    for code in sorted(dict.fromkeys(codes), key=lambda code: places.get(code, len(places))):
        blocks.setdefault(items[code].instrument if code in items else "", []).append(code)
    return [{"instrument": instrument, "item_codes": own} for instrument, own in blocks.items()]


def by_issue(names: dict[int, str], items: Iterable[AssessedItem]) -> list[Heading]:
    """The set's own issues with the items it puts there; an issue without items stays, so that it is seen."""
    items = list(items)
    return [
        Heading(number, name, tuple(item.code for item in items if item.issue_number == number))
        for number, name in sorted(names.items())
    ]


def by_indicator(names: dict[int, str], items: Iterable[AssessedItem]) -> list[Heading]:
    """One heading per indicator that has items, numbered anew."""
    items = list(items)
    own = {number: tuple(item.code for item in items if item.indicator_number == number) for number in sorted(names)}
    with_items = [(names[number], codes) for number, codes in own.items() if codes]
    return [Heading(place, name, codes) for place, (name, codes) in enumerate(with_items, start=1)]


def as_earlier(
    earlier: Sequence[tuple[str, Iterable[str]]], before: Iterable[AssessedItem], now: Iterable[AssessedItem]
) -> list[Heading]:
    """The headings ``(title, codes)`` of an earlier analysis with what their items became: by topic, else by title.

    An item that goes to several headings stands under the first; a heading without items stays.
    """
    mapping = map_rows(_sides(before), _sides(now))
    taken: set[str] = set()
    headings = []
    for place, (title, codes) in enumerate(earlier, start=1):
        became = [str(side.key) for code in codes for side in mapping.became(code)]
        own = tuple(code for code in dict.fromkeys(became) if code not in taken)
        taken.update(own)
        headings.append(Heading(place, title, own))
    return headings


def became(codes: Iterable[str], before: Iterable[AssessedItem], now: Iterable[AssessedItem]) -> set[str]:
    """What these codes of an earlier set are now."""
    mapping = map_rows(_sides(before), _sides(now))
    return {str(side.key) for code in codes for side in mapping.became(code)}


def in_no_issue(blocks_of_issues: Iterable[Iterable[dict[str, Any]]], codes: Iterable[str]) -> list[str]:
    """The codes that no issue holds, in their order."""
    held = {code for blocks in blocks_of_issues for code in codes_in_blocks(blocks)}
    return [code for code in codes if code not in held]


def _sides(items: Iterable[AssessedItem]) -> list[Side]:
    return [Side(key=item.code, code=item.code, title=item.title, topics=item.topics) for item in items]
