"""Compares what a PDF says, cell by cell and through two independent extractors, with what the document says.

Every cell, line and paragraph of the document is a piece. Its printed lines are collected from the laid-out pages (a
cell split over pages gives one part a page) and must add up to the piece. The text each extractor reads from a page
must be those parts in order, and what PDFium reads inside a cell's borders must be that cell's part. White space is
set aside, and so is furniture: page numbers, stamps, the parentheses of a name, repeated table heads.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2

from reports.blocks import Document, document_words
from reports.typesetting.text import as_printed
from reports.writers.pdf import lay_out, paint

_UNSEEN = re.compile(r"[\s\u00a0\u200b\ue000\ue001]+")
_PIECES = ("td", "th", "caption", "p", "li")


def squeezed(text: str) -> str:
    """``text`` without white space and without the signs that only steer line breaking."""
    return _UNSEEN.sub("", text)


@dataclass
class Part:
    """What one page prints of one piece, and where (PDF points from the page's top left corner)."""

    element: Any
    lines: list[str] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    is_furniture: bool = False
    is_repeated: bool = False

    @property
    def text(self) -> str:
        return squeezed("".join(self.lines))


def differences(document: Document, *, pages: Any = None, pdf: bytes | None = None) -> list[str]:
    """All differences between the document and its PDF, in words; empty when it is exact."""
    pages = pages or lay_out(document)
    pdf = pdf or paint(pages)
    parts = page_parts(pages)
    found = [*_pieces_differ(document, parts, _order(pages))]
    for name, texts in (("pdftotext -raw", poppler_texts(pdf)), ("PDFium", pdfium_texts(pdf))):
        if len(texts) != len(parts):
            found.append(f"{name}: {len(texts)} pages, not {len(parts)}")
        for number, (text, printed) in enumerate(zip(texts, parts, strict=False), start=1):
            expected = "".join(part.text for part in printed)
            if squeezed(text) != expected:
                found.append(f"{name}, page {number}: {_first_difference(expected, squeezed(text))}")
    # The stamp of a draft lies across the cells; only there what is inside a cell is not the cell's alone.
    return found if document.is_draft else [*found, *_cells_differ(pdf, parts)]


def page_parts(pages: Any) -> list[list[Part]]:
    """For each page what it prints, in the order in which it is painted."""
    return [_parts_of(page._page_box) for page in pages.pages]


def poppler_texts(pdf: bytes) -> list[str]:
    """What ``pdftotext -raw`` reads from each page."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(pdf)
        run = subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, check=True, timeout=120)
    return run.stdout.decode().split("\f")[:-1]


def pdfium_texts(pdf: bytes) -> list[str]:
    """What PDFium reads from each page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def broken_lines(pages: Any) -> Iterator[tuple[str, str]]:
    """The lines before and after each break that the line breaker chose inside a block of text."""
    for page in pages.pages:
        for box in page._page_box.descendants():
            lines = [child for child in getattr(box, "children", ()) if type(child).__name__ == "LineBox"]
            texts = ["".join(_texts(line)) for line in lines]
            yield from pairwise(texts)


def overrunning_lines(pages: Any) -> list[str]:
    """The printed texts that reach over the right border of their cell or page."""
    return [
        box.text
        for page in pages.pages
        for frame, box in _framed_texts(page._page_box, page._page_box)
        if box.position_x + box.width > frame.content_box_x() + frame.width + 0.5
    ]


def _framed_texts(box: Any, frame: Any) -> Iterator[tuple[Any, Any]]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "TextBox":
            yield frame, child
        else:
            yield from _framed_texts(child, child if type(child).__name__ == "TableCellBox" else frame)


def _parts_of(page: Any) -> list[Part]:
    parts: list[Part] = []
    for owner, text, cell, flags in _walk(page, None, None, (False, False)):
        if not parts or parts[-1].element is not owner:
            box = None
            if cell is not None:
                x, y = cell.position_x * 0.75, cell.position_y * 0.75
                box = (x, y, x + cell.border_width() * 0.75, y + cell.border_height() * 0.75)
            parts.append(Part(owner, box=box, is_furniture=flags[0] or owner is None, is_repeated=flags[1]))
        parts[-1].lines.append(text)
    return [part for part in parts if part.text]


def _walk(box: Any, owner: Any, cell: Any, flags: tuple[bool, bool]) -> Iterator[tuple[Any, str, Any, tuple]]:
    """Each printed text with the element that owns it, its table cell, and whether it is furniture or a table head."""
    kind, tag = type(box).__name__, box.element_tag
    if kind == "TextBox":
        yield owner, box.text, cell, flags
        return
    if kind == "TableCellBox":
        owner, cell = box.element, box
    elif cell is None and box.element is not None and _is_piece(box.element):
        owner = box.element
    if kind == "MarginBox" or (tag and "::" in tag):
        owner, flags = box, (True, flags[1])
    if kind == "TableRowGroupBox" and tag == "thead":
        flags = (flags[0], True)
    children = getattr(box, "children", ())
    for child in children:
        yield from _walk(child, owner, cell, flags)


def _is_piece(element: Any) -> bool:
    return element.tag in _PIECES or element.get("class") == "doc-line"


def _pieces_differ(document: Document, pages: list[list[Part]], order: dict[Any, int]) -> Iterator[str]:
    said: dict[Any, str] = {}
    for parts in pages:
        for part in parts:
            if part.is_furniture or (part.is_repeated and part.element in said):
                if part.is_repeated and part.text != said[part.element]:
                    yield f"a repeated head says {part.text}, not {said[part.element]}"
            else:
                said[part.element] = said.get(part.element, "") + part.text
    expected = [squeezed(as_printed(piece)) for piece in document_words(document)]
    expected = [piece for piece in expected if piece]
    printed = [said[element] for element in sorted(said, key=order.__getitem__)]
    if len(printed) != len(expected):
        yield f"{len(printed)} pieces are printed, {len(expected)} are in the document"
    for is_said, meant in zip(printed, expected, strict=False):
        if is_said != meant:
            yield f"piece: {_first_difference(meant, is_said)}"


def _order(pages: Any) -> dict[Any, int]:
    """The place of each element in the document: a later cell of a row may be printed on an earlier page."""
    root = next(box.element for box in pages.pages[0]._page_box.descendants() if box.element_tag == "html")
    return {element: number for number, element in enumerate(root.iter())}


def _cells_differ(pdf: bytes, pages: list[list[Part]]) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, (page, parts) in enumerate(zip(opened, pages, strict=True), start=1):
            text_page, height = page.get_textpage(), page.get_height()
            for part in parts:
                if part.box is None:
                    continue
                left, top, right, bottom = part.box
                inside = squeezed(text_page.get_text_bounded(left, height - bottom, right, height - top))
                if inside != part.text:
                    yield f"PDFium, page {number}, in the cell: {_first_difference(part.text, inside)}"


def _texts(box: Any) -> Iterator[str]:
    if type(box).__name__ == "TextBox":
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _first_difference(expected: str, found: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), -1)
    if at < 0:
        at = min(len(expected), len(found))
    return f"at {at} …{found[max(0, at - 15) : at + 15]!r}… and not …{expected[max(0, at - 15) : at + 15]!r}…"
