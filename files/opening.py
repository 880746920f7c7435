"""Opens a file that somebody brings: its extension, its first bytes and its parser must agree, or it is refused.

Not here: the parsers (``files.parsers``), their limits (``files.bounded``), words for a refusal (``files.refusals``),
keeping the bytes (``files.services``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from files import parsers
from files.bounded import ChildFailed, OutOfBounds, Refused, call
from files.names import clean_name, extension_of

MOST_BYTES = 20 * 1024**2

_MIB = 1024**2
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken."""

    magic: bytes
    media_type: str
    opens: Callable[..., tuple[dict[str, Any], bytes]]
    memory_bytes: int
    options: dict[str, Any] = field(default_factory=dict)


_JPEG = Kind(b"\xff\xd8\xff", "image/jpeg", parsers.open_image, 1024 * _MIB, {"kind": "JPEG"})
_OOXML = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    "pdf": Kind(b"%PDF-", "application/pdf", parsers.open_pdf, 1024 * _MIB),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind(b"\x89PNG\r\n\x1a\n", "image/png", parsers.open_image, 1024 * _MIB, {"kind": "PNG"}),
    "xlsx": Kind(_ZIP, f"{_OOXML}.spreadsheetml.sheet", parsers.open_workbook, 512 * _MIB),
    "docx": Kind(_ZIP, f"{_OOXML}.wordprocessingml.document", parsers.open_word, 512 * _MIB),
}
SAVE_AS = {
    "doc": "docx", "docm": "docx", "dot": "docx", "dotx": "docx", "odt": "docx", "rtf": "docx",
    "xls": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "xltx": "xlsx", "ods": "xlsx", "csv": "xlsx",
    "heic": "jpg", "heif": "jpg", "webp": "jpg", "gif": "png", "bmp": "png", "tif": "pdf", "tiff": "pdf",
    "ppt": "pdf", "pptx": "pdf", "pptm": "pdf", "svg": "png", "html": "pdf", "htm": "pdf", "txt": "pdf",
}
"""What to save a file as that is not taken, so that it is."""


@dataclass(frozen=True)
class Opened:
    """A file that is what it says: its clean name, the bytes to keep and what can be read in it."""

    name: str
    extension: str
    media_type: str
    content: bytes
    text: str


def open_file(content: bytes, *, name: str) -> Opened:
    """The file as it may be kept; pictures are written anew without camera data. Raises Refused with a code.

    Codes: ``empty``, ``too_large``, ``save_as``, ``kind_not_taken``, ``other_than_named``, ``locked_or_old``,
    ``out_of_bounds``, and those of ``files.parsers`` and ``files.office_zip``.
    """
    extension = extension_of(name)
    kind = kind_named(extension)
    if not content:
        raise Refused("empty")
    if len(content) > MOST_BYTES:
        raise Refused("too_large", most=MOST_BYTES // _MIB)
    if not content.startswith(kind.magic):
        if kind.magic == _ZIP and content.startswith(_OLE):
            raise Refused("locked_or_old", extension=extension)
        raise Refused("other_than_named", extension=extension)
    try:
        data, anew = call(kind.opens, content, options=kind.options, memory_bytes=kind.memory_bytes)
    except Refused as refusal:
        raise Refused(refusal.code, **{"extension": extension} | refusal.params) from None
    except OutOfBounds as problem:
        log.warning("a %s of %s bytes went over a limit: %s", extension, len(content), problem)
        raise Refused("out_of_bounds") from problem
    except ChildFailed as problem:
        log.warning("a %s of %s bytes could not be opened: %s", extension, len(content), problem)
        raise Refused("damaged") from problem
    return Opened(clean_name(name), extension, kind.media_type, anew or content, data["text"])


def kind_named(extension: str) -> Kind:
    """The kind an extension stands for. Raises Refused ``save_as`` where another program's file would be taken."""
    if extension in KINDS:
        return KINDS[extension]
    if extension in SAVE_AS:
        raise Refused("save_as", extension=extension, instead=SAVE_AS[extension])
    raise Refused("kind_not_taken", extension=extension)
