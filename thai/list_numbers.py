"""Which number the next line of a numbered list gets: people add lines and expect the list to go on counting.

A marker that stands is never changed, right or wrong; only lines that are new and have none are given one.
Not here: reading lines and their markers (``thai.markers``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thai.digits import parse_int, to_thai

LETTERS = "กขคงจฉชซฌญ"
"""The letters of lists, in their order."""
DASHES = ("-", "–", "—", "•")
_NUMBERED = re.compile(r"(?P<head>\(?(?:[0-9๐-๙]{1,2}\.)*)(?P<number>[0-9๐-๙]{1,3})(?P<tail>\.?\)?)")
_LETTERED = re.compile(rf"(?P<head>\(?)(?P<letter>[{LETTERS}])(?P<tail>\)|\.)")


@dataclass(frozen=True)
class Place:
    """One item of a list as it is read: how deep it stands, its marker, whether it was there before the edit."""

    level: int
    marker: str | None
    is_new: bool


def next_marker(marker: str) -> str | None:
    """The marker that follows in the same style: ๒. after ๑., (3) after (2), 1.2 after 1.1, ข. after ก., - after -.

    None where the style has no next one, and for what is no marker.
    """
    if marker in DASHES:
        return marker
    if match := _LETTERED.fullmatch(marker):
        following = LETTERS[LETTERS.index(match["letter"]) + 1 :][:1]
        return f"{match['head']}{following}{match['tail']}" if following else None
    match = _NUMBERED.fullmatch(marker)
    if not match:
        return None
    number = parse_int(match["number"]) + 1
    if number > (99 if "." in match["head"] else 999):
        return None
    written = str(number).zfill(len(match["number"]))
    return match["head"] + (written if match["number"].isascii() else to_thai(written)) + match["tail"]


def continued(places: Sequence[Place]) -> list[str | None]:
    """The markers of a list after an edit: a new item without one that follows a marked sibling gets the next.

    The sibling must have stood there before the edit or go on from one that did: whoever pastes a list of their own is
    taken at their word. Between two numbered items nothing is given, for that number is taken.
    """
    markers = [place.marker for place in places]
    counts = [not place.is_new for place in places]
    for number, place in enumerate(places):
        before = _sibling(places, number, -1, marked=False) if place.is_new else None
        if before is None or not counts[before] or not markers[before]:
            continue
        following = next_marker(str(markers[before]))
        if place.marker:
            counts[number] = place.marker == following
        elif following and (following in DASHES or _sibling(places, number, 1, marked=True) is None):
            markers[number], counts[number] = following, True
    return markers


def _sibling(places: Sequence[Place], number: int, step: int, *, marked: bool) -> int | None:
    """The nearest item of the same parent in that direction; ``marked``: the nearest with a marker."""
    level = places[number].level
    other = number + step
    while 0 <= other < len(places) and places[other].level >= level:
        if places[other].level == level and (places[other].marker or not marked):
            return other
        other += step
    return None
