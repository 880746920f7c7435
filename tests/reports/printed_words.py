"""What a document of the interchange form must print, cell by cell, read from the file by somebody who knows no model.

Not here: what the portal makes of it; the tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reports.interchange.there_and_back import plainly
from tests.reports.pdf_text import squeezed
from thai.text import normalise

GIVEN = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
INVENTED = Path(__file__).resolve().parent / "interchange" / "documents"
DOCUMENTS = {path.stem: path for path in (
    *sorted(GIVEN.glob("*.yaml")), INVENTED / "grouped.yaml", INVENTED / "website_check.yaml",
    Path(__file__).resolve().parent / "documents" / "everything.yaml",
)}  # fmt: skip
TICKED = {"done": (False, True), "in_progress": (False, True), "not_started": (True, False), "not_done": (True, False)}


def source(name: str) -> dict[str, Any]:
    """The file as any YAML library reads it."""
    return plainly(DOCUMENTS[name].read_text(encoding="utf-8"))


def items(values: list | None) -> str:
    """Markers and texts of a list, children after their parent."""
    return "".join(
        str(one.get("marker") or "") + str(one.get("text") or "") + items(one.get("children")) for one in values or ()
    )


def measure_rows(data: dict, units_marker: str) -> Iterator[list[str]]:
    """Expected cells, row by row; a group row is a list of one, rows under a span lack their first two cells."""
    groups = {number: group for group in data.get("measure_groups") or () for number in group["measure_seqs"]}
    before = None
    for measure in data.get("measures") or ():
        group = groups.get(measure["seq"])
        if group is not None and group is not before:
            yield [words(group.get("no_text"), group.get("title"))]
        before = group
        for place, entry in enumerate(measure["entries"] or [{}]):
            head = [words(measure.get("no_text")), words(measure.get("title"), measure.get("detail"))]
            yield ([] if place else head) + [
                words(None if place else measure.get("rationale"), items(entry.get("methods"))),
                words((entry.get("period") or {}).get("text")),
                words(*(units_marker + unit for unit in entry.get("units") or ()), entry.get("remark")),
                words(items(entry.get("outputs"))),
                words(items(entry.get("outcomes"))),
            ]  # fmt: skip


def indicator_rows(data: dict) -> Iterator[list[str]]:
    """Expected cells of the indicator table."""
    for row in (data.get("indicator_progress") or {}).get("rows", ()):
        yield [
            words("ตัวชี้วัดที่", row.get("no_text"), row.get("title")),
            words(items(row.get("guidance"))),
            words(row.get("units_text") or "".join(row.get("units") or ())),
            words((row.get("period") or {}).get("text")),
            words(boxes(row), items(row.get("notes"))),
        ]


def oit_tables(data: dict, with_units: bool) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Expected heading lines and rows per table; rows of no group last, without a heading."""
    oit = data.get("oit") or {}
    rows = {row["code"]: row for row in oit.get("rows", ())}
    for group in oit.get("groups", ()):
        members = [rows.pop(code) for code in group["row_codes"] if code in rows]
        lines = [words(line) for line in (group.get("heading_text"), group.get("subtitle")) if line]
        if members:
            yield lines, [_oit_row(row, with_units) for row in members]
    if rows:
        yield [], [_oit_row(row, with_units) for row in rows.values()]


def _oit_row(row: dict, with_units: bool) -> list[str]:
    found = row.get("website_finding")
    return [
        words(row.get("code_text")),
        words(row.get("title")),
        words(items(row.get("elements"))),
        *([words("".join(row.get("units") or ()))] if with_units else []),
        words(
            boxes(row), items(row.get("progress_notes")), row.get("website_finding_marker") if found else None, found
        ),
    ]


def boxes(row: dict) -> str:
    """The two boxes as 000 prints them; a row that a look at the website answered has none."""
    status = row.get("status")
    if not status and (row.get("website_finding") or row.get("finding_class")):
        return ""
    first, second = TICKED.get(status, (False, False))
    unknown = "" if status in TICKED or not status else status
    return f"{'☑' if first else '☐'}ยังไม่ได้ดำเนินการ{'☑' if second else '☐'}ดำเนินการ{unknown}"


def sign_offs(data: dict) -> list[str]:
    """Expected words per desk."""
    keys = ("opinion_heading", "opinion", "name", "position", "acting_for")
    return [words(*(desk.get(key) for key in keys)) for desk in data.get("sign_offs") or ()]


def words(*pieces: Any) -> str:
    """The pieces joined, without white space, in the one spelling of the same glyphs that is stored."""
    return squeezed(normalise("".join(str(piece) for piece in pieces if piece)))
