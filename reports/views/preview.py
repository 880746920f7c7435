"""A document inside a page: the same blocks as the PDF, written as HTML.

Not here: the PDF (``writers.pdf``), the page around it (templates).
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.blocks import Document
from reports.writers.html import write_body

ZOOMS = (50, 75, 100, 125, 150)
"""Per cent of the paper's own size; style sheets have a class for each."""


@dataclass(frozen=True)
class DocumentBody:
    """``{{ body }}`` in a template prints the document. The writer has escaped every word; ``__html__`` says so."""

    document: Document
    first_heading: int = 2

    def __html__(self) -> str:
        return write_body(self.document, first_heading=self.first_heading)

    __str__ = __html__


def zoom_asked(value: str | None) -> int:
    """The zoom an address asks for; what fits beside the menu when it asks for none there is."""
    return int(value) if value and value.isascii() and value.isdecimal() and int(value) in ZOOMS else 75
