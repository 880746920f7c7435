"""Rules for evidence: which row a word in an address names, and what is worth a warning.

Not here: opening a file (``files.opening``), keeping it (``measures.services.evidence``), words (``forms.evidence``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from thai.fiscal_year import span_of
from thai.identity_numbers import identity_numbers_in

ROW_FIELDS = {"activity": "activity", "indicator": "indicator_row", "disclosure": "disclosure"}
"""The kinds of rows evidence serves, and the field of an evidence use that points to one."""

IDENTITY_NUMBER, IDENTITY_IN_TITLE = "identity_number", "identity_number_in_title"
OTHER_YEAR, NOT_YET = "other_year", "not_yet"
"""Codes of warnings: an identity number stands in the file, or in what is said of it; its day lies in no year of the
plan, or in the future."""

_ROW = re.compile(r"(activity|indicator|disclosure)-([1-9][0-9]{0,17})")


class RowName(NamedTuple):
    """A row as addresses and forms name it: ``activity-12``."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}"


def row_named(text: str) -> RowName | None:
    """The row this text names; None for anything else."""
    match = _ROW.fullmatch(text)
    return RowName(match[1], int(match[2])) if match else None


def doubts_about(day: datetime.date | None, *, years: Iterable[int], today: datetime.date) -> list[str]:
    """Why this day of an act may be a slip: it lies in none of the fiscal years (B.E.), or has not come yet.

    A day is never wrong for certain: a programme may have begun before its year. So a person may confirm it.
    """
    if day is None:
        return []
    found = [] if any(day in span_of(year) for year in years) else [OTHER_YEAR]
    return [*found, NOT_YET] if day > today else found


def seen_in(text: str, file_name: str = "") -> list[str]:
    """Codes of what is worth a warning in a file's text and name."""
    return [IDENTITY_NUMBER] if identity_numbers_in(text) or identity_numbers_in(file_name) else []


def seen_in_title(title: str) -> list[str]:
    """The same of what a person says the evidence shows; it goes when the words are mended."""
    return [IDENTITY_IN_TITLE] if identity_numbers_in(title) else []
