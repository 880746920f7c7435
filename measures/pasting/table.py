"""Text of the clipboard as rows of cells, so that a table needs no file.

Excel and our own script give one line per row, cells with line breaks in quotes. Word's plain text quotes nothing: a
further paragraph of a cell is a line of its own, so a row is complete only with as many cells as the widest line.

Not here: what the columns mean (``columns``), workbooks (``sheets``).
"""

from __future__ import annotations

import re

from thai.text import normalise

MOST_ROWS, MOST_COLUMNS = 500, 60
MOST_CHARACTERS = 1_000_000
GROUP_OPENINGS = ("ประเด็น", "ตัวชี้วัด", "มิติที่", "กลุ่มที่", "ด้านที่", "ส่วนที่", "หมวด")
"""How full-width heading rows of these documents begin; any other line without a tab goes on with the cell above."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

Cells = list[list[str]]


class TableError(ValueError):
    """No table that can be kept; ``reason`` is ``empty``, ``too_many_rows``, ``too_wide`` or ``too_long``."""

    def __init__(self, reason: str, figure: int = 0):
        super().__init__(f"{reason}: {figure}")
        self.reason = reason
        self.figure = figure


def clean(text: object) -> str:
    """A cell's text without what cannot be seen, line ends as LF, nothing at its ends."""
    return _CONTROL.sub("", normalise(str(text))).strip()


def read_table(text: str) -> Cells:
    """The rows of a pasted table, all equally long, rows without any text left out. Raises TableError."""
    if len(text) > MOST_CHARACTERS:
        raise TableError("too_long", len(text))
    lines = _lines(normalise(text))
    return settle(lines if _is_even(lines) else _joined(lines))


def settle(rows: Cells) -> Cells:
    """Rows cleaned, empty rows and columns dropped at the ends, filled up to equal length. Raises TableError."""
    rows = [[clean(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise TableError("empty")
    if len(rows) > MOST_ROWS:
        raise TableError("too_many_rows", len(rows))
    width = max(1 + max(place for place, cell in enumerate(row) if cell) for row in rows)
    if width > MOST_COLUMNS:
        raise TableError("too_wide", width)
    return [(row + [""] * width)[:width] for row in rows]


def write_table(cells: Cells) -> str:
    """The cells as Excel would put them on the clipboard; ``read_table`` is its inverse for settled cells."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in cells)


def _quoted(cell: str) -> str:
    if "\n" in cell or "\t" in cell or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _lines(text: str) -> Cells:
    """Physical rows; a quoted cell may hold line ends and tabs, if its quote is closed before a tab or line end."""
    rows: Cells = [[]]
    place, end = 0, len(text)
    quoted = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
    plain = re.compile(r"[^\t\n]*")
    while True:
        match = quoted.match(text, place) if text.startswith('"', place) else None
        if match:
            rows[-1].append(match[1].replace('""', '"'))
        else:
            match = plain.match(text, place)
            rows[-1].append(match[0])
        place = match.end()
        if place >= end:
            return rows
        if text[place] == "\n":
            rows.append([])
        place += 1


def _is_even(lines: Cells) -> bool:
    return len({len(line) for line in lines if any(cell.strip() for cell in line)}) <= 1


def _joined(lines: Cells) -> Cells:
    """Word's plain text put together again: the narrowest width, from the widest line up, that makes rows whole."""
    widest = max(len(line) for line in lines)
    best: Cells = []
    for width in range(widest, widest + 5):
        rows, whole = _at_width(lines, width)
        if whole:
            return rows
        best = best or rows
    return best


def _at_width(lines: Cells, width: int) -> tuple[Cells, bool]:
    """The rows if the table has ``width`` columns, and whether every row with a tab came out so wide."""
    rows: Cells = []
    open_row: list[str] | None = None
    for line in lines:
        alone = len(line) == 1
        if alone and not line[0].strip() and (open_row is None or len(open_row) == width):
            continue
        if open_row is None or (alone and _opens_group(line[0]) and len(open_row) == width):
            rows.append(list(line))
            open_row = None if alone else rows[-1]
        elif (len(open_row) == width and alone) or (
            len(open_row) < width and len(open_row) + len(line) - 1 <= width
        ):
            open_row[-1] = f"{open_row[-1]}\n{line[0]}"
            open_row.extend(line[1:])
        else:
            rows.append(list(line))
            open_row = rows[-1]
    return rows, all(len(row) in (1, width) for row in rows)


def _opens_group(line: str) -> bool:
    return line.strip().startswith(GROUP_OPENINGS)
