"""The text of the PDF is the typed text, cell by cell, for two extractors; and the check itself can fail."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports.blocks import Cell, Column, Document, Heading, Line, Paragraph, Row, Signature, Table
from reports.typesetting import build, places, text_layer
from reports.typesetting.engine import Engine
from reports.typesetting.text import as_printed, glyph_readings
from reports.writers import pdf as writer
from tests.reports.hostile_text import EVERY, THAI
from tests.reports.pdf_text import differences, overrunning_lines, poppler_texts, squeezed
from tests.reports.source_documents import document_000, document_001

DOCUMENTS = {
    "000": document_000(),
    "001": document_001(),
    "001 demo draft": document_001(is_demo=True, is_draft=True),
}
# Tall and deep letters: such lines reach into each other, and PDFium takes them for one painted twice.
REPEATED = ("อยู่ระหว่างดำเนินการจัดซื้อจัดจ้างครุภัณฑ์", "จัดประชุมชี้แจงให้บุคลากรทราบ")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_real_documents_are_exact_and_stay_inside_their_cells(name: str) -> None:
    pages = writer.lay_out(DOCUMENTS[name])
    assert differences(DOCUMENTS[name], pages=pages) == []
    assert overrunning_lines(pages) == []


def _with(text: str) -> Document:
    """A document with the text in a heading, a paragraph, table cells and a sign-off."""
    table = Table(
        (Column("ก", 14), Column("ข", 26, "center"), Column("ค", 60)),
        (Row((Cell((Line(text),)), Cell((Line(text, "-"),)), Cell((Line(text, "๑."), Line(text, "(๑)", 1))))),),
        caption=text,
    )
    desk = Signature(f"ก {text}", text, True, f"ข {text}", f"ค {text}", (f"ง {text}",))
    return Document("รายงาน", "หน่วยงาน", (Heading((text,)), Paragraph(text), table, desk))


@pytest.mark.parametrize("text", EVERY, ids=range(len(EVERY)))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert differences(_with(text)) == []


@pytest.mark.parametrize("text", THAI, ids=range(len(THAI)))
def test_no_text_runs_over_the_border_of_its_cell(text: str) -> None:
    assert overrunning_lines(writer.lay_out(_with(text))) == []


def _repeated(text: str) -> Document:
    """The text as several equal lines below each other, as people type results they copy."""
    lines = tuple(Line(text, marker) for marker in ("", "", "", "-", "-", "-"))
    table = Table(
        (Column("ก", 60), Column("ข", 40)), (Row((Cell(lines), Cell(lines))), Row((Cell(lines), Cell(lines))))
    )
    return Document("ก", "ก", (Paragraph(" ".join([text] * 12)), table), orientation="landscape")


@pytest.mark.parametrize("text", [*THAI, *REPEATED], ids=range(len(THAI) + len(REPEATED)))
def test_a_line_that_is_repeated_is_read_as_often_as_it_stands(text: str) -> None:
    document = _repeated(text)
    pages = writer.lay_out(document)
    pdf = writer.paint(pages)
    assert differences(document, pages=pages, pdf=pdf) == []


@pytest.mark.parametrize("text", REPEATED)
def test_control_repeated_lines_painted_alike_are_lost_to_pdfium(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_layer, "tell_repeated_apart", iter)
    found = differences(_repeated(text))
    assert found
    assert {difference.split(",")[0] for difference in found} == {"PDFium"}


def test_every_printable_character_reads_as_itself_and_comes_from_our_fonts() -> None:
    characters = sorted({c for table in glyph_readings().values() for text in table.values() for c in text})
    printable = [c for c in characters if as_printed(c) == c and not c.isspace() and c not in "-\u2010"]
    assert len(printable) > 3_000
    # A consonant before each: a mark needs something to sit on.
    rows = tuple(
        Paragraph(" ".join(f"ก{c}" for c in printable[start : start + 100])) for start in range(0, len(printable), 100)
    )
    document = Document("ก", "ก", rows)
    pages = writer.lay_out(document)
    assert differences(document, pages=pages) == []
    assert {font.family for font in pages.fonts.values()} <= {places.FAMILY, places.SYMBOL_FAMILY}
    assert [font.missing for font in pages.fonts.values() if font.missing] == []


def test_control_without_the_text_layer_the_check_finds_errors() -> None:
    pages = writer.lay_out(DOCUMENTS["001"])
    found = differences(DOCUMENTS["001"], pages=pages, pdf=pages.write_pdf(pdf_variant=writer.VARIANT))
    assert len(found) > 20


def test_control_with_the_fonts_as_they_are_sold_the_check_finds_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in places.BUILT_FILES:
        (tmp_path / name).write_bytes(places.built(name).read_bytes())
    for key, source in build.FONT_SOURCES.items():
        font = TTFont(places.PROJECT / source)
        assert font.getGlyphOrder()[0] == ".notdef"
        font.save(tmp_path / places.FONT_FILES[key])
    monkeypatch.setenv("ITA_TYPESETTING_DIR", str(tmp_path))
    unpatched = Engine()
    style = "\n".join(path.read_text(encoding="utf-8") for path in writer.STYLE_SHEETS)
    pages = unpatched.read(writer._html(DOCUMENTS["001"]), unpatched.style_sheet(style))()
    found = differences(DOCUMENTS["001"], pages=pages, pdf=unpatched.paint(pages, pdf_variant=writer.VARIANT))
    assert len(found) > 20


def test_control_a_changed_word_is_found() -> None:
    other = Document("ก", "ก", (Paragraph("ทำการทดสอบรายงาบ"),))
    pages = writer.lay_out(Document("ก", "ก", (Paragraph("ทำการทดสอบรายงาน"),)))
    assert len(differences(other, pages=pages)) == 1


def test_nothing_is_printed_that_the_eye_cannot_see() -> None:
    """No ActualText, no invisible rendering mode: what is read is what the glyphs themselves say."""
    import pikepdf

    with pikepdf.open(_stream(writer.write_pdf(DOCUMENTS["001"]))) as opened:
        content = b"".join(page.Contents.read_bytes() for page in opened.pages)
    assert b"ActualText" not in content
    assert b" Tr" not in content


def test_a_missing_character_is_shown_as_a_box() -> None:
    text = poppler_texts(writer.write_pdf(Document("ก", "ก", (Paragraph("ก好ข"),))))[0]
    assert squeezed(text) == "ก□ข"


def _stream(data: bytes):
    from io import BytesIO

    return BytesIO(data)
