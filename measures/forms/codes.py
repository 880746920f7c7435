"""A field for codes of items: boxes to tick for those of the year, and a line for any other, in any spelling.

Both have one name, so what is sent are all of them together. A code the year's list does not have stays until somebody
takes it out. The order is always that of the questionnaires, so ticking in another order is no change.

Not here: which items there are (``measures.selectors.assessed_items``), reading codes (``measures.item_codes``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measures.forms.kept import Kept
from measures.item_codes import codes_in, in_order

LONGEST = 2000
MOST_CODES = 100


class _CodesInput(forms.TextInput):
    """The line for codes; a POST may hold the name several times, once per ticked box."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        return _together(data, name)


class KeptCodes(Kept, forms.CharField):
    """Codes of items as a list, each once."""

    one_line = True
    stored: Any = ()

    def __init__(self, **options: Any):
        widget = _CodesInput(attrs={"autocomplete": "off", "data-codes": ""})
        super().__init__(strip=False, **({"required": False, "widget": widget} | options))

    def shown(self, stored: list[str] | None) -> str:
        return ", ".join(in_order(stored or []))

    def sent(self, data: Any, name: str) -> str | None:
        return _together(data, name)

    def as_sent(self, text: str) -> str:
        """The codes in their order, so that only other codes are a change."""
        codes, unread = codes_in(text)
        return f"{' '.join(codes)} {unread}".strip()

    def read(self, typed: str) -> list[str]:
        codes, unread = codes_in(typed[:LONGEST])
        if unread:
            raise forms.ValidationError(
                _("“%(label)s”: “%(typed)s” is no code of an item. Please write codes such as o9, e3 or i10.")
                % {"label": self.label, "typed": unread[:40]},
                code="no_code",
            )
        if len(codes) > MOST_CODES or len(typed) > LONGEST:
            raise forms.ValidationError(
                _("“%(label)s” takes at most %(most)s codes.") % {"label": self.label, "most": MOST_CODES},
                code="too_many",
            )
        return codes


def _together(data: Any, name: str) -> str | None:
    """All values of a name as one text; None when there is none."""
    if hasattr(data, "getlist"):
        values = data.getlist(name)
        return ", ".join(value for value in values if value.strip()) if values else None
    value = data.get(name) if isinstance(data, Mapping) else None
    return None if value is None else str(value)
