"""Where a row is found again: what a gap or an observation needs to be named in words and linked to.

Pure plain values, so that they can be kept with a frozen report.
Not here: words and addresses (``measures.templatetags.watch``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NAME_LENGTH = 90


@dataclass(frozen=True)
class Place:
    """``name`` as printed; an activity or a result is also the ``number``-th of ``siblings`` rows of ``measure_id``."""

    name: str = ""
    measure_id: int | None = None
    number: int = 1
    siblings: int = 1
    round: str = ""
    """The round of a result; empty for every other row."""


NOWHERE = Place()


def measure_place(measure: Any, activities: list[Any]) -> Place:
    """The place of a measure; an untitled one is named by its first step, as it is printed."""
    first_step = next((text for activity in activities for text in texts_in(activity.methods)), "")
    return Place(name=short(f"{measure.number_text} {measure.title or first_step}"), measure_id=measure.pk)


def indicator_place(row: Any) -> Place:
    return Place(name=short(f"{row.number_text} {row.title}"))


def disclosure_place(row: Any) -> Place:
    return Place(name=short(f"{row.code} {row.shown_title}"))


def short(text: str) -> str:
    """One line of at most ``NAME_LENGTH`` letters."""
    line = " ".join(text.split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1].rstrip() + "…"


def texts_in(items: Any) -> Iterator[str]:
    """The texts of a list field that say something, children included."""
    for item in items or ():
        text = item.get("text") if isinstance(item, dict) else item
        if text and str(text).strip():
            yield str(text)
        if isinstance(item, dict):
            yield from texts_in(item.get("children"))
