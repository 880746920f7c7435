"""Raw values of a file: what YAML and JSON can say, held so that a database keeps all of it.

Beside the plain values (text, whole and decimal numbers, true, false, null, lists, mappings) there are two:
``ABSENT``, a key that is not there, and ``Plain``, an unquoted YAML word whose spelling is more than its value
(``no``, ``010``, ``2024-10-01``, ``.nan``): the spelling is kept and read again when it is written.

``pack`` makes any raw value safe for a JSON column of both database engines (jsonb keeps neither the order of keys
nor the type of ``1e16``, and takes no NUL); ``unpack`` is its inverse.

Not here: files (``reader``, ``writer``), what the keys mean (``form``).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any

import yaml

Raw = Any


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()

_RESOLVER = yaml.resolver.Resolver()
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Plain:
    """An unquoted YAML word that YAML does not read as text; equal when spelled the same."""

    source: str
    value: Any = field(default=None, compare=False)


def tag_of(source: str) -> str:
    """What YAML 1.1 takes an unquoted word for."""
    return _RESOLVER.resolve(yaml.ScalarNode, source, (True, False))


def from_plain_word(source: str) -> Raw:
    """The raw value of an unquoted YAML word; a word that looks like a value and is none (2024-02-31) is text."""
    tag = tag_of(source)
    if tag == _TEXT_TAG:
        return source
    try:
        value = constructed(tag, source)
    except (ValueError, KeyError):  # no such day; or "=" and "<<", which mean something to YAML and nothing here
        return source
    if value is None:
        return None
    canonical = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return value if canonical == source and is_jsonb_safe(value) else Plain(source, value)


def constructed(tag: str, source: str) -> Any:
    """The Python value of a scalar with that tag. Raises ValueError, or KeyError for a tag outside YAML's own."""
    return _CONSTRUCTOR.yaml_constructors[tag](_CONSTRUCTOR, yaml.ScalarNode(tag, source))


def from_number(value: float) -> Raw:
    """A number from JSON as a raw value."""
    if is_jsonb_safe(value):
        return value
    source = yaml.SafeDumper("").represent_float(value).value
    return Plain(source, value)


def is_jsonb_safe(value: Any) -> bool:
    """Whether JSON columns of both engines give exactly this value back."""
    if isinstance(value, float):
        return math.isfinite(value) and "e" not in repr(value) and "." in repr(value) and repr(value) != "-0.0"
    return isinstance(value, bool | int)


def value_of(raw: Raw) -> Any:
    """The Python value behind a raw one."""
    return raw.value if isinstance(raw, Plain) else raw


def same(one: Raw, other: Raw) -> bool:
    """Whether two raw values are the same to a reader of the file: type, value and, of plain words, spelling."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        mine, its = ({(type(key), key): value for key, value in each.items()} for each in (one, other))
        return mine.keys() == its.keys() and all(same(value, its[key]) for key, value in mine.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def pack(raw: Raw) -> Any:
    """``raw`` as data for a JSON column."""
    if raw is ABSENT:
        return {"~absent": True}
    if isinstance(raw, Plain):
        return {"~plain": raw.source}
    if isinstance(raw, str):
        return {"~text": json.dumps(raw)} if "\0" in raw else raw
    if isinstance(raw, list):
        return [pack(one) for one in raw]
    if isinstance(raw, dict):
        if all(isinstance(key, str) and not key.startswith("~") and "\0" not in key for key in raw):
            return {key: pack(value) for key, value in raw.items()}
        return {"~map": [[pack(key), pack(value)] for key, value in raw.items()]}
    return raw


def unpack(packed: Any) -> Raw:
    """The inverse of ``pack``, the keys of mappings in the order of ``key_order``."""
    if isinstance(packed, list):
        return [unpack(one) for one in packed]
    if not isinstance(packed, dict):
        return packed
    if len(packed) == 1:
        [(tag, content)] = packed.items()
        match tag:
            case "~absent":
                return ABSENT
            case "~plain":
                return from_plain_word(content)
            case "~text":
                return json.loads(content)
            case "~map":
                return in_order({unpack(key): unpack(value) for key, value in content})
    return in_order({key: unpack(value) for key, value in packed.items()})


_KNOWN_ORDER = {
    key: place
    for place, key in enumerate(
        (
            "id",
            "kind",
            "location",
            "code",
            "no",
            "no_text",
            "result",
            "reading",
            "suggestion",
            "original",
            "corrected",
            "certainty",
            "label",
            "width",
            "text",
            "marker",
            "value",
            "detail",
            "note",
        )
    )
}


def key_order(key: Any) -> tuple:
    """Sorts keys that the form does not order: numbers, the usual words of provenance, then the alphabet."""
    if isinstance(key, bool | int | float):
        return (0, float(key), str(key))
    text = key.source if isinstance(key, Plain) else str(key)
    return (1, _KNOWN_ORDER.get(text, len(_KNOWN_ORDER)), text)


def in_order(mapping: dict) -> dict:
    return dict(sorted(mapping.items(), key=lambda pair: key_order(pair[0])))
