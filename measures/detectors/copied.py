"""A result copied from another row or from last year: words of its own are missing.

Compared are words (PyThaiNLP), after phrases that every office writes are taken out. The dictionary is loaded only
when two texts share enough letters to be worth it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import RESULT_PARTS, Field, Year

OTHER_ROW = gettext_noop("The same text stands in %(other)s.")
LAST_YEAR = gettext_noop("The same text stood in %(other)s last year.")

LEAST_WORDS = 12
"""Shorter passages are alike by chance."""
LEAST_LETTERS_OF_SAME = 20
"""For two texts that are alike from the first letter to the last, boilerplate aside."""
LEAST_SHARE = 0.8
"""Of the shorter text that the passage must cover."""
LONGEST = 3000
"""Letters compared of a text; a passage copied shows long before."""
_SHINGLE = 9
_MOST_OF_SAME = 12
"""Earlier texts kept per shingle: what stands in more rows than these is found in the first of them."""
_BOILERPLATE = re.compile(
    r"(?:โดย|ซึ่ง|และ|พร้อม(?:ทั้ง)?|รวมทั้ง)?(?:ได้)?(?:นำ)?(?:เผยแพร่|ประชาสัมพันธ์|แสดง(?:ผล|ข้อมูล)?)*(?:บน|ผ่าน|ทาง|ลงใน|ใน)?(?:ทาง)?(?:หน้า)?"
    r"เว็บไซ[ตด]์(?:หลัก)?(?:ของ)?(?:หน่วยงาน|เทศบาล|อบต\.)?"
    r"|โดยมีรายละเอียดครบถ้วน(?:ตาม)?องค์ประกอบ|ครบ(?:ถ้วน)?ตามองค์ประกอบ|เป็นปัจจุบัน|เรียบร้อยแล้ว|เสนอ(?:ต่อ)?ผู้บริหาร(?:ทราบ)?"
    r"|ไม่(?:มี|พบ)[ก-๙]{0,40}|ประจำปีงบประมาณ|พ\s?\.\s?ศ\s?\.|จัดทำ|ดำเนินการ"
)
_KEEP = re.compile(r"[^0-9A-Za-zก-๙]+")


@dataclass(frozen=True)
class _Text:
    place: int
    field: Field
    bare: str
    """Letters and digits alone, boilerplate and the agency's name taken out."""

    @cached_property
    def shingles(self) -> frozenset[str]:
        return frozenset(self.bare[at : at + _SHINGLE] for at in range(len(self.bare) - _SHINGLE + 1))

    @cached_property
    def words(self) -> list[str]:
        return _words(self.bare)


def find(year: Year) -> Iterator[Observation]:
    """One remark per text, naming the earliest row that has it, this year's rows first."""
    own = _KEEP.sub("", year.agency_name)
    here, before = _texts(year.fields, own), _texts(year.earlier, own)
    by_shingle: dict[str, list[_Text]] = {}
    older: dict[str, list[_Text]] = {}
    for text in before:
        _keep(text, older)
    for text in here:
        if year.is_asked(text.field.row_kind, text.field.row_id):
            if other := _same(text, by_shingle):
                yield observe("copied", text.field, text.field.text, OTHER_ROW, other=other.field.at.name)
            elif text.field.row_kind != "disclosure" and (other := _same(text, older)):
                yield observe("copied", text.field, text.field.text, LAST_YEAR, other=other.field.at.name)
        _keep(text, by_shingle)


def _keep(text: _Text, by_shingle: dict[str, list[_Text]]) -> None:
    for shingle in text.shingles:
        kept = by_shingle.setdefault(shingle, [])
        if len(kept) < _MOST_OF_SAME:
            kept.append(text)


def _is_told(field: Field) -> bool:
    return field.part in RESULT_PARTS and field.status not in ("not_done", "not_started")


def _texts(fields: tuple[Field, ...], own: str) -> list[_Text]:
    """What is long enough to be compared, in printed order."""
    texts = []
    for place, field in enumerate(fields):
        if _is_told(field):
            bare = _KEEP.sub("", _BOILERPLATE.sub(" ", field.arabic))
            texts.append(_Text(place, field, (bare.replace(own, "") if own else bare)[:LONGEST]))
    return [text for text in texts if text.shingles]


def _same(text: _Text, others: dict[str, list[_Text]]) -> _Text | None:
    """The first of the other texts that shares the passage; rows of one measure may well say the same."""
    alike = {other.place: other for shingle in text.shingles for other in others.get(shingle, ())}
    shared = Counter(other.place for shingle in text.shingles for other in others.get(shingle, ()))
    for place in sorted(alike):
        other, count = alike[place], shared[place]
        if _one_measure(text.field, other.field):
            continue
        shorter = min(len(text.shingles), len(other.shingles))
        if count >= 0.6 * shorter and _shares_passage(text, other):
            return other
    return None


def _one_measure(one: Field, other: Field) -> bool:
    return one.row_kind == other.row_kind == "result" and one.at.measure_id == other.at.measure_id


def _shares_passage(one: _Text, other: _Text) -> bool:
    if one.bare == other.bare:
        return len(one.bare) >= LEAST_LETTERS_OF_SAME
    shorter = min(len(one.words), len(other.words))
    if shorter < LEAST_WORDS:
        return False
    match = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    return match.size >= LEAST_WORDS and match.size >= LEAST_SHARE * shorter


def _words(text: str) -> list[str]:
    from pythainlp.tokenize import (
        word_tokenize,  # here: its dictionary takes a moment to load, most pages never need it
    )

    return word_tokenize(text, engine="newmm", keep_whitespace=False)
