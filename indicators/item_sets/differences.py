"""What a new edition of an item set changes, in lines a person can read before agreeing.

Not here: deciding on it (``loader``).
"""

import json
from collections.abc import Iterator
from typing import Any

from indicators.item_sets.rows import PARTS, SetRows

LONGEST = 120
"""Characters of a value shown; the rest is told by its length."""
_ROW_WORDS = {
    "instruments": "instrument", "indicators": "indicator", "sub_indicators": "sub-indicator", "issues": "issue",
    "items": "item",
}  # fmt: skip


def differences(before: SetRows, after: SetRows) -> list[str]:
    """One line per value that differs (``item o7 title: old → new``), row that comes or goes, and changed order."""
    lines = list(_of_fields("set", before.own, after.own))
    for name in PARTS:
        lines += _of_part(_ROW_WORDS[name], getattr(before, name), getattr(after, name))
    return lines


def _of_part(word: str, before: dict, after: dict) -> Iterator[str]:
    for key in before.keys() - after.keys():
        yield f"{word} {key} goes: {_said(before[key].get('title') or before[key].get('name'))}"
    for key, fields in after.items():
        if key not in before:
            yield f"{word} {key} comes: {_said(fields.get('title') or fields.get('name'))}"
        else:
            yield from _of_fields(f"{word} {key}", before[key], fields)
    kept_before = [key for key in before if key in after]
    kept_after = [key for key in after if key in before]
    if kept_before != kept_after:
        yield f"{word}s in another order: {', '.join(map(str, kept_after))}"


def _of_fields(place: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name, new in after.items():
        old = before[name]
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            for key in dict.fromkeys([*old, *new]):
                if key not in old or key not in new or old[key] != new[key]:
                    yield f"{place} {name} › {key}: {_said(old.get(key))} → {_said(new.get(key))}"
        else:
            yield f"{place} {name}: {_said(old)} → {_said(new)}"


def _said(value: Any) -> str:
    """A value in one line; ``(not known)`` for nothing."""
    if value is None or value == "":
        return "(not known)"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"
