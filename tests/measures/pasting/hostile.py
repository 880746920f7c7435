"""Workbooks made to do harm, and mutants of our own, all from a fixed seed.

Not here: what must become of them (``test_hostile_workbooks``).
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from files.bounded import Refused
from measures.pasting.sheets import read_workbook
from measures.pasting.workbook import write_workbook

SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = (
    _HEAD + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{dimension}<sheetData>{rows}'
    "</sheetData></worksheet>"
)


def ours() -> bytes:
    """A workbook of the portal with one filled row."""
    return write_workbook(
        "plan", [{"row_ref": "1-1", "number_text": "๑.", "title": "มาตรการ", "methods": "๑. ก\n๒. ข"}]
    )


def changed(parts: dict[str, bytes | None], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Our workbook with some parts replaced, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours())) as old, zipfile.ZipFile(out, "w", packing) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, dimension: str = "") -> bytes:
    """Our workbook with these rows of XML for its sheet."""
    return changed({SHEET: _SHEET.format(rows=rows, dimension=dimension).encode()})


def bomb() -> bytes:
    """Half a megabyte that unpacks to 300."""
    out = io.BytesIO(changed({"xl/sharedStrings.xml": None}))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as part:
        for _megabyte in range(300):
            part.write(b" " * 1024**2)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ก" * 10}">' for n in range(12))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [{_ENTITIES}]>'
HEADINGS = '<row r="1">' + cell("A1", "ลำดับที่") + cell("B1", "มาตรการ") + "</row>"
ROW = '<row r="2">' + cell("A2", "1") + cell("B2", "ดี") + "</row>"

REFUSED: dict[str, Callable[[], bytes]] = {
    "far cell": lambda: sheet(HEADINGS + ROW + f'<row r="1048576">{cell("XFD1048576", "ไกล")}</row>'),
    "far column": lambda: sheet(HEADINGS + f'<row r="2">{cell("XFD2", "ไกล")}</row>'),
    "many rows": lambda: sheet(HEADINGS + "".join(f'<row r="{n}">{cell(f"A{n}", "ก")}</row>' for n in range(2, 3000))),
    "bomb": lambda: bomb(),
    "billion laughs": lambda: changed(
        {
            SHEET: (
                LAUGHS + _SHEET.format(rows=f'<row r="1">{cell("A1", "&l11;")}</row>', dimension="").removeprefix(_HEAD)
            ).encode()
        }
    ),
    "billion laughs in UTF-16": lambda: changed(
        {"xl/workbook.xml": (LAUGHS + "<workbook>&l11;</workbook>").encode("utf-16")}
    ),
    "outer entity": lambda: changed(
        {
            SHEET: (
                '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                + _SHEET.format(rows=f'<row r="1">{cell("A1", "&e;")}</row>', dimension="").removeprefix(_HEAD)
            ).encode()
        }
    ),
    "truncated": lambda: ours()[: len(ours()) // 2],
    "without sheets": lambda: changed({SHEET: None}),
    "many parts": lambda: changed({f"xl/x{n}.xml": b"<x/>" for n in range(1200)}, packing=zipfile.ZIP_STORED),
    "a document": lambda: changed({"[Content_Types].xml": None, "word/document.xml": b"<x/>"}),
    "old or locked": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "empty": lambda: b"",
    "only the magic": lambda: b"PK\x03\x04",
    "long cell": lambda: sheet(HEADINGS + f'<row r="2">{cell("A2", "ก" * 1_100_000)}</row>'),
}
READ: dict[str, bytes] = {
    "lying dimension": sheet(HEADINGS + ROW, dimension='<dimension ref="A1:XFD1048576"/>'),
    "small dimension": sheet(HEADINGS + ROW, dimension='<dimension ref="A1"/>'),
}


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """Our workbook with bytes changed: in the zip itself, or in one of its parts packed anew."""
    chance = random.Random(seed)
    whole = ours()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(count):
        if number % 3 == 0:
            yield _mutated(whole, chance)
        else:
            name = chance.choice(sorted(parts))
            yield changed({name: _mutated(parts[name], chance)})


def _mutated(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _each in range(chance.randint(1, 8)):
        place = chance.randrange(len(made))
        kind = chance.randrange(4)
        if kind == 0:
            made[place] = chance.randrange(256)
        elif kind == 1:
            del made[place : place + chance.randint(1, 30)]
        elif kind == 2:
            made[place:place] = made[place : place + chance.randint(1, 60)]
        else:
            made[place:place] = str(chance.choice([-1, 0, 10**9, 10**20, "&#0;", "<c/>"])).encode()
        if not made:
            return b"PK\x03\x04"
    return bytes(made)


def read_mutants(content: bytes, *, count: int, seed: int) -> tuple[dict[str, Any], bytes]:
    """How many mutants were read, refused and not understood by the parser; all in one bounded child."""
    became = {"read": 0, "refused": 0, "not understood": 0}
    for mutant in mutants(count, seed):
        try:
            became["read" if isinstance(read_workbook(mutant)[0]["sheets"], list) else "not understood"] += 1
        except Refused:
            became["refused"] += 1
        except Exception:  # noqa: BLE001 - whatever a parser raises, the page says the file is damaged
            became["not understood"] += 1
    return became, content
