"""The preview: the document's words and nothing else, escaped, with the structure that screen readers need."""

from html.parser import HTMLParser

import pytest

from reports.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Line,
    ListBlock,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    document_words,
)
from reports.typesetting.text import cleaned
from reports.writers.html import write_body
from tests.reports.hostile_text import EVERY, MARKUP
from tests.reports.source_documents import document_000, document_001


class _Reader(HTMLParser):
    """Text and tags of a fragment; fails on a tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def found(self, name: str) -> list[dict]:
        return [attributes for tag, attributes in self.tags if tag == name]


def _document(*blocks: Block) -> Document:
    return Document(title="รายงาน", agency_name="เทศบาลตำบลตัวอย่าง", blocks=blocks)


def _words(text: str) -> str:
    return "".join(text.split())


def _table(*rows: Row, columns: int = 3, **options: str) -> Table:
    return Table(tuple(Column(f"หัว{i}", 100 / columns) for i in range(columns)), rows, **options)


def _cell(text: str, **options: object) -> Cell:
    return Cell((Line(text),), **options)


@pytest.mark.parametrize("document", [document_000(), document_001(), document_001(is_draft=True, is_demo=True)])
def test_without_its_tags_the_preview_says_the_documents_words(document: Document) -> None:
    said = _Reader(write_body(document)).text
    assert _words("".join(said)) == _words("".join(document_words(document)))


@pytest.mark.parametrize("text", EVERY, ids=range(len(EVERY)))
def test_any_text_stays_text_in_every_block(text: str) -> None:
    document = _document(
        Cover((text,)),
        Heading((text, text)),
        Paragraph(text),
        ListBlock((Line(text, text), Line(text, "-", 1))),
        Table(
            (Column(text, 50), Column("ข", 50, holds_addresses=True)),
            (
                Row((_cell(text),), kind="group"),
                Row((_cell(text, is_row_header=True), Cell((Line(text, "๑."), Line(text))))),
            ),
            name=text,
            caption=text,
        ),
        Signature(text, text, True, text, text, (text,)),
    )
    read = _Reader(write_body(document))
    assert _words("".join(read.text)) == _words("".join(cleaned(piece) for piece in document_words(document)))
    assert {tag for tag, _ in read.tags} <= {
        "section", "div", "p", "h1", "span", "ul", "li", "table", "caption", "colgroup", "col", "thead", "tbody",
        "tr", "th", "td", "br",
    }  # fmt: skip


def test_nothing_in_it_is_inline_style_script_or_address() -> None:
    body = write_body(_document(*(Paragraph(text) for text in MARKUP), *document_001().blocks))
    allowed = {"class", "scope", "colspan", "rowspan", "aria-label", "role", "tabindex", "width"}
    assert {name for _, attributes in _Reader(body).tags for name in attributes} <= allowed


def test_headers_of_a_table_say_what_they_head() -> None:
    group = Row((_cell("กลุ่ม"),), kind="group")
    row = Row((_cell("๑", is_row_header=True), _cell("ก"), _cell("ข")))
    read = _Reader(write_body(_document(Heading(("ตารางมาตรการ",)), _table(group, row, group, row, name="measures"))))
    assert [a["scope"] for a in read.found("th")] == ["col"] * 3 + ["rowgroup", "row"] * 2
    assert read.found("th")[3]["colspan"] == "3"
    assert len(read.found("tbody")) == 2
    assert read.found("table")[0]["aria-label"] == "ตารางมาตรการ"
    assert [a["width"] for a in read.found("col")] == ["33.3333%"] * 3


def test_a_caption_names_the_table_and_no_label_is_needed() -> None:
    read = _Reader(write_body(_document(_table(Row((_cell("ก"), _cell("ข"), _cell("ค"))), caption="ตารางที่ ๑"))))
    assert read.found("table") == [{"class": "doc-table"}]
    assert len(read.found("caption")) == 1


def test_spanned_places_have_no_cell_and_columns_are_still_told_apart() -> None:
    columns = (Column("ก", 10, "center"), Column("ข", 40), Column("ค", 50, "right"))
    rows = (
        Row((_cell("๑", rowspan=2), _cell("x"), _cell("9"))),
        Row((_cell("y"), _cell("8"))),
        Row((_cell("z", colspan=2), _cell("7"))),
    )
    cells = _Reader(write_body(_document(Table(columns, rows)))).found("td")
    assert [cell.get("class") for cell in cells] == [
        "doc-center", None, "doc-right", None, "doc-right", "doc-center", "doc-right"
    ]  # fmt: skip
    assert (cells[0]["rowspan"], cells[5]["colspan"]) == ("2", "2")


def test_deeper_lines_stand_inside_the_item_they_belong_to() -> None:
    lines = (Line("หนึ่ง", "๑."), Line("ย่อย", "(๑)", 1), Line("สอง", "๒."), Line("ปิดท้าย"))
    body = write_body(_document(ListBlock(lines)))
    assert body.count("<ul") == 2
    assert body.index("ย่อย") < body.index("</ul></li>") < body.index("สอง")
    assert "<p>ปิดท้าย</p>" in body


@pytest.mark.parametrize(("first", "tag"), [(1, "h1"), (2, "h2"), (6, "h6")])
def test_headings_take_their_place_below_those_of_the_page(first: int, tag: str) -> None:
    read = _Reader(write_body(_document(Heading(("ก",), level=1)), first_heading=first))
    assert [name for name, _ in read.tags if name.startswith("h")] == [tag]


def test_a_page_break_opens_a_section_of_its_orientation() -> None:
    read = _Reader(write_body(_document(Cover(("ปก",)), Paragraph("ก"), PageBreak("landscape"), Paragraph("ข"))))
    assert [a["class"] for a in read.found("section")] == [
        "doc-cover doc-cover-portrait",
        "doc-sheet doc-portrait",
        "doc-sheet doc-landscape",
    ]


def test_a_desk_without_opinion_gets_lines_to_write_on_and_one_with_opinion_none() -> None:
    empty = write_body(_document(Signature("ความเห็นปลัดเทศบาล", asks_opinion=True)))
    assert (empty.count("doc-opinion-line"), empty.count("doc-unnamed")) == (2, 1)
    given = write_body(_document(Signature("ความเห็นปลัดเทศบาล", "เห็นชอบ", True, "นายตัวอย่าง ใจดี")))
    assert (given.count("doc-opinion-line"), given.count("doc-unnamed")) == (0, 0)
