"""From an item set file to checked data: the one shape all years' files have.

Not here: sense (``rules``), storing (``loader``). Source: the comment heads of ``fixtures/item_sets``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.rules import nonsense
from indicators.item_sets.shape import (
    CODE,
    FREE,
    FREE_RECORD,
    INTEGER,
    LINE,
    NUMBER,
    TEXT,
    TRUTH,
    ListOf,
    Maybe,
    Plain,
    Record,
    departures,
)  # fmt: skip
from indicators.item_sets.yaml_file import Place, read_yaml

TEXTS = ListOf(TEXT)
TOPIC = Plain((str,), "a short text; put it in quotes", longest=60)
ELEMENTS = ListOf(Record({"text": TEXT, "children": TEXTS}))

SHAPE = Record(
    {
        "year": INTEGER,
        "version": INTEGER,
        "status": TEXT,
        "fiscal_year": Record({"name": TEXT, "start": TEXT, "end": TEXT, "be_start": TEXT, "be_end": TEXT}),
        "assessment_name_en": Maybe(LINE),
        "instruments": ListOf(
            Record({
                "code": CODE, "name": LINE, "name_en": Maybe(LINE), "weight": Maybe(NUMBER),
                "indicators": ListOf(INTEGER), "confidence": LINE, "source": TEXTS,
            })
        ),
        "eit_parts": FREE,
        "scoring": FREE_RECORD,
        "indicators": ListOf(Record({"number": INTEGER, "name": LINE, "instrument": CODE})),
        "sub_indicators": ListOf(
            Record({
                "code": CODE, "name": LINE, "alt_names": TEXTS, "indicator": Maybe(INTEGER), "items": TEXTS,
                "confidence": LINE, "source": TEXTS, "note": Maybe(TEXT),
            })
        ),
        "issues": ListOf(Record({"no": INTEGER, "name": LINE, "items": TEXTS, "confidence": LINE, "source": TEXTS})),
        "issues_note": Maybe(TEXT),
        "item_counts": Record({"IIT": Maybe(INTEGER), "EIT": Maybe(INTEGER), "OIT": Maybe(INTEGER)}),
        "item_counts_note": Maybe(TEXT),
        "items": ListOf(
            Record({
                "code": CODE, "instrument": CODE, "indicator": Maybe(INTEGER), "sub_indicator": Maybe(CODE),
                "issue": Maybe(INTEGER), "group": Maybe(LINE), "title": Maybe(TEXT), "elements": Maybe(ELEMENTS),
                "elements_status": TEXT, "elements_source": Maybe(TEXTS), "elements_confidence": Maybe(LINE),
                "source": TEXTS, "confidence": LINE, "reversed": Maybe(TRUTH), "note": Maybe(TEXT),
                "extra": FREE_RECORD, "topic": Maybe(TOPIC),
            }, optional=frozenset({"topic"}))
        ),
        "grade_bands": Record({
            "type": TEXT, "pass_mark": Maybe(NUMBER), "evaluate": Maybe(TEXT), "confidence": TEXT, "source": TEXTS,
            "note": Maybe(TEXT), "evidence": FREE,
            "bands": ListOf(
                Record({
                    "code": TEXT, "name": TEXT, "min": NUMBER, "max": NUMBER, "each_instrument_min": Maybe(NUMBER),
                    "meaning": Maybe(TEXT),
                })
            ),
        }),
        "report_items": Record({
            "analysis_and_measures": Maybe(TEXT), "progress_or_result": Maybe(TEXT),
            "analysis_of_year": Maybe(INTEGER), "report_period_fiscal_year": Maybe(INTEGER),
            "required_content": FREE_RECORD, "layouts_seen": FREE, "note": Maybe(TEXT),
        }),
        "calendar": FREE_RECORD,
        "national": FREE_RECORD,
        "blocks": FREE_RECORD,
        "sources": FREE_RECORD,
    }
)  # fmt: skip


@dataclass(frozen=True)
class ItemSetFile:
    """One file that has the shape and makes sense; ``data`` is as written."""

    name: str
    data: dict[str, Any]

    @property
    def year(self) -> int:
        return self.data["year"]

    @property
    def version(self) -> int:
        return self.data["version"]


def read_item_set(path: Path) -> ItemSetFile:
    """The checked file, or ``ItemSetRefused`` naming every place that is wrong and what to do about it."""
    data, lines = read_yaml(path)
    return checked(path.name, data, lines)


def checked(name: str, data: Any, lines: Mapping[Place, int] | None = None) -> ItemSetFile:
    """The data as a file that may be loaded, or ``ItemSetRefused`` naming every place that is wrong."""
    problems = list(departures(data, SHAPE, lines or {})) or list(nonsense(data))
    if problems:
        raise ItemSetRefused(name, problems)
    return ItemSetFile(name, data)
