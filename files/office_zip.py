"""Looks at the zip of a workbook or a Word file before any parser does: what it would unpack to, and what is in it.

Everything is counted from the directory first and again while unpacking, since a directory can lie. Pure: bytes in,
an exception or nothing out; runs inside ``files.bounded``.

Not here: the parsers (``files.parsers``).
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from files.bounded import Refused

MOST_ENTRIES = 1_000
MOST_UNPACKED = 100 * 1024**2  # bytes
MOST_TIMES = 200
"""How many times its packed size a file may unpack to; small files compress better without harm."""
SMALL = 10 * 1024**2

_END = b"PK\x05\x06"
_END_LENGTH = 22
_CHUNK = 1 << 20
_DTD = re.compile("<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_PROGRAMS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|macrosheets/.*)$", re.IGNORECASE)


def check_office_zip(content: bytes, *, folder: str) -> None:
    """Nothing when these bytes are one sound OOXML zip with its parts in ``folder`` (``xl`` or ``word``).

    Raises Refused: ``damaged``, ``other_than_named``, ``locked``, ``unpacks_too_large``, ``has_programs``,
    ``more_than_one_file``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(content, archive, entries)
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" not in names or not any(name.startswith(f"{folder}/") for name in names):
                raise Refused("other_than_named")
            _check_parts(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as problem:
        raise Refused("damaged") from problem


def _check_directory(content: bytes, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > max(SMALL, min(MOST_UNPACKED, MOST_TIMES * len(content))):
        raise Refused("unpacks_too_large")
    if not entries or len(set(names)) < len(names):
        raise Refused("damaged")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    if any(_leads_outside(entry) for entry in entries):
        raise Refused("damaged")
    if any(_PROGRAMS.search(entry.filename) for entry in entries):
        raise Refused("has_programs")
    # Something before or after the zip: two files in one, each read by another program.
    if min(entry.header_offset for entry in entries) or archive.comment or content[-_END_LENGTH:][:4] != _END:
        raise Refused("more_than_one_file")


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/")
    return name.startswith("/") or ".." in name.split("/") or ":" in name or stat.S_ISLNK(entry.external_attr >> 16)


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpacks every part once: sums are right, and no XML brings definitions of its own, which OOXML forbids."""
    left = MOST_UNPACKED
    for entry in entries:
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        kept = bytearray()
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused("unpacks_too_large")
                if is_xml:
                    kept += chunk
        if is_xml and _DTD.search(_decoded(bytes(kept))):
            raise Refused("damaged")
        if entry.filename == "[Content_Types].xml" and b"macroenabled" in kept.lower():
            raise Refused("has_programs")


def _decoded(part: bytes) -> str:
    """The part's markup in letters, in whichever of the two encodings OOXML allows."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return part.decode("utf-16", "replace")
    if b"\0" in part[:4]:
        return part.decode("utf-16-be" if part[:1] == b"\0" else "utf-16-le", "replace")
    return part.decode("latin-1")
