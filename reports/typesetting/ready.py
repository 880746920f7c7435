"""Says in plain sentences what is missing for printing Thai; asked at start-up, since nothing fails by itself:
without the dictionary lines just run over the cell borders, with another WeasyPrint the text layer is unproven.

Not here: mending it (build). WeasyPrint is never imported to ask: it would take a web process a second and 55 MB.
"""

from __future__ import annotations

import ctypes
from importlib import metadata

from . import manifest, places

SYSTEM_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libthai.so.0": "libthai0",
}
"""What WeasyPrint and Pango load at run time, and the Debian package that brings it."""


def problems() -> list[str]:
    """What keeps documents from being set rightly; empty when all is there."""
    return [*_weasyprint(), *_libraries(), *_built_files(), *_dictionary()]


def _weasyprint() -> list[str]:
    try:
        found = metadata.version("weasyprint")
    except metadata.PackageNotFoundError:
        return [f"WeasyPrint is not installed; version {places.WEASYPRINT_VERSION} is needed."]
    if found != places.WEASYPRINT_VERSION:
        return [f"WeasyPrint is {found}; the text of PDFs is proven with {places.WEASYPRINT_VERSION} only."]
    return []


def _libraries() -> list[str]:
    return [
        f"The system library {library} is missing (Debian package {package})."
        for library, package in SYSTEM_LIBRARIES.items()
        if _load(library) is None
    ]


def _built_files() -> list[str]:
    folder = places.built_directory()
    record = manifest.read_manifest(folder)
    if record is None:
        return [f"Fonts and dictionary are not built in {folder}: run python -m reports.typesetting.build."]
    changed = manifest.changed_files(folder, record)
    if changed:
        return [f"{', '.join(changed)} in {folder} missing or not as built: run python -m reports.typesetting.build."]
    return []


def _dictionary() -> list[str]:
    """libthai answers NULL for a dictionary it cannot use, and Pango then breaks no Thai line at all."""
    library = _load("libthai.so.0")
    path = places.built(places.DICTIONARY_FILE)
    if library is None or not path.exists():
        return []
    library.th_brk_new.restype = ctypes.c_void_p
    library.th_brk_new.argtypes = [ctypes.c_char_p]
    library.th_brk_delete.argtypes = [ctypes.c_void_p]
    breaker = library.th_brk_new(str(path).encode())
    if breaker is None:
        return [f"libthai cannot read its dictionary {path}: run python -m reports.typesetting.build."]
    library.th_brk_delete(breaker)
    return []


def _load(library: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(library)
    except OSError:
        return None
