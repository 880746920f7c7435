"""Builds documents from the transcribed reports in fixtures/demo, roughly: enough real Thai to test the writers with.

Not here: the real layouts (reports.sections).
"""

from functools import cache
from pathlib import Path

import yaml

from reports.blocks import (
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

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "demo"


@cache
def source(name: str) -> dict:
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def lines(items, level: int = 0) -> tuple[Line, ...]:
    """List items of the interchange form, their children one level deeper."""
    found = []
    for item in items or ():
        found.append(Line(item["text"], item.get("marker") or "", level))
        found += lines(item.get("children"), level + 1)
    return tuple(found)


def plain(*texts: str | None) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts if text)


def columns(data: dict, name: str) -> tuple[Column, ...]:
    found = next(table for table in data["layout"]["tables"] if table["id"].startswith(name))["columns"]
    return tuple(Column(c["label"], c["width"], align="center" if i == 0 else "left") for i, c in enumerate(found))


def measures_table(data: dict, prefix: str = "measures") -> Table:
    rows = []
    for measure in data["measures"]:
        entries = measure["entries"]
        for i, entry in enumerate(entries):
            head = (
                (
                    Cell(plain(measure["no_text"]), rowspan=len(entries)),
                    Cell(plain(measure["title"], measure["detail"]), rowspan=len(entries), is_row_header=True),
                )
                if i == 0
                else ()
            )
            rows.append(
                Row(
                    (
                        *head,
                        Cell(lines(entry["methods"])),
                        Cell(plain((entry["period"] or {}).get("text"))),
                        Cell(tuple(Line(unit, "-") for unit in entry["units"])),
                        Cell(lines(entry["outputs"])),
                        Cell(lines(entry["outcomes"])),
                    )
                )
            )
    return Table(columns(data, prefix), tuple(rows), name="measures")


def document_001(**options) -> Document:
    """Cover, heading and the measures table of seven columns, landscape, Thai numerals."""
    data = source("001")
    return Document(
        title=data["title"]["full"],
        agency_name=data["agency"]["full_name"],
        blocks=(
            Cover(tuple(data["cover"]["lines"])),
            PageBreak("landscape"),
            Heading(tuple(data["title"]["heading_lines"])),
            measures_table(data),
        ),
        orientation="portrait",
        **options,
    )


STATUS = {"done": "ดำเนินการ", "not_started": "ยังไม่ได้ดำเนินการ"}


def status_lines(row: dict) -> tuple[Line, ...]:
    return (
        Line(STATUS["not_started"], "☑" if row.get("status") == "not_started" else "☐"),
        Line(STATUS["done"], "☑" if row.get("status") == "done" else "☐"),
        *lines(row.get("progress_notes")),
    )


def oit_tables(data: dict) -> list:
    by_code = {row["code"]: row for row in data["oit"]["rows"]}
    blocks = []
    for group in data["oit"]["groups"]:
        rows = [by_code[code] for code in group["row_codes"]]
        table_columns = tuple(
            Column(label, width, align="center" if i == 0 else "left", holds_addresses=i == 4)
            for i, (label, width) in enumerate(zip(group["header_columns"], (6, 17, 37, 11, 29), strict=True))
        )
        blocks += [
            Heading(tuple(filter(None, (group["heading_text"], group.get("subtitle")))), level=2, align="left"),
            Table(
                table_columns,
                tuple(
                    Row(
                        (
                            Cell(plain(row["code_text"])),
                            Cell(plain(row["title"]), is_row_header=True),
                            Cell(lines(row["elements"])),
                            Cell(plain(", ".join(row["units"]))),
                            Cell(status_lines(row)),
                        )
                    )
                    for row in rows
                ),
                name="oit",
            ),
        ]
    return blocks


def sign_offs(data: dict) -> list[Signature]:
    return [
        Signature(
            heading=desk.get("opinion_heading") or "",
            opinion=desk.get("opinion") or "",
            asks_opinion=(desk.get("opinion_heading") or "").startswith("ความเห็น"),
            name=desk.get("name") or "",
            position=desk.get("position") or "",
            acting_lines=(desk["acting_for"],) if desk.get("acting_for") else (),
        )
        for desk in data["sign_offs"]
    ]


def document_000(**options) -> Document:
    """Introduction, measures, 43 OIT rows with boxes and the sign-off, Arabic numerals."""
    data = source("000")
    return Document(
        title=data["title"]["full"],
        agency_name=data["agency"]["full_name"],
        blocks=(
            Cover(tuple(data["cover"]["lines"])),
            Heading(tuple(data["title"]["heading_lines"])),
            *(Paragraph(text) for text in data["introduction"]["paragraphs"]),
            PageBreak("landscape"),
            measures_table(data),
            *oit_tables(data),
            *sign_offs(data),
        ),
        numerals="arabic",
        **options,
    )
