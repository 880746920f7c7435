"""The build makes everything once, notices what changed, and names what it lacks."""

import json
import time
from pathlib import Path

import pytest

from reports.typesetting import build as building
from reports.typesetting import dictionary, places


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made_in = tmp_path_factory.mktemp("typesetting")
    assert building.build(made_in) is True
    return made_in


def test_a_second_run_changes_nothing(folder: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    started = time.perf_counter()
    assert building.build(folder) is False
    assert time.perf_counter() - started < 1
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_spoilt_file_is_made_again_with_the_same_bytes(folder: Path) -> None:
    font = folder / "Sarabun-Bold.ttf"
    whole = font.read_bytes()
    font.write_bytes(whole[:-1])
    assert building.build(folder) is True
    assert font.read_bytes() == whole


def test_nothing_is_left_aside(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {*places.BUILT_FILES, places.MANIFEST_FILE, ".lock"}


def test_a_missing_source_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "WORDS", "fixtures/no_such_words.txt")
    with pytest.raises(building.CannotBuild, match=r"no_such_words\.txt"):
        building.build(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


def test_the_command_says_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert building.main(["--to", str(folder)]) == 0
    assert capsys.readouterr().out == f"already current: {folder}\n"


def test_every_glyph_reads_as_something_and_every_character_has_its_own(folder: Path) -> None:
    for label, readings in json.loads((folder / places.GLYPHS_FILE).read_text(encoding="utf-8")).items():
        assert all(readings.values()), label
        thai = [text for text in readings.values() if text == "ำ"]
        assert len(thai) == (4 if "Sarabun" in label else 0), label


def test_the_dictionary_holds_the_stock_and_the_offices_words(folder: Path) -> None:
    stock, office = dictionary.stock_words(), dictionary.words_of(places.PROJECT / "fixtures/thai_words.txt")
    assert len(stock) > 20_000
    copy = folder / "read"
    copy.mkdir()
    (copy / "thbrk.tri").write_bytes((folder / "thbrk.tri").read_bytes())
    listed = {line.split("\t")[0] for line in dictionary._trietool("-p", str(copy), "thbrk", "list").splitlines()}
    assert listed == {*stock, *office}
