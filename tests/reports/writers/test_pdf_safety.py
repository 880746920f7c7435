"""Nothing is fetched, nothing acts, nothing of the day gets in, and what claims to be PDF/A has its structure."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from reports.blocks import Cell, Column, Cover, Document, Heading, Line, Paragraph, Row, Signature, Table
from reports.typesetting import places
from reports.typesetting.engine import engine
from reports.writers.pdf import LONGEST_FIELD, TooLong, lay_out, write_pdf
from tests.reports.hostile_text import EVERY, MARKUP
from tests.reports.source_documents import document_001

FORBIDDEN = ("/JS", "/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/RichMedia", "/URI", "/EmbeddedFile", "/AA")


def _hostile() -> Document:
    table = Table(
        tuple(Column(text, 100 / len(MARKUP[:4])) for text in MARKUP[:4]),
        tuple(Row(tuple(Cell((Line(text, "-"),)) for _ in range(4))) for text in EVERY),
        name=MARKUP[0],
        caption=MARKUP[1],
    )
    desks = tuple(Signature(text, text, True, text, text, (text,)) for text in MARKUP[:3])
    return Document(
        title=MARKUP[5],
        agency_name=MARKUP[2],
        blocks=(Cover(MARKUP[:3]), Heading(MARKUP[:2]), *(Paragraph(text) for text in EVERY), table, *desks),
        code=MARKUP[0],
        meta={"x": MARKUP[0]},
    )


def _keys(value: object, seen: set[int]) -> set[str]:
    """All dictionary keys and names of a PDF's objects."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(value.keys()) | {str(v) for v in value.values() if isinstance(v, pikepdf.Name)}
        return keys.union(*(_keys(v, seen) for v in value.values() if not getattr(v, "is_indirect", False)))
    if isinstance(value, pikepdf.Array):
        return set().union(*(_keys(v, seen) for v in value if not getattr(v, "is_indirect", False)))
    return set()


class TestHostileText:
    def test_the_pdf_holds_nothing_that_acts_or_leads_away(self) -> None:
        with pikepdf.open(BytesIO(write_pdf(_hostile()))) as opened:
            keys = set().union(*(_keys(value, set()) for value in opened.objects))
            assert "/StructElem" in keys
            assert keys.isdisjoint(FORBIDDEN)
            assert str(opened.docinfo["/Title"]) == MARKUP[5]
            assert [page for page in opened.pages if "/Annots" in page] == []

    def test_control_a_link_would_be_found(self) -> None:
        page = engine().read("<a href='https://example.org/'>x</a>", engine().style_sheet(""))()
        with pikepdf.open(BytesIO(page.write_pdf())) as opened:
            assert "/URI" in set().union(*(_keys(value, set()) for value in opened.objects))

    def test_no_rendering_changes_the_page_by_what_people_type(self) -> None:
        pages = lay_out(Document("ก", "ก", tuple(Paragraph(text) for text in MARKUP)))
        assert {(round(page.width), round(page.height)) for page in pages.pages} == {(794, 1123)}


class TestFetching:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1:9/x.png",
            "https://example.org/x.css",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "ita-font:../manifest.json",
            "ita-font:Sarabun-Regular.ttf?x",
            "ITA-FONT:manifest.json",
        ],
    )
    def test_anything_but_our_fonts_stops_the_rendering(self, url: str) -> None:
        from weasyprint.urls import FatalURLFetchingError

        html = f"<img src='{url}' alt='x'>"
        with pytest.raises(FatalURLFetchingError, match="Error fetching"):
            engine().read(html, engine().style_sheet(""))()

    def test_our_fonts_are_answered_by_name(self) -> None:
        with_font = engine()._fetcher.fetch("ita-font:Sarabun-Bold.ttf")
        assert with_font.read() == places.built("Sarabun-Bold.ttf").read_bytes()

    def test_weasyprint_is_called_in_one_place_and_never_by_address(self) -> None:
        sources = [path for path in (places.PROJECT / "reports").rglob("*.py")]
        importing = [path.name for path in sources if "import weasyprint" in path.read_text(encoding="utf-8")]
        assert importing == ["engine.py"]
        text = (places.PROJECT / "reports/typesetting/engine.py").read_text(encoding="utf-8")
        assert "presentational_hints" not in text
        assert "filename=" not in text
        assert "HTML(url" not in text


