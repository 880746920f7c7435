"""Which OIT row of an earlier year becomes which of a new one: along topics, and by title where there is no topic.

Item numbers move every year, so they decide nothing. Two items may become one and one may become two.
Pure; not here: writing the rows (``measures.services.carrying``), the topics (``fixtures/item_sets/topics.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from thai.text import normalise

_YEAR_WORDS = re.compile(
    r"(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(?:[0-9๐-๙]{4})?|พ\s*\.\s*ศ\s*\.?\s*[0-9๐-๙]{4}"
)
_LOOSE = re.compile(r"[^0-9a-zก-๙]")


@dataclass(frozen=True)
class Side:
    """One row of a year: ``key`` tells it apart, ``topics`` are keys separated by spaces."""

    key: Hashable
    code: str = ""
    title: str = ""
    topics: str = ""


@dataclass(frozen=True)
class Mapping:
    """What became of what. ``sources`` says for each new row its old ones, the nearest first; none for a new item."""

    old: tuple[Side, ...]
    new: tuple[Side, ...]
    sources: dict[Hashable, tuple[Side, ...]] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[Side, tuple[Side, ...]]]:
        """Each new row that has old ones, with them."""
        return [(side, self.sources[side.key]) for side in self.new if self.sources.get(side.key)]

    @property
    def added(self) -> list[Side]:
        """Rows of the new year that nothing becomes."""
        return [side for side in self.new if not self.sources.get(side.key)]

    @property
    def dropped(self) -> list[Side]:
        """Rows of the old year that become nothing: no longer asked."""
        used = {side.key for sources in self.sources.values() for side in sources}
        return [side for side in self.old if side.key not in used]

    def became(self, key: Hashable) -> list[Side]:
        """The new rows an old one goes into."""
        return [side for side in self.new if any(source.key == key for source in self.sources.get(side.key, ()))]


def map_rows(old: Sequence[Side], new: Sequence[Side]) -> Mapping:
    """The rows of the new year with those of the old one they come from.

    Rows under one topic: equal titles go together, then the rest of both; who is left alone on either side goes with
    the whole topic. Then rows still alone go together if their titles are equal.
    """
    links: dict[Hashable, list[Side]] = {side.key: [] for side in new}
    topics = dict.fromkeys(topic for side in new for topic in side.topics.split())
    for topic in topics:
        before = [side for side in old if topic in side.topics.split()]
        after = [side for side in new if topic in side.topics.split()]
        if before and after:
            _link(links, _within_topic(before, after))
    used = {side.key for sources in links.values() for side in sources}
    free = [side for side in old if side.key not in used]
    for side in new:
        if not links[side.key]:
            _link(links, [(each, side) for each in free if same_title(each.title, side.title)])
    return Mapping(tuple(old), tuple(new), {key: tuple(sources) for key, sources in links.items()})


def same_title(one: str, other: str) -> bool:
    """Whether two titles say the same but for their years, spaces and stops; titles of nothing else never do."""
    return bool(bare_title(one)) and bare_title(one) == bare_title(other)


def bare_title(title: str) -> str:
    """The title without years, spaces and stops, to compare."""
    return _LOOSE.sub("", _YEAR_WORDS.sub("", normalise(title).casefold()))


def _within_topic(before: list[Side], after: list[Side]) -> list[tuple[Side, Side]]:
    pairs = [(one, other) for other in after for one in before if same_title(one.title, other.title)]
    rest_before = [side for side in before if all(side != one for one, _other in pairs)]
    rest_after = [side for side in after if all(side != other for _one, other in pairs)]
    if len(rest_before) == len(rest_after):
        return pairs + list(zip(rest_before, rest_after, strict=True))
    if rest_before and rest_after:
        return pairs + [(one, other) for other in rest_after for one in rest_before]
    return pairs + [(one, other) for one in rest_before for other in after] + [
        (one, other) for other in rest_after for one in before
    ]


def _link(links: dict[Hashable, list[Side]], pairs: Iterable[tuple[Side, Side]]) -> None:
    for one, other in pairs:
        if one not in links[other.key]:
            links[other.key].append(one)


def union(lists: Iterable[Iterable[Any]]) -> list[Any]:
    """Every value of the lists once, in order: several rows become one."""
    seen: list[Any] = []
    for values in lists:
        seen += [value for value in values if value not in seen]
    return seen
