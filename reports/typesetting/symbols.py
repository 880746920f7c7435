"""Makes the small font of signs that Sarabun lacks (☐ ☑ □ → ≥ and foreign letters) out of DejaVu Sans.

Only signs whose printed form is the sign itself are kept, one glyph each: no joined, stacked or right-to-left
scripts, since a reader of the PDF could not copy those as they were typed. What neither font has is printed as □.

Not here: Sarabun (sarabun), which characters of a text are missing (text).
"""

from __future__ import annotations

import copy
import io
import logging
import unicodedata
from collections.abc import Collection
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SPACE = 0x0020
"""Pango leaves a space between two signs in the font of the signs."""
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "kern", "FFTM")
KEPT_CATEGORIES = frozenset(
    ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So")
)
LEFT_OUT = (
    range(0x0590, 0x0900),  # right-to-left scripts
    range(0x0E00, 0x0F00),  # Thai is Sarabun's alone; Lao needs marks put in place
    range(0xE000, 0xF900),  # private use
    range(0xFB00, 0xFE00),  # ready-made ligatures
    range(0xFFFC, 0xFFFD),  # the object replacement character, which stands for what is not text
    range(0x1F000, 0x110000),  # emoji: Pango takes them from whatever font the machine has
)
EMOJI = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕☝⛹✌✍"
)
"""The older signs that Pango treats as emoji too (Unicode: Emoji_Presentation, Emoji_Modifier_Base)."""


def make_symbols(source: Path, family: str, without: Collection[int]) -> tuple[bytes, dict[int, str]]:
    """A font ``family`` with the signs of ``source`` that are not in ``without``, and what each glyph reads as."""
    logging.getLogger("fontTools.subset").setLevel(logging.WARNING)
    font = TTFont(source, recalcTimestamp=False)
    kept = sorted(code for code in font.getBestCmap() if (code not in without or code == SPACE) and _is_plain(code))
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
        (unicodedata.category(character) in KEPT_CATEGORIES or code == SPACE)
        and character not in EMOJI
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
