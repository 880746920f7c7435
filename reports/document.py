"""Content and layout become a document: the layout's sections in order, a new page where the paper turns.

Not here: writing it (writers), composing the content (``compose``).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Document, PageBreak
from reports.content import ReportContent
from reports.layouts import Layout
from reports.sections import SECTIONS


def build_document(content: ReportContent, layout: Layout) -> Document:
    """The document this layout makes of the content; without blocks when the content has nothing for it."""
    parts = [(section["orientation"], list(_blocks_of(section, content, layout))) for section in layout.sections]
    parts = [(orientation, blocks) for orientation, blocks in parts if blocks]
    return Document(
        title=content.title, agency_name=content.agency.full_name, blocks=tuple(_joined(parts)),
        numerals=numerals_of(content, layout), orientation=parts[0][0] if parts else "portrait",
        is_demo=content.is_demo,
    )  # fmt: skip


def numerals_of(content: ReportContent, layout: Layout) -> str:
    """``thai`` or ``arabic`` for what the portal prints itself: the year's own style, else the layout's."""
    return content.numerals if content.numerals in ("thai", "arabic") else layout.numerals


def _blocks_of(section: dict, content: ReportContent, layout: Layout) -> Iterator[Block]:
    options = {**section, "numerals": numerals_of(content, layout)}
    return SECTIONS[section["section"]].blocks(content, options)


def _joined(parts: list[tuple[str, list[Block]]]) -> Iterator[Block]:
    current = parts[0][0] if parts else ""
    for orientation, blocks in parts:
        if orientation != current:
            yield PageBreak(orientation=orientation)
        current = orientation
        yield from blocks
