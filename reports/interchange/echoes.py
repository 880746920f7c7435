"""Column labels, which a file may say in three places: in the section, over each OIT table, with widths in its layout.

Where a place said the same as the portal's one label it follows it; where it had other words, or none, those stay,
whatever people do to the label: they are another fact.

Not here: which label is the portal's own (``labels``).
"""

from __future__ import annotations

from typing import Any

from reports.interchange.containers import Rows, Texts
from reports.interchange.fields import Memory, Text
from reports.interchange.raw import Raw, same, unpack


class Echo(Text):
    """One label."""

    def write(self, value: Any, memory: Memory = None) -> Raw:
        return unpack(memory["was"]) if _said_otherwise(memory) else super().write(value, memory)


class Echoes(Texts):
    """The labels of a table; a row of another length, or none, stays whole."""

    def __init__(self) -> None:
        super().__init__(Echo())

    def write(self, value: Any, memory: Memory = None) -> Raw:
        return unpack(memory["was"]) if _said_otherwise(memory) else super().write(value, memory)


class EchoedColumns(Rows):
    """Labels with their widths, which are said here only."""

    def write(self, value: Any, memory: Memory = None) -> Raw:
        if not _said_otherwise(memory):
            return super().write(value, memory)
        was, beside = unpack(memory["was"]), unpack(memory["beside"])
        if not isinstance(was, list) or not len(was) == len(beside) == len(value):
            return was
        now = Rows.write(self, value)
        return [
            new if same(self._label(old), stood["label"]) else old
            for old, stood, new in zip(was, beside, now, strict=True)
        ]

    def _label(self, raw: Raw) -> Raw:
        return self.mapping.plain(self.mapping.value(raw))["label"]


def _said_otherwise(memory: Memory) -> bool:
    return memory is not None and "beside" in memory


LABELS = Echoes()
