"""The name a person's computer gave a file, made safe to show and to offer for saving; it is never used as a path.

Not here: what the extension stands for (``files.opening``).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from thai.text import normalise

MOST_BYTES = 240
"""File systems take 255 bytes; a Thai letter is three of them, and browsers add " (1)"."""

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of the name without anything invisible or unfit for a disk, at most 240 bytes; never empty.

    The extension stays, in lower case; a name that was too long loses letters before it.
    """
    last = normalise(name).replace("\\", "/").rsplit("/", 1)[-1]
    last = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("_", last)).strip(" .")
    if _DEVICES.match(last):
        last = f"_{last}"
    path = PurePosixPath(last or "_")
    extension = path.suffix.lower()[:20]
    stem = last[: len(last) - len(path.suffix)] if path.suffix else last
    return (_cut(stem, MOST_BYTES - len(extension.encode())) or "_") + extension


def extension_of(name: str) -> str:
    """The extension without its dot, in lower case; empty when there is none."""
    return PurePosixPath(clean_name(name)).suffix.removeprefix(".")


def _cut(stem: str, most: int) -> str:
    """As many whole letters as fit, none left with half of its marks."""
    if len(stem.encode()) <= most:
        return stem
    kept = stem.encode()[:most].decode(errors="ignore")
    if unicodedata.category(stem[len(kept)]) == "Mn":
        kept = re.sub(r"(?s).[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*\Z", "", kept)
    return kept.rstrip(" .")
