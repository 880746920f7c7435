"""The OIT list as somebody pastes it from the manual: a table (ข้อ, ข้อมูล, องค์ประกอบ) or one block per item.

Every line of the paste comes to stand somewhere: in an item, a heading, or among the lines not understood, each with
its number. Nothing is guessed away.
Not here: what becomes of a set (``from_pasted``), what the page says of a problem (``indicators.templatetags``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indicators.item_sets.pasted_elements import Elements
from thai.digits import to_arabic
from thai.text import normalise

MOST_LINES = 2_000
MOST_LETTERS = 200_000
LONGEST_NAME = 300
"""Characters of a heading, as an item set file holds."""

CODE, TITLE, ELEMENTS = 0, 1, 2
_STOP = r"(?=$|[\s:)]|\.(?!\d))"
_ITEM = re.compile(rf"(?:ข้อ(?:ที่)?\s*)?(?:[oOоО]\s?0*(\d{{1,3}})(?:{_STOP}|(?=[ก-๎]))|0+(\d{{1,3}}){_STOP})")
_NUMBERED = re.compile(rf"ข้อ(?:ที่)?\s*(\d{{1,3}}){_STOP}")
_PLAIN_NUMBER = re.compile(r"(\d{1,3})\.?$")
_SUB_INDICATOR = re.compile(r"ตัวชี้วัดย่อย(?:ที่)?\s*(\d{1,2}\.\d{1,2})(?!\d)[.:]?\s*(.*)", re.DOTALL)
_INDICATOR = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(\d{1,2})(?![\d.])[:]?\s*(.*)", re.DOTALL)
_LIST_MARK = re.compile(r"\s*([•●○▪◦·\uf0b7–—-]|\(?\d{1,3}\))\t+")
"""A marker with a tab after it: how Word puts lists on the clipboard."""
_HEADS = {
    "ข้อ", "ข้อที่", "ที่", "ลำดับ", "ลำดับที่", "ข้อมูล", "รายการ", "รายการข้อมูล", "ประเด็น", "องค์ประกอบ",
    "องค์ประกอบข้อมูล", "องค์ประกอบด้านข้อมูล", "องค์ประกอบของข้อมูล", "รายละเอียด",
}  # fmt: skip


class TooMuch(Exception):
    """More than a manual's list holds; ``lines`` and ``letters`` of what was pasted."""

    def __init__(self, lines: int, letters: int):
        super().__init__(f"{lines} lines, {letters} letters")
        self.lines, self.letters = lines, letters


@dataclass
class PastedItem:
    """One item with its elements ``{"text", "children"}``; ``title`` is empty when none was there."""

    number: int
    line: int
    title: str = ""
    sub_indicator: str = ""
    group: str = ""
    elements: list[dict] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"o{self.number}"


@dataclass(frozen=True)
class Heading:
    """A sub-indicator (``9.1``) or an indicator (``9``) with the name that stood beside it."""

    code: str
    name: str
    line: int


