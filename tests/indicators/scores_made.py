"""Announced scores of an agency for tests, in few words."""

from __future__ import annotations

import datetime

from django_scopes import scope

from accounts.models import Agency
from indicators.models import Origin, ScoreEdition, ScoreValue


def announce(
    agency: Agency, year: int, *, overall: str | None = None, instruments: dict | None = None,
    indicators: dict | None = None, items: dict | None = None, level: str = "", origin: str = Origin.ANNOUNCED,
    remark: str = "",
) -> ScoreEdition:  # fmt: skip
    """The next edition of the year with these values."""
    Part = ScoreValue.Part
    given = [(Part.OVERALL, "", overall)] if overall else []
    for part, values in ((Part.INSTRUMENT, instruments), (Part.INDICATOR, indicators), (Part.ITEM, items)):
        given += [(part, str(code), value) for code, value in (values or {}).items()]
    with scope(agency=agency):
        edition = ScoreEdition.objects.create(
            agency=agency, assessed_year=year, level=level, remark=remark, announced_on=datetime.date(2025, 8, 15),
            number=ScoreEdition.objects.filter(agency=agency, assessed_year=year).count() + 1,
        )  # fmt: skip
        ScoreValue.objects.bulk_create(
            ScoreValue(edition=edition, part=part, code=code, value=value, origin=origin)
            for part, code, value in given
        )
    return edition
