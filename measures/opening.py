"""Under which headings a year's OIT items are recorded: its sub-indicators where known, else the groups it prints.

Pure; not here: making the rows (``measures.services.years``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol


class OitItem(Protocol):
    sub_indicator_code: str
    group: str


@dataclass(frozen=True)
class Heading:
    """One headed block; ``text`` is the line a document prints over it."""

    code: str
    title: str
    text: str
    indicator_no: int | None = None


def headings_of(
    items: Iterable[OitItem], sub_indicators: dict[str, tuple[str, int | None]]
) -> list[tuple[Heading | None, list[OitItem]]]:
    """The items in their order, cut where the heading changes; None where neither code nor group is known.

    ``sub_indicators``: code → (name, number of its indicator).
    """
    return [
        (_heading(code, group, sub_indicators), list(members))
        for (code, group), members in groupby(items, key=_key)
    ]


def _key(item: OitItem) -> tuple[str, str]:
    return (item.sub_indicator_code, "") if item.sub_indicator_code else ("", item.group)


def _heading(code: str, group: str, sub_indicators: dict[str, tuple[str, int | None]]) -> Heading | None:
    if code:
        name, indicator_no = sub_indicators.get(code, ("", None))
        return Heading(code, name, f"ตัวชี้วัดย่อยที่ {code} {name}".strip(), indicator_no)
    return Heading("", group, group) if group else None
