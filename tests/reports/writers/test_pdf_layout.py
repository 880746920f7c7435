"""What stands where: page ends, repeated heads, closed borders, page numbers, stamps, sign-off, broken lines."""

import re
from itertools import pairwise

import pytest
from pythainlp.corpus.common import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import dict_trie

from reports.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
)
from reports.typesetting import dictionary, places
from reports.writers.pdf import lay_out, write_pdf
from tests.reports.pdf_text import broken_lines, differences, page_parts, poppler_texts, squeezed
from tests.reports.source_documents import document_000, document_001, plain

TEXT = "การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานของเทศบาล "


def _document(*blocks: Block, **options: object) -> Document:
    return Document(title="รายงาน", agency_name="เทศบาลตำบลตัวอย่าง", blocks=blocks, **options)


def _boxes(page: object, tag: str, css: str = "") -> list:
    return [
        box
        for box in page._page_box.descendants()
        if box.element_tag == tag and css in (box.element.get("class") or "")
    ]


def _page_of(pages: object, text: str) -> list[int]:
    """The numbers of the pages on which a part containing the text is printed."""
    found = []
    for number, parts in enumerate(page_parts(pages), start=1):
        if any(squeezed(text) in part.text for part in parts if not part.is_repeated):
            found.append(number)
    return found


def _rows(count: int, lines: int = 1, *, first: int = 1) -> tuple[Row, ...]:
    return tuple(
        Row((Cell(plain(f"แถวที่ {number}")), Cell(tuple(Line(TEXT, "-") for _ in range(lines)))))
        for number in range(first, first + count)
    )


def _table(rows: tuple[Row, ...]) -> Table:
    return Table((Column("ลำดับ", 30), Column("ผลการดำเนินการ", 70)), rows)


class TestTables:
    def test_a_row_longer_than_two_pages_keeps_head_and_closed_borders_on_each(self) -> None:
        document = _document(
            _table(
                (*_rows(1), Row((Cell(plain("ยาว"), rowspan=2), Cell(plain(TEXT * 120)))), Row((Cell(plain("ท้าย")),)))
            )
        )
        pages = lay_out(document)
        assert len(pages.pages) >= 3
        for page in pages.pages:
            (table,) = [box for box in _boxes(page, "table") if type(box).__name__ == "TableBox"]
            head, *bodies, foot = table.children
            assert (head.element_tag, foot.element_tag) == ("thead", "tfoot")
            lowest = max(
                cell.position_y + cell.border_height()
                for body in bodies
                for row in body.children
                for cell in row.children
            )
            assert foot.position_y == pytest.approx(lowest, abs=1.5)
            assert foot.height < 2
            border = foot.children[0].children[0]
            assert border.border_top_width > 0
            assert border.border_width() == pytest.approx(table.width, abs=1.5)
        assert differences(document, pages=pages) == []

    def test_a_short_row_is_not_parted(self) -> None:
        document = _document(_table(_rows(60, lines=2)))
        pages = lay_out(document)
        assert len(pages.pages) > 2
        for number in range(1, 61):
            assert len(_page_of(pages, f"แถวที่ {number}")) >= 1
        printed = [
            part for parts in page_parts(pages) for part in parts if not part.is_furniture and not part.is_repeated
        ]
        assert len({part.element for part in printed}) == len(printed)

    def test_a_tall_row_does_not_begin_with_a_line_at_the_foot(self) -> None:
        for before in range(20, 34):
            pages = lay_out(_document(_table((*_rows(before), *_rows(1, lines=14, first=90)))))
            rows = [row for page in pages.pages for row in _boxes(page, "tr") if "แถวที่ 90" in _text(row)]
            assert rows[0].height > 85, before

    @pytest.mark.parametrize("before", range(24, 34))
    def test_a_group_row_is_not_alone_at_the_foot(self, before: int) -> None:
        group = Row((Cell(plain("ประเด็นที่ ๑ กลุ่ม")),), kind="group")
        pages = lay_out(_document(_table((*_rows(before), group, *_rows(3, lines=3, first=90)))))
        assert _page_of(pages, "กลุ่ม") == _page_of(pages, "แถวที่ 90")

    @pytest.mark.parametrize("before", range(24, 36))
    def test_a_heading_is_not_alone_at_the_foot(self, before: int) -> None:
        paragraphs = tuple(Paragraph(f"ย่อหน้า {number}") for number in range(before))
        pages = lay_out(_document(*paragraphs, Heading(("หัวข้อใหม่", "บรรทัดสอง")), _table(_rows(4, lines=3))))
        assert _page_of(pages, "หัวข้อใหม่") == _page_of(pages, "แถวที่ 1")

    def test_a_tables_row_goes_from_border_to_border(self) -> None:
        pages = lay_out(_document(PageBreak("landscape"), _table(_rows(3))))
        (table,) = [box for box in _boxes(pages.pages[0], "table") if type(box).__name__ == "TableBox"]
        widths = [cell.border_width() for cell in table.children[0].children[0].children]
        assert widths[0] / sum(widths) == pytest.approx(0.30, abs=0.01)


