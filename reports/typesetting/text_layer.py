"""Writes into a PDF what each glyph reads as, so that copying, searching and reading aloud give the typed text.

WeasyPrint notes for each glyph the first text it was seen with, which is wrong wherever HarfBuzz splits or joins
letters (upstream issue 2841). Our fonts have one reading for each glyph, so the table each font carries in the PDF
(ToUnicode) is written anew from those. It is a finisher, the place WeasyPrint offers for that; nothing is patched.

Not here: how the glyphs got one reading each (sarabun, symbols).
"""

from __future__ import annotations

from typing import Any

from .text import glyph_readings

ENTRIES_AT_ONCE = 100
"""As many as one ``beginbfchar`` section may hold (Adobe Technical Note 5014)."""


def write_readings(document: Any, pdf: Any) -> None:
    """Finisher for WeasyPrint: gives each font of ``pdf`` its true ToUnicode table."""
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
