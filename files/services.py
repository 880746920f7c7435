"""Keeping bytes and getting them back: written aside, made durable, then renamed to their digest; verified when read.

The file is in place before its row exists, so no row ever points to a missing or half-written file. A file without a
row (a crash in between) is harmless and is adopted by the next call with the same bytes.

Not here: what may be stored (the app that takes an upload opens and checks it), who may read it.
"""

import hashlib
from pathlib import Path

from django.conf import settings

from files.durable import write_durably
from files.models import StoredFile


class FileProblem(Exception):
    """The stored bytes cannot be given out."""


class FileMissing(FileProblem):
    """The row is there, the file is not."""


class FileAltered(FileProblem):
    """The file's bytes are no longer those that were stored."""


def path_of(stored: StoredFile) -> Path:
    return _path(stored.sha256)


def store_bytes(content: bytes, *, media_type: str) -> StoredFile:
    """The stored file for these bytes; the same bytes give the same row, with the media type they first came with.

    Raises OSError when the disk refuses; then neither row nor file is left behind.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = _path(digest)
    if not _holds(target, digest):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_durably(target, content)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": len(content), "media_type": media_type}
    )
    if not target.exists():  # forgotten since it was looked at (``files.forgetting``), and the row is a new one
        write_durably(target, content)
    return stored


def read_bytes(stored: StoredFile) -> bytes:
    """The bytes as they were stored. Raises FileMissing or FileAltered, and never gives out other bytes."""
    try:
        content = path_of(stored).read_bytes()
    except FileNotFoundError:
        raise FileMissing(stored.sha256) from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileAltered(stored.sha256)
    return content


def _path(digest: str) -> Path:
    return Path(settings.ITA_DATA_DIR) / "files" / digest[:2] / digest


def _holds(target: Path, digest: str) -> bool:
    """A file that is there with other bytes is damaged; writing it anew repairs it."""
    try:
        return hashlib.sha256(target.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False
