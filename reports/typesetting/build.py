"""``python -m reports.typesetting.build [--to DIR]``: makes fonts, glyph readings and dictionary; once is enough.

Not here: whether what is built is used rightly (ready).
"""

from __future__ import annotations

import argparse
import fcntl
import json
import sys
from pathlib import Path

from . import dictionary, glyphs, manifest, places, sarabun, symbols

FONT_SOURCES = {
    (places.FAMILY, 400): "node_modules/@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf",
    (places.FAMILY, 700): "node_modules/@expo-google-fonts/sarabun/700Bold/Sarabun_700Bold.ttf",
}
SYMBOL_SOURCES = {
    (places.SYMBOL_FAMILY, 400): "DejaVuSans.ttf",
    (places.SYMBOL_FAMILY, 700): "DejaVuSans-Bold.ttf",
}
SYMBOL_DIRECTORY = Path("/usr/share/fonts/truetype/dejavu")
WORDS = "fixtures/thai_words.txt"


class CannotBuild(Exception):
    """A font, word list or tool that the build needs is not there; the message names it and what brings it."""


def build(to: Path | None = None) -> bool:
    """Makes all files into ``to`` (else the place they are read from); False when they were there and current.

    A reader sees each file old or new, never half. Raises CannotBuild.
    """
    folder = to or places.built_directory()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        inputs = _input_digests()
        if manifest.is_current(folder, inputs):
            return False
        manifest.write_all(folder, inputs, _make())
    return True


def _make() -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    readings: dict[str, dict[int, str]] = {}
    for key, source in FONT_SOURCES.items():
        made[places.FONT_FILES[key]], readings[_label(key)] = sarabun.read_exactly(places.PROJECT / source, key[0])
    in_sarabun = {ord(text) for read in readings.values() for text in read.values() if len(text) == 1}
    for key, source in SYMBOL_SOURCES.items():
        made[places.FONT_FILES[key]], readings[_label(key)] = symbols.make_symbols(
            SYMBOL_DIRECTORY / source, key[0], without=in_sarabun
        )
    made[places.GLYPHS_FILE] = json.dumps(readings, ensure_ascii=False).encode()
    words = dictionary.stock_words()
    if not words:
        raise CannotBuild(f"{dictionary.STOCK_DIRECTORY} holds no words: install libthai-data")
    made[places.DICTIONARY_FILE] = dictionary.make_dictionary([*words, *dictionary.words_of(places.PROJECT / WORDS)])
    made[places.STOCK_DICTIONARY_FILE] = (dictionary.STOCK_DIRECTORY / "thbrk.tri").read_bytes()
    return made


def _label(key: tuple[str, int]) -> str:
    return f"{key[0]} {key[1]}"


def _input_digests() -> dict[str, str]:
    """Digests of all that decides the outcome: sources, words, and the recipes themselves."""
    sources = {name: places.PROJECT / name for name in (*FONT_SOURCES.values(), WORDS)}
    sources |= {name: SYMBOL_DIRECTORY / name for name in SYMBOL_SOURCES.values()}
    sources["libthai"] = dictionary.STOCK_DIRECTORY / "thbrk.tri"
    sources |= {f"recipe {module.__name__}": Path(module.__file__) for module in (sarabun, glyphs, symbols, dictionary)}
    sources["recipe build"] = Path(__file__)
    missing = [str(path) for path in sources.values() if not path.exists()]
    if missing:
        raise CannotBuild(
            f"not found: {', '.join(missing)} (npm ci brings Sarabun; the system packages fonts-dejavu-core, "
            "libthai-data and libdatrie1-bin the others)"
        )
    return {name: manifest.digest(path.read_bytes()) for name, path in sources.items()}


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when the files are there afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, help="where to, else ITA_TYPESETTING_DIR or .build/typesetting")
    given = parser.parse_args(arguments)
    try:
        made = build(given.to)
    except (CannotBuild, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    folder = given.to or places.built_directory()
    print(f"{'made' if made else 'already current'}: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
