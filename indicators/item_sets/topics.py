"""What each OIT item is about across the years (``fixtures/item_sets/topics.yaml``), written beside the loaded items.

Topics are no part of a set's own file: they are neither compared nor counted in its digest and version.

Not here: what is carried along a topic (``measures.carry_forward``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from indicators.item_sets.problems import ItemSetRefused, Problem
from indicators.item_sets.shape import CODE, FREE_RECORD, LINE, TEXT, ListOf, Record, departures
from indicators.item_sets.yaml_file import read_yaml, words_of
from indicators.models import Item

TOPICS_FILE = settings.BASE_DIR / "fixtures" / "item_sets" / "topics.yaml"
LONGEST_TOPIC = 60
"""Characters, as ``Item.topic`` holds."""


@dataclass(frozen=True)
class Topics:
    """``of`` says for (fiscal year, item code) its topic keys, separated by spaces."""

    names: Mapping[str, str]
    of: Mapping[tuple[int, str], str]


_SHAPE = Record({"source": TEXT, "confidence": LINE, "topics": FREE_RECORD})
_TOPIC = Record({"name": LINE, "codes": FREE_RECORD})


def read_topics(path: Path = TOPICS_FILE, codes_by_year: Mapping[int, frozenset[str]] | None = None) -> Topics:
    """The checked file. ``ItemSetRefused`` for a wrong shape and for a code that a year in ``codes_by_year`` lacks."""
    data, lines = read_yaml(path)
    problems: list[object] = list(departures(data, _SHAPE, lines))
    for key, topic in ({} if problems else data["topics"]).items():
        place = ("topics", key)
        wrong = list(departures(topic, _TOPIC, lines, place))
        for year, codes in ({} if wrong else topic["codes"]).items():
            wrong += departures(codes, ListOf(CODE), lines, (*place, "codes", year))
            if not (year.isascii() and year.isdecimal()):
                wrong.append(Problem(words_of(place), f"“{year}” is no fiscal year", lines.get(place)))
        problems += wrong
    if problems:
        raise ItemSetRefused(path.name, problems)
    of: dict[tuple[int, str], str] = {}
    for key, topic in data["topics"].items():
        for year, codes in topic["codes"].items():
            for code in codes:
                known = (codes_by_year or {}).get(int(year))
                if known is not None and code not in known:
                    place = ("topics", key, "codes", year)
                    message = f"the set of {year} has no item {code}; take it out or mend it"
                    problems.append(Problem(words_of(place), message, lines.get(place)))
                of[int(year), code] = f"{of.get((int(year), code), '')} {key}".strip()
    problems += [f"{code} of {year} stands under too many topics" for (year, code), keys in of.items()
                 if len(keys) > LONGEST_TOPIC]
    if problems:
        raise ItemSetRefused(path.name, problems)
    return Topics({key: topic["name"] for key, topic in data["topics"].items()}, of)


def write_topics(topics: Topics, *, year: int) -> int:
    """Write the topics beside the loaded items of a year; how many changed. A year not named keeps its own."""
    if not any(named == year for named, _code in topics.of):
        return 0
    changed = []
    for item in Item.objects.filter(item_set__fiscal_year=year):
        topic = topics.of.get((year, item.code), "")
        if item.topic != topic:
            item.topic = topic
            changed.append(item)
    Item.objects.bulk_update(changed, ["topic"], batch_size=200)
    return len(changed)
