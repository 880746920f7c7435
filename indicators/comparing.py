"""Two years' scores beside each other: what changed, and which item of one year answers which of the other.

Item numbers move and sets shrink, so OIT items are matched by topic (``Item.topic``) and questions by equal text; what
cannot be matched for certain is not compared. Pure.
Not here: reading the years (``indicators.scores.years``), other agencies (``indicators.ranking``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thai.text import normalise


@dataclass(frozen=True)
class ItemWords:
    """An item of a year as it is matched; ``topics`` are keys, none for a question."""

    code: str
    title: str
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Former:
    """An item of the year before with its value."""

    code: str
    title: str
    value: Decimal | None


@dataclass(frozen=True)
class Compared:
    """An item of the later year with what it was before. Several ``before``: the set merged them into this one."""

    code: str
    title: str
    value: Decimal | None
    before: tuple[Former, ...] = ()

    @property
    def is_merged(self) -> bool:
        """Whether several items of the year before became this one."""
        return len(self.before) > 1

    @property
    def is_at_least(self) -> bool:
        """Whether the change is only what is certain: its former values differ."""
        return len({former.value for former in self.before}) > 1

    @property
    def change(self) -> Decimal | None:
        """Points gained or lost. Of a merged item only what is certain: the distance from the nearer end of its former
        values, nothing between them. None when a value is unknown or it has no former item."""
        values = [former.value for former in self.before]
        if self.value is None or not values or None in values:
            return None
        low, high = min(values), max(values)
        if low <= self.value <= high and low != high:
            return None
        return self.value - (low if self.value < low else high)


@dataclass(frozen=True)
class Comparison:
    """The later year's items, falls first; ``gone`` are former items that nothing of the later year answers."""

    items: tuple[Compared, ...]
    gone: tuple[Former, ...]


def change_of(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Points gained or lost; None when either is unknown."""
    return None if now is None or before is None else now - before


def compare_items(
    before: Iterable[ItemWords], after: Iterable[ItemWords], *,
    values_before: Mapping[str, Decimal], values_after: Mapping[str, Decimal],
) -> Comparison:  # fmt: skip
    """The later year's items with their former ones: falls first (the deepest on top), then rises, then the rest in the
    order of the set. Items are matched inside a topic; those without a topic by the only equal text."""
    before, after = list(before), list(after)
    matched = _matched(before, after)
    compared = [
        Compared(item.code, item.title, values_after.get(item.code), tuple(
            Former(one.code, one.title, values_before.get(one.code)) for one in matched[item.code]
        ))
        for item in after
    ]  # fmt: skip
    used = {one.code for found in matched.values() for one in found}
    gone = tuple(Former(one.code, one.title, values_before.get(one.code)) for one in before if one.code not in used)
    compared.sort(key=lambda one: (one.change is None, one.change or 0))
    return Comparison(tuple(compared), gone)


def _matched(before: list[ItemWords], after: list[ItemWords]) -> dict[str, list[ItemWords]]:
    """The former items of each later one, in the order of their set."""
    codes: dict[str, set[str]] = {item.code: set() for item in after}
    for topic in sorted({topic for item in after for topic in item.topics}):
        old = [item for item in before if topic in item.topics]
        new = [item for item in after if topic in item.topics]
        for now, then in _within_topic(old, new):
            codes[now.code].add(then.code)
    old_texts = _only_texts([item for item in before if not item.topics])
    for words, item in _only_texts([item for item in after if not item.topics]).items():
        if words in old_texts:
            codes[item.code].add(old_texts[words].code)
    return {code: [one for one in before if one.code in found] for code, found in codes.items()}


def _within_topic(old: list[ItemWords], new: list[ItemWords]) -> Iterator[tuple[ItemWords, ItemWords]]:
    """Equal titles go together, then what is left of both; several on both sides are left apart, nobody knows how."""
    old_texts, new_texts = _only_texts(old), _only_texts(new)
    same = old_texts.keys() & new_texts.keys()
    yield from ((new_texts[words], old_texts[words]) for words in sorted(same))
    old_rest = [item for item in old if _words(item.title) not in same]
    new_rest = [item for item in new if _words(item.title) not in same]
    if old_rest and not new_rest and len(new) == 1:
        new_rest = new
    if new_rest and not old_rest and len(old) == 1:
        old_rest = old
    if len(old_rest) == 1 or len(new_rest) == 1:
        yield from ((now, then) for now in new_rest for then in old_rest)


def _only_texts(items: list[ItemWords]) -> dict[str, ItemWords]:
    """Items by their text, where no other item of the year says the same."""
    texts = Counter(_words(item.title) for item in items)
    return {_words(item.title): item for item in items if item.title and texts[_words(item.title)] == 1}


def _words(title: str) -> str:
    return "".join(normalise(title).split())
