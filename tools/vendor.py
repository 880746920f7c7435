"""Copies from node_modules the files that our style sheets and pages name, and no others, to .build/vendor.

Not here: installing npm's packages (setup.py).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from steps import ROOT, SetupFailed

TARGET = ROOT / ".build" / "vendor"
# vendor/NAME/… in a page → the folders of the npm package where the file may lie.
SOURCES = {
    "bootstrap": ("bootstrap/dist/css", "bootstrap/dist/js"),
    "bootstrap-icons": ("bootstrap-icons/icons",),
    "sarabun": ("@fontsource/sarabun/files",),
}
_NAMED = re.compile(r"vendor/([a-z-]+)/([\w.-]+\.(?:css|js|svg|woff2))")
# Names a file that is not served; collectstatic would look for it.
_SOURCE_MAP = re.compile(rb"\n?(?:/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)")


def readers() -> list[Path]:
    """Our own files in which a vendor file may be named."""
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    folders = [ROOT / "static", ROOT / "templates", *(app / name for app in apps for name in ("static", "templates"))]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".css", ".html", ".js"})


def named_files() -> list[tuple[str, str]]:
    """(package, file) pairs as the readers name them."""
    found: set[tuple[str, str]] = set()
    for path in readers():
        found.update(_NAMED.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


def copy_used_files() -> None:
    """Fills .build/vendor anew. Raises SetupFailed naming a file that no package holds."""
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for package, name in named_files():
        candidates = [ROOT / "node_modules" / folder / name for folder in SOURCES.get(package, ())]
        source = next((path for path in candidates if path.is_file()), None)
        if source is None:
            raise SetupFailed(f"ไม่พบแฟ้ม vendor/{package}/{name}\nNo npm package holds vendor/{package}/{name}.")
        (fresh / package).mkdir(exist_ok=True)
        (fresh / package / name).write_bytes(_SOURCE_MAP.sub(b"", source.read_bytes()))
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)


def are_copied() -> bool:
    return all((TARGET / package / name).is_file() for package, name in named_files())


if __name__ == "__main__":
    copy_used_files()
