"""A pasted table of scores, line by line: which value of the sheet each line gives, and why a line gives none.

Nothing of a paste is lost in silence: every line with something on it is either taken or left with its reason.

Not here: what a line's words name (``pasted_subjects``), the form (``forms``). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.scores.lines import Part, Sheet, instrument_of
from indicators.scores.pasted_subjects import Context, Names, Subject, by_number, subject_of
from indicators.scores.selectors import Key
from thai.digits import NumberError, parse_decimal, to_arabic
from thai.text import normalise

MOST_LINES, MOST_LETTERS = 1_000, 100_000
LEVEL: Key = ("level", "")
"""The key of a line that gave the level in words."""
_CENT = Decimal("0.01")
_QUOTED = re.compile(r'(?:(?<=[\t\n])|\A)"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_FIGURE = re.compile(r"(?:ร้อยละ|คะแนน)?\s*([+-]?[0-9][0-9,]*(?:\.[0-9]*)?)\s*(?:%|คะแนน|points?)?")
_NAMES_SCORE = re.compile(r"คะแนน|ร้อยละ|score|ผลการประเมิน")
_SHOWN = 200


class TooMuch(ValueError):
    """More lines or letters than any sheet has."""

    def __init__(self, lines: int, letters: int):
        super().__init__(f"{lines} lines, {letters} letters")
        self.lines, self.letters = lines, letters


@dataclass(frozen=True)
class Record:
    """A row of the table: from which line to which (a quoted cell may hold several), as pasted."""

    first: int
    last: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """In one line, at a length one can look at."""
        text = " · ".join(" ".join(cell.split()) for cell in self.cells if cell.strip())
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(frozen=True)
class Taken:
    """A record that gave a value: a score, or for ``LEVEL`` the level in ``words``."""

    record: Record
    key: Key
    value: Decimal | None = None
    words: str = ""


@dataclass(frozen=True)
class Left:
    """A record that gave nothing; ``reason`` is a key of the page's words, ``named`` what they speak of."""

    record: Record
    reason: str
    named: str = ""


@dataclass(frozen=True)
class Pasted:
    """What a paste gives, in its order."""

    taken: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()
    values: dict[Key, Decimal] = field(default_factory=dict)
    level: str = ""


def read_pasted(text: str, *, sheet: Sheet) -> Pasted:
    """Every line of the text, taken or left. Raises TooMuch for more than a sheet can hold."""
    plain = normalise(text)
    lines = plain.count("\n") + 1
    if lines > MOST_LINES or len(plain) > MOST_LETTERS:
        raise TooMuch(lines, len(plain))
    reader = _Reader(sheet)
    for record in _records(plain):
        reader.read(record)
    return Pasted(tuple(reader.taken), tuple(reader.left), reader.values, reader.level)


def _records(text: str) -> Iterator[Record]:
    """Rows with something in them; a quoted cell of Excel keeps its lines together."""
    plain = text.replace("\v", " ")
    joined = _QUOTED.sub(lambda match: match[1].replace('""', '"').replace("\n", "\v"), plain)
    number = 1
    for row in joined.split("\n"):
        more = row.count("\v")
        cells = tuple(cell.replace("\v", "\n") for cell in row.split("\t"))
        if any(cell.strip() for cell in cells):
            yield Record(number, number + more, cells)
        number += 1 + more


