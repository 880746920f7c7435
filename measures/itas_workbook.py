"""The ITAS sheet as a workbook, one row per item in typing order; every cell is text, never a formula.

Not here: tables that come back in (``measures.pasting``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from measures.models import Disclosure
from measures.selectors.filing import SheetRow
from thai.dates import be_date

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (8, 44, 12, 60, 60, 20)


def itas_workbook(rows: Sequence[SheetRow], *, title: str) -> bytes:
    """The bytes of an .xlsx with a frozen heading row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append([_cell(sheet, each, bold=True) for each in (
        _("Item"), _("Information"), _("Has / has not"), _("Address (URL)"), _("Explanation"), _("Filed on"),
    )])
    words = dict(Disclosure.Answer.choices)
    for row in rows:
        sheet.append([_cell(sheet, each) for each in (
            row.answer.code, row.answer.title, str(words.get(row.answer.answer, "")),
            "\n".join(url for url, _path in row.answer.links), row.answer.explanation,
            be_date(row.filing.filed_on) if row.filing else "",
        )])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767])
    cell.data_type = "s"  # a text that begins with = stays a text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="TH SarabunPSK", size=16, bold=bold)
    return cell