class TestPages:
    def test_each_part_has_the_paper_of_its_orientation(self) -> None:
        pages = lay_out(
            _document(
                Cover(("ปก",)),
                Paragraph("ก"),
                PageBreak("landscape"),
                Paragraph("ข"),
                PageBreak("portrait"),
                Paragraph("ค"),
            )
        )
        assert [page.width < page.height for page in pages.pages] == [True, True, False, True]

    def test_the_cover_is_alone_on_its_page_and_numbers_start_on_the_second(self) -> None:
        texts = poppler_texts(write_pdf(_document(Cover(("ปกรายงาน", "เทศบาลตำบลตัวอย่าง")), Paragraph(TEXT * 80))))
        assert squeezed(texts[0]) == "ปกรายงานเทศบาลตำบลตัวอย่าง"
        assert [re.findall(r"- (\S+) -", text) for text in texts] == [[], ["๒"], ["๓"]]

    def test_page_numbers_follow_the_documents_numerals(self) -> None:
        texts = poppler_texts(write_pdf(_document(Paragraph(TEXT * 80), numerals="arabic")))
        assert [re.findall(r"- (\S+) -", text) for text in texts] == [[], ["2"]]

    def test_the_page_number_stands_in_the_middle_at_the_top(self) -> None:
        pages = lay_out(_document(Paragraph(TEXT * 80)))
        (box,) = [
            box for box in pages.pages[1]._page_box.descendants() if type(box).__name__ == "TextBox" and "๒" in box.text
        ]
        assert box.position_x + box.width / 2 == pytest.approx(pages.pages[1].width / 2, abs=12)
        assert box.position_y < 80

    @pytest.mark.parametrize("is_demo", [True, False])
    def test_every_page_of_a_demo_says_so_at_its_foot(self, is_demo: bool) -> None:
        texts = poppler_texts(write_pdf(document_001(is_demo=is_demo)))
        assert [text.count("ข้อมูลสาธิต") for text in texts] == [int(is_demo)] * len(texts)

    @pytest.mark.parametrize("is_draft", [True, False])
    def test_every_page_of_a_draft_is_stamped(self, is_draft: bool) -> None:
        texts = poppler_texts(write_pdf(document_001(is_draft=is_draft)))
        assert [text.splitlines().count("ร่าง") for text in texts] == [int(is_draft)] * len(texts)


