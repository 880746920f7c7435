"""The shape data must have, said as data, and the check that names each departure from it.

Not here: whether the data makes sense (``rules``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

from indicators.item_sets.problems import Problem
from indicators.item_sets.yaml_file import Place, words_of


@dataclass(frozen=True)
class Plain:
    """A single value of one of ``types``; a bool is never a number."""

    types: tuple[type, ...]
    words: str
    longest: int | None = None
    """Characters of a text."""


@dataclass(frozen=True)
class Maybe:
    """The shape, or null for what is not known."""

    shape: Any


@dataclass(frozen=True)
class ListOf:
    shape: Any


@dataclass(frozen=True)
class Record:
    """A mapping with exactly these keys; those in ``optional`` may be missing."""

    fields: Mapping[str, Any]
    optional: frozenset[str] = frozenset()


TEXT = Plain((str,), "a text; put it in quotes")
LINE = Plain((str,), "a text; put it in quotes", longest=300)
CODE = Plain((str,), "a short text; put it in quotes", longest=10)
LARGEST = 10_000
"""Above every year, count and number of a set."""
INTEGER = Plain((int,), "a whole number")
NUMBER = Plain((int, float), "a number")
TRUTH = Plain((bool,), "true or false")


@dataclass(frozen=True)
class Free:
    """Anything a database can keep: texts, finite numbers, true and false, null, lists, mappings with text keys."""

    mapping: bool = False
    """Whether the outermost must be a mapping."""


FREE = Free()
FREE_RECORD = Free(mapping=True)


def departures(data: Any, shape: Any, lines: Mapping[Place, int], place: Place = ()) -> Iterator[Problem]:
    """Each place where ``data`` has not the shape, with a remedy."""

    def problem(message: str) -> Problem:
        return Problem(_named(place), message, lines.get(place))

    match shape:
        case Maybe():
            if data is not None:
                yield from departures(data, shape.shape, lines, place)
        case Plain():
            if not isinstance(data, shape.types) or (isinstance(data, bool) and bool not in shape.types):
                yield problem(f"must be {shape.words}, and is {_said(data)}")
            elif isinstance(data, str) and not data.strip():
                yield problem("is empty; write null for what is not known")
            elif shape.longest and len(data) > shape.longest:
                yield problem(f"is longer than {shape.longest} characters; say it shorter")
            elif shape is INTEGER and not 0 <= data < LARGEST:
                yield problem(f"must lie between 0 and {LARGEST - 1}")
            else:
                yield from _not_storable(data, lines, place)
        case ListOf():
            if not isinstance(data, list):
                yield problem(f"must be a list, and is {_said(data)}; write [] for none")
                return
            for number, value in enumerate(data):
                yield from departures(value, shape.shape, lines, (*place, number))
        case Record() | Free(mapping=True) if not isinstance(data, dict):
            yield problem(f"must be a mapping of names to values, and is {_said(data)}")
        case Record():
            yield from _of_record(data, shape, lines, place)
        case Free():
            yield from _not_storable(data, lines, place)


def _of_record(data: dict, shape: Record, lines: Mapping[Place, int], place: Place) -> Iterator[Problem]:
    for name in shape.fields:
        if name not in data and name not in shape.optional:
            message = f"“{name}” is missing; write it, with null if it is not known"
            yield Problem(_named(place), message, lines.get(place))
    for name, value in data.items():
        if name in shape.fields:
            yield from departures(value, shape.fields[name], lines, (*place, name))
        else:
            close = get_close_matches(str(name), list(shape.fields), n=1)
            remedy = f"did you mean “{close[0]}”?" if close else "take it out, or put it under an item's “extra”"
            yield Problem(_named(place), f"“{name}” is not known here; {remedy}", lines.get((*place, str(name))))


def _not_storable(data: Any, lines: Mapping[Place, int], place: Place) -> Iterator[Problem]:
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(name, str):
                yield from _not_storable(value, lines, (*place, name))
            else:
                yield Problem(_named(place), f"the name {name!r} must be a text; put it in quotes", lines.get(place))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _not_storable(value, lines, (*place, number))
    elif isinstance(data, float) and not isfinite(data):
        yield Problem(_named(place), "must be a finite number", lines.get(place))
    elif isinstance(data, str) and data != data.replace("\0", "").encode(errors="ignore").decode():
        yield Problem(_named(place), "holds a character no database can keep (NUL or half a pair)", lines.get(place))
    elif data is not None and not isinstance(data, str | int | float | bool):
        message = f"must be a text or a number, and is {_said(data)}; put it in quotes"
        yield Problem(_named(place), message, lines.get(place))


def _named(place: Place) -> str:
    return words_of(place) or "the file"


def _said(data: Any) -> str:
    if data is None:
        return "null"
    if isinstance(data, dict):
        return "a mapping"
    if isinstance(data, list):
        return "a list"
    return repr(data)[:60]
