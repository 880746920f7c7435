"""A drawing on paper: its words are the document's, exact for both extractors, and its title is heard by readers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from indicators.charts.bars import bars
from indicators.charts.radar import radar
from reports.blocks import (
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Row,
    Table,
    block_from_data,
    block_to_data,
)
from reports.typesetting.text import as_printed
from reports.writers.bounded import render
from reports.writers.html import write_body
from reports.writers.pdf import lay_out, paint, write_pdf
from tests.indicators.charts_made import chart
from tests.reports.hostile_text import EVERY, MARKUP
from tests.reports.pdf_text import differences, overrunning_lines, poppler_texts, squeezed

VALUES = ("99.40", "92.10", None, "84.99", "85.00", "85.01", "62.00", "90.10", "100.00", "100.00")


def document(*drawings, orientation="portrait"):
    """The drawings between a table and a paragraph, as the section stands them."""
    cells = Cell((Line("๑"),)), Cell((Line("การปฏิบัติหน้าที่"),))
    table = Table((Column("ก", 40), Column("ข", 60)), (Row(cells),), name="x")
    return Document(
        "รายงาน", "หน่วยงาน",
        (Heading(("คะแนน",)), table, *(Figure(drawing) for drawing in drawings), Paragraph("ข้อความหลังแผนภูมิ")),
        orientation=orientation,
    )  # fmt: skip


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("count", [3, 10, 20])
def test_the_words_of_a_figure_are_read_exactly_and_in_order(count, orientation):
    asked = chart(*(VALUES * 2)[:count])
    made = document(radar(asked, wide=True) or bars(asked, wide=True), bars(asked, wide=True), orientation=orientation)
    pages = lay_out(made)
    assert differences(made, pages=pages) == []
    assert overrunning_lines(pages) == []


def test_pdftotext_reads_each_label_once_and_whole():
    drawing = bars(chart(*VALUES), wide=True)
    text = squeezed("".join(poppler_texts(write_pdf(document(drawing)))))
    expected = "".join(squeezed(word) for word in drawing.words)
    assert expected in text
    assert text.count(squeezed("4 การใช้ทรัพย์สินของราชการ")) == 1


@pytest.mark.parametrize("text", [*EVERY, *MARKUP], ids=range(len(EVERY) + len(MARKUP)))
def test_any_name_comes_out_as_it_went_in(text):
    asked = chart("90.00", "80.00", "70.00", names=(text, "การใช้งบประมาณ", text))
    made = document(bars(asked, wide=True), radar(asked, wide=True))
    assert differences(made) == []


def test_control_a_label_that_is_not_printed_is_missed():
    drawing = bars(chart(*VALUES), wide=True)
    pages = lay_out(document(replace(drawing, labels=drawing.labels[1:])))
    assert differences(document(drawing), pages=pages) != []


def figures_of(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            str(value["/Alt"]) for value in opened.objects
            if isinstance(value, pikepdf.Dictionary) and value.get("/S") == pikepdf.Name.Figure
        ]  # fmt: skip


def test_a_tagged_figure_says_its_title_and_every_value():
    asked = chart("84.99", "90.00", None)
    said = "คะแนนรายตัวชี้วัด. เกณฑ์ 85. 1 การปฏิบัติหน้าที่ 84.99 ต่ำกว่าเกณฑ์; 2 การใช้งบประมาณ 90.00; 3 การใช้อำนาจ ไม่มีข้อมูล"
    assert figures_of(write_pdf(document(bars(asked, wide=True)))) == [said]


def test_a_figure_is_never_parted_by_a_page():
    drawing = radar(chart(*VALUES), wide=True)
    for lines in range(0, 40, 6):
        filler = tuple(Paragraph("บรรทัดก่อนแผนภูมิ") for _ in range(lines))
        made = Document("ก", "ก", (*filler, Figure(drawing), Paragraph("หลัง")))
        pages = lay_out(made)
        texts = [squeezed(text) for text in poppler_texts(paint(pages))]
        whole = "".join(squeezed(as_printed(word)) for word in drawing.words)
        assert sum(whole in text for text in texts) == 1


def test_cold_processes_give_the_same_bytes():
    made = document(radar(chart(*VALUES), wide=True), bars(chart(*VALUES), wide=True))
    assert render(made) == render(made) == write_pdf(made)


def test_a_figure_is_stored_and_read_back():
    figure = Figure(radar(chart(*VALUES), wide=True))
    assert block_from_data(json.loads(json.dumps(block_to_data(figure)))) == figure


def test_the_preview_has_the_drawing_of_the_pages_without_styles():
    drawing = bars(chart("90.00", "80.00", names=("<script>x</script>", "ข")), wide=True)
    body = write_body(Document("ก", "ก", (Figure(drawing), PageBreak(), Paragraph("ค"))))
    assert body.count("<svg") == 1
    assert "<script" not in body
    assert "&lt;script&gt;x&lt;/script&gt;" in body
    assert "style=" not in body


def test_blocks_of_figures_need_no_django():
    code = "import reports.blocks, sys; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
