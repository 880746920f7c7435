"""Sheets of the real item sets, read from their files without a database."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings

from indicators.models import Indicator, Instrument, Item, ItemSet, SubIndicator
from indicators.scores.lines import Contents, Sheet, sheet_of


@cache
def data_of(year: int) -> dict[str, Any]:
    return yaml.safe_load((settings.BASE_DIR / "fixtures" / "item_sets" / f"ITA-{year}.yaml").read_text())


def contents(year: int) -> Contents:
    """The file's rows, unsaved."""
    data = data_of(year)
    return Contents(
        ItemSet(fiscal_year=year, grade_bands=data["grade_bands"], item_counts=data["item_counts"]),
        tuple(Instrument(code=each["code"], name=each["name"]) for each in data["instruments"]),
        tuple(
            Indicator(number=each["number"], name=each["name"], instrument=each["instrument"])
            for each in data["indicators"]
        ),
        tuple(
            SubIndicator(code=each["code"], name=each["name"], indicator_number=each["indicator"])
            for each in data["sub_indicators"]
        ),
        tuple(
            Item(code=each["code"], instrument=each["instrument"], title=each["title"] or "",
                 indicator_number=each["indicator"])
            for each in data["items"]
        ),
    )


def sheet(year: int = 2567) -> Sheet:
    return sheet_of(contents(year), year=year)
