"""Every printed word of a loaded document stands in its cell, in both layouts; preview and PDF say the same words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django_scopes import scope

from reports.blocks import Cover, Document, Heading, PageBreak, Paragraph, Signature, Table, block_words, document_words
from reports.compose import compose_content
from reports.document import build_document
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from reports.layouts import load_layout
from reports.writers.html import write_body
from tests.reports import printed_words as printed
from tests.reports.pdf_text import differences, squeezed

LAYOUTS = ("result-7col", "result-progress")
MARKER = {"result-7col": "-", "result-progress": ""}


def composed(name: str, layout: str) -> Document:
    loaded = load_document(document=read_file(printed.DOCUMENTS[name]))
    chosen = load_layout(layout)
    with scope(agency=loaded.agency):
        content = compose_content(
            agency=loaded.agency, fiscal_year=loaded.fiscal_year, default_numerals=chosen.numerals
        )
    return build_document(content, chosen)


@pytest.fixture(params=[(name, layout) for name in printed.DOCUMENTS for layout in LAYOUTS], ids="-".join)
def case(request, db):
    name, layout = request.param
    return printed.source(name), layout, composed(name, layout)


def table(document: Document, name: str) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table) and block.name == name]


def cells(found: Table) -> list[list[str]]:
    return [[squeezed(cell.words) for cell in row.cells] for row in found.rows]


def test_front_matter_is_printed_in_order(case):
    data, _layout, document = case
    cover = (data.get("cover") or {}).get("lines") or []
    blocks = [block for block in document.blocks if not isinstance(block, PageBreak)]
    assert [block.lines for block in blocks if isinstance(block, Cover)] == ([tuple(cover)] if cover else [])
    start = blocks[1 if cover else 0 :]
    assert start[0] == Heading(lines=tuple(data["title"]["heading_lines"]))
    paragraphs = (data.get("introduction") or {}).get("paragraphs") or []
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == paragraphs
    assert document.title == data["title"]["full"]


def test_every_measure_stands_in_its_cells(case):
    data, layout, document = case
    expected = list(printed.measure_rows(data, MARKER[layout]))
    found = table(document, "measures")
    assert [row for one in found for row in cells(one)] == expected
    assert len(found) == (1 if expected else 0)


def test_the_years_own_labels_head_the_measures(case):
    data, layout, document = case
    tables = (data.get("layout") or {}).get("tables") or []
    own = next((one["columns"] for one in tables if "measure" in one["id"]), [])
    preset = next(one for one in load_layout(layout).sections if one["section"] == "measures")["columns"]
    labels = [column["label"] for column in (own if len(own) == 7 else preset)]
    for found in table(document, "measures"):
        assert [column.label for column in found.columns] == labels
        assert sum(column.width for column in found.columns) == pytest.approx(100, abs=0.1)
    lines = tuple(data["title"].get("table_title_lines") or ())
    assert (Heading(lines=lines, level=2) in document.blocks) is bool(lines and data.get("measures"))


def test_every_indicator_stands_in_its_cells(case):
    data, layout, document = case
    if layout == "result-7col":
        assert table(document, "indicator_progress") == []
        return
    expected = list(printed.indicator_rows(data))
    found = table(document, "indicator_progress")
    assert [row for one in found for row in cells(one)] == expected
    if expected:
        part = data["indicator_progress"]
        assert [column.label for column in found[0].columns] == part["columns"]
        assert Heading(lines=(part["heading"],), level=2) in document.blocks


def test_every_oit_row_stands_under_its_heading(case):
    data, layout, document = case
    found = table(document, "oit")
    if layout == "result-7col":
        assert found == []
        return
    part = data.get("oit") or {}
    columns = part.get("columns") or []
    expected = list(printed.oit_tables(data, with_units=len(columns) != 4))
    assert [cells(one) for one in found] == [rows for _lines, rows in expected]
    for one, (lines, _rows) in zip(found, expected, strict=True):
        assert [column.label for column in one.columns] == columns
        before = document.blocks[document.blocks.index(one) - 1]
        assert ([squeezed(line) for line in before.lines] if isinstance(before, Heading) else []) == lines
    if expected:
        assert Heading(lines=(part["heading"],), level=2) in document.blocks


def test_every_desk_is_printed(case):
    data, _layout, document = case
    desks = [block for block in document.blocks if isinstance(block, Signature)]
    assert [squeezed("".join(block_words(desk))) for desk in desks] == printed.sign_offs(data)
    for desk, source in zip(desks, data.get("sign_offs") or (), strict=True):
        gives_opinion = source["role"] not in ("reporter", "proposer")
        assert desk.asks_opinion is (gives_opinion and bool(source["opinion_heading"]))


class Words(HTMLParser):
    """The text of a page's piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""

    def handle_data(self, data: str) -> None:
        self.said += data


def test_the_preview_says_the_documents_words(case):
    _data, _layout, document = case
    reader = Words()
    reader.feed(write_body(document))
    from reports.typesetting.text import cleaned

    assert squeezed(reader.said) == squeezed("".join(cleaned(piece) for piece in document_words(document)))


def test_the_pdf_says_the_documents_words_cell_by_cell(case):
    _data, _layout, document = case
    assert differences(document) == []


def test_a_year_without_rows_prints_no_tables_and_no_lonely_headings(db):
    for layout in LAYOUTS:
        document = composed("002", layout)  # a plan and an analysis, which these layouts do not print
        kinds = [block.kind for block in document.blocks]
        assert kinds == ["cover", "page_break", "heading", "signature", "signature", "signature"]
