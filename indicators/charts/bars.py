"""Horizontal bars: each value's name, its bar from 0 to 100 and its figure; hatched and named when below the threshold.

Two forms of the same chart: ``wide`` has the names beside the bars, the other stands them above, so that the type is
never drawn smaller than it is read.
Not here: the SVG text (``shapes``), the radar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.charts.marks import Chart, Mark
from indicators.charts.shapes import BAD, DEEP, PAPER, RULE, Drawing, Label, Shape, fitted, number, shape, width_of

TYPE = 14
GAP = 8


@dataclass(frozen=True)
class Plan:
    """Where things stand in one of the two forms, in the drawing's units."""

    width: int
    bars_from: int
    bars_wide: int
    row: int
    bar_down: int
    """How far the bar stands below its row's upper edge."""
    name_down: int
    """How far the name's base line stands below it."""
    name_room: int
    thick: int = 16

    def right_of(self, value: float) -> float:
        return self.bars_from + self.bars_wide * value / 100


WIDE = Plan(width=720, bars_from=236, bars_wide=320, row=32, bar_down=8, name_down=21, name_room=228)
NARROW = Plan(width=328, bars_from=1, bars_wide=190, row=52, bar_down=26, name_down=18, name_room=328)


def bars(chart: Chart, *, wide: bool, key: str = "bars") -> Drawing:
    """The chart's marks from top to bottom; one without a value says so and has no bar."""
    plan = WIDE if wide else NARROW
    top = 26 if chart.pass_mark is not None else 4
    bottom = top + plan.row * len(chart.marks)
    shapes: list[Shape] = []
    labels: list[Label] = []
    if chart.pass_mark is not None:
        labels.append(_threshold_label(chart, plan))
    for place, mark in enumerate(chart.marks):
        y = top + place * plan.row
        name = f"{mark.number} {mark.name}".strip()
        labels.append(Label(fitted(name, plan.name_room, TYPE), 0, y + plan.name_down, TYPE))
        shapes += _bar(chart, mark, plan, y + plan.bar_down)
        labels.append(_value_label(chart, mark, plan, y + plan.bar_down))
    if wide:
        axis = {"x1": plan.bars_from, "y1": top, "x2": plan.bars_from, "y2": bottom}
        shapes.append(shape("line", **axis, stroke=RULE, stroke_width="1", css="chart-rule"))
    shapes += _threshold(chart, plan, top, bottom, is_through=wide)
    return Drawing(
        f"{key}-{'wide' if wide else 'narrow'}", chart.title, chart.description, plan.width, bottom + 4,
        tuple(shapes), tuple(labels),
    )  # fmt: skip


def _bar(chart: Chart, mark: Mark, plan: Plan, y: float) -> Iterator[Shape]:
    if mark.value is None:
        return
    wide = plan.right_of(float(mark.value)) - plan.bars_from
    place = {"x": plan.bars_from, "y": y, "width": wide, "height": plan.thick}
    if not chart.is_weak(mark):
        yield shape("rect", **place, fill=DEEP, css="chart-bar")
        return
    yield shape("rect", **place, fill=PAPER, stroke=BAD, stroke_width="1.5", css="chart-weak")
    if path := _hatching(plan.bars_from, y, wide, plan.thick):
        yield shape("path", d=path, fill="none", stroke=BAD, stroke_width="1.5", css="chart-hatch")


def _hatching(x: float, y: float, wide: float, high: float) -> str:
    """Slanting strokes inside the rectangle, cut at its edges."""
    strokes = []
    start = 6.0
    while start < wide + high:
        x1, y1 = (x + start, y) if start <= wide else (x + wide, y + start - wide)
        x2, y2 = (x + start - high, y + high) if start >= high else (x, y + start)
        strokes.append(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")
        start += 7
    return "".join(strokes)


def _value_label(chart: Chart, mark: Mark, plan: Plan, y: float) -> Label:
    base = y + plan.thick - 3
    if mark.value is None:
        return Label(chart.no_data, plan.bars_from + GAP, base, TYPE)
    words = f"{mark.shown} {chart.below}" if chart.is_weak(mark) else mark.shown
    # Beyond the threshold's line, or the line would stand in the figure of a value just below it.
    end = plan.right_of(max(float(mark.value), float(chart.pass_mark or 0) if chart.is_weak(mark) else 0))
    return Label(words, end + GAP, base, TYPE, is_strong=chart.is_weak(mark))


def _threshold(chart: Chart, plan: Plan, top: float, bottom: float, *, is_through: bool) -> Iterator[Shape]:
    """The line of the threshold: through all rows, or one piece a bar where names stand between the bars."""
    if chart.pass_mark is None:
        return
    x = plan.right_of(float(chart.pass_mark))
    first = top + plan.bar_down - 5
    pieces = [(top - 4, bottom)] if is_through else [
        (first + plan.row * place, first + plan.row * place + plan.thick + 10) for place in range(len(chart.marks))
    ]  # fmt: skip
    for y1, y2 in pieces:
        yield shape("line", x1=x, y1=y1, x2=x, y2=y2, stroke=PAPER, stroke_width="4", css="chart-ground")
        yield shape(
            "line", x1=x, y1=y1, x2=x, y2=y2, stroke=BAD, stroke_width="2", stroke_dasharray="5 3",
            css="chart-threshold",
        )  # fmt: skip


def _threshold_label(chart: Chart, plan: Plan) -> Label:
    half = width_of(chart.threshold, TYPE) / 2
    x = min(max(plan.right_of(float(chart.pass_mark or 0)), half), plan.width - half)
    return Label(chart.threshold, x, 16, TYPE, "middle")
