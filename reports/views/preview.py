"""A document inside a page: the same blocks as the PDF, written as HTML.

Not here: the PDF (``writers.pdf``), the page around it (templates).
"""

from __future__ import annotations

from reports.blocks import Document
from reports.writers.html import write_body

ZOOMS = (50, 75, 100, 125, 150)
"""Per cent of the paper's own size; style sheets have a class for each."""


class DocumentBody(str):
    """The written document; ``{{ body }}`` prints it as HTML.

    Only ``of`` makes one: what it holds comes from the writer, which escapes every word of the document, so this is the
    one text of the portal that a template may print without escaping it again (``__html__`` tells it so).
    """

    __slots__ = ()

    @classmethod
    def of(cls, document: Document, *, first_heading: int = 2) -> DocumentBody:
        """``first_heading``: the level of the document's first headings, below those of the page."""
        return cls(write_body(document, first_heading=first_heading))

    def __html__(self) -> str:
        return self


def zoom_asked(value: str | None) -> int:
    """The zoom an address asks for; what fits beside the menu when it asks for none there is."""
    return int(value) if value and value.isascii() and value.isdecimal() and int(value) in ZOOMS else 75
