"""How a key of the form and a column of a row stand for each other without loss.

A ``Shape`` reads a raw value into what a column holds and writes the column back. What the column alone cannot tell
(``null`` or no key, 1 or ``'1'``, a zero-width space, ๓๑ ก.พ. as a date, unknown keys) is its *memory*: JSON beside the
row, kept in ``provenance``, only where writing the column would not give the raw value again. A memory speaks only as
long as the column still says what it said when it was loaded; so an edit of one word is an edit of one word.

    value(raw)             what a column holds
    plain(value)           the raw value of a column on its own: the form as the portal itself would write it
    remember(raw, value)   the memory, or None when ``plain(value)`` is already ``raw``
    write(value, memory)   the raw value; ``write(v, remember(raw, v))`` is ``raw`` for every v
    check(raw, place)      problems of shape (a list where a mapping is due) and warnings; content has none

Not here: which keys there are (``form``), mappings and lists (``containers``).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.interchange.problems import Problem
from reports.interchange.raw import ABSENT, Plain, Raw, is_jsonb_safe, pack, same, unpack, value_of
from thai.digits import NumberError, parse_decimal
from thai.text import normalise

Memory = dict[str, Any] | None
LARGEST_INTEGER = 2**31 - 1

KINDS = {
    dict: _("a group of named values"),
    list: _("a list"),
    str: _("a text"),
    bool: _("yes or no"),
    int: _("a number"),
    float: _("a number"),
    datetime.date: _("a date"),
    datetime.datetime: _("a date"),
    type(None): _("nothing"),
}


class Shape:
    """Base of all; on its own it stands for a single value."""

    def value(self, raw: Raw) -> Any:
        raise NotImplementedError

    def plain(self, value: Any) -> Raw:
        return value

    def remember(self, raw: Raw, value: Any) -> Memory:
        alone = self.plain(value)
        if same(alone, raw):
            return None
        memory = {"was": pack(raw)}
        if not same(alone, self.plain(self.value(raw))):
            # The column says something else than the file did, and says so rightly (the register, a number by place).
            memory["beside"] = pack(alone)
        return memory

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if memory is None:
            return self.plain(value)
        was = unpack(memory["was"])
        at_load = unpack(memory["beside"]) if "beside" in memory else self.plain(self.value(was))
        return was if same(self.plain(value), at_load) else self.write(value)

    def is_empty(self, value: Any) -> bool:
        return same(self.plain(value), self.plain(self.value(ABSENT)))

    def check(self, raw: Raw, place: str) -> Iterator[Problem | Warned]:
        if isinstance(raw, dict | list):
            yield Problem(
                place,
                _("a single text, number or date is expected here, but the file has %(found)s. "
                  "Please write the value directly after the key."),
                {"found": KINDS[type(raw)]},
            )  # fmt: skip


class Warned(Problem):
    """Not a problem: the file loads, and this is worth knowing."""


class Kept(Shape):
    """A key that is never printed and has no column: whatever it holds lives in the memory."""

    def value(self, raw: Raw) -> Any:
        return None

    def plain(self, value: Any) -> Raw:
        return ABSENT

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        yield from ()


class Text(Shape):
    """Words; ``empty`` is what the column holds for null, and what null is written for."""

    def __init__(self, empty: str | None = "", *, null: Raw = None):
        self.empty = empty
        self.null = null

    def value(self, raw: Raw) -> str | None:
        if raw is ABSENT or raw is None or isinstance(raw, dict | list):
            return self.empty
        return normalise(words_of(raw))

    def plain(self, value: Any) -> Raw:
        return self.null if value is None or value == self.empty else str(value)

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        yield from super().check(raw, place)
        if raw is not None and not isinstance(raw, str | dict | list):
            yield Warned(
                place,
                _("%(found)s where a text is expected; it is printed as “%(text)s”. Quotes around it make it a text."),
                {"found": KINDS.get(type(value_of(raw)), KINDS[str]), "text": words_of(raw)},
            )


class Word(Text):
    """A word from a list of the form; any other is kept as it is, with a warning."""

    def __init__(self, *known: str, empty: str = ""):
        super().__init__(empty, null=empty or None)
        self.known = known

    def check(self, raw: Raw, place: str) -> Iterator[Problem]:
        yield from super().check(raw, place)
        if isinstance(raw, str) and raw not in self.known:
            yield Warned(
                place,
                _("“%(word)s” is not in the list of the form (%(known)s); it is kept as it stands."),
                {"word": raw, "known": ", ".join(self.known)},
            )


class Integer(Shape):
    """A whole number a database can hold, also when written as text, in Thai digits or as 1.0; else None."""

    def __init__(self, least: int = -LARGEST_INTEGER):
        self.least = least

    def value(self, raw: Raw) -> int | None:
        number = number_of(raw)
        if number is None or number != int(number) or not self.least <= number <= LARGEST_INTEGER:
            return None
        return int(number)


class Decimal(Shape):
    """A number; None when it is none, or not finite."""

    def value(self, raw: Raw) -> float | None:
        number = number_of(raw)
        return None if number is None else float(number)


class Number(Shape):
    """A number in a JSON column, whole or not; one that no column gives back as it was lives in the memory alone."""

    def value(self, raw: Raw) -> int | float | None:
        number = number_of(raw)
        return number if number is not None and is_jsonb_safe(number) else None


class Date(Shape):
    """A day written ``2024-10-01``; None for anything else (๓๑ ก.พ.), which then lives in the memory alone."""

    def value(self, raw: Raw) -> datetime.date | None:
        raw = value_of(raw)
        if isinstance(raw, datetime.date) and not isinstance(raw, datetime.datetime):
            return raw
        if not isinstance(raw, str) or len(raw) != len("2024-10-01"):
            return None
        try:
            return datetime.date.fromisoformat(raw)
        except ValueError:
            return None

    def plain(self, value: Any) -> Raw:
        return None if value is None else value.isoformat()


class Flag(Shape):
    """Yes or no; ``empty`` when the file does not say."""

    def __init__(self, empty: bool = False):
        self.empty = empty

    def value(self, raw: Raw) -> bool:
        raw = value_of(raw)
        return raw if isinstance(raw, bool) else self.empty


def words_of(raw: Raw) -> str:
    """A single raw value as the words that stand in the file."""
    if isinstance(raw, Plain):
        return raw.source
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw)


def number_of(raw: Raw) -> float | int | None:
    """The finite number a raw value means, else None."""
    raw = value_of(raw)
    if isinstance(raw, str):
        try:
            typed = parse_decimal(raw)
        except NumberError:
            return None
        return int(typed) if typed == int(typed) else float(typed)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        return None
    return raw
