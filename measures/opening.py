"""Under which headings a year's OIT items are recorded, and who else carries something when a year is opened.

Headings are the year's sub-indicators where known, else the groups its list prints.
Pure; not here: making the rows (``measures.services.years``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from measures.carry_forward import bare_title


class OitItem(Protocol):
    pk: int
    code: str
    title: str
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


def lacking_items(items: Iterable[OitItem], rows: Iterable[Any]) -> list[Any]:
    """The items that none of the rows answers, neither as its item nor under its code."""
    rows = list(rows)
    known, codes = {row.item_id for row in rows}, {row.code for row in rows}
    return [item for item in items if item.pk not in known and item.code not in codes]


def items_of_rows(items: Iterable[OitItem], rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    """(row, item) of rows made before the list was known: under the item's code, with its title, short or none."""
    of_code = {item.code: item for item in items}
    pairs = [(row, of_code.get(row.code)) for row in rows if row.item_id is None]
    return [
        (row, item) for row, item in pairs
        if item is not None and bare_title(item.title).startswith(bare_title(row.title))
    ]


def in_order_of(items: Iterable[OitItem], rows: Iterable[Any], added: Iterable[Any]) -> list[Any]:
    """The rows in their own order, each added one behind the row of the item that comes before it in the list."""
    ordered, new, at = list(rows), {row.item_id: row for row in added}, 0
    for item in items:
        if item.pk in new:
            ordered.insert(at, new[item.pk])
        places = [place for place, row in enumerate(ordered, 1) if item.pk == row.item_id or item.code == row.code]
        at = places[0] if places else at
    return ordered


def _key(item: OitItem) -> tuple[str, str]:
    return (item.sub_indicator_code, "") if item.sub_indicator_code else ("", item.group)


def _heading(code: str, group: str, sub_indicators: dict[str, tuple[str, int | None]]) -> Heading | None:
    if code:
        name, indicator_no = sub_indicators.get(code, ("", None))
        return Heading(code, name, f"ตัวชี้วัดย่อยที่ {code} {name}".strip(), indicator_no)
    return Heading("", group, group) if group else None


@dataclass(frozen=True)
class Passage:
    """One carried text: ``part`` and ``label`` say of what (lazily translated), ``place`` which row by its number.

    ``route`` and ``arguments`` (beside agency and year) are the page that edits it; ``target`` names the stored text as
    (kind of row, id, field) where its years may be moved on request.
    """

    part: Any
    label: Any
    place: str
    text: str
    route: str
    arguments: dict[str, Any] = field(default_factory=dict)
    target: tuple[str, int, str] | None = None


@dataclass(frozen=True)
class _Carrier:
    carry: Callable[..., dict[str, int]]
    passages: Callable[[list[Any]], Iterable[tuple[int, Passage]]]
    counts: Callable[[Any], dict[str, int]]


_CARRIERS: dict[str, _Carrier] = {}


def register_carrier(
    name: str, *, carry: Callable[..., dict[str, int]], passages: Callable[[list[Any]], Iterable[tuple[int, Passage]]],
    counts: Callable[[Any], dict[str, int]],
) -> None:
    """Lets a package above carry what it keeps of a year; call it in AppConfig.ready.

    ``carry(actor=, plan=, source=)`` runs in the transaction that opens ``plan`` and returns what it made, by name;
    ``counts(source)`` says the same beforehand; ``passages(plans)`` are the texts it keeps of an agency's years, each
    with its year, in a fixed number of queries.
    """
    _CARRIERS[name] = _Carrier(carry, passages, counts)


def on_year_opened(*, actor: Any, plan: Any, source: Any) -> dict[str, int]:
    """Everything that packages above carry, within the caller's transaction."""
    made: dict[str, int] = {}
    for carrier in _CARRIERS.values():
        made |= carrier.carry(actor=actor, plan=plan, source=source)
    return made


def counts_registered(source: Any) -> dict[str, int]:
    """What packages above would carry from a year."""
    counted: dict[str, int] = {}
    for carrier in _CARRIERS.values():
        counted |= carrier.counts(source)
    return counted


def passages_registered(plans: list[Any]) -> list[tuple[int, Passage]]:
    """The texts that packages above keep of these years of one agency."""
    return [found for carrier in _CARRIERS.values() for found in carrier.passages(plans)]
