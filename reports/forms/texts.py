"""The words of a year around its rows: title, cover, heading, introduction, foreword, headings and column labels.

Not here: the desks of the sign-off (``sign_off``), the memorandum (``memo``), what a save does (``text_services``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptText
from measures.forms.row import VersionedForm
from reports.default_texts import DefaultTexts
from reports.forms.fields import KeptTexts
from reports.models import ReportText

LINES = gettext_lazy("One line of print per line.")
PARAGRAPHS = gettext_lazy("One paragraph per line.")
COLUMNS = gettext_lazy("One column per line. Leave empty to print the labels of the layout.")
TABLES = {
    "measures": gettext_lazy("Columns of the table of measures"),
    "indicator_progress": gettext_lazy("Columns of the indicator table"),
    "oit": gettext_lazy("Columns of the OIT tables"),
    "plan": gettext_lazy("Columns of the plan"),
    "score_analysis": gettext_lazy("Columns of the analysis"),
    "scores": gettext_lazy("Columns of the scores"),
}
OF_LOADED_DOCUMENTS = ("title_cover_lines", "years_text", "plan_heading_lines", "analysis_heading_lines")
"""Shown only where a loaded document has filled them."""


class Parts:
    """A row whose JSON columns are shown field by field: named parts beside the row's own attributes."""

    def __init__(self, row: Any, parts: dict[str, Any]):
        self._row = row
        self._parts = parts

    def __getattr__(self, name: str) -> Any:
        return self._parts[name] if name in self._parts else getattr(self._row, name)


class TextsForm(VersionedForm):
    """``row`` is the year's texts, unsaved for a year that has none; ``default`` what is printed in their place."""

    numerals = KeptChoice(
        label=gettext_lazy("Numerals that the portal prints"), choices=ReportText.Numerals.choices, required=True,
        help_text=gettext_lazy("Page numbers and the like. What you type is printed as you type it."),
    )
    title_full = KeptText(label=gettext_lazy("Title of the report"), rows=2)
    cover_lines = KeptTexts(label=gettext_lazy("Cover lines"), rows=4, help_text=LINES)
    heading_lines = KeptTexts(label=gettext_lazy("Heading lines"), rows=3, help_text=LINES)
    introduction_paragraphs = KeptTexts(label=gettext_lazy("Introduction"), rows=6, help_text=PARAGRAPHS)
    foreword_heading = KeptText(label=gettext_lazy("Heading of the foreword"), rows=1)
    foreword_paragraphs = KeptTexts(label=gettext_lazy("Foreword"), rows=6, help_text=PARAGRAPHS)
    table_title_lines = KeptTexts(label=gettext_lazy("Title lines over the measures"), rows=2, help_text=LINES)
    indicator_heading = KeptText(label=gettext_lazy("Heading of the indicator table"), rows=1)
    oit_heading = KeptText(label=gettext_lazy("Heading of the OIT tables"), rows=1)
    title_cover_lines = KeptTexts(label=gettext_lazy("Title on the cover"), rows=4, help_text=LINES)
    years_text = KeptText(label=gettext_lazy("Years in words"), rows=1)
    plan_heading_lines = KeptTexts(label=gettext_lazy("Heading lines of the plan"), rows=2, help_text=LINES)
    analysis_heading_lines = KeptTexts(label=gettext_lazy("Heading lines of the analysis"), rows=3, help_text=LINES)

    def __init__(self, data: Any = None, *, row: ReportText, default: DefaultTexts, columns: dict[str, list[str]]):
        self.base_fields = {**type(self).base_fields, **_label_fields(row)}
        super().__init__(data, row=Parts(row, labels_of(row)))
        for name in OF_LOADED_DOCUMENTS:
            if not getattr(row, name):
                del self.fields[name]
        if is_without_titles(row):
            for name, text in _shown_defaults(default).items():
                self.fields[name].widget.attrs |= {"placeholder": text, "lang": "th"}
        for table, labels in columns.items():
            self.fields[f"labels_{table}"].widget.attrs |= {"placeholder": "\n".join(labels), "lang": "th"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.changed_names():
            if name.startswith("labels_") and name in cleaned:
                self._check_count(name, len(cleaned[name]))
        return cleaned

    def _check_count(self, name: str, count: int) -> None:
        """As many labels as stand there now, or as the layout has; none takes the layout's."""
        offered = self.fields[name].widget.attrs.get("placeholder", "")
        allowed = {0, len(self.fields[name].stored or []), len(offered.split("\n")) if offered else 0}
        if count and count not in allowed:
            most = max(allowed)
            self.add_error(name, forms.ValidationError(
                _("Please give %(most)s labels, one per line; these are %(count)s.") % {"most": most, "count": count},
                code="columns",
            ))  # fmt: skip

    @property
    def label_fields(self) -> list[forms.BoundField]:
        """The fields of column labels, for the folded part of the page."""
        return [self[name] for name in self.fields if name.startswith("labels_")]

    @property
    def loaded_fields(self) -> list[forms.BoundField]:
        """The fields that only loaded documents have."""
        return [self[name] for name in OF_LOADED_DOCUMENTS if name in self.fields]


def is_without_titles(row: ReportText) -> bool:
    """Whether title, cover and heading are all empty, so that the portal's own wording is printed."""
    return not (row.title_full or row.cover_lines or row.title_cover_lines or row.heading_lines)


def labels_of(row: ReportText) -> dict[str, list[str]]:
    """``{"labels_measures": ["ลำดับที่", …], …}`` for every table, stored or not."""
    stored = row.labels or {}
    tables = [*TABLES, *(name for name in stored if name not in TABLES)]
    return {f"labels_{name}": [str(one.get("label") or "") for one in stored.get(name) or []] for name in tables}


def _label_fields(row: ReportText) -> dict[str, KeptTexts]:
    names = [name.removeprefix("labels_") for name in labels_of(row)]
    shown = [name for name in names if name in (row.labels or {}) or name in ("measures", "indicator_progress", "oit")]
    return {
        f"labels_{name}": KeptTexts(label=TABLES.get(name, name), rows=7, help_text=COLUMNS, required=False)
        for name in shown
    }


def _shown_defaults(default: DefaultTexts) -> dict[str, str]:
    return {
        "title_full": default.title,
        "cover_lines": "\n".join(default.cover_lines),
        "heading_lines": "\n".join(default.heading_lines),
    }
