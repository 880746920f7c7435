"""What is wrong with an item set file, in sentences for the person who keeps it.

Not here: finding it (``yaml_file``, ``shape``, ``rules``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong: ``place`` inside the file in words (``items › o7 › title``), what is wrong and what to do."""

    place: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.place) if part)
        return f"{where}: {self.message}" if where else self.message


class ItemSetRefused(Exception):
    """A file was refused and nothing was written; ``sentences`` say why and what to do, one each."""

    def __init__(self, file_name: str, sentences: Sequence[object]):
        self.file_name = file_name
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__("\n".join(f"{file_name}: {sentence}" for sentence in self.sentences))


class ItemsHeld(ItemSetRefused):
    """Items would go that recorded rows refer to; ``held`` counts the rows by item code."""

    def __init__(self, file_name: str, year: int, held: Mapping[str, int]):
        self.held = dict(held)
        super().__init__(file_name, [
            f"item {code} of {year} cannot go: {count} recorded rows refer to it; keep it in the file"
            for code, count in self.held.items()
        ])
