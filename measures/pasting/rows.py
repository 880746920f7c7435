"""Cells under known columns as rows of texts; what no row takes is told with its reason, so that nothing is lost.

A table with row codes came from our own workbook and is taken to the letter. In any other table units stand on one line
with commas, tick boxes say the status, a figure carries its unit, and a full-width row opens a group.

Not here: which stored row is meant (``matching``), whether a text may be stored (the forms).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from measures.pasting.columns import OIT, PLAN, bare, fields_of, match_columns
from measures.pasting.table import GROUP_OPENINGS, Cells
from measures.pasting.words import WORDS, code_of, not_done_because, says_no_budget, split_boxes
from thai.digits import to_arabic
from thai.markers import CONTINUED, split_marker

DASHES = frozenset("-–—")
_BULLET = re.compile("^[ \t]*[\uf0b7\uf0a7\uf0d8\uf076\u25cf\u25cb\u25aa\u25e6][ \t]*", re.MULTILINE)
"""Bullets of Word's symbol fonts: no other font has them."""
FIGURE_UNITS = {"target_figure": "target_unit", "figure": "figure_unit"}


@dataclass(frozen=True)
class Loose:
    """A cell that no row takes. Reasons: ``no_field``, ``above``, ``heading``, ``column_numbers``, ``dash``."""

    row: int
    column: int
    text: str
    reason: str


@dataclass
class Row:
    """One row of the table: texts by field. ``number`` is its place in the table, counted from 0."""

    number: int
    values: dict[str, str]
    group: str = ""
    """The full-width row it stands under, as printed."""
    continues: bool = False
    """A further row of the measure above: neither number nor title."""

    @property
    def ref(self) -> tuple[int, int] | None:
        """Measure and activity, or row and 0, as our own workbook names them."""
        return parse_ref(self.values.get("row_ref", ""))


@dataclass
class Reading:
    """The rows of a table, the cells left over, and the full-width rows with their places."""

    rows: list[Row] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    is_exact: bool = False


def parse_ref(text: str) -> tuple[int, int] | None:
    """``12-34`` or ``12``; None for anything else."""
    match = re.fullmatch(r"([0-9]{1,15})(?:-([0-9]{1,15}))?", to_arabic(text.strip()))
    return (int(match[1]), int(match[2] or 0)) if match else None


def read_rows(cells: Cells, columns: list[str | None], target: str, heading: int | None) -> Reading:
    """What the rows below ``heading`` (None: all rows) say in the named columns."""
    reading = Reading(is_exact="row_ref" in columns)
    group, started = "", False
    for number, row in enumerate(cells):
        if heading is not None and number <= heading:
            if number < heading:
                reading.loose += _all_loose(number, row, "above")
            continue
        if heading is not None and _is_heading_again(row, cells[heading], target):
            reading.loose += _all_loose(number, row, "heading")
        elif not started and _numbers_columns(row):
            reading.loose += _all_loose(number, row, "column_numbers")
        elif not reading.is_exact and target in (PLAN, OIT) and (opened := _group_in(row, columns)):
            group = reading.groups[number] = opened
        elif not reading.is_exact and (opened := _group_in(row, columns)):
            reading.loose += _all_loose(number, row, "group")
        else:
            started = True
            read = _row(number, row, columns, target, reading)
            if not read.values:
                continue
            read.group = read.values.pop("group", group) if target == PLAN else group
            read.continues = _continues(read, reading.rows, columns)
            reading.rows.append(read)
    return reading


def _row(number: int, row: list[str], columns: list[str | None], target: str, reading: Reading) -> Row:
    texts: dict[str, str] = {}
    fields = fields_of(target)
    for place, text in enumerate(row):
        name = columns[place] if place < len(columns) else None
        if not text:
            continue
        if name is None:
            reading.loose.append(Loose(number, place, text, "no_field"))
        elif text in DASHES and fields[name].kind in {"number", "budget", "no_budget", "date"}:
            reading.loose.append(Loose(number, place, text, "dash"))
        else:
            texts[name] = f"{texts[name]}\n{text}" if name in texts else text
    values: dict[str, str] = {}
    for name, text in texts.items():
        for each, value in _read(fields[name].name, fields[name].kind, text, is_exact=reading.is_exact).items():
            if each == name or each not in texts:
                values.setdefault(each, value)
    return Row(number, values)


