"""Mappings and lists of shapes: the memory of a whole is made of the memories of its parts.

A row of the database and an item of a list column both keep their own memory under ``provenance``, so it moves with
them when people reorder, add and delete.

    memory of a mapping   {"as_loaded": {key: memory}, "extra": {unknown keys},
                           "spelled": [keys without the quotes they need], "bare": true}
    memory of texts       {"at": {"2": memory}}

Not here: single values (``fields``), which keys there are (``form``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.interchange.fields import KINDS, Memory, Shape
from reports.interchange.problems import Problem
from reports.interchange.raw import ABSENT, Plain, Raw, in_order, pack, same, unpack

PROVENANCE = "provenance"


@dataclass(frozen=True)
class Field:
    """A key of the form and the column it fills; without a column the columns of its mapping stand in the row itself.

    ``optional`` keys are left out when empty instead of being written as null.
    """

    key: str
    shape: Shape
    column: str | None = None
    optional: bool = False

    def of(self, values: dict[str, Any]) -> Any:
        """The part of the row's values that this key stands for."""
        return values if self.column is None else values.get(self.column, self.shape.value(ABSENT))

    def plain(self, values: dict[str, Any]) -> Raw:
        part = self.of(values)
        return ABSENT if self.optional and self.shape.is_empty(part) else self.shape.plain(part)


class Mapping(Shape):
    """Named values in the order of the form.

    ``nullable``: null when every column is empty. ``bare``: a value that is no mapping stands for this key.
    ``required``: keys without which the row means nothing.
    """

    def __init__(self, *fields: Field, nullable: bool = False, bare: str = "", required: tuple[str, ...] = ()):
        self.fields = fields
        self.nullable = nullable
        self.bare = bare
        self.required = required

    @property
    def columns(self) -> list[str]:
        """All columns, those of inner mappings included."""
        names = []
        for field in self.fields:
            names += [field.column] if field.column else getattr(field.shape, "columns", [])
        return names

    def left_out(self, values: dict[str, Any]) -> set[str | None]:
        """Columns of optional keys that are empty."""
        return {field.column for field in self.fields if field.plain(values) is ABSENT}

    def value(self, raw: Raw) -> dict[str, Any]:
        keys, raw = _keys(self._opened(raw))
        values: dict[str, Any] = {}
        for field in self.fields:
            part = field.shape.value(raw[keys[field.key]] if field.key in keys else ABSENT)
            if field.column is not None:
                values[field.column] = part
            elif isinstance(part, dict):
                values |= part
        return values

    def plain(self, value: Any) -> Raw:
        written = {field.key: field.plain(value) for field in self.fields}
        written = {key: one for key, one in written.items() if one is not ABSENT}
        if self.nullable and (empty := self._empty(written)) is not ABSENT:
            return empty
        return written

    def _empty(self, written: dict) -> Raw:
        nothing = {field.key: field.plain(self.value(ABSENT)) for field in self.fields}
        nothing = {key: one for key, one in nothing.items() if one is not ABSENT}
        return None if same(written, nothing) else ABSENT

    def remember(self, raw: Raw, value: Any) -> Memory:
        opened = self._opened(raw)
        if not isinstance(opened, dict):
            return super().remember(raw, value)
        keys, _raw = _keys(opened)
        memory: dict[str, Any] = {"bare": True} if opened is not raw else {}
        as_loaded = {}
        for field in self.fields:
            part = opened[keys[field.key]] if field.key in keys else ABSENT
            if field.plain(value) is ABSENT:
                kept = None if part is ABSENT else {"was": pack(part)}
            else:
                kept = field.shape.remember(part, field.of(value))
            if kept is not None:
                as_loaded[field.key] = kept
        spelled = [field.key for field in self.fields if isinstance(keys.get(field.key), Plain)]
        known = {keys[field.key] for field in self.fields if field.key in keys}
        extra = {key: one for key, one in opened.items() if key not in known}
        memory |= {"as_loaded": as_loaded} if as_loaded else {}
        memory |= {"spelled": spelled} if spelled else {}
        memory |= {"extra": pack(extra)} if extra else {}
        if not memory and not (self.nullable and self.plain(value) is None):
            return None
        return memory

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if memory is not None and "was" in memory:
            return super().write(value, memory)
        if memory is None and self.nullable and self.plain(value) is None:
            return None
        memory = memory or {}
        as_loaded, written = memory.get("as_loaded", {}), {}
        for field in self.fields:
            kept = as_loaded.get(field.key)
            if kept is None and field.plain(value) is ABSENT:
                continue
            part = field.shape.write(field.of(value), kept)
            if part is not ABSENT:
                spelled = field.key in memory.get("spelled", ())
                written[Plain(field.key, False) if spelled else field.key] = part
        written |= in_order(unpack(memory.get("extra", {})))
        return written[self.bare] if memory.get("bare") and set(written) == {self.bare} else written

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        raw = self._opened(raw)
        if raw is None or raw is ABSENT:
            return
        if not isinstance(raw, dict):
            yield Problem(
                place,
                _("named values (%(keys)s) are expected here, but the file has %(found)s. "
                  "Please write them indented below the key, one “name: value” a line."),
                {"keys": ", ".join(field.key for field in self.fields[:6]), "found": KINDS.get(type(raw), KINDS[str])},
            )  # fmt: skip
            return
        keys, raw = _keys(raw)
        for field in self.fields:
            where = f"{place}.{field.key}" if place else field.key
            part = raw[keys[field.key]] if field.key in keys else ABSENT
            if field.key in self.required and part in (ABSENT, None, ""):
                yield Problem(where, _("this value is missing. Please add it; without it the file cannot be placed."))
            elif part is not ABSENT:
                yield from field.shape.check(part, where)
        if len({_name(key) for key in raw}) != len(raw):
            yield Problem(place, _("a key stands here twice, once with and once without quotes. Please keep one."))

    def _opened(self, raw: Raw) -> Raw:
        if self.bare and raw is not ABSENT and raw is not None and not isinstance(raw, dict):
            shape = next(field.shape for field in self.fields if field.key == self.bare)
            if isinstance(raw, list) == isinstance(shape, Texts):
                return {self.bare: raw}
        return raw


