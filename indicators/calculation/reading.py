"""Reads the rules of years from their item sets, in five queries however many years.

Not here: what the rules are used for (``arithmetic``, ``bounds``, ``levels``).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from indicators.calculation.rules import Band, Rules
from indicators.models import Item, ItemSet, SubIndicator

CONFIDENCE_OF = {
    "overall": "overall", "IIT": "iit", "EIT": "eit", "OIT": "oit", "sub_indicators": "oit_indicator",
}  # fmt: skip
"""Where ``scoring.confidence`` of a set speaks of a step under another name."""


def read_rules(year: int) -> Rules:
    """The rules of a fiscal year (B.E.); with nothing in them for a year without an item set."""
    return read_rules_of_years([year])[year]


def read_rules_of_years(years: Iterable[int]) -> dict[int, Rules]:
    """The rules of each of the years, five queries; a year without an item set gets rules with nothing in them."""
    years = list(years)
    items = Item.objects.only("item_set_id", "code", "instrument", "indicator_number", "sub_indicator_code", "extra")
    sets = ItemSet.objects.filter(fiscal_year__in=years).only(
        "fiscal_year", "scoring", "grade_bands", "notes"
    ).prefetch_related(
        "instruments", "indicators", Prefetch("items", items),
        Prefetch("sub_indicators", SubIndicator.objects.only("item_set_id", "code", "indicator_number")),
    )  # fmt: skip
    known = {each.fiscal_year: rules_of(each) for each in sets}
    return {year: known.get(year) or Rules(year=year) for year in years}


def rules_of(item_set: ItemSet) -> Rules:
    """The set's rules; its instruments, indicators, sub-indicators and items are asked for unless prefetched."""
    instruments = list(item_set.instruments.all())
    items = list(item_set.items.all())
    steps = steps_of(item_set.scoring)
    year = item_set.fiscal_year
    return Rules(
        year=year,
        weights={each.code: each.weight for each in instruments if each.weight is not None},
        instruments=tuple(each.code for each in instruments),
        indicators_of=_grouped((each.instrument, each.number) for each in item_set.indicators.all()),
        sub_indicators_of=_grouped((each.indicator_number, each.code) for each in item_set.sub_indicators.all()),
        items_of_indicator=_grouped((each.indicator_number, each.code) for each in items),
        items_of_sub_indicator=_grouped((each.sub_indicator_code, each.code) for each in items),
        item_codes=tuple(each.code for each in items),
        steps=steps,
        bands=_bands(item_set.grade_bands) if "level" in steps else (),
        pass_mark=pass_mark_of(item_set),
        national_overall=_decimal((item_set.notes.get("national") or {}).get("mean")),
        national_items=_national_items(items, year),
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


def _bands(grade_bands: dict[str, Any]) -> tuple[Band, ...]:
    return tuple(
        Band(
            code=each["code"], name=each["name"], min=Decimal(str(each["min"])), max=Decimal(str(each["max"])),
            each_instrument_min=_decimal(each["each_instrument_min"]),
        )
        for each in grade_bands.get("bands") or ()
    )  # fmt: skip


def _national_items(items: Iterable[Item], year: int) -> dict[str, Decimal]:
    found = {each.code: _decimal(each.extra.get(f"probable_national_mean_{year}")) for each in items}
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
