"""This renderer, warm and cold, against headless Chromium on the same HTML, in one interleaved run with fresh data.

Every round writes other numbers into the text; an output counts only when its words (ours: exactly; Chromium's: its
Latin mark of the round, since its Thai text layer is not exact) and its number of pages are right.

Not here: what is aimed at and what came out (docs/performance.md).
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
from playwright.sync_api import sync_playwright

from reports.blocks import Cell, Document, Heading, Line, Row, Table, document_words
from reports.typesetting import places
from reports.writers import pdf
from reports.writers.bounded import render
from tests.reports.source_documents import measures_table, source

ROUNDS = 5
COPIES = {"about 24 pages": 4, "about 78 pages": 13}


def document(copies: int, mark: str) -> Document:
    """The measures of document 001, repeated, each title marked with this round's word."""
    table = measures_table(source("001"))
    rows = tuple(
        Row(tuple(marked(cell, f"{mark}-{copy}") if at == 1 else cell for at, cell in enumerate(row.cells)), row.kind)
        for copy in range(copies)
        for row in table.rows
    )
    blocks = (Heading((f"รายงาน {mark}",)), Table(columns=table.columns, rows=rows, name="measures"))
    return Document(title=mark, agency_name="", blocks=blocks, orientation="landscape")


def marked(cell: Cell, mark: str) -> Cell:
    return Cell((*cell.lines, Line(mark)), cell.colspan, cell.rowspan, cell.is_row_header)


def words_of(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        text = subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s+", "", text)


def verify_ours(content: bytes, made: Document) -> int:
    """The number of pages, once every typed piece is found; raises AssertionError."""
    found = words_of(content)
    for piece in document_words(made):
        for line in piece.split("\n"):
            letters = re.sub(r"\s+", "", line)
            # A piece may be parted by a page's end: its first and last letters are looked for then.
            if letters not in found and not (letters[:12] in found and letters[-12:] in found):
                raise AssertionError(f"missing in the PDF: {line[:60]}")
    return pages_of(content)


def verify_chromium(content: bytes, mark: str) -> int:
    if mark not in words_of(content):
        raise AssertionError("Chromium printed another document")
    return pages_of(content)


def pages_of(content: bytes) -> int:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        with pikepdf.open(file.name) as opened:
            return len(opened.pages)


def html_for_chromium(made: Document, folder: Path) -> Path:
    """The same HTML and style sheets, with the fonts by their paths."""
    css = "\n".join(path.read_text(encoding="utf-8") for path in pdf.STYLE_SHEETS)
    css = re.sub(r"ita-font:([\w.-]+)", lambda found: places.built(found[1]).resolve().as_uri(), css)
    target = folder / "page.html"
    target.write_text(pdf._html(made).replace("</head>", f"<style>{css}</style></head>"), encoding="utf-8")
    return target


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    begun = time.perf_counter()
    content = work()
    return time.perf_counter() - begun, content


def main() -> int:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()

        def chromium(made: Document) -> bytes:
            tab.goto(html_for_chromium(made, Path(folder)).as_uri())
            return tab.pdf(prefer_css_page_size=True)

        pdf.prepare()
        for name, copies in COPIES.items():
            times: dict[str, list[float]] = {"ours, warm": [], "ours, cold": [], "Chromium, warm": []}
            pages = 0
            for turn in range(ROUNDS + 1):  # the first warms up and does not count
                made = document(copies, f"round{turn}x{copies}")
                ours, ours_pdf = timed(lambda made=made: pdf.write_pdf(made))
                theirs, theirs_pdf = timed(lambda made=made: chromium(made))
                cold, cold_pdf = timed(lambda made=made: render(made))
                pages = verify_ours(ours_pdf, made)
                verify_chromium(theirs_pdf, made.title)
                if cold_pdf != ours_pdf:
                    raise AssertionError("warm and cold gave other bytes")
                if turn:
                    for label, seconds in zip(times, (ours, cold, theirs), strict=True):
                        times[label].append(seconds)
            report(f"{name} ({pages})", times)
        browser.close()
    return 0


def report(name: str, times: dict[str, list[float]]) -> None:
    base = times["Chromium, warm"]
    print(f"{name}: {ROUNDS} rounds, ratio to warm Chromium, median (least to most)")
    for label, values in times.items():
        ratios = sorted(mine / theirs for mine, theirs in zip(values, base, strict=True))
        print(f"  {label:16} {statistics.median(ratios):5.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    sys.exit(main())
