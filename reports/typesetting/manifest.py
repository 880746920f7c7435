"""What the last build made and of what: lets a second build do nothing and the start-up check see a changed file.

Not here: building (build), judging (ready).
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from . import places


def digest(content: bytes) -> str:
    """The SHA-256 of ``content`` in hex."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What the last build wrote down; None when there was none."""
    path = folder / places.MANIFEST_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write_all(folder: Path, inputs: dict[str, str], outputs: dict[str, bytes]) -> None:
    """Puts the built files into the folder, each written aside and renamed, the manifest last."""
    for name, content in outputs.items():
        _write(folder / name, content)
    record = {"inputs": inputs, "outputs": {name: digest(content) for name, content in outputs.items()}}
    _write(folder / places.MANIFEST_FILE, json.dumps(record, indent=1, sort_keys=True).encode())


def is_current(folder: Path, inputs: dict[str, str]) -> bool:
    """Whether the folder holds exactly what these inputs make."""
    manifest = read_manifest(folder)
    return manifest is not None and manifest["inputs"] == inputs and not changed_files(folder, manifest)


def changed_files(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """The built files that are missing or are not as they were built."""
    return [
        name
        for name in places.BUILT_FILES
        if not (folder / name).exists() or digest((folder / name).read_bytes()) != manifest["outputs"].get(name)
    ]


def _write(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