def _name(key: Raw) -> Any:
    return key.source if isinstance(key, Plain) else key


def _keys(raw: Raw) -> tuple[dict[str, Any], dict]:
    """How the file spells each key: ``no`` without quotes is YAML's word for false, and is meant as ``no``."""
    raw = raw if isinstance(raw, dict) else {}
    return {_name(key): key for key in raw}, raw


class Listed(Shape):
    """Base of the lists: null and no key are the empty list, with a memory."""

    def value(self, raw: Raw) -> list:
        return [self.element(one) for one in raw] if isinstance(raw, list) else []

    def plain(self, value: Any) -> Raw:
        return [self.plain_element(one) for one in value or ()]

    def element(self, raw: Raw) -> Any:
        raise NotImplementedError

    def plain_element(self, value: Any) -> Raw:
        raise NotImplementedError

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        if isinstance(raw, list):
            for place_in_list, one in enumerate(raw):
                yield from self.check_element(one, f"{place}[{place_in_list}]")
        elif raw is not None:
            yield Problem(
                place,
                _("a list is expected here, but the file has %(found)s. "
                  "Please write each entry on a line of its own after “- ”."),
                {"found": KINDS.get(type(raw), KINDS[str])},
            )  # fmt: skip

    def check_element(self, raw: Raw, place: str) -> Iterator[Problem]:
        raise NotImplementedError


class Texts(Listed):
    """A list of single values."""

    def __init__(self, shape: Shape):
        self.shape = shape
        self.element = shape.value
        self.plain_element = shape.plain
        self.check_element = shape.check

    def remember(self, raw: Raw, value: Any) -> Memory:
        if not isinstance(raw, list) or len(raw) != len(value):
            return super().remember(raw, value)
        at = {
            str(place): memory
            for place, (one, its) in enumerate(zip(raw, value, strict=True))
            if (memory := self.shape.remember(one, its)) is not None
        }
        return {"at": at} if at else None

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if memory is None or "was" in memory:
            return super().write(value, memory)
        return [self.shape.write(one, memory["at"].get(str(place))) for place, one in enumerate(value)]


class Rows(Listed):
    """A list of mappings each of which holds its own memory: rows of the database, or items of a JSON column."""

    def __init__(self, mapping: Mapping, *, remembers_at_once: bool = False):
        self.mapping = mapping
        self.remembers_at_once = remembers_at_once
        """An item of a JSON column gets its memory when it is read; a row, once it is stored."""

    def element(self, raw: Raw) -> dict[str, Any]:
        values = self.mapping.value(raw)
        if self.remembers_at_once and (memory := self.mapping.remember(raw, values)):
            values[PROVENANCE] = memory
        if self.remembers_at_once:
            values = {name: one for name, one in values.items() if name not in self.mapping.left_out(values)}
        return values

    def plain_element(self, value: Any) -> Raw:
        return self.mapping.plain(value)

    def check_element(self, raw: Raw, place: str) -> Iterator[Problem]:
        if raw is None:
            yield Problem(place, _("this entry of the list is empty. Please fill it in or delete its line."))
        yield from self.mapping.check(raw, place)

    def remember(self, raw: Raw, value: Any) -> Memory:
        if not isinstance(raw, list):
            return super().remember(raw, value)
        if self.remembers_at_once:  # already so, unless the column was filled from elsewhere
            return None if same(self.write(value), raw) else super().remember(raw, value)
        for one, row in zip(raw, value, strict=True):
            row[PROVENANCE] = self.mapping.remember(one, row) or {}
        return None

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if memory is not None:
            return super().write(value, memory)
        return [self.mapping.write(one, one.get(PROVENANCE) or None) for one in value or ()]


class OneRow(Rows):
    """A mapping with a row of its own, or null: a list of at most one."""

    def value(self, raw: Raw) -> list:
        return super().value([raw] if isinstance(raw, dict) else raw)

    def plain(self, value: Any) -> Raw:
        return next(iter(super().plain(value)), None)

    def remember(self, raw: Raw, value: Any) -> Memory:
        return super().remember([raw] if isinstance(raw, dict) else raw, value)

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if memory is not None:
            return Shape.write(self, value, memory)
        return next(iter(super().write(value)), None)

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        yield from self.mapping.check(raw, place)
