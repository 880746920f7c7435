"""Printed scores as rows of a score sheet, and as an edition of the assessed year's scores where no person keeps one.

Not here: which printed row is which value (``indicators.scores.printed``).
"""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from indicators.models import Indicator, ScoreRow, ScoreSheet
from indicators.scores.printed import read_printed
from indicators.scores.selectors import current_edition, printed_rows
from indicators.scores.services import record_printed
from reports.interchange.dumper.scores import PARTS
from reports.interchange.rows import create_rows
from thai.dates import FIRST_YEAR, LAST_YEAR


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


def record_scores_of_document(*, agency: Agency, values: dict[str, Any]) -> None:
    """What the loaded documents print of a year's scores, as an edition; loading the same again adds none.

    An overall score may name its year; all other rows are of the document's assessed year. All documents of the agency
    are read together, so that the order of loading does not matter.
    """
    rows = [row for column in PARTS for row in values[column]]
    years = {row.get("year") or values["assessed_year"] for row in rows} - {None}
    announced_on = next((memo["announced_on"] for memo in values["memos"]), None)
    for year in sorted(year for year in years if FIRST_YEAR <= year <= LAST_YEAR):
        indicators = list(Indicator.objects.filter(item_set__fiscal_year=year))
        printed = read_printed(printed_rows(agency=agency, year=year), indicators)
        current = current_edition(agency=agency, year=year)
        told = announced_on if year == values["assessed_year"] else None
        told = told or (current.announced_on if current else None)
        record_printed(agency=agency, year=year, values=printed.values, level=printed.level, announced_on=told)
