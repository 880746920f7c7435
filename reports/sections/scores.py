"""The announced indicator scores of the assessed year: overall and level, the table, the same charts as on the pages.

Values print in the document's numerals. Source of the table: LAYOUTS B3.
Not here: which scores (``compose_scores``), where things stand in a chart (``indicators.charts``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from indicators.charts.bars import bars
from indicators.charts.marks import Chart, Mark
from indicators.charts.radar import radar
from reports.blocks import Block, Cell, Figure, Heading, Line, Paragraph, Row, Table
from reports.content import IndicatorScoreContent, Lines, ReportContent
from reports.lines import lines_of_text
from reports.sections.tables import CellOf, columns_of, number_words
from thai.digits import to_thai

OPTIONS = ("heading", "charts", "chart_heading")
SPANNING = "instrument"
CHARTS = {"radar": (radar, "แบบใยแมงมุม"), "bars": (bars, "แบบแท่ง")}
"""How each chart a layout may ask for is drawn, and what it is called."""
NO_DATA = "ไม่มีข้อมูล"
BELOW = "ต่ำกว่าเกณฑ์"


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """Heading, the line of the overall score, the table and the charts; nothing where no score was announced."""
    scores = content.scores
    if not any(row.value for row in scores.indicators) and not scores.overall:
        return
    year = number_words(scores.assessed_year, options)
    yield Heading(lines=(" ".join(part for part in (options.get("heading", ""), year) if part),), level=2)
    if overall := _overall(content, options):
        yield Paragraph(text=overall)
    if any(row.value for row in scores.indicators):
        rows = tuple(_rows(scores.indicators, options))
        yield Table(
            name="indicator_scores", columns=columns_of(content, options, "indicator_scores", rows), rows=rows
        )
        yield from _charts(content, options)


def _overall(content: ReportContent, options: Mapping[str, Any]) -> str:
    scores = content.scores
    said = []
    if scores.overall:
        said.append(f"คะแนนรวม {_value(scores.overall, options)} คะแนน")
    if scores.level:
        said.append(f"ระดับ {scores.level}")
    if scores.pass_mark:
        said.append(f"เกณฑ์ {_value(scores.pass_mark, options)} คะแนน")
    return " ".join(said)


def _rows(indicators: tuple[IndicatorScoreContent, ...], options: Mapping[str, Any]) -> Iterator[Row]:
    """One row an indicator; the instrument stands once for those after each other that are of it."""
    for _instrument, run in groupby(indicators, key=lambda row: row.instrument):
        rows = list(run)
        for place, row in enumerate(rows):
            yield Row(cells=tuple(
                Cell(
                    lines=COLUMNS[column["holds"]](row, options), is_row_header=column["holds"] == "title",
                    rowspan=len(rows) if column["holds"] == SPANNING else 1,
                )
                for column in options["columns"]
                if place == 0 or column["holds"] != SPANNING
            ))  # fmt: skip


def _charts(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """The charts the layout asks for, each under its heading; a radar of fewer than three values is none."""
    chart = _chart(content, options)
    for name in options.get("charts", ()):
        draw, words = CHARTS[name]
        drawing = draw(chart, wide=True)
        if drawing is None:
            continue
        if heading := options.get("chart_heading", ""):
            yield Heading(lines=(f"{heading} {words}",), level=3)
        yield Figure(drawing)


def _chart(content: ReportContent, options: Mapping[str, Any]) -> Chart:
    scores = content.scores
    marks = tuple(
        Mark(
            number_words(row.number, options), row.name, Decimal(row.value) if row.value else None,
            _value(row.value, options),
        )
        for row in scores.indicators
    )
    title = f"แผนภูมิคะแนนรายตัวชี้วัด ปีงบประมาณ พ.ศ. {number_words(scores.assessed_year, options)}"
    return Chart(
        title=title, description="", marks=marks, no_data=NO_DATA, below=BELOW,
        threshold=f"เกณฑ์ {_value(scores.pass_mark, options)}" if scores.pass_mark else "",
        pass_mark=Decimal(scores.pass_mark) if scores.pass_mark else None,
        scale="จุดกลาง {centre} ขอบนอก {rim}", numerals=options["numerals"],
    ).described()  # fmt: skip


def _value(value: str, options: Mapping[str, Any]) -> str:
    return to_thai(value) if options["numerals"] == "thai" else value


def _score(row: IndicatorScoreContent, options: Mapping[str, Any]) -> Lines:
    return (Line(text=_value(row.value, options) if row.value else NO_DATA),)


COLUMNS: Mapping[str, CellOf] = {
    "instrument": lambda row, options: lines_of_text(row.instrument),
    "number": lambda row, options: (Line(text=number_words(row.number, options)),),
    "title": lambda row, options: lines_of_text(row.name),
    "score": _score,
}
