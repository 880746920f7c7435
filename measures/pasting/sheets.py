"""Rows of cell texts out of a workbook somebody brings. Runs inside ``files.bounded``: it reads what strangers made.

Cells that stand far out, sheets that lie about their size and formulas without a result are all ordinary here.

Not here: what the cells mean (``columns``, ``rows``), writing workbooks (``workbook``).
"""

from __future__ import annotations

import datetime
import io
from typing import Any

from files.bounded import Refused
from files.office_zip import check_office_zip
from measures.pasting.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, clean

MOST_SHEETS = 20
MOST_SCANNED = 20_000
"""Rows looked at in a sheet; a row further down is as far out as a column beyond the last."""


def read_workbook(content: bytes) -> tuple[dict[str, Any], bytes]:
    """``{"sheets": [{"name", "rows"}]}``: visible sheets that hold something, rows as texts by place.

    Raises Refused: the codes of ``files.office_zip``, and ``damaged``, ``too_far_out``, ``too_much_text``.
    """
    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    check_office_zip(content, folder="xl")
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheets, letters = [], 0
    for sheet in values.worksheets[:MOST_SHEETS]:
        if not isinstance(sheet, ReadOnlyWorksheet) or sheet.sheet_state != "visible":
            continue
        rows = _rows(sheet, formulas[sheet.title])
        letters += sum(len(cell) for row in rows for cell in row)
        if letters > MOST_CHARACTERS:
            raise Refused("too_much_text", most=MOST_CHARACTERS)
        if rows:
            sheets.append({"name": clean(sheet.title)[:100], "rows": rows})
    return {"sheets": sheets}, b""


def _rows(sheet: Any, formulas: Any) -> list[list[str]]:
    """The sheet's rows up to the last that holds something; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows: list[list[str]] = []
    for number, (row, written) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=False)):
        texts = [_text(cell, other) for cell, other in zip(row, written, strict=False)]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise Refused("too_far_out", rows=MOST_ROWS, columns=MOST_COLUMNS)
        if texts:
            rows.append(texts)
        if len(rows) > MOST_ROWS or number > MOST_SCANNED:
            raise Refused("too_far_out", rows=MOST_ROWS, columns=MOST_COLUMNS)
    return rows


def _text(cell: Any, written: Any) -> str:
    """A cell as a person would read it; a formula whose result was never stored as it is written."""
    value = cell.value
    if value is None:
        formula = written.value
        return "" if formula is None else clean(getattr(formula, "text", None) or formula)
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day}/{value.month}/{_be_year(value.year)}"
    return clean(value)


def _be_year(year: int) -> int:
    """Excel counts in C.E.; a date somebody typed with the B.E. year stands there as the year 2568."""
    return year if year >= 2400 else year + 543
