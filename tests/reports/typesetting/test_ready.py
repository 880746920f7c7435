"""The start-up check says in words what would otherwise go wrong in silence."""

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from reports.typesetting import places, ready


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built folder of this test's own, which the check looks at."""
    folder = tmp_path / "built"
    shutil.copytree(places.built_directory(), folder)
    monkeypatch.setenv("ITA_TYPESETTING_DIR", str(folder))
    return folder


def test_nothing_is_wrong_after_the_build(copy: Path) -> None:
    assert ready.problems() == []


def test_it_says_when_nothing_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_TYPESETTING_DIR", str(tmp_path))
    assert ready.problems() == [
        f"Fonts and dictionary are not built in {tmp_path}: run python -m reports.typesetting.build."
    ]


def test_it_names_a_missing_font(copy: Path) -> None:
    (copy / "Sarabun-Regular.ttf").unlink()
    assert ready.problems() == [
        f"Sarabun-Regular.ttf in {copy} missing or not as built: run python -m reports.typesetting.build."
    ]


def test_it_sees_a_dictionary_that_libthai_cannot_read(copy: Path) -> None:
    (copy / places.DICTIONARY_FILE).write_bytes(b"not a trie")
    assert len(ready.problems()) == 2
    assert ready.problems()[1].startswith("libthai cannot read its dictionary")


def test_another_weasyprint_is_a_problem(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: "70.1")
    assert ready.problems() == ["WeasyPrint is 70.1; the text of PDFs is proven with 70.0 only."]


def test_the_installed_weasyprint_is_the_proven_one() -> None:
    """Fails on a new version: prove the text layer (this folder, writers/) with it first, then change the pin."""
    assert metadata.version("weasyprint") == places.WEASYPRINT_VERSION == "70.0"


def test_a_missing_library_is_named_with_its_package(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ready.SYSTEM_LIBRARIES, "libnot-there.so.9", "libnot-there9")
    assert ready.problems() == ["The system library libnot-there.so.9 is missing (Debian package libnot-there9)."]


def test_asking_imports_neither_weasyprint_nor_fonttools() -> None:
    code = (
        "import sys; from reports.typesetting import ready; from reports.writers import html; ready.problems();"
        "print(sorted(m for m in sys.modules if m in ('weasyprint', 'fontTools', 'pydyf', 'cffi')))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=places.PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
