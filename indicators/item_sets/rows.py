"""An item set as rows of fields: the same form whether it comes from a file or from the database, so both compare.

Not here: writing rows (``loader``), the sentences on differences (``differences``).
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import Model

from indicators.models import Indicator, Instrument, Issue, Item, ItemSet, SubIndicator

Fields = dict[str, Any]
Rows = dict[str | int, Fields]


@dataclass(frozen=True)
class Part:
    """One table of a set: which field names a row inside the set, and which fields it compares."""

    model: type[Model]
    key: str
    fields: tuple[str, ...]
    is_ordered: bool = True
    """Whether rows stand in the file's order (``position``); else in that of their numbers."""


PARTS = {
    "instruments": Part(Instrument, "code", ("name", "name_en", "weight", "confidence", "sources")),
    "indicators": Part(Indicator, "number", ("name", "instrument"), is_ordered=False),
    "sub_indicators": Part(
        SubIndicator, "code", ("name", "indicator_number", "confidence", "sources", "note", "extra")
    ),
    "issues": Part(Issue, "number", ("name", "item_codes", "confidence", "sources"), is_ordered=False),
    "items": Part(
        Item, "code",
        ("number", "instrument", "indicator_number", "sub_indicator_code", "issue_number", "group", "title", "elements",
         "elements_status", "elements_confidence", "elements_sources", "confidence", "sources", "is_reversed", "note",
         "extra"),
    ),
}  # fmt: skip
OWN_FIELDS = (
    "version", "status", "starts_on", "ends_on", "name_en", "scoring", "grade_bands", "report_items", "calendar",
    "item_counts", "sources", "notes",
)  # fmt: skip
KEPT_WHOLE = ("scoring", "grade_bands", "report_items", "calendar", "item_counts", "sources")
KEPT_AS_NOTES = ("eit_parts", "issues_note", "item_counts_note", "national", "blocks")
"""What a file says of the set as a whole and nothing computes with."""


@dataclass(frozen=True)
class SetRows:
    """A set: its own fields, and each part's rows by key in their order."""

    own: Fields
    instruments: Rows
    indicators: Rows
    sub_indicators: Rows
    issues: Rows
    items: Rows

    @property
    def digest(self) -> str:
        """SHA-256 over all fields in canonical JSON."""
        whole = {field.name: list(_pairs(getattr(self, field.name))) for field in fields(self)}
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()


def _pairs(rows: dict[Any, Any]) -> list[list[Any]]:
    return [[key, value] for key, value in rows.items()]


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no canonical form")


def rows_of_file(data: dict[str, Any]) -> SetRows:
    """The rows a checked file asks for; null becomes empty text where the table keeps text."""
    return SetRows(
        own={
            "version": data["version"],
            "status": data["status"],
            "starts_on": dt.date.fromisoformat(data["fiscal_year"]["start"]),
            "ends_on": dt.date.fromisoformat(data["fiscal_year"]["end"]),
            "name_en": data["assessment_name_en"] or "",
            **{name: data[name] for name in KEPT_WHOLE},
            "notes": {name: data[name] for name in KEPT_AS_NOTES},
        },
        instruments={
            each["code"]: {
                "name": each["name"],
                "name_en": each["name_en"] or "",
                "weight": None if each["weight"] is None else Decimal(str(each["weight"])),
                "confidence": each["confidence"],
                "sources": each["source"],
            }
            for each in data["instruments"]
        },
        indicators={
            each["number"]: {"name": each["name"], "instrument": each["instrument"]}
            for each in sorted(data["indicators"], key=lambda each: each["number"])
        },
        sub_indicators={
            each["code"]: {
                "name": each["name"],
                "indicator_number": each["indicator"],
                "confidence": each["confidence"],
                "sources": each["source"],
                "note": each["note"] or "",
                "extra": {"alt_names": each["alt_names"]},
            }
            for each in data["sub_indicators"]
        },
        issues={
            each["no"]: {
                "name": each["name"],
                "item_codes": each["items"],
                "confidence": each["confidence"],
                "sources": each["source"],
            }
            for each in sorted(data["issues"], key=lambda each: each["no"])
        },
        items={each["code"]: _item_fields(each) for each in data["items"]},
    )


def _item_fields(each: dict[str, Any]) -> Fields:
    return {
        "number": int(each["code"][1:]),
        "instrument": each["instrument"],
        "indicator_number": each["indicator"],
        "sub_indicator_code": each["sub_indicator"] or "",
        "issue_number": each["issue"],
        "group": each["group"] or "",
        "title": each["title"] or "",
        "elements": each["elements"],
        "elements_status": each["elements_status"],
        "elements_confidence": each["elements_confidence"] or "",
        "elements_sources": each["elements_source"],
        "confidence": each["confidence"],
        "sources": each["source"],
        "is_reversed": each["reversed"],
        "note": each["note"] or "",
        "extra": each["extra"],
    }


def rows_in_database(item_set: ItemSet) -> SetRows:
    """The rows as they stand."""
    parts = {
        name: {
            getattr(row, part.key): {field: getattr(row, field) for field in part.fields}
            for row in part.model.objects.filter(item_set=item_set)
        }
        for name, part in PARTS.items()
    }
    return SetRows(own={name: getattr(item_set, name) for name in OWN_FIELDS}, **parts)
