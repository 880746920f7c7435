"""Lists as people type them: stored items with their markers, as lines of a text area and back without loss.

A stored item is ``{"marker": str | None, "text": str, "children": [items]?}`` and may carry keys of its own; the
stored marker is printed as it is, right or wrong (real documents number ๑. ๒. ๒.).
Rendered, an item is one line ``๑. text``; children stand two spaces deeper; further lines of an item's own text stand
six spaces deeper than the item.
Not here: which line is which after an edit (``thai.aligned_lines``). Source: DOCUMENT_FORM "measures".
"""

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from thai.aligned_lines import align
from thai.digits import to_thai
from thai.list_numbers import LETTERS, Place, continued
from thai.text import normalise

INDENT = "  "
CONTINUED = "      "
_DEEPEST_TYPED = 2
"""Levels of children that indentation alone can say; stored deeper ones survive by alignment."""

_NUMBER = "[0-9๐-๙]{1,3}"
_PART = "[1-9๑-๙][0-9๐-๙]?"
_MARKER = re.compile(
    rf"(?P<marker>\({_NUMBER}\)|{_NUMBER}\)"
    rf"|{_PART}(?:\.{_PART})+\.?(?=\s)(?!\s*(?:น\.|%))"  # 1.1, but not 10.30 น.
    rf"|{_NUMBER}\.(?![0-9๐-๙.])"
    r"|[-–—](?![0-9๐-๙\-–—])|•"
    r"|\([ก-ฮ]\)|[ก-ฮ]\.(?=\s))\s*(?P<text>.*)",
    re.DOTALL,
)
_DASH = re.compile(r"(?P<marker>[-–—•](?=\s))\s*(?P<text>.*)", re.DOTALL)

Item = dict[str, object]
Splitter = Callable[[str, str], tuple[str | None, str]]


def split_marker(line: str, letter_before: str = "") -> tuple[str | None, str]:
    """The list marker that opens ``line`` and the rest; ``(None, line)`` without one.

    Known are ``๑.`` ``1.`` ``1)`` ``๑)`` ``(1)`` ``1.1`` ``-`` ``–`` ``•`` ``ก.`` ``(ก)``. A letter opens a list only
    as ก, or as the letter after ``letter_before``: จ. is a province and อ. a district elsewhere.
    """
    match = _MARKER.match(line)
    if not match:
        return None, line
    letter = match["marker"].strip("().")
    if "ก" <= letter <= "ฮ" and letter != "ก":
        follows = LETTERS.find(letter_before) + 1 if letter_before else 0
        if not follows or LETTERS[follows : follows + 1] != letter:
            return None, line
    return match["marker"], match["text"]


def render_lines(items: Sequence[Item]) -> str:
    """The items as lines of text, ready for a text area."""
    return "\n".join(line.shown for line in _lines_of(items))


def parse_lines(text: str, before: Sequence[Item] = (), *, continue_numbers: bool = False) -> list[Item]:
    """The items of typed or pasted lines, normalised; with ``before``, the items as they were before the edit.

    An untouched line keeps its item exactly. A changed line keeps its item's level, marker and other keys as long as
    the marker still opens it. Empty lines are no items. ``parse_lines(render_lines(x), before=x) == x`` for every x.
    ``continue_numbers`` gives a line added to a numbered list the next number (``thai.list_numbers``).
    """
    return _parse(text, before, split_marker, continue_numbers)


def render_strings(values: Sequence[str]) -> str:
    """A plain list of texts (units), one per line."""
    return render_lines(_as_items(values))


def parse_strings(text: str, before: Sequence[str] = ()) -> list[str]:
    """The texts of typed lines; a dash typed before one is dropped, a stored one stays."""
    return [str(item["text"]) for item in _flat(_parse(text, _as_items(before), _split_dash))]


def parse_texts(text: str, before: Sequence[str] = ()) -> list[str]:
    """The texts of typed lines (titles, paragraphs) with whatever they begin with, dashes and numbers too."""
    return [str(item["text"]) for item in _flat(_parse(text, _as_items(before), _split_nothing))]


