"""Makes the small font of signs that Sarabun lacks (☐ ☑ □ → ≥ and foreign letters) out of DejaVu Sans.

Only signs whose printed form is the sign itself are kept, one glyph each: no joined, stacked or right-to-left
scripts, since a reader of the PDF could not copy those as they were typed. What neither font has is printed as □.

Not here: Sarabun (sarabun), which characters of a text are missing (text).
"""

from __future__ import annotations

import copy
import io
import unicodedata
from collections.abc import Collection
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "kern", "FFTM")
KEPT_CATEGORIES = frozenset(
    ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So")
)
LEFT_OUT = (range(0x0590, 0x0900), range(0x0E00, 0x0F00), range(0xE000, 0xF900), range(0xFB00, 0xFE00))
"""Right-to-left scripts, Thai (Sarabun's alone) and Lao, private use, ready-made ligatures."""


def make_symbols(source: Path, family: str, without: Collection[int]) -> tuple[bytes, dict[int, str]]:
    """A font ``family`` with the signs of ``source`` that are not in ``without``, and what each glyph reads as."""
    font = TTFont(source, recalcTimestamp=False)
    kept = sorted(code for code in font.getBestCmap() if code not in without and _is_plain(code))
    options = subset.Options(drop_tables=[*subset.Options().drop_tables, *LAYOUT_TABLES], hinting=False)
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    _one_glyph_each(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = family
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), {font.getGlyphID(name): chr(code) for code, name in font.getBestCmap().items()}


def _is_plain(code: int) -> bool:
    character = chr(code)
    return (
        unicodedata.category(character) in KEPT_CATEGORIES
        and unicodedata.bidirectional(character) not in ("R", "AL", "AN")
        and not any(code in block for block in LEFT_OUT)
    )


def _one_glyph_each(font: TTFont) -> None:
    """Characters that share a glyph get one each, else the copied text could be the other character."""
    taken: set[str] = set()
    order = font.getGlyphOrder()
    renamed: dict[int, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        if name not in taken:
            taken.add(name)
            continue
        own = f"{name}.u{code:04X}"
        font["glyf"].glyphs[own] = copy.deepcopy(font["glyf"][name])
        font["hmtx"].metrics[own] = font["hmtx"][name]
        order = [*order, own]
        renamed[code] = own
    font.setGlyphOrder(order)
    for table in font["cmap"].tables:
        for code, own in renamed.items():
            if code in table.cmap:
                table.cmap[code] = own
