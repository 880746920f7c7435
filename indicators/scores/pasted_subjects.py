"""What a pasted line is about: which value of the sheet its words name, in every spelling of its code.

Text comes here with Arabic digits and in lower case. Not here: which of its figures is the score (``pasted``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indicators.scores.lines import Line, Part, Sheet
from indicators.scores.selectors import Key

_NUMBER = r"0{0,2}([1-9][0-9]{0,2})(?![0-9a-z]|\.[0-9])"
_ITEM = re.compile(rf"(?<![a-z0-9.])([a-z])\s?[-.]?\s?{_NUMBER}")
_INDICATOR = re.compile(
    r"(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?|sub-?indicator|indicator)\s*(?:no\.)?\s*0?([1-9][0-9]?(?:\.[0-9]{1,2})?)(?![0-9])"
)
_NUMBERED = re.compile(rf"ข้อ(?:ที่)?\s*{_NUMBER}")
_PART = re.compile(r"(?<![a-z0-9])([a-z]{3})\s*(?:ส่วนที่|ส่วน|part|\.)\s*([0-9])(?![0-9.])")
_INSTRUMENT = re.compile(r"(?<![a-z0-9])([a-z]{3})(?![a-z0-9])")
_FLOOR = re.compile(r"ไม่มีตัวชี้วัดใดต่ำกว่า|no indicator is below")
_OVERALL = re.compile(r"คะแนน(?:เฉลี่ย|ผลการประเมิน)?(?:โดย)?(?:ภาพ)?รวม|ภาพรวม|overall|total|(?<!\S)รวม(?!\S)")
_FILLER = re.compile(
    r"ผลการประเมิน|ผลคะแนน|คะแนนเฉลี่ย|คะแนน|เครื่องมือ|แบบวัด|แบบตรวจ|ร้อยละ|รวม|ระดับ|score|points?|percent|[^\wก-๛]|[0-9_]"
)
_BETWEEN = re.compile(r"[\s,;/–-]+|และ|ถึง")
_SPACE = re.compile(r"\s+")
ALIKE = 12
"""Letters by which two titles are known to begin alike."""


@dataclass(frozen=True)
class Context:
    """What the lines above said: the instrument their items are of, or that their numbers are indicators."""

    instrument: str = ""
    counts_indicators: bool = False


@dataclass(frozen=True)
class Subject:
    """The value a line names, and the stretch of text that named it; or why none could be told."""

    key: Key | None = None
    span: tuple[int, int] = (0, 0)
    reason: str = ""
    named: str = ""
    """The code as it was read, for the sentence."""


class Names:
    """The sheet's lines by their words."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.by_words: dict[str, Key | None] = {}
        self.instruments: dict[str, str] = {}
        for line in sheet.lines():
            words = bare(line.title)
            if words:
                self.by_words[words] = None if words in self.by_words else line.key
                if line.part == Part.INSTRUMENT:
                    self.instruments[line.code] = words

    def key_of(self, text: str) -> Key | None:
        """The one line whose title these words are."""
        return self.by_words.get(bare(text))

    def instrument_in(self, text: str) -> str:
        """The instrument a heading names by code or name; empty for none."""
        for match in _INSTRUMENT.finditer(text):
            if match[1].upper() in self.sheet.instruments:
                return match[1].upper()
        words = bare(text)
        return next((code for code, name in self.instruments.items() if name in words), "")


def bare(text: str) -> str:
    """The letters of a text that tell it from others: without figures, signs, spaces and words of every heading."""
    return _SPACE.sub("", _FILLER.sub("", text.lower()))


def subject_of(text: str, names: Names, context: Context) -> Subject:
    """What this text names. At its beginning counts first, then the most particular code anywhere in it."""
    takers = (_item, _indicator, _numbered)
    for taker in takers:
        found = taker(text, names.sheet, context)
        if found and found[0].span[0] == 0:
            follows = len(found) > 1 and not _BETWEEN.sub("", text[found[0].span[1] : found[1].span[0]])
            return Subject(reason="several_subjects") if follows else found[0]
    for taker in (*takers, _instrument_part):
        found = taker(text, names.sheet, context)
        if len({each.key for each in found}) > 1:
            return Subject(reason="several_subjects")
        if found:
            return found[0]
    if match := _FLOOR.search(text):
        return Subject((Part.FLOOR, ""), match.span())
    if key := names.key_of(text):
        return Subject(key)
    if found := _instrument(text, names):
        return found
    if match := _OVERALL.search(text):
        return Subject((Part.OVERALL, ""), match.span())
    return Subject(reason="no_subject")


