"""Where the built fonts and dictionary lie, so that the build, the start-up check and the writer agree.

Not here: how they are made (build), whether they are there (ready).
"""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

WEASYPRINT_VERSION = "70.0"
"""The only version the text layer was proven with: another one must be proven first (tests/reports)."""

FAMILY = "ITA Sarabun"
SYMBOL_FAMILY = "ITA Symbols"
"""Families of our own: a font of the same name installed on the machine must not slip in."""

FONT_FILES = {
    (FAMILY, 400): "Sarabun-Regular.ttf",
    (FAMILY, 700): "Sarabun-Bold.ttf",
    (SYMBOL_FAMILY, 400): "Symbols-Regular.ttf",
    (SYMBOL_FAMILY, 700): "Symbols-Bold.ttf",
}
GLYPHS_FILE = "glyphs.json"
DICTIONARY_FILE = "thbrk.tri"
"""The name under which libthai looks for it."""
STOCK_DICTIONARY_FILE = "thbrk-stock.tri"
MANIFEST_FILE = "manifest.json"
BUILT_FILES = (*FONT_FILES.values(), GLYPHS_FILE, DICTIONARY_FILE, STOCK_DICTIONARY_FILE)


def built_directory() -> Path:
    """Where the built files are read from: ``ITA_TYPESETTING_DIR``, else ``.build/typesetting`` beside manage.py."""
    given = os.environ.get("ITA_TYPESETTING_DIR")
    return Path(given) if given else PROJECT / ".build" / "typesetting"


def built(name: str) -> Path:
    """The path of one built file."""
    return built_directory() / name
