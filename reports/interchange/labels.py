"""The column labels of a year's tables: one list per table, wherever in a file they stand.

A file says them in the section (``oit.columns``), over each OIT table (``header_columns``) and with widths in
``layout.tables``; the portal holds them once in ``ReportText.labels`` under the names that layouts use.

Not here: default labels (``reports.layouts``).
"""

from __future__ import annotations

from typing import Any

from reports.interchange.containers import PROVENANCE
from reports.models import ReportText

SECTION_TABLES = {
    "scores_columns": "scores",
    "score_analysis_columns": "score_analysis",
    "indicator_progress_columns": "indicator_progress",
    "oit_columns": "oit",
    "plan_columns": "plan",
}
_MARKS = (
    ("oit", "oit"), ("indicator_progress", "indicator_progress"), ("analysis", "score_analysis"), ("score", "scores"),
    ("plan", "plan"), ("measure", "measures"),
)  # fmt: skip


def table_name(table_id: str) -> str:
    """The layouts' name for a table of a file (``oit_progress`` is ``oit``); an unknown one keeps its own."""
    return next((name for mark, name in _MARKS if mark in table_id), table_id or "table")


def labels_of(values: dict[str, Any]) -> tuple[dict[str, list], list[dict[str, Any]]]:
    """``ReportText.labels`` of a read document, and its tables: ``[{"id": as the file says, "labels": name}, …]``."""
    labels: dict[str, list] = {}
    for column, name in SECTION_TABLES.items():
        if values.get(column):
            labels[name] = [{"label": label, "width": None} for label in values[column]]
    tables = []
    for table in values.get("layout_tables", []):
        name = table_name(table["id"])
        if any(one["labels"] == name for one in tables):
            name = f"{name}-{len(tables) + 1}"
        tables.append({"id": table["id"], "labels": name})
        if name in labels and len(labels[name]) == len(table["columns"]):
            labels[name] = [
                {**own, "label": section["label"]} for own, section in zip(table["columns"], labels[name], strict=True)
            ]
        else:
            labels.setdefault(name, table["columns"])
    over_tables = next(
        (group["header_columns"] for group in values.get("oit_groups", []) if group["header_columns"]), []
    )
    if over_tables:  # said over the tables alone
        labels.setdefault("oit", [{"label": label, "width": None} for label in over_tables])
    return labels, tables


def label_values(text: ReportText) -> dict[str, Any]:
    """The columns of the form that stand for labels."""
    tables = list((text.provenance or {}).get("tables", []))
    said = {table["labels"] for table in tables} | set(SECTION_TABLES.values())
    tables += [{"id": name, "labels": name} for name in sorted(text.labels.keys() - said)]  # typed here, in no file
    return {column: label_texts(text, name) for column, name in SECTION_TABLES.items()} | {
        "layout_tables": [
            {
                "id": table["id"],
                "columns": text.labels.get(table["labels"], []),
                PROVENANCE: table.get(PROVENANCE, {}),
            }
            for table in tables
        ]
    }


def label_texts(text: ReportText, name: str) -> list[str]:
    return [column.get("label") or "" for column in text.labels.get(name, [])]
