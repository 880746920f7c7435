"""A year's rules of calculation as plain values, read from its item set. What is unknown there is not here.

Not here: using them (``arithmetic``, ``bounds``, ``levels``, ``checks``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Band:
    """A level: first match wins, top to bottom. ``each_instrument_min`` asks it of every instrument."""

    code: str
    name: str
    min: Decimal
    max: Decimal
    each_instrument_min: Decimal | None = None


@dataclass(frozen=True)
class Rules:
    """How a year's scores hang together; an unknown step is absent and nothing is computed by it."""

    year: int
    weights: dict[str, Decimal] = field(default_factory=dict)
    """Per cent of the overall score by instrument code; an instrument without a known weight is not in it."""
    instruments: tuple[str, ...] = ()
    """All instruments of the year, weight known or not."""
    indicators_of: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Indicator numbers by instrument code."""
    sub_indicators_of: dict[int, tuple[str, ...]] = field(default_factory=dict)
    items_of_indicator: dict[int, tuple[str, ...]] = field(default_factory=dict)
    items_of_sub_indicator: dict[str, tuple[str, ...]] = field(default_factory=dict)
    item_codes: tuple[str, ...] = ()
    """All items of the year in the order of the set, whether their indicator is known or not."""
    steps: frozenset[str] = frozenset()
    """Which steps the year's sources support: ``overall`` (weights), ``IIT``, ``EIT``, ``OIT`` (mean of indicators),
    ``indicator_9`` … (mean of its sub-indicators), ``sub_indicators`` (share of items passed), ``EIT_parts`` (mean of
    the parts), ``level`` (the scale of levels)."""
    bands: tuple[Band, ...] = ()
    """The scale of levels; empty where the step ``level`` is not known."""
    pass_mark: Decimal | None = None
    """The threshold of the year; items below it are weak. None: not known, nothing is weak."""
    national_overall: Decimal | None = None
    national_items: dict[str, Decimal] = field(default_factory=dict)
    """National means of that year, where found; never an agency's own."""
    confidence: dict[str, str] = field(default_factory=dict)
    """How sure the set is, by step, in the set's own words."""
