"""Years that stand in typed texts, so that those of a year gone by can be marked for the person who carries them on.

Found are ปี 2568, ๒๕๖๘, พ.ศ. ๒๕๖๘, ปีงบประมาณ 68, ต.ค. ๖๗, 1/10/67, 2567-68 and ค.ศ. 2024. A number of two digits is a
year only after such a word, so that 68 คน stays a number of people. Nothing is rewritten unless a person asked for it.
Pure; not here: whether a result lies in its year (``measures.detectors``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from thai.dates import BE_OFFSET, month_names

FIRST_YEAR, LAST_YEAR = 2540, 2599
_LOOK_BACK = 2
"""How many years before the carried one are still "left over": laws of older years are meant to be cited."""
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_FIRST_MONTH_OF_NEXT = 10


@dataclass(frozen=True)
class FoundYear:
    """A year in a text: the span to mark, the B.E. year, and the month it stands with (1 to 12) if it says one."""

    start: int
    end: int
    year: int
    month: int | None = None

    @property
    def fiscal_year(self) -> int:
        """The fiscal year meant: ต.ค. 2567 lies in 2568."""
        return self.year + (1 if self.month is not None and self.month >= _FIRST_MONTH_OF_NEXT else 0)


@cache
def _months() -> dict[str, int]:
    return {
        re.sub(r"[.\s]", "", name): number
        for style in ("long", "short")
        for number, name in enumerate(month_names(style), start=1)
    }


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((name for style in ("long", "short") for name in month_names(style)), key=len, reverse=True)
    months = "|".join(r"\.?\s?".join(map(re.escape, name.strip(".").split("."))) + r"\.?" for name in names)
    digit = "[0-9๐-๙]"
    two, four = f"{digit}{{2}}", f"[2๒][5๕]{digit}{{2}}"
    return re.compile(
        rf"(?:"
        rf"(?P<month>{months})\s*(?:พ\s?\.?\s?ศ\s?\.?\s*)?(?P<dated>{four}|{two})"
        rf"|(?<!{digit})(?<!{digit}[.,]){digit}{{1,2}}\s?/\s?(?P<month_no>{digit}{{1,2}})\s?/\s?(?P<slashed>{four}|{two})"
        rf"|ค\s?\.\s?ศ\s?\.?\s*(?P<common>[2๒][0๐]{two})"
        rf"|(?:ปีงบประมาณ|ปีงบฯ?|ปี|พ\s?\.\s?ศ\s?\.?)\s*(?:พ\s?\.?\s?ศ\s?\.?\s*)?(?P<named>{four}|{two})"
        rf"|(?<!{digit})(?<!{digit}[.,])(?P<bare>{four})"
        rf")(?!{digit})(?![.,]{digit})(?P<on>\s?[-–/]\s?(?P<until>{four}|{two})(?!{digit})(?![.,/]{digit}))?"
    )


def years_in(text: str) -> list[FoundYear]:
    """The years of the text from left to right, with spans that never overlap."""
    found = []
    for match in _pattern().finditer(text):
        for name in ("dated", "slashed", "common", "named", "bare"):
            if match[name] is not None:
                found += _found(match, name, _month_of(match))
        if match["until"] is not None:
            found += _found(match, "until", None)
    return found


def old_years_in(text: str, *, fiscal_year: int, carried_year: int) -> list[FoundYear]:
    """The years of the text that a year carried from ``carried_year`` to ``fiscal_year`` has left behind."""
    return [
        each for each in years_in(text) if carried_year - _LOOK_BACK <= each.fiscal_year < fiscal_year
    ]


def marked(text: str, found: list[FoundYear]) -> list[tuple[str, bool]]:
    """The text cut into parts, each with whether it is to be marked; joined they are the text."""
    parts, end = [], 0
    for each in found:
        parts += [(text[end:each.start], False), (text[each.start:each.end], True)]
        end = each.end
    return [(part, is_year) for part, is_year in [*parts, (text[end:], False)] if part]


def moved(text: str, found: list[FoundYear], by: int) -> str:
    """The text with these years ``by`` years later."""
    return "".join(later(part, by) if is_year else part for part, is_year in marked(text, found))


def later(written: str, by: int) -> str:
    """A written year ``by`` years later, each digit in the script of the one it takes the place of."""
    digits = str(int(written.translate(_TO_ARABIC)) + by)[-len(written):].zfill(len(written))
    return "".join(
        digit if old.isascii() else digit.translate(_TO_THAI) for old, digit in zip(written, digits, strict=True)
    )


def _found(match: re.Match[str], name: str, month: int | None) -> list[FoundYear]:
    digits = int(match[name].translate(_TO_ARABIC))
    year = digits + BE_OFFSET if name == "common" else digits + 2500 if digits < 100 else digits
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [FoundYear(match.start(name), match.end(name), year, month)]


def _month_of(match: re.Match[str]) -> int | None:
    if match["month"] is not None:
        return _months().get(re.sub(r"[.\s]", "", match["month"]))
    if match["month_no"] is not None:
        number = int(match["month_no"].translate(_TO_ARABIC))
        return number if 1 <= number <= 12 else None
    return None
