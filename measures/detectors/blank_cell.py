"""A cell left blank in a column that the rest of the table fills: a period, or a finding on the website."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Year

PERIOD = gettext_noop("No period here; %(filled)s other rows of the table have one.")
FINDING = gettext_noop("Nothing is said of the website here; %(filled)s other rows of the table say what was found.")


def find(year: Year) -> Iterator[Observation]:
    """One remark per blank cell, where at least half of the column is filled."""
    tables = defaultdict(list)
    for timed in year.timed:
        tables[timed.table].append(timed.where)
    columns = [(PERIOD, fields) for fields in tables.values()]
    columns.append((FINDING, [field for field in year.fields if field.part == "finding"]))
    for reason, fields in columns:
        filled = sum(bool(field.text.strip()) for field in fields)
        if not filled or filled * 2 < len(fields):
            continue
        for field in fields:
            if not field.text.strip() and year.is_asked(field.row_kind, field.row_id):
                yield observe("blank_cell", field, "", reason, filled=filled)
