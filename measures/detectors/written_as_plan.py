"""A result written as a plan: "at least once a month", "will be carried out", or the step itself word for word.

A figure reached beside the target ("๖๕ คน ซึ่งไม่น้อยกว่าร้อยละ ๘๐") is a result; so is one that stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import RESULT_PARTS, Field, Line, Year

TARGET = gettext_noop("“%(words)s” names a target. A result says how many there were.")
FUTURE = gettext_noop("“%(words)s” tells what is still to come. A result says what was done.")
SAME_AS_STEP = gettext_noop("The result repeats a step word for word. Please write what came of it.")
_AT_LEAST = re.compile(r"(อย่างน้อย|ไม่น้อยกว่า|ไม่น้อย)(?=\D{0,20}\d)")
_DEED = "ดำเนินการ|จัด|เผยแพร่|แต่งตั้ง|ประชุม|ปรับปรุง|รายงาน|ประกาศ|กำหนด|ติดตาม|ตรวจสอบ|เสนอ|พัฒนา|มีการ|นำ|ขอ"
_WILL = re.compile(rf"(?<!ที่)(?<!เพื่อ)จะ(?:ได้|ต้อง)?(?:{_DEED})")
_ORDER = re.compile(r"^\s*กำหนดให้|(?<![ก-๙])ควร(?:มี|จัด|ดำเนินการ)")
_LONG_ENOUGH = 30
"""Letters without spaces from which a line that equals a step is more than the step's name."""


def find(year: Year) -> Iterator[Observation]:
    """One remark per field, on its first such line."""
    steps = {
        field.row_id: {_bare(line.text) for line in field.lines} for field in year.fields
        if field.part == "steps" and field.row_kind == "activity"
    }
    for field in year.texts(*RESULT_PARTS):
        if field.status in ("not_done", "not_started"):
            continue
        for line in field.lines:
            fault = fault_of(line, steps.get(field.row_id, set()) if field.row_kind == "result" else set())
            if fault:
                reason, words = fault
                yield _on(field, line, reason, words)
                break


def _on(field: Field, line: Line, reason: str, words: str) -> Observation:
    return observe("written_as_plan", field, line.text, reason, **({"words": words} if words else {}))


def fault_of(line: Line, steps: set[str]) -> tuple[str, str] | None:
    """The message and its words; None for a line that tells a result."""
    text = line.arabic
    if (match := _AT_LEAST.search(text)) and not any(letter.isdigit() for letter in text[: match.start()]):
        return TARGET, line.text[match.start() : match.end()]
    if match := _WILL.search(text):
        return FUTURE, line.text[match.start() : match.end()]
    if (match := _ORDER.search(text)) and not any(letter.isdigit() for letter in text):
        return FUTURE, line.text[match.start() : match.end()]
    bare = _bare(line.text)
    if len(bare) >= _LONG_ENOUGH and bare in steps:
        return SAME_AS_STEP, ""
    return None


def _bare(text: str) -> str:
    return "".join(text.split())
