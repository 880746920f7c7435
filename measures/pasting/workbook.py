"""A table as XLSX to fill in and bring back: texts only and never a formula, so that what comes back is what went out.

The first column holds the code of each row. It may be left alone; with it a row finds itself again.

Not here: reading a workbook (``sheets``), which rows go in (``measures.selectors.pasting``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from measures.pasting.columns import Field, fields_of
from measures.pasting.table import clean
from measures.pasting.words import NO_BUDGET, WORDS, word_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAME = "ตาราง"
LONGEST_CELL = 32_767
"""Characters Excel keeps in a cell."""
EMPTY_ROWS = 60
"""Rows below the last that are ready to be filled."""
_WIDTHS = {
    "row_ref": 11, "number_text": 9, "code": 9, "issue_no": 9, "title": 34, "shown_title": 34, "methods": 46,
    "outputs": 46, "outcomes": 46, "progress_notes": 40, "shown_elements": 40, "elements": 40, "links": 44, "units": 24,
}


def write_workbook(target: str, rows: Sequence[dict[str, str]], *, title: str = "") -> bytes:
    """The XLSX bytes of rows of texts by field name; ``rows`` may be empty. ``title`` goes into the file's properties.

    Raises ValueError for a text longer than a cell holds: cutting it would lose words.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    fields = list(fields_of(target).values())
    book = Workbook()
    book.properties.title, book.properties.creator = clean(title)[:200], ""
    sheet = book.active
    sheet.title = SHEET_NAME
    line = Side(style="thin", color="D9D4CB")
    for column, field in enumerate(fields, start=1):
        cell = _put(sheet, 1, column, field.headings[0])
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6F0F2")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(bottom=line)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(field.name, 20)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, start=2):
        for column, field in enumerate(fields, start=1):
            cell = _put(sheet, number, column, in_cell(field, row.get(field.name, "")))
            cell.alignment = wrapped
    for number in range(len(rows) + 2, len(rows) + 2 + EMPTY_ROWS):
        for column in range(1, len(fields) + 1):
            empty = sheet.cell(number, column)
            empty.number_format, empty.alignment = "@", wrapped
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _offer_words(sheet, fields, last=len(rows) + 1 + EMPTY_ROWS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_cell(field: Field, text: str) -> str:
    """A form's text as the workbook shows it: codes as words. Raises ValueError for one too long."""
    if field.kind in WORDS and text:
        text = word_of(field.kind, text)
    elif field.kind == "no_budget":
        text = NO_BUDGET[0] if text == "yes" else text
    text = clean(text)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"{field.name}: {len(text)} characters")
    return text


def _put(sheet, row: int, column: int, text: str):
    """A text cell, whatever the text begins with; Excel keeps it text when somebody edits it."""
    cell = sheet.cell(row, column)
    cell.number_format = "@"
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@'\"\t＝＋－＠"
    return cell


def _offer_words(sheet, fields: list[Field], *, last: int) -> None:
    """A list to choose from where a column takes only certain words; other words may still be typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, field in enumerate(fields, start=1):
        words = [each[0] for each in WORDS[field.kind].values()] if field.kind in WORDS else []
        words = [NO_BUDGET[0]] if field.kind == "no_budget" else words
        if words:
            offered = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
            offered.showErrorMessage = False
            letter = get_column_letter(column)
            offered.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(offered)
