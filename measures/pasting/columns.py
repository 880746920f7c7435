"""THE table of fields a pasted column can mean, with every heading the offices print over them.

A heading is compared without spaces, digits, slashes, brackets and Latin letters, so ``ผลการดำเนินการ (output)`` is
``ผลการดำเนินการ``. The first heading of a field is the one our own workbook writes.

Not here: labels for people (the forms have them), reading the cells (``rows``). Source: LAYOUTS B1, B2, B5 to B8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from measures.pasting.table import Cells
from thai.text import normalise

PLAN, RESULTS, OIT = "plan", "results", "oit"
TARGETS = (PLAN, RESULTS, OIT)
SEARCHED_FOR_HEADING = 15
"""Rows from the top; captions and titles may stand above the heading."""


@dataclass(frozen=True)
class Field:
    """What a column can mean. ``finds`` fields only say which row is meant; ``kind`` says how cells are read."""

    name: str
    headings: tuple[str, ...]
    kind: str = "text"
    finds: bool = False


ROW_REF = Field("row_ref", ("รหัสแถว",), "ref", finds=True)
_NUMBER = ("ลำดับที่", "ลำดับ", "ที่", "เลขที่", "มาตรการที่")
_TITLE = (
    "มาตรการ/กิจกรรม", "มาตรการ", "กิจกรรม", "โครงการ/กิจกรรม", "มาตรการ/โครงการ/กิจกรรม", "ชื่อมาตรการ", "มาตรการ/แนวทาง",
    "วิธีการนำผลวิเคราะห์ไปสู่การปฏิบัติ", "การนำผลการวิเคราะห์ไปสู่การปฏิบัติ",
)
_METHODS = (
    "วิธีการปฏิบัติ", "วิธีดำเนินการ", "วิธีการดำเนินการ", "วิธีการดำเนินงาน", "ขั้นตอน/วิธีการปฏิบัติ", "ขั้นตอนการดำเนินการ", "ขั้นตอน",
    "แนวทางการดำเนินการ", "มาตรการ/กิจกรรมที่ดำเนินการ", "กิจกรรมที่ดำเนินการ",
)
_PERIOD = (
    "ระยะเวลาในการดำเนินการ", "ระยะเวลาดำเนินการ", "ระยะเวลา", "วัน เดือน ปี ที่ดำเนินการ", "ห้วงเวลา", "กำหนดเวลา",
    "ช่วงเวลาดำเนินการ",
)
_UNITS = (
    "ผู้รับผิดชอบ", "ผู้รับผิดชอบ/ผู้ที่เกี่ยวข้อง", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "หน่วยงานผู้รับผิดชอบ", "ส่วนงานที่รับผิดชอบ",
    "ผู้รับผิดชอบหลัก",
)
_FIGURE_UNIT = ("หน่วยนับ", "หน่วย")
_NO_BUDGET = ("ไม่ใช้งบประมาณ",)
_STATUS = ("สถานะ", "สถานะการดำเนินการ", "สถานะการดำเนินงาน")

FIELDS: dict[str, tuple[Field, ...]] = {
    PLAN: (
        ROW_REF,
        Field("group", ("กลุ่ม", "หัวข้อกลุ่ม"), "group"),
        Field("issue_no", ("ประเด็นที่", "ประเด็น"), "number"),
        Field("number_text", _NUMBER),
        Field("title", _TITLE),
        Field("rationale", ("เหตุผล", "หลักการและเหตุผล", "เหตุผลความจำเป็น")),
        Field("detail", ("รายละเอียด",)),
        Field("methods", _METHODS, "lines"),
        Field("period_text", _PERIOD),
        Field("period_start", ("ตั้งแต่วันที่", "วันเริ่มต้น", "วันที่เริ่ม"), "date"),
        Field("period_end", ("ถึงวันที่", "วันสิ้นสุด", "วันที่สิ้นสุด"), "date"),
        Field("units", _UNITS, "units"),
        Field("target_text", ("เป้าหมาย", "ค่าเป้าหมาย", "เป้าหมาย/ตัวชี้วัด")),
        Field("target_figure", ("ตัวเลขเป้าหมาย",), "number"),
        Field("target_unit", _FIGURE_UNIT),
        Field("budget_set", ("งบประมาณที่ตั้งไว้ (บาท)", "งบประมาณ", "งบประมาณที่ตั้งไว้", "งบประมาณที่ได้รับ"), "budget"),
        Field("uses_no_budget", _NO_BUDGET, "no_budget"),
        Field("remark", ("หมายเหตุ",)),
    ),
    RESULTS: (
        ROW_REF,
        Field("number_text", _NUMBER, finds=True),
        Field("title", _TITLE, finds=True),
        Field("methods", _METHODS, "lines", finds=True),
        Field("status", _STATUS, "status"),
        Field("not_done_reason", ("ไม่ได้ดำเนินการ เนื่องจาก", "เหตุผลที่ไม่ได้ดำเนินการ")),
        Field("outputs", (
            "ผลการดำเนินการ", "สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", "สรุปผลการดำเนินการตามมาตรการ", "สรุปผลการดำเนินการ",
            "ผลการดำเนินงาน", "ผลผลิต", "รายงานผลการดำเนินการ", "ความก้าวหน้าผลการดำเนินการ",
        ), "outputs"),
        Field("outcomes", (
            "ผลลัพธ์", "ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ", "ผลลัพธ์หรือความสำเร็จในการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ",
            "ผลลัพธ์/ความสำเร็จ", "ผลสัมฤทธิ์", "ผลสำเร็จ",
        ), "lines"),
        Field("problems", ("ปัญหาและอุปสรรค", "ปัญหา/อุปสรรค", "ปัญหาอุปสรรค", "ปัญหา")),
        Field("suggestions", ("ข้อเสนอแนะ", "ข้อเสนอแนะ/แนวทางแก้ไข", "แนวทางแก้ไข")),
        Field("figure", ("ตัวเลขผลการดำเนินการ", "จำนวนที่ทำได้", "ผลที่ได้"), "number"),
        Field("figure_unit", _FIGURE_UNIT),
        Field("budget_spent", (
            "งบประมาณที่ใช้ (บาท)", "งบประมาณที่ใช้", "งบประมาณที่ใช้จริง", "ผลการเบิกจ่าย", "เบิกจ่าย",
        ), "budget"),
        Field("uses_no_budget", _NO_BUDGET, "no_budget"),
    ),
    OIT: (
        ROW_REF,
        Field("code", ("ข้อ", "รหัส", "ข้อที่", "ลำดับ", "ลำดับที่", "ที่"), "code", finds=True),
        Field("shown_title", ("ข้อมูล", "ชื่อข้อมูล", "รายการข้อมูล", "รายการ"), finds=True),
        Field("shown_elements", ("องค์ประกอบด้านข้อมูล", "องค์ประกอบ"), "lines", finds=True),
        Field("group", ("หัวข้อตัวชี้วัดย่อย", "ตัวชี้วัดย่อย"), finds=True),
        Field("title", ("ชื่อข้อมูลตามที่พิมพ์",)),
        Field("elements", ("องค์ประกอบตามที่พิมพ์",), "lines"),
        Field("units", _UNITS, "units"),
        Field("status", _STATUS, "status"),
        Field("progress_notes", (
            "ความก้าวหน้าผลการดำเนินการ", "ความก้าวหน้า", "ผลการดำเนินการ", "ผลการดำเนินงาน",
        ), "progress"),
        Field("finding_class", ("ผลการตรวจเว็บไซต์", "ผลการตรวจสอบ"), "finding"),
        Field("website_finding", ("ข้อมูลในเว็บไซต์", "ข้อมูลที่พบ", "สิ่งที่พบในเว็บไซต์")),
        Field("links", ("ที่อยู่เว็บไซต์", "ที่อยู่เว็บไซต์ (URL)", "URL", "ลิงก์", "ลิงค์", "link", "ที่อยู่"), "links"),
        Field("answer", ("มี/ไม่มี", "คำตอบ", "มีหรือไม่มี"), "answer"),
        Field("explanation", ("คำอธิบาย", "คำอธิบายเพิ่มเติม"), "text"),
    ),
}


def fields_of(target: str) -> dict[str, Field]:
    """The fields of a target by name, in the order our workbook writes them."""
    return {field.name: field for field in FIELDS[target]}


def bare(heading: str) -> str:
    """A heading as it is compared: letters of either script only; ``URL`` stays, ``(output)`` after Thai goes."""
    text = re.sub(r"[\W\d_]+", "", _marks_kept(normalise(heading)).lower())
    thai = re.sub("[a-z]+", "", text)
    return thai or text


def find_heading(cells: Cells, target: str) -> int | None:
    """Which row holds the headings: the one of the first rows that names most fields, at least two; else None."""
    best, place = 1, None
    for number, row in enumerate(cells[:SEARCHED_FOR_HEADING]):
        named = len({name for name in match_columns(row, target) if name})
        if named > best:
            best, place = named, number
    return place


def match_columns(headings: list[str], target: str) -> list[str | None]:
    """Per column the field its heading names, or None; a field is given once, to the column that names it best."""
    known = _known(target)
    columns: list[str | None] = [None] * len(headings)
    given: set[str] = set()
    for place, heading in enumerate(headings):
        name = known.get(bare(heading))
        if name and name not in given:
            columns[place] = name
            given.add(name)
    elsewhere = {words for other in TARGETS if other != target for words in _known(other)}
    for place, heading in enumerate(headings):  # a known heading with more words after it
        text = bare(heading)
        if columns[place] is None and 0 < len(text) <= 80 and text not in elsewhere:
            begun = (name for words, name in _longest_first(known) if len(words) >= 6 and text.startswith(words))
            name = next(begun, None)
            if name and name not in given:
                columns[place] = name
                given.add(name)
    return columns


def checked(columns: list, target: str, width: int) -> list[str | None]:
    """A stored or posted mapping made sound: known names only, as many as there are columns."""
    names = fields_of(target)
    sound = [name if isinstance(name, str) and name in names else None for name in columns]
    return (sound + [None] * width)[:width]


def _known(target: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for field in FIELDS[target]:
        for heading in field.headings:
            known.setdefault(bare(heading), field.name)
    return known


def _longest_first(known: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(known.items(), key=lambda each: -len(each[0]))


_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def _marks_kept(text: str) -> str:
    """Thai vowels and tone marks are no word characters to ``re``; written as private letters they stay."""
    return _MARKS.sub(lambda mark: chr(0x10000 + ord(mark[0])), text)
