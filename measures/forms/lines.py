"""List fields: one item per line in a text area, markers and all that hangs on an item kept by ``thai.markers``.

Not here: plain text (``kept``), how lines are matched with items (``thai``).
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measures.forms.kept import Kept, check_length, check_marks
from thai.markers import parse_lines, parse_strings, render_lines, render_strings
from thai.text import normalise

LONGEST_LIST = 20_000
MOST_LINES = 500
_WORD_LIST = re.compile(r"^([ \t]*[^\s]{1,6})\t+", re.MULTILINE)
"""A number or bullet with a tab after it: how Word puts lists on the clipboard."""


class KeptLines(Kept, forms.CharField):
    """Items ``{"marker", "text", "children"?}``, one per line.

    A line added to a numbered list goes on counting unless ``continue_numbers`` is off; ``static/js/lists.js`` knows
    the field by ``data-list`` and offers the number already while one types.
    """

    stored = ()

    def __init__(self, *, rows: int = 4, continue_numbers: bool = True, **options: Any):
        attributes = {"rows": rows} | ({"data-list": "numbered"} if continue_numbers else {})
        options.setdefault("widget", forms.Textarea(attrs=attributes))
        super().__init__(strip=False, **({"required": False} | options))
        self.continue_numbers = continue_numbers

    def shown(self, stored: list | None) -> str:
        return render_lines(stored or [])

    def read(self, typed: str) -> list:
        return self._parsed(self._checked(typed))

    def _parsed(self, text: str) -> list:
        return parse_lines(text, before=self.stored or [], continue_numbers=self.continue_numbers)

    def _checked(self, typed: str) -> str:
        """The text, Word's lists straightened; only lines that were not there before are judged."""
        check_length(typed, LONGEST_LIST, self.label)
        text = _WORD_LIST.sub(lambda match: f"{match[1]} ", typed)
        known = set(self.shown(self.stored).split("\n"))
        for number, line in enumerate(text.split("\n"), start=1):
            if number > MOST_LINES:
                raise forms.ValidationError(
                    _("“%(label)s” has more than %(most)s lines. Please spread them over several rows.")
                    % {"label": self.label, "most": MOST_LINES},
                    code="too_many_lines",
                )
            if line in known:
                continue
            if "\t" in line.strip():
                raise forms.ValidationError(
                    _(
                        "“%(label)s”, line %(line)s: a table was pasted here, its columns are still apart by tabs. "
                        "Please paste one column at a time, one item per line."
                    ) % {"label": self.label, "line": number},
                    code="table",
                )
            check_marks(normalise(line), label=self.label, first_line=number)
        return text


class KeptStrings(KeptLines):
    """Plain texts such as responsible units, one per line."""

    def __init__(self, *, rows: int = 3, **options: Any):
        super().__init__(rows=rows, continue_numbers=False, **options)

    def shown(self, stored: list | None) -> str:
        return render_strings(stored or [])

    def _parsed(self, text: str) -> list:
        return parse_strings(text, before=self.stored or [])
