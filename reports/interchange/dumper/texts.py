"""Titles, agency, years, memo, front matter, labels and sign-off wording, by column."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from measures.models import Plan
from reports.interchange import form
from reports.interchange.labels import label_values
from reports.interchange.rows import Row
from reports.models import Memo, ReportText, SignOffLine

COLUMNS = (
    "document_kinds", "title_full", "title_cover_lines", "heading_lines", "table_title_lines", "years_text", "numerals",
    "cover_lines", "foreword_heading", "foreword_paragraphs", "introduction_paragraphs", "indicator_heading",
    "oit_heading", "oit_code_style", "plan_heading_lines", "analysis_heading_lines", "analysis_threshold",
)  # fmt: skip
"""Those of ReportText that the form names."""


def text_values(*, agency: Agency, plan: Plan, text: ReportText) -> dict[str, Any]:
    return {
        "schema": form.SCHEMA,
        "agency": {name: getattr(agency, name) for name in form.AGENCY.columns},
        "fiscal_year": plan.fiscal_year,
        "measures_year": plan.measures_year,
        "assessed_year": plan.assessed_year,
        "memos": [Row(memo, form.MEMO) for memo in Memo.objects.filter(report_text=text)] if text.pk else [],
        "sign_offs": [
            Row(line, form.SIGN_OFF, seq=place)
            for place, line in enumerate(SignOffLine.objects.filter(report_text=text) if text.pk else (), start=1)
        ],
        **{name: getattr(text, name) for name in COLUMNS},
        **label_values(text),
    }
