"""Fields for the texts of a year: lists of lines or paragraphs, and yes or no, kept as stored unless changed.

Not here: plain texts and lists with markers (``measures.forms``).
"""

from __future__ import annotations

from typing import Any

from measures.forms.kept import KeptChoice
from measures.forms.lines import KeptLines
from thai.markers import parse_texts, render_strings


class KeptTexts(KeptLines):
    """Lines of a title or paragraphs of a text, one per line, with whatever they begin with."""

    def shown(self, stored: list | None) -> str:
        return render_strings(["" if text is None else str(text) for text in stored or []])

    def _parsed(self, text: str) -> list:
        return parse_texts(text, before=self.stored or [])


class KeptFlag(KeptChoice):
    """Yes or no, each in its own words."""

    def __init__(self, *, yes: Any, no: Any, **options: Any):
        super().__init__(choices=[("yes", yes), ("no", no)], **options)

    def shown(self, stored: bool | None) -> str:
        return "yes" if stored else "no"

    def read(self, typed: str) -> bool:
        return super().read(typed) == "yes"
