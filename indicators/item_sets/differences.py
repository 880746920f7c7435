"""What a new edition of an item set changes, row by row and field by field, before anybody agrees.

``str`` of a difference is the line of the command line; pages put their own words to its parts.
Not here: deciding on it (``loader``).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indicators.item_sets.rows import PARTS, SetRows

LONGEST = 120
"""Characters of a value shown; the rest is told by its length."""
_ROW_WORDS = {
    "instruments": "instrument", "indicators": "indicator", "sub_indicators": "sub-indicator", "issues": "issue",
    "items": "item",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One thing that differs. ``kind`` is ``comes``, ``goes``, ``order`` or ``value``.

    ``part`` is ``set`` or a part of it (``items``), ``key`` its row (``o7``), ``field`` the field, ``inner`` the place
    inside a mapping.
    """

    part: str
    kind: str
    key: str = ""
    field: str = ""
    inner: str = ""
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        word = _ROW_WORDS.get(self.part, self.part)
        match self.kind:
            case "comes" | "goes":
                return f"{word} {self.key} {self.kind}: {said(self.after if self.kind == 'comes' else self.before)}"
            case "order":
                return f"{word}s in another order: {', '.join(map(str, self.after))}"
        place = f"{word} {self.key}" if self.key else word
        inner = f" › {self.inner}" if self.inner else ""
        return f"{place} {self.field}{inner}: {said(self.before)} → {said(self.after)}"


def differences(before: SetRows, after: SetRows) -> list[Difference]:
    """Every value that differs, row that comes or goes, and changed order."""
    found = list(_of_fields("set", "", before.own, after.own))
    for name in PARTS:
        found += _of_part(name, getattr(before, name), getattr(after, name))
    return found


def _of_part(part: str, before: dict, after: dict) -> Iterator[Difference]:
    for key in [key for key in before if key not in after]:
        yield Difference(part, "goes", str(key), before=_name(before[key]))
    for key, fields in after.items():
        if key not in before:
            yield Difference(part, "comes", str(key), after=_name(fields))
        else:
            yield from _of_fields(part, str(key), before[key], fields)
    kept_before = [key for key in before if key in after]
    kept_after = [key for key in after if key in before]
    if kept_before != kept_after:
        yield Difference(part, "order", before=kept_before, after=kept_after)


def _name(fields: dict[str, Any]) -> str:
    return fields.get("title") or fields.get("name") or ""


def _of_fields(part: str, key: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for name, new in after.items():
        old = before.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            for inner in dict.fromkeys([*old, *new]):
                if inner not in old or inner not in new or old[inner] != new[inner]:
                    yield Difference(part, "value", key, name, inner, old.get(inner), new.get(inner))
        else:
            yield Difference(part, "value", key, name, before=old, after=new)


def said(value: Any) -> str:
    """A value in one line; ``(not known)`` for nothing."""
    if value is None or value == "":
        return "(not known)"
    text = in_one_line(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


def in_one_line(value: Any) -> str:
    """The value's text without line ends."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return " ".join(text.split())
