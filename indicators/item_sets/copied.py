"""Last year's set as a start for the next year: everything copied says that it is a copy and not confirmed.

What belongs to the old year alone (its calendar, national figures, who found what where in it) is not copied.
Not here: saving it (``indicators.services``).
"""

import copy
import re
from typing import Any

from indicators.item_sets.written import span_of_year

Data = dict[str, Any]
_COPIED = re.compile(r"คัดลอกจากปี (\d{4}) ยังไม่ยืนยัน")


def copied_remark(from_year: int) -> str:
    """The confidence of what was copied from a year."""
    return f"low (คัดลอกจากปี {from_year} ยังไม่ยืนยัน)"


def copied_from(remark: str) -> int | None:
    """The year a part was copied from, by its confidence; None for a part with a confidence of its own."""
    match = _COPIED.search(remark)
    return int(match[1]) if match else None


def copy_for(year: int, data: Data) -> Data:
    """The data as a first version for ``year``."""
    before, remark = data["year"], copied_remark(data["year"])
    new = copy.deepcopy(data)
    new |= {
        "year": year, "version": 1, "status": f"คัดลอกจากปี {before} ยังไม่ยืนยัน", "fiscal_year": span_of_year(year),
        "assessment_name_en": None, "calendar": {}, "national": {}, "blocks": {},
    }  # fmt: skip
    for part in ("instruments", "sub_indicators", "issues", "items"):
        for each in new[part]:
            each["confidence"] = remark
    for item in new["items"]:
        if item["elements"]:
            item["elements_confidence"] = remark
    new["grade_bands"]["confidence"] = remark
    new["scoring"] = new["scoring"] | {"confidence": {"overall": remark}} if new["scoring"] else {}
    new["item_counts_note"] = new["issues_note"] = f"คัดลอกจากปี {before} ยังไม่ยืนยัน"
    for name in ("analysis_of_year", "report_period_fiscal_year"):
        if new["report_items"][name] is not None:
            new["report_items"][name] += year - before
    return new


def empty_for(year: int) -> Data:
    """A set of which nothing is known yet but that ITA has its three instruments."""
    names = {
        "IIT": ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "Internal Integrity and Transparency Assessment"),
        "EIT": ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "External Integrity and Transparency Assessment"),
        "OIT": ("แบบวัดการเปิดเผยข้อมูลสาธารณะ", "Open Data Integrity and Transparency Assessment"),
    }
    return {
        "year": year, "version": 1, "status": "ยังไม่มีข้อมูลอื่นของปีนี้", "fiscal_year": span_of_year(year),
        "assessment_name_en": None,
        "instruments": [
            {"code": code, "name": name, "name_en": english, "weight": None, "indicators": [], "confidence": "unknown",
             "source": []}
            for code, (name, english) in names.items()
        ],
        "eit_parts": None, "scoring": {}, "indicators": [], "sub_indicators": [], "issues": [], "issues_note": None,
        "item_counts": {"IIT": None, "EIT": None, "OIT": None}, "item_counts_note": None, "items": [],
        "grade_bands": {"type": "unknown", "pass_mark": None, "evaluate": None, "confidence": "unknown", "source": [],
                        "note": None, "evidence": [], "bands": []},
        "report_items": {"analysis_and_measures": None, "progress_or_result": None, "analysis_of_year": None,
                         "report_period_fiscal_year": None, "required_content": {}, "layouts_seen": [], "note": None},
        "calendar": {}, "national": {}, "blocks": {}, "sources": {},
    }  # fmt: skip
