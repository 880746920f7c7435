"""Layouts: ordered sections with headings, columns and options, one YAML file each, checked when loaded.

Adding a report form means adding a YAML file here; no agency is ever named in one. A snapshot keeps the layout it was
composed with as data, so a later edit of the file changes no stored report.

Not here: what a section prints (``reports.sections``), a year's own column labels (content).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.models import ReportKind
from reports.sections import SECTIONS

_FOLDER = Path(__file__).parent
_KEYS = {"name", "title", "contains", "kinds", "numerals", "sections"}
_ORIENTATIONS = ("portrait", "landscape")
_NUMERALS = ("thai", "arabic")
_ALIGNMENTS = ("left", "center", "right")


class LayoutError(ValueError):
    """A layout cannot be used; the message says in plain English which one and why."""


class UnknownLayout(LayoutError):
    """There is no layout of this name; the message lists those there are."""


@dataclass(frozen=True)
class Layout:
    """A checked layout; ``data`` is the file's content and what a snapshot stores."""

    name: str
    title: dict[str, str]
    contains: dict[str, str]
    kinds: tuple[str, ...]
    numerals: str
    sections: tuple[dict[str, Any], ...]
    data: dict[str, Any]

    @classmethod
    def from_data(cls, data: Any, source: str = "layout") -> Layout:
        """The layout that this data describes. Raises LayoutError naming the first mistake."""
        if not isinstance(data, dict):
            raise LayoutError(f"{source}: not a mapping")
        if problem := _problem_of(data):
            raise LayoutError(f"{source}: {problem}")
        return cls(
            name=data["name"], title=data["title"], contains=data["contains"], kinds=tuple(data["kinds"]),
            numerals=data["numerals"], sections=tuple(data["sections"]), data=data,
        )  # fmt: skip

    def title_in(self, language: str) -> str:
        """The layout's name in words."""
        return _in_language(self.title, language)

    def contains_in(self, language: str) -> str:
        """What a report of this layout contains, in words."""
        return _in_language(self.contains, language)


def layout_names() -> tuple[str, ...]:
    """The layouts there are, by name."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def load_layout(name: str) -> Layout:
    """The layout of this name. Raises UnknownLayout, or LayoutError when its file is wrong."""
    if name not in layout_names():
        raise UnknownLayout(f"There is no layout {name!r}. There are: {', '.join(layout_names())}.")
    source = f"{name}.yaml"
    try:
        data = yaml.safe_load((_FOLDER / source).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise LayoutError(f"{source}: not readable as YAML: {error}") from error
    layout = Layout.from_data(data, source)
    if layout.name != name:
        raise LayoutError(f"{source}: is named {layout.name!r}")
    return layout


def layouts_for(kind: str | None = None) -> tuple[Layout, ...]:
    """All layouts, or those that serve a kind of report."""
    found = (load_layout(name) for name in layout_names())
    return tuple(layout for layout in found if kind is None or kind in layout.kinds)


def _in_language(words: dict[str, str], language: str) -> str:
    return words["en"] if language.startswith("en") else words["th"]


def _problem_of(data: dict[str, Any]) -> str:
    if missing := _KEYS - data.keys():
        return f"without {', '.join(sorted(missing))}"
    if unknown := data.keys() - _KEYS:
        return f"unknown key {', '.join(sorted(map(str, unknown)))}"
    for key in ("title", "contains"):
        if not isinstance(data[key], dict) or set(data[key]) != {"th", "en"}:
            return f"{key} needs th and en"
    if data["numerals"] not in _NUMERALS:
        return f"numerals is {data['numerals']!r}, not one of {', '.join(_NUMERALS)}"
    if unknown_kinds := [kind for kind in data["kinds"] or ["none"] if kind not in ReportKind.values]:
        return f"kinds: {unknown_kinds[0]!r} is not one of {', '.join(ReportKind.values)}"
    if not isinstance(data["sections"], list) or not data["sections"]:
        return "no sections"
    problems = (_section_problem(number, section) for number, section in enumerate(data["sections"], start=1))
    return next((problem for problem in problems if problem), "")


def _section_problem(number: int, section: Any) -> str:
    where = f"section {number}"
    if not isinstance(section, dict) or section.get("section") not in SECTIONS:
        return f"{where}: is not one of {', '.join(sorted(SECTIONS))}"
    where += f" ({section['section']})"
    if section.get("orientation") not in _ORIENTATIONS:
        return f"{where}: orientation is {section.get('orientation')!r}, not one of {', '.join(_ORIENTATIONS)}"
    known = SECTIONS[section["section"]]
    options = section.keys() - {"section", "orientation", "columns"}
    if unknown := options - set(getattr(known, "OPTIONS", ())):
        return f"{where}: unknown option {', '.join(sorted(unknown))}"
    columns = getattr(known, "COLUMNS", {})
    if columns:
        return _columns_problem(where, section.get("columns"), columns)
    return f"{where}: has no columns" if "columns" in section else ""


def _columns_problem(where: str, columns: Any, known: Any) -> str:
    if not isinstance(columns, list) or not columns:
        return f"{where}: needs columns"
    for column in columns:
        if not isinstance(column, dict) or not {"holds", "label", "width"} <= column.keys():
            return f"{where}: a column needs holds, label and width"
        if unknown := column.keys() - {"holds", "label", "width", "align", "optional"}:
            return f"{where}: unknown key {', '.join(sorted(unknown))} in a column"
        if column["holds"] not in known:
            return f"{where}: no column holds {column['holds']!r}; there are {', '.join(sorted(known))}"
        if column.get("align", "left") not in _ALIGNMENTS:
            return f"{where}: align is {column['align']!r}, not one of {', '.join(_ALIGNMENTS)}"
        if not isinstance(column["width"], int | float) or not 0 < column["width"] <= 100:
            return f"{where}: width is {column['width']!r}, not a number of per cent"
    total = sum(column["width"] for column in columns)
    return "" if abs(total - 100) < 0.5 else f"{where}: the widths add up to {total:g}, not to 100"