def _read(name: str, kind: str, text: str, *, is_exact: bool) -> dict[str, str]:
    """What a cell says: its own field, and others it says along the way."""
    if kind in WORDS:
        if kind == "status" and not is_exact and (reason := not_done_because(text)):
            return {name: "not_done", "not_done_reason": reason}
        return {name: code_of(kind, text) or text}
    if kind == "no_budget":
        return {name: "yes" if says_no_budget(text) else text}
    if is_exact:
        return {name: text}
    if kind in {"lines", "outputs", "progress"}:
        text = _continued(_BULLET.sub("• ", text))
    if kind == "units":
        return {name: "\n".join(split_units(text))}
    if kind == "budget":
        return {"uses_no_budget": "yes"} if says_no_budget(text) else {name: _amount(text)}
    if kind == "number":
        return _figure(name, text)
    if kind == "outputs" and (reason := not_done_because(text)):
        return {"status": "not_done", "not_done_reason": reason}
    if kind in {"outputs", "progress"}:
        status, rest = split_boxes(text)
        return ({"status": status} if status else {}) | ({name: rest} if rest else {})
    return {name: text}


def split_units(text: str) -> list[str]:
    """Units of a cell: one per line, or apart by commas or `` / ``; their numbers and dashes go."""
    text = re.sub(r"^ผู้รับผิดชอบ\s*:?\s*", "", text)
    lines = [split_marker(line.strip())[1].strip() for line in text.split("\n")]
    parts = [part for line in lines for part in re.split(r"\s*,\s*|\s+/\s+", line)]
    return [part for part in parts if part]


def _continued(text: str) -> str:
    """Numbered lines become items; a line without a marker below a numbered one is the rest of that item."""
    lines, letter, numbered = [], "", False
    for line in text.split("\n"):
        marker, _rest = split_marker(line.strip(), letter)
        if marker is not None:
            numbered = any(each.isdigit() for each in marker)
            letter = marker.strip("().") if not numbered and len(marker.strip("().")) == 1 else letter
            lines.append(line)
        else:
            lines.append(f"{CONTINUED}{line.strip()}" if numbered and line.strip() else line)
    return "\n".join(lines)


def _amount(text: str) -> str:
    """``10,000.- บาท`` as ``10,000``."""
    return re.sub(r"\s*(?:บาท)?\s*$", "", re.sub(r"\.?\s*-\s*(?=บาท|$)", "", text.strip())).strip() or text


def _figure(name: str, text: str) -> dict[str, str]:
    """``120 คน`` as figure and unit; an issue's number out of its name."""
    if name == "issue_no":
        match = re.match(r"(?:ประเด็น(?:ที่)?)?\s*([0-9๐-๙]{1,3})", text)
        return {name: to_arabic(match[1]) if match else text}
    match = re.fullmatch(r"(?P<figure>[0-9๐-๙][0-9๐-๙,.]*)\s*(?P<unit>[^0-9๐-๙\s][^0-9๐-๙]*)", text)
    if match and name in FIGURE_UNITS:
        return {name: match["figure"], FIGURE_UNITS[name]: match["unit"].strip()}
    return {name: text}


def _group_in(row: list[str], columns: list[str | None]) -> str:
    """The words of a full-width row; empty for a row of the table."""
    filled = [place for place, text in enumerate(row) if text]
    if len(filled) != 1 or filled[0] != 0 or len(row) < 2:
        return ""
    text, name = row[0], columns[0]
    if text.startswith(GROUP_OPENINGS):
        return text
    return text if name in ("number_text", "code") and len(bare(text)) > 6 else ""


def _is_heading_again(row: list[str], heading: list[str], target: str) -> bool:
    """Whether the heading is repeated, as it is on every page of a long table."""
    named = [name for name in match_columns(row, target) if name]
    same = sum(1 for one, other in zip(row, heading, strict=True) if one and bare(one) == bare(other) and bare(one))
    return bool(named) and same >= 2 and same == sum(1 for cell in row if cell)


def _numbers_columns(row: list[str]) -> bool:
    """A row ``(๑) (๒) (๓) …`` under the headings."""
    digits = [to_arabic(re.sub(r"[().\s]", "", cell)) for cell in row if cell]
    return len(digits) >= 3 and digits == [str(number) for number in range(1, len(digits) + 1)]


def _continues(row: Row, before: list[Row], columns: list[str | None]) -> bool:
    if not before:
        return False
    if row.ref and before[-1].ref:
        return row.ref[0] == before[-1].ref[0] and row.ref[1] != 0
    says_which = {"number_text", "title"} & set(columns)
    return bool(says_which) and not (row.values.get("number_text") or row.values.get("title")) and not row.ref


def _all_loose(number: int, row: list[str], reason: str) -> list[Loose]:
    return [Loose(number, place, text, reason) for place, text in enumerate(row) if text]
