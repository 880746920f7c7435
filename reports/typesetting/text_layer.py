"""Writes into a PDF what each glyph reads as, so that copying, searching and reading aloud give the typed text.

WeasyPrint notes for each glyph the first text it was seen with, which is wrong wherever HarfBuzz splits or joins
letters (upstream issue 2841). Our fonts have one reading for each glyph, so the table each font carries in the PDF
(ToUnicode) is written anew from those.

A line that stands a second time right below itself is told apart from the first one: PDFium (the reader of Chrome)
takes the same glyphs so near to each other for one text painted twice, and reads it once.

Both are done by a finisher, the place WeasyPrint offers for that; nothing is patched.

Not here: how the glyphs got one reading each (sarabun, symbols).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .text import glyph_readings

ENTRIES_AT_ONCE = 100
"""As many as one ``beginbfchar`` section may hold (Adobe Technical Note 5014)."""
LOOKS_BACK = 8
"""Texts; PDFium compares each with the five before it."""
_FIRST_GLYPH = re.compile(rb"^\[<([0-9a-f]{4})")


def finish(document: Any, pdf: Any) -> None:
    """Finisher for WeasyPrint: all that makes the text of ``pdf`` read as it was typed."""
    write_readings(document, pdf)
    for value in pdf.objects:
        if isinstance(stream := getattr(value, "stream", None), list):
            value.stream = list(tell_repeated_apart(stream))


def tell_repeated_apart(operations: list[Any]) -> Iterator[Any]:
    """The operations of a page; every second showing of a text is in two pieces, which moves nothing."""
    last: dict[bytes, tuple[int, bool]] = {}
    number = 0
    for operation in operations:
        if not (isinstance(operation, bytes) and operation.startswith(b"[") and operation.endswith(b"] TJ")):
            yield operation
            continue
        number += 1
        shown, was_whole = last.get(operation, (0, False))
        is_whole = not was_whole or number - shown > LOOKS_BACK
        last[operation] = number, is_whole
        yield operation if is_whole else _FIRST_GLYPH.sub(rb"[<\1>] TJ [<", operation)


def write_readings(document: Any, pdf: Any) -> None:
    """Gives each font of ``pdf`` its true ToUnicode table."""
    fonts = {font.name: font for font in document.fonts.values()}
    for value in pdf.objects:
        if isinstance(value, dict) and value.get("Type") == "/Font" and "ToUnicode" in value:
            table = pdf.objects[int(value["ToUnicode"].split()[0])]
            table.stream = _to_unicode(_readings_of(fonts[value["BaseFont"]]))


def _readings_of(font: Any) -> dict[int, str]:
    known = glyph_readings().get((font.family, font.weight), {})
    # What is not ours keeps WeasyPrint's guess: nothing gets here while ``text.as_printed`` is kept to.
    return {number: known.get(number, font.to_unicode[number]) for number in sorted(font.to_unicode)}


def _to_unicode(readings: dict[int, str]) -> list[bytes]:
    lines = [
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def",
        b"/CMapType 2 def",
        b"1 begincodespacerange",
        b"<0000> <ffff>",
        b"endcodespacerange",
    ]
    entries = [f"<{number:04x}> <{text.encode('utf-16-be').hex()}>".encode() for number, text in readings.items()]
    for start in range(0, len(entries), ENTRIES_AT_ONCE):
        section = entries[start : start + ENTRIES_AT_ONCE]
        lines += [f"{len(section)} beginbfchar".encode(), *section, b"endbfchar"]
    return [*lines, b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end"]