class TestSignOff:
    DESKS = (
        Signature("ผู้รายงาน", name="นายตัวอย่าง ใจดี", position="นิติกรปฏิบัติการ"),
        Signature("ความเห็นปลัดเทศบาล", asks_opinion=True, position="หัวหน้าสำนักปลัด",
                  acting_lines=("รักษาราชการแทน", "ปลัดเทศบาล")),
        Signature("ความเห็นนายกเทศมนตรี", "เห็นชอบ", True, "นางสาวสมมุติ รักไทย", "นายกเทศมนตรี"),
    )  # fmt: skip

    @pytest.mark.parametrize("orientation", ["portrait", "landscape"])
    @pytest.mark.parametrize("before", range(1, 30, 3))
    def test_desks_stay_together_and_are_never_alone_on_a_page(self, orientation: str, before: int) -> None:
        paragraphs = tuple(Paragraph(f"ย่อหน้า {number} " + TEXT) for number in range(before))
        pages = lay_out(_document(*paragraphs, *self.DESKS, orientation=orientation))
        (page,) = [page for page in pages.pages if _boxes(page, "div", "doc-desks")]
        assert len(_boxes(page, "div", "doc-signer")) == 3
        assert _boxes(page, "p", "doc-paragraph")

    @pytest.mark.parametrize("before", range(8, 26, 2))
    def test_after_a_table_the_last_row_comes_along(self, before: int) -> None:
        pages = lay_out(_document(PageBreak("landscape"), _table(_rows(before)), *self.DESKS))
        (page,) = [page for page in pages.pages if _boxes(page, "div", "doc-desks")]
        assert _boxes(page, "td")

    def test_there_is_room_for_the_pen_and_a_name_in_parentheses(self) -> None:
        document = _document(Paragraph("ก"), *self.DESKS)
        pages = lay_out(document)
        pens = _boxes(pages.pages[0], "div", "doc-pen")
        assert [round(pen.height / 96 * 25.4, 1) for pen in pens] == [12, 12, 12]
        text = squeezed(poppler_texts(write_pdf(document))[0])
        assert "(นายตัวอย่างใจดี)นิติกรปฏิบัติการ" in text
        assert re.search(r"\(\.{20,}\)หัวหน้าสำนักปลัดรักษาราชการแทนปลัดเทศบาล", text)
        assert len(_boxes(pages.pages[0], "div", "doc-opinion-line")) == 2


class TestLines:
    def test_no_line_ends_in_a_hyphen(self) -> None:
        texts = ("ยืม - คืน " * 80, "๑-๓๐ E-Service No-Gift " * 60, "กอง-คลัง" * 90, "abc-def-" * 60 + "x")
        document = _document(
            *(
                Table((Column("ก", width), Column("ข", 100 - width)), (Row((Cell(plain(text)), Cell())),))
                for text in texts
                for width in (14, 23, 37)
            )
        )
        lines = [before for before, _ in broken_lines(lay_out(document))]
        assert len(lines) > 500
        assert [line for line in lines if line.rstrip("\u200b ").endswith("-")] == []

    @pytest.mark.parametrize(("document", "most"), [(document_001(), 0.10), (document_000(), 0.10)], ids=["001", "000"])
    def test_few_lines_end_inside_a_word(self, document: Document, most: float) -> None:
        own = dictionary.words_of(places.PROJECT / "fixtures/thai_words.txt")
        trie = dict_trie({*thai_words(), *own})
        breaks = [(squeezed(before), squeezed(after)) for before, after in broken_lines(lay_out(document))]
        inside = [pair for pair in breaks if _is_inside_a_word(*pair, trie)]
        assert len(breaks) > 200
        assert len(inside) / len(breaks) <= most

    def test_control_without_the_offices_words_more_do(self) -> None:
        """The measure above can tell: the stock dictionary alone parts ผู้รับผิดชอบ."""
        trie = dict_trie(set(thai_words()))
        assert _is_inside_a_word("ผู้รับ", "ผิดชอบ", trie)
        assert not _is_inside_a_word("ผู้รับผิดชอบ", "งาน", trie)

    def test_lines_stand_apart_far_enough_for_marks(self) -> None:
        pages = lay_out(document_001())
        steps = []
        for box in pages.pages[2]._page_box.descendants():
            lines = [child for child in getattr(box, "children", ()) if type(child).__name__ == "LineBox"]
            steps += [(b.position_y - a.position_y) / a.style["font_size"] for a, b in pairwise(lines)]
        assert min(steps) >= 1.34


def _is_inside_a_word(before: str, after: str, trie: object) -> bool:
    position = 0
    for word in word_tokenize(before + after, custom_dict=trie, engine="newmm"):
        if position < len(before) < position + len(word):
            return True
        position += len(word)
    return False


def _text(box: object) -> str:
    return "".join(child.text for child in box.descendants() if type(child).__name__ == "TextBox")
