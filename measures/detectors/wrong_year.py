"""A year left over from another one, by the rule of the item: plans are of the year N, reports of N - 1.

An OIT item's own words say which year it asks for. Never remarked: a day of the fiscal year (October to December of the
calendar year before among them), a year in a law's name or an order's number, a plan of several years, a comparison
with the year before, the assessed year in an analysis.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.periods import dates_in, read_period
from measures.detectors.reading import Field, Line, Year
from thai.digits import to_arabic
from thai.fiscal_year import end_of, span_of, start_of

OLD = gettext_noop("The year %(found)s stands in a text of the fiscal year %(year)s.")
ASKED = gettext_noop("This item asks for %(asked)s, the text says %(found)s.")
OUTSIDE = gettext_noop("This lies outside the fiscal year %(year)s.")

_YEAR = re.compile(
    r"(?:ปีงบประมาณ|ประจำปี|พ\s?\.\s?ศ\s?\.?|พศ|ปี|งบประมาณ)\s*(?:พ\s?\.\s?ศ\s?\.?\s*)?(?P<year>25\d\d)(?!\d)"
)
_LAW = re.compile(
    r"(?:พระราช|พ\s?\.\s?ร\s?\.\s?[บกฎ]|ระเบียบ|กฎ|ข้อบัญญัติ|เทศบัญญัติ|ประมวล|รัฐธรรมนูญ|ข้อบังคับ|ข้อกำหนด|มติ|ฉบับที่|หลักเกณฑ์|มาตรฐาน"
    r"|ประกาศ(?:กระทรวง|คณะ|ก\.|สำนัก)|คำสั่ง(?:หัวหน้า|คณะ)|ลงวันที่|ยุทธศาสตร์ชาติ)[^\n]{0,140}$"
)
_SEVERAL_BEFORE = re.compile(r"25\d\d\s*(?:[-–—]|ถึง)\s*(?:ปี|พ\s?\.\s?ศ\s?\.?|\s)*$")
_SEVERAL_AFTER = re.compile(r"\s*(?:[-–—]|ถึง)\s*(?:ปี|พ\s?\.\s?ศ\s?\.?|\s)*(?:25)?\d\d(?!\d)")
_COMPARING = re.compile(r"เทียบ|ปีก่อน|ปีที่ผ่านมา|ที่ผ่านมา|เพิ่มขึ้น|ลดลง|ประเมิน|ITA|วิเคราะห์|ย้อนหลัง|ตั้งแต่|เดิม", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:ลงวันที่|ประกาศใช้|มีผลบังคับ|แก้ไขเพิ่มเติม)[^\n]{0,30}$")
_OF_THIS_YEAR = re.compile(r"การดำเนินการในปี|ใช้บังคับในปี|บังคับใช้ครอบคลุม|ประกาศสำหรับปี|เดือน(?:แรก)?(?:ของ)?\s?ปี|กิจกรรมในปี")
_OF_LAST_YEAR = re.compile(r"รายงานผล[^\n]{0,60}ของปี|ผลการประเมิน[^\n]{0,80}ในปี|วิเคราะห์ผล[^\n]{0,80}ในปี")
_GRACE = dt.timedelta(days=120)
"""Reports are written up and published after the year's end."""
_LOOKS_BACK = ("rationale", "narrative")
_EARLIEST = 8
"""Years further back are facts of history, not leftovers."""


def find(year: Year) -> Iterator[Observation]:
    """One remark per field."""
    for field in year.texts():
        fault = _fault(year, field)
        if fault:
            line, reason, words = fault
            yield observe("wrong_year", field, line.text, reason, **words)


def _fault(year: Year, field: Field) -> tuple[Line, str, dict] | None:
    n = year.fiscal_year
    if field.part == "period":
        return _period_fault(year, field, n)
    if field.row_kind == "disclosure":
        return _disclosure_fault(field, n)
    back = {n - 1, year.assessed_year or n - 1}
    for line in field.lines:
        for found, start, end in years_in(line.arabic):
            looks_back = field.part in _LOOKS_BACK or _COMPARING.search(line.arabic[max(0, start - 90) : end + 60])
            least = min(back) - (1 if field.part in _LOOKS_BACK else 0) if looks_back else n
            if n - _EARLIEST <= found < least:
                return line, OLD, {"found": found, "year": n}
        if field.part not in _LOOKS_BACK and (day := _day_outside(line, n, n)):
            return line, OUTSIDE, {"year": n, "found": day}
    return None


