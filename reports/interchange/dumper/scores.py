"""Printed scores by column: overall, per instrument, per indicator, per item."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from indicators.models import ScoreRow
from reports.interchange import form_scores as form
from reports.interchange.rows import Row

PARTS = {
    "overall_scores": (ScoreRow.Part.OVERALL, form.OVERALL_SCORE),
    "instrument_scores": (ScoreRow.Part.INSTRUMENT, form.INSTRUMENT_SCORE),
    "indicator_scores": (ScoreRow.Part.INDICATOR, form.INDICATOR_SCORE),
    "item_scores": (ScoreRow.Part.ITEM, form.ITEM_SCORE),
}
"""Columns of ``form.SCORES`` and the rows they hold."""


def score_values(*, agency: Agency, fiscal_year: int) -> dict[str, Any]:
    rows = list(ScoreRow.objects.filter(sheet__agency=agency, sheet__report_year=fiscal_year))
    return {
        column: [Row(row, mapping) for row in rows if row.part == part] for column, (part, mapping) in PARTS.items()
    }
