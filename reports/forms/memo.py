"""The memorandum of a year: its lines, its sections, its closing.

Not here: setting it (a section of step 4), what a save does (``text_services``).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptText
from measures.forms.row import VersionedForm
from reports.forms.fields import KeptTexts
from reports.forms.texts import PARAGRAPHS, Parts
from reports.models import Memo, ReportText

MOST_SECTIONS = 20


class MemoForm(VersionedForm):
    """``row`` is the memo (unsaved for a year without one); the version is that of the year's texts."""

    heading = KeptText(label=gettext_lazy("Heading"), rows=1)
    agency_line = KeptText(label=gettext_lazy("Office line"), rows=1)
    ref_no = KeptText(label=gettext_lazy("Reference number"), rows=1)
    date_text = KeptText(label=gettext_lazy("Date as printed"), rows=1)
    subject = KeptText(label=gettext_lazy("Subject"), rows=2)
    to = KeptText(label=gettext_lazy("To"), rows=1)
    closing = KeptText(label=gettext_lazy("Closing"), rows=1)
    continuation_mark = KeptText(label=gettext_lazy("Mark of the next page"), rows=1)
    announced_on_text = KeptText(label=gettext_lazy("Day of the announcement"), rows=1)

    def __init__(self, data: Any = None, *, row: Memo, texts: ReportText):
        parts: dict[str, Any] = {"version": texts.version}
        for number, section in enumerate([*(row.sections or []), {}][:MOST_SECTIONS], start=1):
            parts[f"section_{number}_heading"] = section.get("heading") or ""
            parts[f"section_{number}_paragraphs"] = section.get("paragraphs") or []
        self.base_fields = {**type(self).base_fields, **_section_fields(parts)}
        super().__init__(data, row=Parts(row, parts))

    @property
    def head_fields(self) -> list:
        return [self[name] for name in ("heading", "agency_line", "ref_no", "date_text", "subject", "to")]

    @property
    def section_fields(self) -> list:
        return [self[name] for name in self.fields if name.startswith("section_")]

    @property
    def foot_fields(self) -> list:
        return [self[name] for name in ("closing", "continuation_mark", "announced_on_text")]


def _section_fields(parts: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in parts:
        if name == "version":
            continue
        _prefix, number, what = name.split("_")
        if what == "heading":
            label = _("Section %(number)s: heading") % {"number": number}
            fields[name] = KeptText(label=label, rows=1)
        else:
            label = _("Section %(number)s: paragraphs") % {"number": number}
            fields[name] = KeptTexts(label=label, rows=6, help_text=PARAGRAPHS)
    return fields
