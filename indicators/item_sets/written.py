"""An item set as its file would be written: the way back from rows to the one shape of ``fixtures/item_sets``.

What a file says and rows do not keep (its comments, the order of its keys) is not brought back.
Not here: reading files (``reader``), rows (``rows``).
"""

from typing import Any

import yaml

from indicators.item_sets.rows import KEPT_AS_NOTES, KEPT_WHOLE, Fields, SetRows, rows_in_database
from indicators.models import ItemSet
from thai.dates import be_date
from thai.fiscal_year import end_of, start_of

Data = dict[str, Any]


def data_of(item_set: ItemSet) -> Data:
    """The set as it stands, in the shape of a file, each item with its topic; seven queries."""
    data = data_of_rows(item_set.fiscal_year, rows_in_database(item_set))
    topics = dict(item_set.items.exclude(topic="").values_list("code", "topic"))
    for item in data["items"]:
        if item["code"] in topics:
            item["topic"] = topics[item["code"]]
    return data


def data_of_rows(year: int, rows: SetRows) -> Data:
    """The data whose rows these are: ``rows_of_file(data_of_rows(year, rows)) == rows``."""
    own = rows.own
    whole = {name: own[name] for name in KEPT_WHOLE} | {name: own["notes"].get(name) for name in KEPT_AS_NOTES}
    return {
        "year": year,
        "version": own["version"],
        "status": own["status"],
        "fiscal_year": span_of_year(year),
        "assessment_name_en": own["name_en"] or None,
        "instruments": [
            {
                "code": code,
                "name": each["name"],
                "name_en": each["name_en"] or None,
                "weight": _number(each["weight"]),
                "indicators": [number for number, one in rows.indicators.items() if one["instrument"] == code],
                "confidence": each["confidence"],
                "source": each["sources"],
            }
            for code, each in rows.instruments.items()
        ],
        "eit_parts": whole["eit_parts"],
        "scoring": whole["scoring"],
        "indicators": [{"number": number, **each} for number, each in rows.indicators.items()],
        "sub_indicators": [_sub_indicator(code, each, rows) for code, each in rows.sub_indicators.items()],
        "issues": [
            {
                "no": number, "name": each["name"], "items": each["item_codes"], "confidence": each["confidence"],
                "source": each["sources"],
            }
            for number, each in rows.issues.items()
        ],
        "issues_note": whole["issues_note"],
        "item_counts": whole["item_counts"],
        "item_counts_note": whole["item_counts_note"],
        "items": [_item(code, each) for code, each in rows.items.items()],
        "grade_bands": whole["grade_bands"],
        "report_items": whole["report_items"],
        "calendar": whole["calendar"],
        "national": whole["national"],
        "blocks": whole["blocks"],
        "sources": whole["sources"],
    }  # fmt: skip


def span_of_year(year: int) -> Data:
    """What a file says of the fiscal year itself."""
    start, end = start_of(year), end_of(year)
    return {
        "name": f"ปีงบประมาณ พ.ศ. {year}", "start": start.isoformat(), "end": end.isoformat(),
        "be_start": be_date(start), "be_end": be_date(end),
    }  # fmt: skip


def _sub_indicator(code: str, each: Fields, rows: SetRows) -> Data:
    return {
        "code": code,
        "name": each["name"],
        "alt_names": each["extra"].get("alt_names", []),
        "indicator": each["indicator_number"],
        "items": [item for item, one in rows.items.items() if one["sub_indicator_code"] == code],
        "confidence": each["confidence"],
        "source": each["sources"],
        "note": each["note"] or None,
    }


def _item(code: str, each: Fields) -> Data:
    return {
        "code": code,
        "instrument": each["instrument"],
        "indicator": each["indicator_number"],
        "sub_indicator": each["sub_indicator_code"] or None,
        "issue": each["issue_number"],
        "group": each["group"] or None,
        "title": each["title"] or None,
        "elements": each["elements"],
        "elements_status": each["elements_status"],
        "elements_source": each["elements_sources"],
        "elements_confidence": each["elements_confidence"] or None,
        "source": each["sources"],
        "confidence": each["confidence"],
        "reversed": each["is_reversed"],
        "note": each["note"] or None,
        "extra": each["extra"],
    }

def _number(weight: Any) -> int | float | None:
    if weight is None:
        return None
    return int(weight) if weight == int(weight) else float(weight)


class _WrittenOut(yaml.SafeDumper):
    """No references between values, which the reader refuses."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def yaml_of(data: Data) -> str:
    """The text of the file, as a person may edit it and ``load_item_sets`` reads it back."""
    return yaml.dump(data, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False, width=200)
