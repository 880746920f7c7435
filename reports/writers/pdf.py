"""Writes a composed document as a PDF: archival (PDF/A-3a), tagged, and with exactly the text that was typed.

The same document gives the same bytes: nothing of the day or the machine goes in.
Not here: the HTML of the blocks (html), fonts and text layer (typesetting), limits of time and memory (bounded).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from reports.blocks import Document, Orientation, block_to_data
from reports.typesetting.breaking import portions
from reports.typesetting.engine import engine
from reports.typesetting.text import END_KEEP, KEEP, as_printed, for_print

from .html import write_body
from .medium import Medium, escaped
from .paper import SLOW_LENGTH, is_slow, room_for_letters
from .parting import lay_out_well

LONGEST_FIELD = 20_000
"""Characters that one field may have: about nine full pages. 100,000 take a second and a half, 350,000 twenty."""

VARIANT = "pdf/a-3a"
DEMO_STAMP = "ข้อมูลสาธิต"
DRAFT_STAMP = "ร่าง"

HERE = Path(__file__).parent
STYLE_SHEETS = (HERE.parent / "static" / "reports" / "document.css", HERE / "print.css")


class TooLong(Exception):
    """A field has more than ``LONGEST_FIELD`` characters; nothing was written."""


def prepare() -> None:
    """Makes this process ready to set Thai (about a second, once). Raises ``typesetting.engine.NotReady``."""
    engine()


def write_pdf(document: Document) -> bytes:
    """The document as PDF/A-3a; same document, same bytes. Raises TooLong, and NotReady as ``prepare`` does."""
    return paint(lay_out(document))


def lay_out(document: Document) -> Any:
    """The document's pages (a ``weasyprint.Document``) with every line in its place, not yet painted."""
    refuse_long_fields(document)
    style_sheet = _style_sheet(document.numerals, document.is_demo)
    return lay_out_well(engine().read(_html(document), style_sheet))


def paint(pages: Any) -> bytes:
    """The PDF of what ``lay_out`` gave."""
    return engine().paint(pages, pdf_variant=VARIANT)


def refuse_long_fields(document: Document) -> None:
    """Raises TooLong when a text of the document is longer than ``LONGEST_FIELD``."""
    for text in _texts([document.title, *(block_to_data(block) for block in document.blocks)]):
        if len(text) > LONGEST_FIELD:
            raise TooLong(f"{len(text)} characters in one field, {LONGEST_FIELD} at most: {text[:40]}…")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _print_text(text: str, share: float, orientation: Orientation) -> str:
    room = room_for_letters(share, orientation)
    if is_slow(text, share, orientation):
        return "".join(f"<span>{_steered(part, room)}</span>" for part in portions(as_printed(text), SLOW_LENGTH))
    return _steered(text, room)


def _steered(text: str, room: int) -> str:
    return escaped(for_print(text, room)).replace(KEEP, '<span class="doc-keep">').replace(END_KEEP, "</span>")


PAPER = Medium(
    text=_print_text,
    width=lambda share: f'style="width:{share:g}%"',
    is_paper=True,
)


def _html(document: Document) -> str:
    title = escape(" ".join(as_printed(document.title).split()))
    stamp = f'<div class="doc-draft">{DRAFT_STAMP}</div>' if document.is_draft else ""
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{stamp}{write_body(document, medium=PAPER)}</body></html>"
    )


@cache
def _style_sheet(numerals: str, is_demo: bool) -> Any:
    """The style sheet of all documents that share page furniture."""
    digits = "thai" if numerals == "thai" else "decimal"
    css = [path.read_text(encoding="utf-8") for path in STYLE_SHEETS]
    css.append(f'@page {{ @top-center {{ content: "- " counter(page, {digits}) " -" }} }}')
    if is_demo:
        css.append(f'@page {{ @bottom-center {{ content: "{DEMO_STAMP}" }} }}')
    return engine().style_sheet("\n".join(css))
