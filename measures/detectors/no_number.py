"""A result of a measure without any figure or date: nobody can tell how much of it there was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Year

REASON = gettext_noop("Outputs and outcomes name no number and no date. How many, how often, or when?")
_HOW_MANY = re.compile(
    r"\d|ทุก(?:คน|กอง|เดือน|ไตรมาส|วัน|สัปดาห์|หมู่บ้าน|ชุมชน|ส่วน|สำนัก|แห่ง|ครั้ง|ราย|ระดับ|ช่องทาง)"
    r"|ไม่พบ|ไม่มี|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ครบถ้วน|ทั้งหมด|ทั้งสิ้น"
)


def find(year: Year) -> Iterator[Observation]:
    """One remark per result, on its outputs."""
    outcomes = {
        (field.row_id, field.at.round): field.arabic for field in year.fields
        if field.row_kind == "result" and field.part == "outcomes"
    }
    for field in year.texts("outputs"):
        if field.status in ("not_done", "not_started", "in_progress"):
            continue
        if not _HOW_MANY.search(field.arabic + "\n" + outcomes.get((field.row_id, field.at.round), "")):
            yield observe("no_number", field, field.lines[0].text, REASON)
