"""Elements of an item from pasted lines: which line is an element of its own, which a part of the one before.

The first kind of marker in an item (•, (1), -) opens elements; another kind below it opens their parts; after a line
that announces a list (ประกอบด้วย, ดังนี้) markers are its parts. Markers are dropped, as in the item set files.
Not here: items and headings (``pasted``).
"""

from __future__ import annotations

import re

from thai.digits import to_arabic
from thai.markers import split_marker

_BULLET = re.compile(r"[•●○▪◦·\uf0b7]\s*(.*)", re.DOTALL)
_ANNOUNCES = re.compile(r"(ประกอบด้วย|ดังนี้|ดังต่อไปนี้|ได้แก่|เช่น|ดังกล่าว)?\s*(:|ประกอบด้วย|ดังนี้|ดังต่อไปนี้|ได้แก่)$")


class Elements:
    """Lines in, elements ``{"text", "children"}`` out, in ``found``."""

    def __init__(self) -> None:
        self.found: list[dict] = []
        self.kind = ""
        """The marker that opens an element here; empty as long as none did."""

    def __bool__(self) -> bool:
        return bool(self.found)

    def take(self, line: str) -> str:
        """``marked`` or ``bare`` by how the line began; empty, and nothing taken, for a marker without text."""
        kind, text = _split(line.strip())
        if not text:
            return ""
        if not kind:
            self.found.append({"text": text, "children": []})
            return "bare"
        if not self.found or kind == self.kind:
            self._open(kind, text)
        elif self.kind or _ANNOUNCES.search(self.found[-1]["text"]):
            self.found[-1]["children"].append(text)
        else:
            self._open(kind, text)
        return "marked"

    def _open(self, kind: str, text: str) -> None:
        self.kind = kind
        self.found.append({"text": text, "children": []})


def _split(line: str) -> tuple[str, str]:
    """(kind of the marker or empty, the text after it)."""
    if bullet := _BULLET.match(line):
        return "•", bullet[1].strip()
    marker, text = split_marker(line)
    if marker is None:
        bare = line.strip("()[].-–— ")
        return "", line if bare else ""
    return re.sub(r"\d+", "#", to_arabic(marker)), text.strip()
