"""What a report is made of once it is composed: plain values that every writer understands.

A section turns content into these blocks; HTML, PDF (later DOCX, XLSX) write them, differences between two
snapshots compare them, and the tests take their expected words from them. All text is text: nothing in a block is
markup, and no writer may treat it as such.

Not here: how a block looks (writers), where its words come from (sections), what is stored (snapshot).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal

from indicators.charts.shapes import Drawing, drawing_from_data

Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True)
class Line:
    """One line of a cell or list: the stored marker (``๑.``, ``-``, ``☑`` or none), its text, its depth (0 or 1…)."""

    text: str
    marker: str = ""
    level: int = 0

    @property
    def words(self) -> str:
        return f"{self.marker} {self.text}".strip()


@dataclass(frozen=True)
class Column:
    """A column of a table: its printed label, its share of the width in per cent, how its cells stand."""

    label: str
    width: float
    align: Literal["left", "center", "right"] = "left"
    holds_addresses: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell; a spanned position has no cell of its own in the rows below."""

    lines: tuple[Line, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    is_row_header: bool = False

    @property
    def words(self) -> str:
        return "\n".join(line.words for line in self.lines if line.words)


@dataclass(frozen=True)
class Row:
    """A row of a table; a ``group`` row is one full-width cell that heads the rows after it."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "group"] = "body"


@dataclass(frozen=True)
class Block:
    """Base of all blocks; ``kind`` names the class in stored JSON and picks the writer's method."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Cover(Block):
    """The cover page: centred lines, alone on a page."""

    kind: ClassVar[str] = "cover"
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading(Block):
    """A heading of one or more centred or left lines; it never stands alone at the foot of a page."""

    kind: ClassVar[str] = "heading"
    lines: tuple[str, ...] = ()
    level: int = 1
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True)
class Paragraph(Block):
    """A paragraph of running text, first line indented as in an official letter."""

    kind: ClassVar[str] = "paragraph"
    text: str = ""
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class ListBlock(Block):
    """A list outside a table; markers are printed as they are stored."""

    kind: ClassVar[str] = "list"
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Table(Block):
    """A table with a header row repeated on every page."""

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    name: str = ""
    """Which table of the layout this is (``measures``, ``oit`` …); also its accessible name's fallback."""
    caption: str = ""


@dataclass(frozen=True)
class Figure(Block):
    """A drawing of ours whose content a table beside it says in words; its title and description are what a reader
    hears who does not see it. Its labels are words of the document like any other."""

    kind: ClassVar[str] = "figure"
    drawing: Drawing


@dataclass(frozen=True)
class Signature(Block):
    """One desk of the sign-off: heading, opinion (dotted lines when empty), room for the pen, name, position."""

    kind: ClassVar[str] = "signature"
    heading: str = ""
    opinion: str = ""
    asks_opinion: bool = False
    name: str = ""
    """Empty: a dotted name between parentheses."""
    position: str = ""
    acting_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageBreak(Block):
    """What follows starts on a new page of this orientation."""

    kind: ClassVar[str] = "page_break"
    orientation: Orientation = "portrait"


KINDS: dict[str, type[Block]] = {
    cls.kind: cls for cls in (Cover, Heading, Paragraph, ListBlock, Table, Figure, Signature, PageBreak)
}


@dataclass(frozen=True)
class Document:
    """A composed document: what a writer gets, whole.

    ``numerals`` says how generated numbers (page numbers) are printed: ``thai`` or ``arabic``; typed text is never
    converted. ``is_demo`` prints ข้อมูลสาธิต on every page; ``is_draft`` prints ร่าง across it.
    """

    title: str
    agency_name: str
    blocks: tuple[Block, ...]
    numerals: Literal["thai", "arabic"] = "thai"
    orientation: Orientation = "portrait"
    is_demo: bool = False
    is_draft: bool = False
    code: str = ""
    meta: dict[str, str] = field(default_factory=dict)


def block_words(block: Block) -> Iterator[str]:
    """The printed pieces of one block in reading order: a cell, a line or a paragraph each; no empty piece."""
    match block:
        case Cover(lines=lines) | Heading(lines=lines):
            yield from (line for line in lines if line)
        case Paragraph(text=text):
            if text:
                yield text
        case ListBlock(lines=lines):
            yield from (line.words for line in lines if line.words)
        case Table():
            if block.caption:
                yield block.caption
            yield from (column.label for column in block.columns if column.label)
            for row in block.rows:
                yield from (cell.words for cell in row.cells if cell.words)
        case Figure():
            yield from block.drawing.words
        case Signature():
            yield from (
                piece
                for piece in (block.heading, block.opinion, block.name, block.position, *block.acting_lines)
                if piece
            )


def document_words(document: Document) -> list[str]:
    """Every printed piece of the document's body in order (running heads, page numbers and stamps set aside)."""
    return [piece for block in document.blocks for piece in block_words(block)]


def block_to_data(block: Block) -> dict[str, Any]:
    """The block as JSON-ready data; ``block_from_data`` is its inverse."""
    return {"kind": block.kind, **asdict(block)}


def block_from_data(data: dict[str, Any]) -> Block:
    """The block that ``block_to_data`` wrote. Raises KeyError for a kind this version does not know."""
    values = dict(data)
    cls = KINDS[values.pop("kind")]
    if cls is Table:
        values["columns"] = tuple(Column(**column) for column in values["columns"])
        values["rows"] = tuple(
            Row(cells=tuple(_cell(cell) for cell in row["cells"]), kind=row["kind"]) for row in values["rows"]
        )
    elif cls is Figure:
        values["drawing"] = drawing_from_data(values["drawing"])
    elif cls is ListBlock:
        values["lines"] = tuple(Line(**line) for line in values["lines"])
    for key, value in values.items():
        if isinstance(value, list):
            values[key] = tuple(value)
    return cls(**values)


def _cell(data: dict[str, Any]) -> Cell:
    return Cell(**{**data, "lines": tuple(Line(**line) for line in data["lines"])})
