"""The year's own texts: titles, front matter, labels, memo, wording of the sign-off."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from reports.interchange.dumper.texts import COLUMNS
from reports.interchange.labels import labels_of
from reports.interchange.rows import create_rows
from reports.models import Memo, ReportText, SignOffLine


def store_texts(*, agency: Agency, values: dict[str, Any]) -> ReportText:
    """Fill the year's text row, its memo and sign-off lines anew; who has the old ones open will be told."""
    text = ReportText.objects.filter(agency=agency, fiscal_year=values["fiscal_year"]).first()
    if text is None:
        text = ReportText(agency=agency, fiscal_year=values["fiscal_year"])
    else:
        text.version += 1
        Memo.objects.filter(report_text=text).delete()
        SignOffLine.objects.filter(report_text=text).delete()
    for name in COLUMNS:
        setattr(text, name, values[name])
    text.labels, _tables = labels_of(values)
    text.provenance = {}
    text.save()
    Memo.objects.bulk_create([Memo(report_text=text, **memo) for memo in values["memos"]])
    create_rows(SignOffLine, values["sign_offs"], report_text=text)
    return text
