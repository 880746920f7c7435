"""The lines of a year's score sheet: every value it may hold, in the order of the page, from the year's item set.

Where the set knows no indicators, or no items of an instrument, values that came otherwise (an earlier edition, a
paste) still get their line, without a name.

Not here: fields to type into (``forms``), words on the page (``indicators.templatetags.scores``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from indicators.models import Indicator, Instrument, Item, ItemSet, ScoreValue, SubIndicator
from indicators.scores.selectors import Key
from indicators.selectors import INSTRUMENTS

Part = ScoreValue.Part
EIT_PARTS = ("EIT.1", "EIT.2")
"""EIT is announced in two parts; which is why every year has fields for them."""
_LETTERS = re.compile(r"[a-z]+")
_ITEM = re.compile(r"[a-z][1-9][0-9]{0,2}")
_INDICATOR = re.compile(r"[1-9][0-9]?")
_SUB_INDICATOR = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?")


@dataclass(frozen=True)
class Line:
    """One value of the sheet: ``key`` is part and code, ``title`` the set's words (empty where not known)."""

    key: Key
    title: str = ""
    depth: int = 0
    is_known: bool = True
    """Whether the year's item set has it."""
    heading: str = ""
    """The indicator an item belongs to, on the first of its items."""

    @property
    def part(self) -> str:
        return self.key[0]

    @property
    def code(self) -> str:
        return self.key[1]

    @property
    def name(self) -> str:
        """The name of its form field."""
        return field_name(self.key)


@dataclass(frozen=True)
class Section:
    """Lines that stand together: ``overall``, ``instruments``, ``indicators``, ``floor`` or ``items`` of one
    instrument; ``official_count`` is how many items the year has where told."""

    kind: str
    lines: tuple[Line, ...]
    instrument: str = ""
    name: str = ""
    official_count: int | None = None
    is_unknown: bool = False
    """The item set does not know what stands here in this year."""


@dataclass(frozen=True)
class Sheet:
    """All lines of a year; ``levels`` are the names of its levels, best first, empty where not known."""

    year: int
    sections: tuple[Section, ...]
    levels: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    has_item_set: bool = False
    by_key: dict[Key, Line] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every line in the order of the page."""
        return iter(self.by_key.values())

    @property
    def instruments(self) -> list[str]:
        """The codes of the year's instruments."""
        return [each.instrument for each in self.sections if each.kind == "items"]

    def takes(self, key: Key) -> bool:
        """Whether the sheet may hold this value: it has its line, or its item set knows nothing that contradicts it.

        The latter are indicators and sub-indicators where the set has none, items of an instrument it lists none of.
        """
        if key in self.by_key:
            return True
        part, code = key
        if part == Part.ITEM:
            unlisted = {each.instrument for each in self.sections if each.kind == "items" and each.is_unknown}
            return bool(_ITEM.fullmatch(code)) and instrument_of(code, self.instruments) in unlisted
        shape = {Part.INDICATOR: _INDICATOR, Part.SUB_INDICATOR: _SUB_INDICATOR}.get(part)
        unknown = any(each.kind == "indicators" and each.is_unknown for each in self.sections)
        return bool(unknown and shape and shape.fullmatch(code))


def field_name(key: Key) -> str:
    """The form field of a value: ``overall``, ``item_o9``, ``sub_indicator_9_1``."""
    part, code = key
    return "_".join(filter(None, (str(part), code.replace(".", "_"))))


