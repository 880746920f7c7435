"""Reads the rules of years from their item sets, in two queries however many years: a page may ask few.

Not here: what the rules are used for (``arithmetic``, ``bounds``, ``levels``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DecimalField, F, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast

from indicators.calculation.rules import Band, Rules
from indicators.models import Indicator, Instrument, Item, ItemSet, SubIndicator

CONFIDENCE_OF = {
    "overall": "overall", "IIT": "iit", "EIT": "eit", "OIT": "oit", "sub_indicators": "oit_indicator",
}  # fmt: skip
"""Where ``scoring.confidence`` of a set speaks of a step under another name."""


@dataclass(frozen=True)
class Reading:
    """A year's rules, and the names of what they are about by its code: ``OIT``, ``9``, ``9.1``, ``o9``."""

    rules: Rules
    names: Mapping[str, str]


class _Row(NamedTuple):
    """A row of one of the four lists of a set; what a list does not have is empty."""

    set_id: int
    kind: str
    place: int
    pk: int
    code: str
    instrument: str
    number: int | None
    sub_indicator: str
    name: str
    weight: Decimal | None
    extra: dict[str, Any] | None


def read_rules(year: int) -> Rules:
    """The rules of a fiscal year (B.E.); with nothing in them for a year without an item set. Two queries."""
    return read_year(year).rules


def read_rules_of_years(years: Iterable[int]) -> dict[int, Rules]:
    """The rules of each of the years, two queries; a year without an item set gets rules with nothing in them."""
    return {year: reading.rules for year, reading in read_years(years).items()}


def read_year(year: int) -> Reading:
    """A year's rules with names; both empty for a year without an item set. Two queries."""
    return read_years([year])[year]


def read_years(years: Iterable[int]) -> dict[int, Reading]:
    """The same of several years, in as many queries."""
    years = list(years)
    known = _read(_sets().filter(fiscal_year__in=years))
    return {year: known.get(year) or Reading(Rules(year=year), {}) for year in years}


def read_year_and_scales(year: int) -> tuple[Reading, list[Rules]]:
    """A year's reading, and of every other year the scale of levels alone. Two queries."""
    sets = list(_sets())
    others = [Rules(year=each.fiscal_year, bands=_scale(each)) for each in sets if each.fiscal_year != year]
    own = _read(each for each in sets if each.fiscal_year == year)
    return own.get(year) or Reading(Rules(year=year), {}), others


def _sets() -> QuerySet[ItemSet]:
    return ItemSet.objects.only("fiscal_year", "scoring", "grade_bands", "notes")


def _read(sets: Iterable[ItemSet]) -> dict[int, Reading]:
    known = {each.pk: each for each in sets}
    rows: dict[int, list[_Row]] = {pk: [] for pk in known}
    for row in sorted(_rows(known), key=lambda row: row[:4]) if known else ():
        rows[row.set_id].append(row)
    return {each.fiscal_year: _reading(each, rows[pk]) for pk, each in known.items()}


def _rows(set_ids: Iterable[int]) -> list[_Row]:
    """All rows of the sets, in one query."""
    own = {"item_set__in": list(set_ids)}
    instruments = _columns(Instrument.objects.filter(**own), "instrument", code="code", weight="weight")
    others = (
        _columns(
            Indicator.objects.filter(**own), "indicator", place="number", instrument="instrument", number="number"
        ),
        _columns(SubIndicator.objects.filter(**own), "sub_indicator", code="code", number="indicator_number"),
        _columns(
            Item.objects.filter(**own), "item", code="code", number="indicator_number", name="title",
            sub_indicator="sub_indicator_code", extra="extra",
        ),
    )  # fmt: skip
    return [_Row(*values) for values in instruments.union(*others, all=True)]


def _columns(rows: QuerySet, kind: str, *, place: str = "position", name: str = "name", **fields: str) -> QuerySet:
    no_weight = Cast(Value(None), DecimalField(max_digits=5, decimal_places=2))
    columns = {
        "code": Value(""), "instrument": Value(""), "number": Cast(Value(None), IntegerField()),
        "sub_indicator": Value(""), "name": F(name), "weight": no_weight, "extra": Value(None, JSONField()),
    } | {column: F(field) for column, field in fields.items()}  # fmt: skip
    return rows.order_by().values_list("item_set_id", Value(kind), F(place), "pk", *columns.values())


def _reading(item_set: ItemSet, rows: Sequence[_Row]) -> Reading:
    of: dict[str, list[_Row]] = {kind: [] for kind in ("instrument", "indicator", "sub_indicator", "item")}
    for row in rows:
        of[row.kind].append(row)
    names = {row.code or str(row.number): row.name for row in rows}
    return Reading(_rules(item_set, **of), names)


def _rules(
    item_set: ItemSet, *, instrument: list[_Row], indicator: list[_Row], sub_indicator: list[_Row], item: list[_Row]
) -> Rules:
    steps = steps_of(item_set.scoring)
    year = item_set.fiscal_year
    return Rules(
        year=year,
        weights={row.code: row.weight for row in instrument if row.weight is not None},
        instruments=tuple(row.code for row in instrument),
        indicators_of=_grouped((row.instrument, row.number) for row in indicator),
        sub_indicators_of=_grouped((row.number, row.code) for row in sub_indicator),
        items_of_indicator=_grouped((row.number, row.code) for row in item),
        items_of_sub_indicator=_grouped((row.sub_indicator, row.code) for row in item),
        item_codes=tuple(row.code for row in item),
        steps=steps,
        bands=_scale(item_set),
        pass_mark=pass_mark_of(item_set),
        national_overall=_decimal((item_set.notes.get("national") or {}).get("mean")),
        national_items=_national_items(item, year),
        confidence=_confidence(item_set, steps),
    )


def pass_mark_of(item_set: ItemSet) -> Decimal | None:
    """The threshold of the set's year; None when it is not known. Asks nothing."""
    return _decimal(item_set.grade_bands.get("pass_mark"))


def steps_of(scoring: dict[str, Any]) -> frozenset[str]:
    """The steps a set says are known (true); those that are null or false are not."""
    return frozenset(step for step, known in (scoring.get("steps") or {}).items() if known is True)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    """Values by key in their order; what belongs to nothing is left out."""
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        if key not in (None, ""):
            found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _decimal(value: Any) -> Decimal | None:
    """A number of a file, exactly as written there."""
    return None if value is None else Decimal(str(value))


def _scale(item_set: ItemSet) -> tuple[Band, ...]:
    """The set's levels; none where it does not say that they are known."""
    if "level" not in steps_of(item_set.scoring):
        return ()
    return tuple(
        Band(
            code=each["code"], name=each["name"], min=Decimal(str(each["min"])), max=Decimal(str(each["max"])),
            each_instrument_min=_decimal(each["each_instrument_min"]),
        )
        for each in item_set.grade_bands.get("bands") or ()
    )  # fmt: skip


def _national_items(items: Iterable[_Row], year: int) -> dict[str, Decimal]:
    found = {each.code: _decimal((each.extra or {}).get(f"probable_national_mean_{year}")) for each in items}
    return {code: value for code, value in found.items() if value is not None}


def _confidence(item_set: ItemSet, steps: frozenset[str]) -> dict[str, str]:
    said = item_set.scoring.get("confidence") or {}
    of_steps = {}
    for step in sorted(steps - {"level"}):
        name = CONFIDENCE_OF.get(step, "oit_indicator" if step.startswith("indicator_") else step)
        if words := said.get(name) or said.get("overall"):
            of_steps[step] = words
    if words := item_set.grade_bands.get("confidence"):
        of_steps["level"] = words
    return of_steps