@dataclass(frozen=True)
class Unread:
    """A line, or a part of one, that belongs nowhere; ``reason`` is a word for ``templatetags.item_sets``."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Trouble:
    """What stops the list from being saved, at a line: ``twice``, ``missing``, ``long_name``, ``no_items``."""

    line: int
    reason: str
    code: str = ""
    other: str = ""


@dataclass
class PastedList:
    """What was understood, in the order of the numbers, and what was not."""

    items: list[PastedItem] = field(default_factory=list)
    sub_indicators: dict[str, Heading] = field(default_factory=dict)
    indicators: dict[int, Heading] = field(default_factory=dict)
    groups: list[Heading] = field(default_factory=list)
    table_heads: list[int] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    lines_of_items: set[int] = field(default_factory=set)


def read_pasted(text: str) -> PastedList:
    """The list in the text. Raises TooMuch."""
    if len(text) > MOST_LETTERS or text.count("\n") >= MOST_LINES:
        raise TooMuch(text.count("\n") + 1, len(text))
    reader = _Reader()
    for number, line in enumerate(normalise(text).replace("\u00a0", " ").split("\n"), start=1):
        if line.strip():
            reader.take(number, _LIST_MARK.sub(r"\1 ", line))
    return reader.done()


class _Reader:
    """Takes the lines one by one; ``column`` is where a line without an own place goes on."""

    def __init__(self) -> None:
        self.found = PastedList()
        self.item: PastedItem | None = None
        self.elements = Elements()
        self.column = CODE
        self.sub_indicator = ""
        self.group = ""
        self.lost_in = ""
        """Why lines are not understood until the next item: after a number that stood before."""
        self.first_lines: dict[int, int] = {}
        self.writes_codes = False
        """Whether items are named (o1, ข้อ 1): then a bare number is no item."""
        self.in_quotes = False

    def take(self, number: int, line: str) -> None:
        cells = [cell.strip() for cell in self._unquoted(line).rstrip().split("\t")]
        filled = [cell for cell in cells if cell]
        if not filled:
            self._not_understood(number, line.strip(), "marks")
        elif all(re.sub(r"\s", "", cell) in _HEADS for cell in filled) and (self.item is None or len(filled) > 1):
            self.found.table_heads.append(number)
        elif self._is_heading(number, " ".join(filled)):
            self._close()
        elif (start := self._item_start(cells)) is not None:
            self._open(number, *start)
        elif len(cells) > 1 and cells[CODE] and filled == cells[:1] and not self.in_quotes:
            self._close()
            self.group = cells[CODE]
            self.found.groups.append(Heading("", cells[CODE], number))
            self._check_name(number, cells[CODE])
        else:
            self._go_on(number, cells, CODE if not cells[0] else self.column)

    def done(self) -> PastedList:
        self._close()
        found = self.found
        found.items.sort(key=lambda item: item.number)
        due = 1
        for item in found.items:
            for missing in range(due, min(item.number, due + 3)):
                found.troubles.append(Trouble(item.line, "missing", f"o{missing}", item.code))
            due = item.number + 1
        if not found.items:
            found.troubles.append(Trouble(0, "no_items"))
        found.troubles.sort(key=lambda trouble: trouble.line)
        found.unread.sort(key=lambda unread: unread.line)
        return found

    def _unquoted(self, line: str) -> str:
        """The line without the quotation marks a spreadsheet puts round a cell of several lines."""
        marks = line.count('"')
        if self.in_quotes:
            if marks % 2:
                self.in_quotes = False
                head, _mark, tail = line.partition('"\t') if '"\t' in line else line.rpartition('"')
                line = f"{head}\t{tail}" if '"\t' in line else head + tail
            return line.replace('""', '"')
        if "\t" in line and marks:
            if marks % 2 and (opening := re.search(r'(^|\t)"', line)):
                self.in_quotes = True
                line = line[: opening.start()] + opening.group(1) + line[opening.end() :]
            line = re.sub(r'(^|\t)"((?:[^"\t]|"")*)"(?=\t|$)', r"\1\2", line)
            return line.replace('""', '"')
        return line

    def _is_heading(self, number: int, words: str) -> bool:
        plain = to_arabic(words)
        if match := _SUB_INDICATOR.match(plain):
            code, name = match[1], words[match.start(2) :].strip()
            known = self.found.sub_indicators.get(code)
            self.sub_indicator, self.group = code, ""
            if known is None:
                self.found.sub_indicators[code] = Heading(code, name, number)
            elif name not in ("", known.name):
                self.found.unread.append(Unread(number, words, "other_name"))
            else:
                self.found.table_heads.append(number)
        elif match := _INDICATOR.match(plain):
            code, name = int(match[1]), words[match.start(2) :].strip()
            known = self.found.indicators.get(code)
            self.group = ""
            if known is None:
                self.found.indicators[code] = Heading(str(code), name, number)
            elif name not in ("", known.name):
                self.found.unread.append(Unread(number, words, "other_name"))
            else:
                self.found.table_heads.append(number)
        else:
            return False
        self._check_name(number, name)
        return True

    def _check_name(self, number: int, name: str) -> None:
        if len(name) > LONGEST_NAME:
            self.found.troubles.append(Trouble(number, "long_name", other=str(len(name))))

    def _item_start(self, cells: list[str]) -> tuple[int, list[str], int] | None:
        """(number, the other cells, the column of the first of them), or None."""
        plain = to_arabic(cells[CODE])
        match = _ITEM.match(plain) or _NUMBERED.match(plain)
        if match:
            self.writes_codes = True
            rest = cells[CODE][match.end() :].lstrip(" .:)").strip()
            number = int(next(group for group in match.groups() if group))
            return number, ([rest, *cells[1:]] if rest else cells[1:]), TITLE
        if len(cells) > 1 and not self.writes_codes and (match := _PLAIN_NUMBER.match(plain)) and any(cells[1:]):
            return int(match[1]), cells[1:], TITLE
        return None

    def _open(self, line: int, number: int, cells: list[str], column: int) -> None:
        self._close()
        if number == 0:
            self._not_understood(line, "\t".join(["o0", *cells]), "no_such_number")
            return
        if number in self.first_lines:
            self.found.troubles.append(Trouble(line, "twice", f"o{number}", str(self.first_lines[number])))
            self.lost_in = "twice"
            self._not_understood(line, " ".join([f"o{number}", *filter(None, cells)]), "twice")
            return
        self.lost_in = ""
        self.first_lines[number] = line
        self.item = PastedItem(number, line, sub_indicator=self.sub_indicator, group=self.group)
        self.found.lines_of_items.add(line)
        self.column = column
        if any(cells):
            self._go_on(line, cells, column)

    def _go_on(self, line: int, cells: list[str], column: int) -> None:
        """Put the cells into the item that is open, the first into this column."""
        if self.item is None:
            for cell in filter(None, cells):
                self._not_understood(line, cell, self.lost_in or "before_first")
            return
        for place, cell in enumerate(cells, start=column):
            if not cell:
                continue
            if place == CODE or (place == TITLE and self.elements):
                place = ELEMENTS
            if place == TITLE and (not self.item.title or not _looks_like_element(cell)):
                self.item.title = f"{self.item.title} {cell}".strip()
                # One block per item: what follows the title are its elements, unless its cell is still open.
                self.column = ELEMENTS if len(cells) == 1 and not self.in_quotes else TITLE
            elif place <= ELEMENTS:
                if not self.elements.take(cell):
                    self._not_understood(line, cell, "marks")
                self.column = ELEMENTS
            else:
                self._not_understood(line, cell, "column")
                continue
            self.found.lines_of_items.add(line)

    def _close(self) -> None:
        if self.item is not None:
            self.item.elements = self.elements.found
            self.found.items.append(self.item)
        self.item, self.elements, self.column = None, Elements(), CODE

    def _not_understood(self, line: int, text: str, reason: str) -> None:
        self.found.unread.append(Unread(line, text, reason))


def _looks_like_element(text: str) -> bool:
    return text.startswith("แสดง") or Elements().take(text) == "marked"
