"""Writing a file so that it is whole under its name or not there: aside, made durable, then renamed.

Not here: where files lie (``files.services``, ``publishing.storage``).
"""

import os
import tempfile
from pathlib import Path

ASIDE = ".new-"
"""How the name of a file begins while it is being written; what a crash leaves behind is known by it."""


def write_durably(target: Path, content: bytes, *, mode: int = 0o640) -> None:
    """Put the bytes under this name in a folder that is there, replacing what was under it.

    Raises OSError and leaves nothing half done.
    """
    number, aside = tempfile.mkstemp(prefix=ASIDE, dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, mode)
        os.replace(aside, target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename inside the folder durable."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
