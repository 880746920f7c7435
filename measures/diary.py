"""How dated entries become lines of a result: each once, with its date, numbered as the list is.

Pure; not here: writing entries and results (``measures.services.entries``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from thai.dates import be_date
from thai.digits import THAI_DIGITS, parse_int, to_thai

_NUMBERED = re.compile(r"(?P<before>\(?)(?P<number>[0-9๐-๙]{1,3})(?P<after>[.)])")


class Entry(Protocol):
    happened_on: datetime.date
    text: str


def line_of(entry: Entry, *, thai_digits: bool) -> str:
    """The entry as one printed line: what was done, then the day in words."""
    day = be_date(entry.happened_on, numerals="thai" if thai_digits else "arabic")
    return f"{' '.join(entry.text.split())} เมื่อวันที่ {day}"


def added_to(outputs: Sequence[dict], entries: Iterable[Entry], *, like: Sequence[dict] = ()) -> list[dict]:
    """The outputs with a line for each entry that has none yet; ``like``, the steps, lends its style to an empty list.

    Lines that stand are never changed, so copying twice adds nothing.
    """
    result = list(outputs)
    thai_digits = _uses_thai_digits([*outputs, *like])
    there = {str(item.get("text", "")) for item in outputs}
    for entry in entries:
        text = line_of(entry, thai_digits=thai_digits)
        if text not in there:
            there.add(text)
            result.append({"marker": next_marker(result, like=like), "text": text})
    return result


def next_marker(items: Sequence[dict], *, like: Sequence[dict] = ()) -> str | None:
    """The marker that goes on after the last item (๒. after ๑., - after -); None after an item without one.

    In an empty list the first marker of ``like`` begins.
    """
    if not items:
        return (like[0].get("marker") if like else None) or None
    last = items[-1].get("marker")
    numbered = _NUMBERED.fullmatch(str(last or ""))
    if not numbered:
        return last or None
    number = str(parse_int(numbered["number"]) + 1)
    shown = to_thai(number) if numbered["number"][0] in THAI_DIGITS else number
    return f"{numbered['before']}{shown}{numbered['after']}"


def _uses_thai_digits(items: Sequence[dict]) -> bool:
    return any(digit in f"{item.get('marker') or ''}{item.get('text', '')}" for item in items for digit in THAI_DIGITS)
