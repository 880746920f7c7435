"""Makes the dictionary by which libthai finds where a Thai line may break: its own words and ours.

With libthai's words alone one line in five ends inside a compound the office reads as one word (ผู้รับ|ผิดชอบ).

Not here: the words themselves (fixtures/thai_words.txt), making libthai read them (text_engine).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

STOCK_DIRECTORY = Path("/usr/share/libthai")
ALPHABET = "[0x0e01,0x0e3a]\n[0x0e40,0x0e4e]\n"
"""The characters a word may have; trietool drops any other silently."""


def stock_words() -> list[str]:
    """The words that come with libthai. Raises FileNotFoundError or CalledProcessError when they are not installed."""
    return [line.split("\t")[0] for line in _trietool("-p", str(STOCK_DIRECTORY), "thbrk", "list").splitlines()]


def words_of(path: Path) -> list[str]:
    """The words of a list, one a line; empty lines and lines starting with ``#`` are none."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def make_dictionary(words: Iterable[str]) -> bytes:
    """The bytes of a ``thbrk.tri`` that holds ``words``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thbrk.abm").write_text(ALPHABET, encoding="ascii")
        (folder / "words.txt").write_text("\n".join(sorted(set(words))) + "\n", encoding="utf-8")
        _trietool("-p", name, "thbrk", "add-list", "-e", "utf-8", str(folder / "words.txt"))
        return (folder / "thbrk.tri").read_bytes()


def _trietool(*arguments: str) -> str:
    # Without a UTF-8 locale trietool reads and writes nothing and still reports success.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    run = subprocess.run(["trietool", *arguments], env=environment, capture_output=True, check=True, timeout=60)
    return run.stdout.decode("utf-8")
