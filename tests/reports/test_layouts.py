"""Layouts are checked when loaded, and a mistake is named in plain words."""

from __future__ import annotations

import copy

import pytest

from reports.layouts import Layout, LayoutError, UnknownLayout, layout_names, layouts_for, load_layout
from reports.models import ReportKind


def test_the_presets_load_and_name_no_agency():
    assert layout_names() == ("plan-by-issue", "result-7col", "result-progress", "score-report")
    for name in layout_names():
        layout = load_layout(name)
        assert layout.name == name
        assert [word for word in ("เทศบาล", "อบต.", "อำเภอ", "จังหวัด") if word in str(layout.data)] == []


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UnknownLayout, match=r"plan-by-issue, result-7col, result-progress"):
        load_layout("../result-7col")


def test_layouts_are_found_by_the_kind_they_serve():
    assert [layout.name for layout in layouts_for(ReportKind.RESULT)] == ["result-7col", "result-progress"]
    assert [layout.name for layout in layouts_for(ReportKind.PLAN)] == ["plan-by-issue"]


def _without(key):
    return lambda data: data.pop(key)


def _set(path, value):
    def change(data):
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


MEASURES = ("sections", 3)


@pytest.mark.parametrize(("change", "words"), [
    (_without("numerals"), "without numerals"),
    (_set(("colour",), "red"), "unknown key colour"),
    (_set(("title",), {"th": "ก"}), "title needs th and en"),
    (_set(("numerals",), "roman"), "'roman', not one of thai, arabic"),
    (_set(("kinds",), ["weekly"]), "'weekly' is not one of"),
    (_set(("sections",), []), "no sections"),
    (_set((*MEASURES, "section"), "letters"), "section 4: is not one of"),
    (_set((*MEASURES, "orientation"), "sideways"), "section 4 .measures.: orientation is 'sideways'"),
    (_set((*MEASURES, "colour"), "red"), "unknown option colour"),
    (_set((*MEASURES, "columns"), []), "needs columns"),
    (_set((*MEASURES, "columns", 0), {"holds": "number"}), "a column needs holds, label and width"),
    (_set((*MEASURES, "columns", 0, "holds"), "price"), "no column holds 'price'; there are methods, number"),
    (_set((*MEASURES, "columns", 0, "width"), 50), "add up to 145, not to 100"),
    (_set((*MEASURES, "columns", 0, "width"), "wide"), "width is 'wide'"),
    (_set((*MEASURES, "columns", 0, "align"), "up"), "align is 'up'"),
    (_set((*MEASURES, "columns", 0, "font"), "x"), "unknown key font in a column"),
    (_set(("sections", 0, "columns"), [{}]), "section 1 .cover.: has no columns"),
])  # fmt: skip
def test_a_mistake_is_named(change, words):
    data = copy.deepcopy(load_layout("result-7col").data)
    change(data)
    with pytest.raises(LayoutError, match=words):
        Layout.from_data(data, "mine.yaml")


def test_what_is_no_mapping_is_refused():
    with pytest.raises(LayoutError, match=r"mine\.yaml: not a mapping"):
        Layout.from_data(["cover"], "mine.yaml")