def number_items(items: Sequence[Item], style: str) -> list[Item]:
    """Copies of the items, those without a marker numbered by their place in the list; stored markers stay.

    Styles: ``thai`` ๑. · ``arabic`` 1. · ``thai_parentheses`` (๑) · ``parentheses`` (1) · ``dash`` -.
    """
    shapes = {"thai": "{}.", "arabic": "{}.", "thai_parentheses": "({})", "parentheses": "({})", "dash": "-"}
    if style not in shapes:
        raise ValueError(f"unknown style of numbers: {style!r}")
    numbered = []
    for place, item in enumerate(items, start=1):
        number = to_thai(place) if style.startswith("thai") else str(place)
        marker = item.get("marker") or shapes[style].format(number)
        numbered.append({**copy.deepcopy(item), "marker": marker})
    return numbered


@dataclass
class _Line:
    """A rendered line: the item it is of, how deep, and whether it opens it."""

    item: Item
    level: int
    opens: bool
    prefix: str
    own: str
    """The part of the item's text on this line."""

    @property
    def shown(self) -> str:
        return self.prefix + self.own

    @property
    def key(self) -> str:
        return _key(self.shown)


def _key(line: str) -> str:
    """What of a line must agree for it to be the same line: all that can be seen."""
    return " " * _depth(line) + normalise(line).strip()


def _with_newlines(text: object) -> str:
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n")


def _lines_of(items: Sequence[Item], level: int = 0) -> list[_Line]:
    lines = []
    for item in items:
        marker = " ".join(str(item.get("marker") or "").split())
        own, *further = _with_newlines(item.get("text")).split("\n")
        lines.append(_Line(item, level, True, INDENT * level + (f"{marker} " if marker else ""), own))
        lines += [_Line(item, level, False, INDENT * level + CONTINUED, each) for each in further]
        lines += _lines_of(item.get("children") or (), level + 1)
    return lines


@dataclass
class _Entry:
    """An item being read; its text may still grow and children may follow."""

    level: int
    marker: str | None
    texts: list[str]
    base: Item | None = None
    untouched: list[_Line] = field(default_factory=list)
    """The lines of ``base`` that stand here unchanged and in order."""


def _parse(text: str, before: Sequence[Item], split: Splitter, continue_numbers: bool = False) -> list[Item]:
    old = _lines_of(before)
    if normalise(text).strip() == normalise("\n".join(line.shown for line in old)).strip():
        return copy.deepcopy(list(before))  # also when a form has stripped the ends
    lines = normalise(text).split("\n")
    if not old:
        lines = dedent("\n".join(line.rstrip() for line in lines)).split("\n")
    matches = align([line.key for line in old], [_key(line) for line in lines])
    entries: list[_Entry] = []
    letter = ""
    for place, line in enumerate(lines):
        match = None if matches[place] is None else old[matches[place]]
        current = entries[-1] if entries else None
        if match and not match.opens and current and _still_continues(line, match, split):
            _continue(current, line, match)
        elif match and match.opens:
            entries.append(_entry_from(line, match, entries, split, letter))
        elif line.strip():
            if current and _reads_on(line, place, lines, matches, old, split):
                current.texts.append(line.strip())
            else:
                marker, rest = split(line.strip(), letter)
                entries.append(_Entry(_typed_level(line, entries), marker, [rest]))
        letter = (_letter_of(entries[-1]) or letter) if entries else ""
    # A line that was emptied is no item any more; one that was empty from the start stays.
    entries = [entry for entry in entries if entry.marker or entry.untouched or any(map(str.strip, entry.texts))]
    if continue_numbers:
        places = [Place(entry.level, entry.marker, entry.base is None) for entry in entries]
        for entry, marker in zip(entries, continued(places), strict=True):
            entry.marker = marker
    return _nested(entries)


def _depth(line: str) -> int:
    """Columns of space before the text; a tab is as deep as a child."""
    space = line[: len(line) - len(line.lstrip())] if line.strip() else ""
    return len(space.replace("\t", INDENT))


def _still_continues(line: str, match: _Line, split: Splitter) -> bool:
    return match.key == _key(line) or _depth(line) >= len(CONTINUED) or split(line.strip(), "")[0] is None


