"""Drafts the analysis of one ประเด็น from the figures by plain rules, in the words the office uses.

What passed stands by instrument, what is under the threshold by code, text, figure and gap, what has no figure is named
as not known, and last year's measures follow with how far they came. Titles stand in quotation marks, so that nothing
in them can be read as a verdict. Numerals are Thai, as in the documents, unless the issue itself is numbered in Arabic
ones (what numerals a report uses is its own matter and not known here).

Pure. Not here: reading the facts (``measures.selectors.analysis``), what changed since (``measures.figures_since``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.calculation.weak import is_below
from measures.detectors.narrative import failing_in
from thai.digits import THAI_DIGITS, to_arabic, to_thai

MOST_MEASURES = 5
"""Of last year's measures, so many are named; the others are counted."""
STATUS_WORDS = {
    "done": "ดำเนินการแล้ว",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "not_started": "ยังไม่ได้ดำเนินการ",
    "not_done": "ไม่ได้ดำเนินการ",
    "partly": "ดำเนินการแล้วบางส่วน",
    "recorded": "บันทึกผลแล้ว",
    "": "ยังไม่มีการบันทึกผล",
}


@dataclass(frozen=True)
class Question:
    """A question or item of the issue; ``title`` is empty where the wording is not known."""

    code: str
    title: str
    instrument: str


@dataclass(frozen=True)
class EarlierMeasure:
    """A measure of the year before; ``status`` is a key of ``STATUS_WORDS``."""

    title: str
    status: str = ""


@dataclass(frozen=True)
class IssueFacts:
    """All that a draft rests on. ``figures`` holds the known values by code; ``threshold`` None: not known."""

    agency_name: str
    assessed_year: int
    title: str
    questions: tuple[Question, ...]
    figures: dict[str, Decimal] = field(default_factory=dict)
    threshold: Decimal | None = None
    measures: tuple[EarlierMeasure, ...] = ()
    arabic: bool = False

    @property
    def weak(self) -> tuple[Question, ...]:
        """The questions strictly below the threshold, in order; none where it is not known."""
        return tuple(each for each in self.questions if _verdict(self, each) == "weak")


def draft_of(facts: IssueFacts) -> str:
    """The draft; empty when the issue has no question at all."""
    if not facts.questions:
        return ""
    sentences = [_opening(facts), *_verdicts(facts), *_earlier(facts)]
    return " ".join(sentence for sentence in sentences if sentence)


def failing_codes_in(text: str) -> list[str]:
    """The codes that a text says are under the threshold, in order, whatever its quoted titles say."""
    return failing_in(to_arabic(text))


def prefers_arabic(number_text: str) -> bool:
    """Whether an issue so numbered is drafted in Arabic numerals."""
    digits = [letter for letter in number_text if letter.isdigit()]
    return bool(digits) and not any(letter in THAI_DIGITS for letter in digits)


