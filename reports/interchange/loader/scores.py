"""Printed scores as rows of a score sheet."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from indicators.models import ScoreRow, ScoreSheet
from reports.interchange.dumper.scores import PARTS
from reports.interchange.rows import create_rows


def store_scores(*, agency: Agency, values: dict[str, Any]) -> None:
    """Put the document's scores in place of the year's; no sheet when it prints none."""
    ScoreSheet.objects.filter(agency=agency, report_year=values["fiscal_year"]).delete()
    if not any(values[column] for column in PARTS):
        return
    sheet = ScoreSheet.objects.create(
        agency=agency, report_year=values["fiscal_year"], assessed_year=values["assessed_year"]
    )
    for column, (part, _mapping) in PARTS.items():
        create_rows(ScoreRow, values[column], sheet=sheet, part=part)