def _period_fault(year: Year, field: Field, n: int) -> tuple[Line, str, dict] | None:
    timed = next((each for each in year.timed if each.where is field), None)
    dates = read_period(field.text) or ((timed.start, timed.end) if timed and timed.start and timed.end else None)
    if dates and dates[0] <= dates[1] and (dates[1] < start_of(n) or dates[0] > end_of(n)):
        return field.lines[0] if field.lines else Line(""), OUTSIDE, {"year": n}
    for found, _start, _end in years_in(field.arabic):
        if n - _EARLIEST <= found < n and not dates:
            return field.lines[0], OLD, {"found": found, "year": n}
    return None


def _disclosure_fault(field: Field, n: int) -> tuple[Line, str, dict] | None:
    if field.part == "elements":
        return next(filter(None, (_element_fault(field, line, n) for line in field.lines)), None)
    asked = asked_years(field.item.title if field.item and field.part == "title" else field.asked, n)
    said = [(line, found) for line in field.lines for found, _start, _end in years_in(line.arabic)]
    right = asked or {n, n - 1}
    if not any(found in right for _line, found in said):
        for line, found in said:
            if n - _EARLIEST <= found <= n:
                if asked:
                    return line, ASKED, {"found": found, "asked": " ".join(str(one) for one in sorted(asked))}
                return line, OLD, {"found": found, "year": n}
    for line in field.lines:
        if field.part in ("notes", "finding") and (day := _day_outside(line, n - 1, n)):
            return line, OUTSIDE, {"year": n, "found": day}
    return None


def _element_fault(field: Field, line: Line, n: int) -> tuple[Line, str, dict] | None:
    official = asked_years("\n".join(field.item.elements), n) if field.item else set()
    for found, _start, _end in years_in(line.arabic):
        asked = asked_years(line.text, n, by_words=True)
        if asked and found not in asked and official != {found}:
            return line, ASKED, {"found": found, "asked": " ".join(str(one) for one in sorted(asked))}
        if not asked and n - _EARLIEST <= found < n - 1 and found not in official:
            return line, OLD, {"found": found, "year": n}
    return None


def asked_years(text: str, n: int, *, by_words: bool = False) -> set[int]:
    """The years an item's words ask for: by what they say it is, else (unless ``by_words``) the years they name."""
    asked: set[int] = set()
    for line in to_arabic(text).split("\n"):
        named = {found for found, _start, _end in years_in(line)} & {n, n - 1}
        if not (named or by_words):
            continue
        if _OF_THIS_YEAR.search(line):
            asked.add(n)
        elif _OF_LAST_YEAR.search(line):
            asked.add(n - 1)
        elif not by_words:
            asked |= named
    return asked


def years_in(text: str) -> list[tuple[int, int, int]]:
    """Years named as such (no date, no law's name, no order's number, no span of years): the year, from, to."""
    dated = [(each.start, each.end) for each in dates_in(text)]
    found = []
    for match in _YEAR.finditer(text):
        start, end = match.start("year"), match.end("year")
        if any(first <= start < last for first, last in dated):
            continue
        before = text[max(0, match.start() - 150) : match.start()]
        if _LAW.search(before) or _SEVERAL_BEFORE.search(text[:start][-30:]) or _SEVERAL_AFTER.match(text, end):
            continue
        found.append((int(match["year"]), start, end))
    return found


def _day_outside(line: Line, first: int, last: int) -> str:
    """The first full date of the line before the fiscal year ``first`` or well after ``last``; empty for none."""
    for found in dates_in(line.text):
        if found.year is None or not found.exists or _REFERENCE.search(line.text[: found.start]):
            continue
        if _LAW.search(line.text[max(0, found.start - 150) : found.start]):
            continue
        if found.last_day() < span_of(first).start or found.first_day() > span_of(last).end + _GRACE:
            return line.text[found.start : found.end]
    return ""