def _continue(current: _Entry, line: str, match: _Line) -> None:
    if match.key == _key(line):
        current.texts.append(match.own)
        if current.base is match.item:
            current.untouched.append(match)
    else:
        current.texts.append(_own_part(line, match))


def _own_part(line: str, match: _Line) -> str:
    """What of a changed line is the item's text; outer spaces only where the text had them before."""
    prefix = normalise(match.prefix)
    own = line[len(prefix) :] if line.startswith(prefix) else line.strip()
    return own if match.own != match.own.strip() else own.strip()


def _entry_from(line: str, match: _Line, entries: list[_Entry], split: Splitter, letter: str) -> _Entry:
    """The entry of a line that opened an item before."""
    item = match.item
    marker = item.get("marker")
    if match.key == _key(line):
        return _Entry(match.level, marker, [match.own], item, [match])
    prefix = normalise(match.prefix)
    stored = bool(prefix.strip())
    if stored and line.startswith(prefix):
        return _Entry(match.level, marker, [_own_part(line, match)], item)
    level = match.level if _depth(line) == _depth(match.shown) else _typed_level(line, entries)
    if not stored and split(match.own.strip(), letter)[0] is not None:
        return _Entry(level, marker, [_own_part(line, match)], item)  # its text always began like a marker
    typed, rest = split(line.strip(), letter)
    if typed is None and not stored:
        return _Entry(level, marker, [_own_part(line, match)], item)
    return _Entry(level, typed, [rest], item)


def _typed_level(line: str, entries: list[_Entry]) -> int:
    depth = min(_depth(line) // len(INDENT), _DEEPEST_TYPED)
    return min(depth, entries[-1].level + 1) if entries else 0


def _letter_of(entry: _Entry) -> str:
    """The letter that marks the entry, if one does."""
    letter = str(entry.marker or "").strip("().")
    return letter if letter and letter in LETTERS else ""


def _reads_on(
    line: str, place: int, lines: list[str], matches: list[int | None], old: list[_Line], split: Splitter
) -> bool:
    """Whether a new line without a marker belongs to the item above: indented as such, or typed amid its lines."""
    if split(line.strip(), "")[0] is not None:
        return False
    if _depth(line) >= len(CONTINUED):
        return True
    following = matches[place + 1] if place + 1 < len(lines) else None
    return following is not None and not old[following].opens


def _nested(entries: list[_Entry]) -> list[Item]:
    roots: list[Item] = []
    path: list[tuple[Item, list[Item]]] = []
    """The items open at each level with their children so far."""
    done: list[tuple[Item, list[Item], _Entry]] = []
    for entry in entries:
        level = min(entry.level, len(path))
        item = _item_of(entry)
        (path[level - 1][1] if level else roots).append(item)
        del path[level:]
        children: list[Item] = []
        path.append((item, children))
        done.append((item, children, entry))
    for item, children, entry in done:
        if children:
            item["children"] = children
        elif entry.base is not None and entry.base.get("children"):
            item["children"] = []
    return roots


def _item_of(entry: _Entry) -> Item:
    if entry.base is None:
        return {"marker": entry.marker, "text": "\n".join(entry.texts)}
    item = copy.deepcopy(entry.base)
    if entry.marker != item.get("marker"):
        item["marker"] = entry.marker
    own_lines = 1 + _with_newlines(entry.base.get("text")).count("\n")
    if not len(entry.untouched) == len(entry.texts) == own_lines:
        item["text"] = "\n".join(entry.texts)
    return item


def _as_items(values: Sequence[str]) -> list[Item]:
    return [{"marker": None, "text": value} for value in values]


def _split_dash(line: str, letter_before: str = "") -> tuple[str | None, str]:
    match = _DASH.match(line)
    return (match["marker"], match["text"]) if match else (None, line)


def _split_nothing(line: str, letter_before: str = "") -> tuple[str | None, str]:
    return None, line


def _flat(items: Sequence[Item]) -> list[Item]:
    return [each for item in items for each in (item, *_flat(item.get("children") or ()))]
