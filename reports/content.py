"""What a report says, as plain frozen values: composed from live rows once, and then stored, rendered and compared.

Every word is as it was typed. Lists of items are flat ``Line`` tuples (marker, text, depth), which is how they print.

Not here: where the words come from (``compose``), the stored bytes (``snapshot``), how they look (``sections``).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from typing import Any, TypeVar

from reports.blocks import Line

CONTENT_VERSION = 1

Lines = tuple[Line, ...]
Made = TypeVar("Made")


class UnknownContentVersion(ValueError):
    """Stored content of a version that this program does not read."""


@dataclass(frozen=True)
class AgencyFacts:
    """The agency as it stood when the report was composed."""

    kind: str
    name: str
    full_name: str
    tambon: str = ""
    amphoe: str = ""
    changwat: str = ""


@dataclass(frozen=True)
class Label:
    """A column label of the year, where it differs from the layout's; width in per cent or None."""

    label: str
    width: float | None = None


@dataclass(frozen=True)
class GroupContent:
    """A heading row printed before its measures; ``key`` ties measures to it and is never printed."""

    key: int
    number_text: str
    title: str


@dataclass(frozen=True)
class ActivityContent:
    """One row of a measure with the result of the chosen round.

    In a year with a signed plan methods, period and units are the agreed ones; ``changed`` names those that are others
    now, and the ``new_`` fields hold them. ``plan_fate`` is a ``measures.plan_changes.Fate``, empty without a plan.
    """

    methods: Lines = ()
    period_text: str = ""
    units: tuple[str, ...] = ()
    remark: str = ""
    status: str = ""
    not_done_reason: str = ""
    outputs: Lines = ()
    outcomes: Lines = ()
    problems: str = ""
    suggestions: str = ""
    plan_fate: str = ""
    changed: tuple[str, ...] = ()
    new_methods: Lines = ()
    new_period_text: str = ""
    new_units: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureContent:
    """A measure; ``group`` is the key of its heading row or None. An untitled one is its steps.

    In a year with a signed plan title and detail are the agreed ones, as in its activities; ``change_reason`` says why
    anything of the measure is not as it was signed.
    """

    number_text: str = ""
    number: int | None = None
    title: str = ""
    detail: str = ""
    rationale: str = ""
    group: int | None = None
    issue_no: int | None = None
    issue_title: str = ""
    activities: tuple[ActivityContent, ...] = ()
    plan_fate: str = ""
    changed: tuple[str, ...] = ()
    new_title: str = ""
    new_detail: str = ""
    change_reason: str = ""


@dataclass(frozen=True)
class IndicatorContent:
    """A row of the indicator progress table."""

    number_text: str = ""
    number: int | None = None
    title: str = ""
    guidance: Lines = ()
    units: tuple[str, ...] = ()
    units_text: str = ""
    period_text: str = ""
    status: str = ""
    notes: Lines = ()


@dataclass(frozen=True)
class DisclosureGroupContent:
    """A heading of the OIT tables; ``key`` ties rows to it and is never printed."""

    key: int
    code_text: str = ""
    title: str = ""
    subtitle: str = ""
    heading_text: str = ""


@dataclass(frozen=True)
class DisclosureContent:
    """An answer to an OIT item, its empty title and elements already filled from the year's item set."""

    code: str = ""
    number: int | None = None
    code_text: str = ""
    group: int | None = None
    title: str = ""
    elements: Lines = ()
    units: tuple[str, ...] = ()
    status: str = ""
    notes: Lines = ()
    finding: str = ""
    finding_marker: str = ""
    finding_class: str = ""


@dataclass(frozen=True)
class IndicatorScoreContent:
    """An indicator with its announced score (``93.05``; empty where none was announced)."""

    number: int
    name: str = ""
    instrument: str = ""
    value: str = ""


@dataclass(frozen=True)
class ScoresContent:
    """The announced scores of the assessed year, two decimals in Arabic digits; ``pass_mark`` is its threshold."""

    assessed_year: int | None = None
    overall: str = ""
    level: str = ""
    pass_mark: str = ""
    indicators: tuple[IndicatorScoreContent, ...] = ()


@dataclass(frozen=True)
class SignOffContent:
    """One desk of the sign-off as it is printed; an empty name prints as dots."""

    role: str = ""
    heading: str = ""
    opinion: str = ""
    name: str = ""
    position: str = ""
    acting_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportContent:
    """Everything a report of this kind, year and round can print; a layout chooses what it does print."""

    kind: str
    fiscal_year: int
    round: str
    agency: AgencyFacts
    measures_year: int | None = None
    assessed_year: int | None = None
    numerals: str = ""
    title: str = ""
    cover_lines: tuple[str, ...] = ()
    heading_lines: tuple[str, ...] = ()
    table_title_lines: tuple[str, ...] = ()
    foreword_heading: str = ""
    foreword: tuple[str, ...] = ()
    introduction: tuple[str, ...] = ()
    groups: tuple[GroupContent, ...] = ()
    measures: tuple[MeasureContent, ...] = ()
    indicator_heading: str = ""
    indicators: tuple[IndicatorContent, ...] = ()
    oit_heading: str = ""
    oit_groups: tuple[DisclosureGroupContent, ...] = ()
    oit_rows: tuple[DisclosureContent, ...] = ()
    plan_heading_lines: tuple[str, ...] = ()
    plan: tuple[MeasureContent, ...] = ()
    sign_off: tuple[SignOffContent, ...] = ()
    scores: ScoresContent = ScoresContent()
    labels: dict[str, tuple[Label, ...]] = dataclasses.field(default_factory=dict)
    is_demo: bool = False
    content_version: int = CONTENT_VERSION

    def to_data(self) -> dict[str, Any]:
        """The content as JSON-ready data; ``from_data`` is its inverse."""
        return dataclasses.asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> ReportContent:
        """The content that ``to_data`` wrote. Raises UnknownContentVersion, or TypeError for data of another shape."""
        if data.get("content_version") != CONTENT_VERSION:
            raise UnknownContentVersion(str(data.get("content_version")))
        return read_as(cls, data)


def read_as(wanted: type[Made], data: Any) -> Made:
    """Data as the annotated type says: dataclasses, tuples, dictionaries and plain values, and nothing else."""
    if dataclasses.is_dataclass(wanted):
        hints = typing.get_type_hints(wanted)
        unknown = set(data) - set(hints)
        if unknown:
            raise TypeError(f"{wanted.__name__} has no {', '.join(sorted(unknown))}")
        return wanted(**{key: read_as(hints[key], value) for key, value in data.items()})
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is tuple:
        return tuple(read_as(arguments[0], one) for one in data)
    if origin is dict:
        return {key: read_as(arguments[1], value) for key, value in data.items()}
    plain = arguments if origin in (types.UnionType, typing.Union) else (wanted,)
    if type(data) not in plain and not (float in plain and type(data) is int):
        raise TypeError(f"{data!r} is not {wanted}")
    return data