class _Reader:
    """Goes down the rows and remembers what the headings above said."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.names = sheet, Names(sheet)
        self.context = Context()
        self.column: int | None = None
        self.taken: list[Taken] = []
        self.left: list[Left] = []
        self.values: dict[Key, Decimal] = {}
        self.level = ""

    def read(self, record: Record) -> None:
        """Take the record or leave it with its reason."""
        cells = [" ".join(to_arabic(cell).lower().split()) for cell in record.cells]
        is_table = len([each for each in cells if each]) > 1
        found = self._value(record, cells) if is_table else self._in_words(record, cells)
        if isinstance(found, Left):
            self.left.append(found)
            return
        self.taken.append(found)
        if found.value is not None:
            self.values[found.key] = found.value
        self.level = self.level or found.words
        part, code = found.key
        if part == Part.ITEM:
            self.context = Context(instrument_of(code, self.sheet.instruments) or self.context.instrument)
        elif part == Part.INSTRUMENT:
            self.context = Context(code)

    def _in_words(self, record: Record, cells: list[str]) -> Taken | Left:
        """A row that is one text: its words in place of cells, the score first or last among them."""
        text = next(cell for cell in cells if cell)
        subject = subject_of(text, self.names, self.context)
        start, end = subject.span
        words = [*text[:start].split(), *text[end:].split()]
        figures = [place for place, word in enumerate(words) if _is_figure(word)]
        if subject.key is None and subject.reason == "no_subject" and figures and figures[0] == 0 and len(words) > 1:
            rest = " ".join(word for word in words if not _is_figure(word))
            subject = by_number(words[0], rest, self.names, self.context)
            words, figures = words[1:], [place - 1 for place in figures[1:]]
        elif subject.key and figures[:1] == [0] and len(figures) > 1 and subject.span == (0, 0):
            rest = " ".join(words[1:])
            subject = self._numbered(subject, words[0], rest)
            words, figures = words[1:], [place - 1 for place in figures[1:]]
        units = {"คะแนน", "%", "points", "point"}
        last = len([word for word in words if word not in units]) - 1
        if len(figures) > 1:
            figures = [place for place in figures if place == last] or figures
        return self._settle(record, subject, [words[place] for place in figures], text)

    def _value(self, record: Record, cells: list[str]) -> Taken | Left:
        """A row of cells: one names the value, one is the score."""
        figures = [place for place, cell in enumerate(cells) if cell and _FIGURE.fullmatch(cell)]
        others = [place for place, cell in enumerate(cells) if cell and not _FIGURE.fullmatch(cell)]
        text = " ".join(cells[place] for place in others)
        whole = []
        for place in others:
            each = subject_of(cells[place], self.names, self.context)
            if each.key and not each.reason and (each.span == (0, len(cells[place])) or each.span == (0, 0)):
                whole.append(each)
        keys = {each.key for each in whole}
        subject = whole[0] if len(keys) == 1 else subject_of(text, self.names, self.context)
        if len(keys) > 1:
            particular = {key for key in keys if key and key[0] == Part.ITEM}
            subject = Subject(next(iter(particular))) if len(particular) == 1 else Subject(reason="several_subjects")
        if subject.key is None and subject.reason == "no_subject" and len(figures) > 1:
            numbered = [by_number(cells[place], text, self.names, self.context) for place in figures]
            known = [place for place, each in zip(figures, numbered, strict=True) if each.key]
            chosen = known[0] if len(known) == 1 else figures[0]
            subject = numbered[figures.index(chosen)]
            figures = [place for place in figures if place != chosen]
        if len(figures) > 1 and subject.key and subject.span == (0, 0):
            if cells[figures[0]].startswith("0") and cells[figures[0]].isdecimal():
                subject = self._numbered(subject, cells[figures[0]], text)
            figures = [place for place in figures if cells[place].rstrip(".") != (subject.key or ("", ""))[1]]
        if len(figures) > 1 and self.column in figures:
            figures = [self.column]
        if len(figures) > 1 and figures[0] == 0 and cells[0].rstrip(".").isdecimal():
            figures = figures[1:]
        if not figures and subject.key is None:
            self._remember_column(cells)
        return self._settle(record, subject, [cells[place] for place in figures], text)

    def _numbered(self, subject: Subject, word: str, words: str) -> Subject:
        """The subject its words name, unless the number before them is that of another line."""
        number = word.rstrip(".)")
        own = subject.key[1].lstrip("abcdefghijklmnopqrstuvwxyz") if subject.key else ""
        return subject if number.lstrip("0") == own else by_number(word, words, self.names, self.context)

    def _remember_column(self, cells: list[str]) -> None:
        named = [place for place, cell in enumerate(cells) if _NAMES_SCORE.search(cell)]
        of_year = [place for place in named if str(self.sheet.year) in cells[place]]
        chosen = of_year if len(of_year) == 1 else named
        self.column = chosen[0] if len(chosen) == 1 else self.column

    def _settle(self, record: Record, subject: Subject, figures: list[str], text: str) -> Taken | Left:
        """The value, with every reason against it asked in turn."""
        level = self._level(text, subject)
        if not figures:
            if level and subject.key in (None, (Part.OVERALL, "")):
                return Left(record, "level_twice") if self.level else Taken(record, LEVEL, words=level)
            return self._heading(record, subject, text)
        if subject.key is None or subject.reason:
            return Left(record, subject.reason or "no_subject", subject.named)
        if len(figures) > 1:
            return Left(record, "several_numbers")
        score = _score(figures[0])
        if isinstance(score, str):
            return Left(record, score, figures[0])
        if subject.key in self.values:
            return Left(record, "twice", str(next(each.record.first for each in self.taken if each.key == subject.key)))
        return Taken(record, subject.key, score, "" if self.level else level)

    def _heading(self, record: Record, subject: Subject, text: str) -> Left:
        if subject.key and subject.key[0] != Part.INSTRUMENT:
            return Left(record, "no_score", subject.named)
        instrument = self.names.instrument_in(text)
        if instrument:
            self.context = Context(instrument)
        elif "ตัวชี้วัด" in text or "indicator" in text:
            self.context = Context(self.context.instrument, counts_indicators=True)
        return Left(record, "heading")

    def _level(self, text: str, subject: Subject) -> str:
        if subject.key != (Part.OVERALL, "") and "ระดับ" not in text and "level" not in text:
            return ""
        for name in sorted(self.sheet.levels, key=len, reverse=True):
            if re.search(rf"(?<![a-z]){re.escape(name.lower())}(?![a-z])", text):
                return name
        return ""


def _is_figure(word: str) -> bool:
    return _FIGURE.fullmatch(word.rstrip(".)")) is not None


def _score(figure: str) -> Decimal | str:
    """The score, or the reason why this figure is none."""
    match = _FIGURE.fullmatch(figure.rstrip(")"))
    typed = (match[1] if match else figure).rstrip(".")
    try:
        score = parse_decimal(typed)
    except NumberError:
        return "comma" if "," in typed else "not_a_number"
    if score > 100:
        return "over"
    if score < 0:
        return "under"
    if score != score.quantize(_CENT):
        return "decimals"
    return abs(score.quantize(_CENT))