def plain_score(value: Decimal) -> str:
    """A threshold as one says it: 85, not 85.00; 79.5, not 79.50."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _opening(facts: IssueFacts) -> str:
    year = _digits(facts, facts.assessed_year)
    about = f" ประเด็น {_quoted(facts.title)}" if facts.title.strip() else ""
    return f"จากการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสของ{facts.agency_name} ในปีงบประมาณ พ.ศ. {year} พบว่า{about}"


def _verdicts(facts: IssueFacts) -> list[str]:
    """What passed first, then what is not known, then what is under the threshold.

    The order matters to a reader who skims: after the word ไม่ผ่านเกณฑ์ only what has failed is named.
    """
    if facts.threshold is None:
        return [_ranges(facts), _unknown(facts), "โดยยังไม่ทราบเกณฑ์คะแนนของปีดังกล่าว จึงยังไม่สรุปว่าข้อใดผ่านเกณฑ์"]
    passed = _passed(facts)
    return [passed, _unknown(facts), _weak(facts, turn="แต่" if passed else "")]


def _passed(facts: IssueFacts) -> str:
    whole, partly = [], []
    for instrument in dict.fromkeys(each.instrument for each in facts.questions):
        own = [each for each in facts.questions if each.instrument == instrument]
        passed = [each for each in own if _verdict(facts, each) == "passed"]
        if len(passed) == len(own):
            whole.append(instrument)
        elif passed:
            codes = _listed([_code(facts, each) for each in passed])
            partly.append(f"{_in_instrument(instrument)}มีระดับคะแนนที่ผ่านเกณฑ์ ได้แก่ ข้อ {codes}")
    if whole:
        partly.insert(0, f"{_in_instrument(*whole)}มีระดับคะแนนที่ผ่านเกณฑ์ทุกข้อ")
    return " ".join(partly)


def _weak(facts: IssueFacts, *, turn: str) -> str:
    if not facts.weak:
        return ""
    threshold = _digits(facts, plain_score(facts.threshold))
    told = []
    for each in facts.weak:
        value = facts.figures[each.code]
        title = f" {_quoted(each.title)}" if each.title.strip() else ""
        told.append(
            f"ข้อ {_code(facts, each)}{title} ได้ {_digits(facts, f'{value:.2f}')} คะแนน ต่ำกว่าเกณฑ์ {threshold} คะแนน "
            f"อยู่ {_digits(facts, f'{facts.threshold - value:.2f}')} คะแนน"
        )
    count = _digits(facts, len(told))
    return (
        f"{turn}มีข้อที่ไม่ผ่านเกณฑ์ ({threshold} คะแนน) จำนวน {count} ข้อ ได้แก่ {_listed(told)} "
        "ซึ่งต้องปรับปรุงและพัฒนาให้ดียิ่งขึ้น"
    )


def _unknown(facts: IssueFacts) -> str:
    unknown = [_code(facts, each) for each in facts.questions if each.code not in facts.figures]
    if not unknown:
        return ""
    return f"ทั้งนี้ ยังไม่ทราบคะแนนของข้อ {_listed(unknown)} จึงยังไม่สรุปว่าผ่านเกณฑ์หรือไม่"


def _ranges(facts: IssueFacts) -> str:
    parts = []
    for instrument in dict.fromkeys(each.instrument for each in facts.questions):
        own = [
            facts.figures[each.code] for each in facts.questions
            if each.instrument == instrument and each.code in facts.figures
        ]
        if own:
            low, high = (_digits(facts, f"{value:.2f}") for value in (min(own), max(own)))
            between = f"มีคะแนน {low}" if low == high else f"มีคะแนนระหว่าง {low} ถึง {high}"
            parts.append(f"{_in_instrument(instrument)}{between}")
    return " ".join(parts)


def _earlier(facts: IssueFacts) -> list[str]:
    if not facts.measures:
        return []
    told = [
        f"{_quoted(each.title)} ({STATUS_WORDS.get(each.status, STATUS_WORDS['recorded'])})"
        for each in facts.measures[:MOST_MEASURES]
    ]
    if more := len(facts.measures) - MOST_MEASURES:
        told += [f"มาตรการอื่นอีก {_digits(facts, more)} มาตรการ"] if more > 0 else []
    year = _digits(facts, facts.assessed_year)
    return [f"โดยในปีงบประมาณ พ.ศ. {year} หน่วยงานมีมาตรการที่เกี่ยวข้องกับประเด็นนี้ ได้แก่ {_listed(told)}"]


def _verdict(facts: IssueFacts, question: Question) -> str:
    value = facts.figures.get(question.code)
    if value is None or facts.threshold is None:
        return "unknown"
    return "weak" if is_below(value, facts.threshold) else "passed"


def _in_instrument(*names: str) -> str:
    known = [name for name in names if name]
    return f"ในหมวด {_listed(known)} " if known else ""


def _listed(parts: Sequence[str]) -> str:
    """ก, ก และ ข, ก ข และ ค."""
    return parts[0] if len(parts) == 1 else f"{' '.join(parts[:-1])} และ {parts[-1]}"


def _code(facts: IssueFacts, question: Question) -> str:
    return _digits(facts, question.code)


def _digits(facts: IssueFacts, text: object) -> str:
    return str(text) if facts.arabic else to_thai(text)


def _quoted(text: str) -> str:
    """In quotation marks, on one line; marks inside become others, so that the quotation ends where it ends."""
    return "“" + " ".join(text.split()).replace("“", "‘").replace("”", "’") + "”"