def _of(sheet: Sheet, key: Key, match: re.Match[str]) -> Subject:
    return Subject(key, match.span(), "" if sheet.takes(key) else "not_in_sheet", match[0].strip())


def _item(text: str, sheet: Sheet, context: Context) -> list[Subject]:
    letters = {line.code[0] for line in sheet.lines() if line.part == Part.ITEM} | {
        code[0].lower() for code in sheet.instruments if code
    }
    return [
        _of(sheet, (Part.ITEM, f"{match[1]}{match[2]}"), match)
        for match in _ITEM.finditer(text) if match[1] in letters
    ]


def _indicator(text: str, sheet: Sheet, context: Context) -> list[Subject]:
    return [
        _of(sheet, (Part.SUB_INDICATOR if "." in match[1] else Part.INDICATOR, match[1]), match)
        for match in _INDICATOR.finditer(text)
    ]


def _numbered(text: str, sheet: Sheet, context: Context) -> list[Subject]:
    """``ข้อ 9`` of the instrument that is named in the line or above it."""
    found = []
    named = (each[1].upper() for each in _INSTRUMENT.finditer(text))
    instrument = next((code for code in named if code in sheet.instruments), context.instrument)
    for match in _NUMBERED.finditer(text):
        if instrument:
            found.append(_of(sheet, (Part.ITEM, f"{instrument[0].lower()}{match[1]}"), match))
        else:
            found.append(Subject(None, match.span(), "bare_number", match[1]))
    return found


def _instrument_part(text: str, sheet: Sheet, context: Context) -> list[Subject]:
    return [
        replace(each, named=each.named.upper())
        for match in _PART.finditer(text) if match[1].upper() in sheet.instruments
        for each in [_of(sheet, (Part.INSTRUMENT_PART, f"{match[1].upper()}.{match[2]}"), match)]
    ]


def _instrument(text: str, names: Names) -> Subject | None:
    """An instrument, unless the words beside its code say something else than its name."""
    for match in _INSTRUMENT.finditer(text):
        code = match[1].upper()
        if code in names.sheet.instruments:
            beside = text[: match.start()] + " " + text[match.end() :]
            if key := names.key_of(beside):
                return Subject(key, match.span())
            words, name = bare(beside), names.instruments.get(code, "")
            if words and words not in name and not (name and name in words):
                return Subject(reason="no_subject")
            return Subject((Part.INSTRUMENT, code), match.span())
    return None


def by_number(word: str, words: str, names: Names, context: Context) -> Subject:
    """What a bare figure in the place of a code stands for: ``09`` (Thai ๐๙) below an OIT heading is o9.

    A plain ``9`` may be an item or an indicator, so it counts only below a heading of indicators.
    """
    digits = word.rstrip(".)")
    sheet = names.sheet
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}", digits) and (Part.SUB_INDICATOR, digits) in sheet.by_key:
        return Subject((Part.SUB_INDICATOR, digits), named=digits)
    if re.fullmatch(r"0[0-9]{1,3}", digits) and int(digits):
        key = (Part.ITEM, f"o{int(digits)}")
        line = sheet.by_key.get(key)
        if context.instrument == "OIT" or (line and begins_alike(line, words)):
            return Subject(key, reason="" if sheet.takes(key) else "not_in_sheet", named=f"o{int(digits)}")
        return Subject(reason="zero_or_o", named=digits)
    if not re.fullmatch(r"[1-9][0-9]{0,2}", digits):
        return Subject(reason="no_subject")
    if context.counts_indicators and sheet.takes((Part.INDICATOR, digits)):
        return Subject((Part.INDICATOR, digits), named=digits)
    return Subject(reason="bare_number", named=digits)


def begins_alike(line: Line, words: str) -> bool:
    """Whether these words begin as the line's title does."""
    title, given = bare(line.title), bare(words)
    return len(given) >= ALIKE and title[:ALIKE] == given[:ALIKE]
