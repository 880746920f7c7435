"""Where published files lie: ``<ITA_DATA_DIR>/published/<sha256>/<Thai file name>``, as they are, for nginx or Django.

Written aside, made durable, then renamed, so that a file under its name is whole or not there.

Not here: which files are public (``models.Edition``), comparing the two (``verification``).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from files.durable import sync_folder, write_durably


def folder() -> Path:
    """The folder of all published files."""
    return Path(settings.ITA_DATA_DIR) / "published"


def path_of(sha256: str, file_name: str) -> Path:
    """Where the file of an edition lies. Both parts come from an edition's row, never from an address."""
    return folder() / sha256 / file_name


def keep(content: bytes, file_name: str) -> bool:
    """Put the bytes at their place; False when they were there already. Raises OSError and leaves nothing half done."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256, file_name)
    if holds(target, sha256):
        return False
    # Readable by the web server, which runs as another user.
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    write_durably(target, content, mode=0o644)
    sync_folder(folder())
    return True


def remove(sha256: str, file_name: str) -> None:
    """Take back what ``keep`` has just put there."""
    target = path_of(sha256, file_name)
    target.unlink(missing_ok=True)
    if not any(target.parent.iterdir()):
        target.parent.rmdir()


def holds(target: Path, sha256: str) -> bool:
    """Whether the file is there with these very bytes."""
    try:
        return digest_of(target) == sha256
    except FileNotFoundError:
        return False


def digest_of(target: Path) -> str:
    """The file's SHA-256 in hex, read in pieces. Raises OSError."""
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