@dataclass(frozen=True)
class Contents:
    """The rows of an item set that carry scores."""

    item_set: ItemSet | None
    instruments: tuple[Instrument, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    sub_indicators: tuple[SubIndicator, ...] = ()
    items: tuple[Item, ...] = ()


def read_contents(year: int) -> Contents:
    """The year's instruments, indicators, sub-indicators and items, unsaved and without elements: two queries."""
    item_set = ItemSet.objects.filter(fiscal_year=year).first()
    if item_set is None:
        return Contents(None)
    found: dict[str, list] = {"instrument": [], "indicator": [], "sub_indicator": [], "item": []}
    rows = [
        _rows(item_set.instruments, "instrument", code="code", words="name"),
        _rows(item_set.indicators, "indicator", instrument="instrument", words="name", number="number"),
        _rows(item_set.sub_indicators, "sub_indicator", code="code", words="name", number="indicator_number",
              place="position"),
        _rows(item_set.items, "item", code="code", instrument="instrument", words="title", number="indicator_number",
              place="position"),
    ]
    # One question for the four lists: a page may ask few.
    whole = rows[0].union(*rows[1:], all=True)
    for kind, code, instrument, words, number, place in sorted(whole, key=lambda row: row[5]):
        found[kind].append((code, instrument, words, number, place))
    return Contents(
        item_set=item_set,
        instruments=tuple(Instrument(code=code, name=words) for code, _i, words, _n, _p in found["instrument"]),
        indicators=tuple(
            Indicator(number=number, name=words, instrument=instrument)
            for _c, instrument, words, number, _p in sorted(found["indicator"], key=lambda row: row[3])
        ),
        sub_indicators=tuple(
            SubIndicator(code=code, name=words, indicator_number=number)
            for code, _i, words, number, _p in found["sub_indicator"]
        ),
        items=tuple(
            Item(code=code, instrument=instrument, title=words, indicator_number=number)
            for code, instrument, words, number, _p in found["item"]
        ),
    )


def _rows(
    rows: QuerySet, kind: str, *, words: str, code: str = "", instrument: str = "", number: str = "",
    place: str = "position",
) -> QuerySet:
    if kind == "indicator":
        place = "number"

    def text(name: str) -> F | Value:
        return F(name) if name else Value("")

    whole = F(number) if number else Cast(Value(None), IntegerField())
    return rows.order_by().values_list(Value(kind), text(code), text(instrument), F(words), whole, F(place))


def sheet_of(contents: Contents, *, year: int, more: Iterable[Key] = ()) -> Sheet:
    """The year's lines, and lines for the keys of ``more`` the item set does not name."""
    more = sorted(set(more), key=_place)
    codes = [each.code for each in contents.instruments] or list(INSTRUMENTS)
    sections = [
        Section("overall", (Line((Part.OVERALL, "")),)),
        Section("instruments", tuple(_instrument_lines(contents, codes, more)), is_unknown=not contents.instruments),
        Section("indicators", tuple(_indicator_lines(contents, more)), is_unknown=not contents.indicators),
    ]
    counts = contents.item_set.item_counts if contents.item_set else {}
    for code in codes:
        listed = [item for item in contents.items if item.instrument == code]
        lines = [*_item_lines(listed, contents.indicators), *_others(more, Part.ITEM, listed, code, codes)]
        name = next((each.name for each in contents.instruments if each.code == code), "")
        sections.append(Section("items", tuple(lines), code, name, counts.get(code), is_unknown=not listed))
    sections.append(Section("floor", (Line((Part.FLOOR, "")),)))
    bands = (contents.item_set.grade_bands or {}).get("bands") or [] if contents.item_set else []
    return Sheet(
        year=year,
        sections=tuple(sections),
        levels=tuple(str(band["name"]) for band in bands if band.get("name")),
        indicators=contents.indicators,
        has_item_set=contents.item_set is not None,
        by_key={line.key: line for section in sections for line in section.lines},
    )


def _instrument_lines(contents: Contents, codes: list[str], more: list[Key]) -> Iterator[Line]:
    names = {each.code: each.name for each in contents.instruments}
    parts = {*EIT_PARTS, *(code for part, code in more if part == Part.INSTRUMENT_PART)}
    stored = [code.split(".")[0] for part, code in more if part in (Part.INSTRUMENT, Part.INSTRUMENT_PART)]
    others = dict.fromkeys(code for code in stored if code not in codes)
    for code in [*codes, *others]:
        yield Line((Part.INSTRUMENT, code), names.get(code, ""), is_known=code in names)
        for each in sorted(each for each in parts if each.split(".")[0] == code):
            yield Line((Part.INSTRUMENT_PART, each), depth=1, is_known=each in EIT_PARTS)


def _indicator_lines(contents: Contents, more: list[Key]) -> Iterator[Line]:
    known_subs = {each.code for each in contents.sub_indicators}
    other_subs = [code for part, code in more if part == Part.SUB_INDICATOR and code not in known_subs]
    numbers = {str(each.number): each.name for each in contents.indicators}
    others = [code for part, code in more if part == Part.INDICATOR and code not in numbers]
    parents = sorted({*numbers, *others, *(code.split(".")[0] for code in other_subs)}, key=int)
    for number in parents:
        yield Line((Part.INDICATOR, number), numbers.get(number, ""), is_known=number in numbers)
        for each in contents.sub_indicators:
            if str(each.indicator_number) == number:
                yield Line((Part.SUB_INDICATOR, each.code), each.name, depth=1)
        for code in other_subs:
            if code.split(".")[0] == number:
                yield Line((Part.SUB_INDICATOR, code), depth=1, is_known=False)
    for each in contents.sub_indicators:
        if each.indicator_number is None:
            yield Line((Part.SUB_INDICATOR, each.code), each.name)


def _item_lines(items: list[Item], indicators: tuple[Indicator, ...]) -> Iterator[Line]:
    names = {each.number: str(each) for each in indicators}
    for number, run in groupby(items, key=lambda item: item.indicator_number):
        heading = names.get(number, "")
        for item in run:
            yield Line((Part.ITEM, item.code), item.title, heading=heading)
            heading = ""


def _others(more: list[Key], part: str, listed: list[Item], instrument: str, codes: list[str]) -> Iterator[Line]:
    """Lines for item codes the set does not list; a code of no instrument stands with those of the last."""
    known = {item.code for item in listed}
    for its_part, code in more:
        if its_part == part and code not in known and (instrument_of(code, codes) or codes[-1]) == instrument:
            yield Line((part, code), is_known=False)


def instrument_of(item_code: str, instruments: Iterable[str]) -> str:
    """The instrument of an item by its letter: ``i1`` is IIT; empty for a letter of none."""
    letter = item_code[:1].upper()
    return next((code for code in instruments if code.startswith(letter)), "")


def _place(key: Key) -> tuple:
    return (key[0], _LETTERS.match(key[1]) is None, [int(digits) for digits in re.findall(r"[0-9]+", key[1])], key[1])