class TestSameBytes:
    def test_two_cold_processes_write_the_same_bytes(self) -> None:
        code = (
            "import sys, hashlib; from tests.reports.source_documents import document_000;"
            "from reports.writers.pdf import write_pdf;"
            "print(hashlib.sha256(write_pdf(document_000(is_demo=True))).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", code], cwd=places.PROJECT, env={"PYTHONHASHSEED": seed, "TZ": zone},
                capture_output=True, text=True, check=True,
            ).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Bangkok"))
        }  # fmt: skip
        assert len(digests) == 1
        from tests.reports.source_documents import document_000

        assert digests == {hashlib.sha256(write_pdf(document_000(is_demo=True))).hexdigest() + "\n"}

    def test_another_word_gives_other_bytes(self) -> None:
        document = document_001()
        assert write_pdf(document) != write_pdf(replace(document, title="อื่น"))


class TestLimits:
    def test_a_field_of_the_longest_length_is_printed(self) -> None:
        assert write_pdf(Document("ก", "ก", (Paragraph("ก" * LONGEST_FIELD),))).startswith(b"%PDF-1.7")

    @pytest.mark.parametrize(
        "block",
        [
            Paragraph("ก" * (LONGEST_FIELD + 1)),
            Cover(("ก", "ข" * (LONGEST_FIELD + 1))),
            Table((Column("ก", 100),), (Row((Cell((Line("ค" * (LONGEST_FIELD + 1)),)),)),)),
        ],
    )
    def test_a_longer_one_is_refused_in_words(self, block: object) -> None:
        with pytest.raises(TooLong, match="20001 characters in one field, 20000 at most"):
            write_pdf(Document("ก", "ก", (block,)))


class TestArchivalForm:
    @pytest.fixture
    def opened(self) -> Iterator[pikepdf.Pdf]:
        with pikepdf.open(BytesIO(write_pdf(document_001(is_demo=True)))) as opened:
            yield opened

    def test_it_says_what_it_is(self, opened: pikepdf.Pdf) -> None:
        with opened.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"] == document_001().title
        assert str(opened.Root.Lang) == "th"
        assert bool(opened.Root.MarkInfo.Marked) is True
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle) is True
        assert pikepdf.Name("/GTS_PDFA1") == opened.Root.OutputIntents[0].S
        assert len(opened.trailer.ID) == 2

    def test_every_font_is_embedded_and_every_glyph_reads_as_something(self, opened: pikepdf.Pdf) -> None:
        fonts = [
            value for value in opened.objects if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font"
        ]
        whole = [font for font in fonts if "/ToUnicode" in font]
        assert len(whole) >= 2
        for font in whole:
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            table = font.ToUnicode.read_bytes().decode()
            entries = [line.split() for line in table.splitlines() if line.startswith("<") and len(line.split()) == 2]
            assert all(len(to) > 2 and to not in ("<0000>", "<feff>", "<fffe>") for _, to in entries[1:])

    def test_headings_are_bookmarks_and_cells_know_their_headers(self, opened: pikepdf.Pdf) -> None:
        with opened.open_outline() as outline:
            assert [item.title.startswith("รายงานผลการดำเนินการ") for item in outline.root] == [True]
        elements = [v for v in opened.objects if isinstance(v, pikepdf.Dictionary) and v.get("/Type") == "/StructElem"]
        kinds = {str(element.S) for element in elements}
        assert {"/Document", "/H1", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/L", "/LI", "/LBody"} <= kinds
        cells = [element for element in elements if element.S == "/TD" and "/K" in element and len(element.K)]
        assert [cell for cell in cells if "/Headers" not in cell.A] == []
