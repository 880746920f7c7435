"""A radar: one spoke a value, the threshold as a dashed ring, weak values as hollow diamonds, each spoke named.

The centre is not 0 but a round figure below the lowest value (it is written under the chart): scores of 80 to 100
would look all alike. Two forms: ``wide`` names the spokes, the other numbers them for narrow screens.
Not here: the SVG text (``shapes``), the bars.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.charts.marks import Chart, Mark
from indicators.charts.shapes import (
    BAD,
    DEEP,
    PALE,
    PAPER,
    RULE,
    Drawing,
    Label,
    Shape,
    fitted,
    number,
    shape,
    width_of,
)
from thai.digits import to_thai

LEAST_KNOWN = 3
"""Fewer values span no surface: there is no radar of them."""
MOST_NAMED = 10
"""Above so many spokes the names would run into each other: they are numbered then, the table has the names."""
MOST_FIGURES = 12
"""Above so many on a narrow screen the figures would, too."""
RIM = 100
STEP = 10


@dataclass(frozen=True)
class Form:
    """Where things stand in one of the two forms, in the drawing's units."""

    width: int
    radius: int
    top: int
    """Room above the rim for the first label."""
    type: int = 14
    line: int = 19

    @property
    def centre(self) -> tuple[float, float]:
        return self.width / 2, self.top + self.radius


WIDE = Form(width=720, radius=160, top=52)
NARROW = Form(width=328, radius=96, top=52)


def radar(chart: Chart, *, wide: bool, key: str = "radar") -> Drawing | None:
    """The chart's marks clockwise from the top; None when fewer than three have a value."""
    if len(chart.known) < LEAST_KNOWN:
        return None
    form = WIDE if wide else NARROW
    lowest = _centre_value(chart)
    places = [
        None if mark.value is None else _point(form, place, len(chart.marks), _share(float(mark.value), lowest))
        for place, mark in enumerate(chart.marks)
    ]
    key_at = 2 * (form.radius + form.top) + form.line
    labels = [label for place in range(len(chart.marks)) for label in _spoke_labels(chart, place, form, wide)]
    key_shapes, key_labels, height = _key(chart, form, key_at, lowest)
    return Drawing(
        f"{key}-{'wide' if wide else 'narrow'}", chart.title, chart.description, form.width, height,
        (*_surface(places), *_web(chart, form), *_values(chart, form, lowest, places), *key_shapes),
        (*labels, *key_labels),
    )  # fmt: skip


def _centre_value(chart: Chart) -> int:
    """The round figure of the centre: a step and more below everything shown, not below 0."""
    shown = [float(mark.value) for mark in chart.known]
    if chart.pass_mark is not None:
        shown.append(float(chart.pass_mark))
    return max(0, math.floor(min(shown) / STEP) * STEP - STEP)


def _point(form: Form, place: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / count - math.pi / 2
    x, y = form.centre
    return x + form.radius * share * math.cos(angle), y + form.radius * share * math.sin(angle)


def _points(form: Form, count: int, share: float) -> str:
    points = (_point(form, place, count, share) for place in range(count))
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _web(chart: Chart, form: Form) -> Iterator[Shape]:
    count = len(chart.marks)
    x, y = form.centre
    for share, wide in ((0.25, "0.6"), (0.5, "0.6"), (0.75, "0.6"), (1, "1")):
        points = _points(form, count, share)
        yield shape("polygon", points=points, fill="none", stroke=RULE, stroke_width=wide, css="chart-rule")
    for place in range(count):
        end = _point(form, place, count, 1)
        yield shape("line", x1=x, y1=y, x2=end[0], y2=end[1], stroke=RULE, stroke_width="0.6", css="chart-rule")


def _share(value: float, lowest: int) -> float:
    """How far from the centre a value stands, 0 to 1."""
    return max(0.0, value - lowest) / (RIM - lowest)


def _surface(places: list[tuple[float, float] | None]) -> Iterator[Shape]:
    """What the values span, under the web; only where every value is known."""
    if None not in places:
        points = " ".join(f"{number(x)},{number(y)}" for x, y in places)
        yield shape("polygon", points=points, fill=PALE, stroke="none", css="chart-area")


def _values(
    chart: Chart, form: Form, lowest: int, places: list[tuple[float, float] | None]
) -> Iterator[Shape]:
    """The lines between neighbours, the ring, the points."""
    count = len(chart.marks)
    for place, point in enumerate(places):
        after = places[(place + 1) % count]
        if point and after:
            yield shape(
                "line", x1=point[0], y1=point[1], x2=after[0], y2=after[1], stroke=DEEP, stroke_width="2.5",
                css="chart-line",
            )  # fmt: skip
    if chart.pass_mark is not None:
        points = _points(form, count, _share(float(chart.pass_mark), lowest))
        yield shape(
            "polygon", points=points, fill="none", stroke=BAD, stroke_width="1.5", stroke_dasharray="5 3",
            css="chart-threshold",
        )  # fmt: skip
    for mark, point in zip(chart.marks, places, strict=True):
        if point:
            yield _dot(*point, is_weak=chart.is_weak(mark))


def _dot(x: float, y: float, *, is_weak: bool) -> Shape:
    if not is_weak:
        return shape("circle", cx=x, cy=y, r="4", fill=DEEP, css="chart-dot")
    corners = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return shape("polygon", points=points, fill=PAPER, stroke=BAD, stroke_width="2.5", css="chart-weak")


def _spoke_labels(chart: Chart, place: int, form: Form, wide: bool) -> Iterator[Label]:
    """The name of a spoke and under it the figure, clear of the rim on the side the spoke points to."""
    count = len(chart.marks)
    lines = _lines(chart, chart.marks[place], count, wide)
    angle = 2 * math.pi * place / count - math.pi / 2
    across, down = math.cos(angle), math.sin(angle)
    x, y = _point(form, place, count, 1 + 13 / form.radius)
    anchor = "middle" if abs(across) < 0.15 else "start" if across > 0 else "end"
    # From standing above the point (spoke up) over beside it to hanging below it (spoke down).
    first = y + form.type * 0.34 - (len(lines) - 1) * form.line * (1 - down) / 2 + form.type * 0.4 * down
    room = {"start": form.width - x, "end": x, "middle": form.width * 0.28}[anchor]
    for index, line in enumerate(lines):
        strong = chart.is_weak(chart.marks[place]) or (index == 0 and len(lines) > 1 and not wide)
        yield Label(fitted(line, room, form.type), x, first + index * form.line, form.type, anchor, strong)


def _lines(chart: Chart, mark: Mark, count: int, wide: bool) -> list[str]:
    shown = mark.shown if mark.value is not None else chart.no_data
    if wide and count <= MOST_NAMED:
        return [f"{mark.number} {mark.name}".strip(), f"{shown} {chart.below}" if chart.is_weak(mark) else shown]
    if wide:
        return [f"{mark.number} · {shown}"]
    return [mark.number, shown] if count <= MOST_FIGURES else [mark.number]


def _key(chart: Chart, form: Form, y: float, lowest: int) -> tuple[list[Shape], list[Label], int]:
    """What ring, diamond and scale mean, one line each under the web; with the height they end at."""
    shapes: list[Shape] = []
    labels: list[Label] = []
    scale = chart.scale.format(centre=_figure(lowest, chart), rim=_figure(RIM, chart))
    entries = [(None, scale)]
    if chart.pass_mark is not None:
        entries.append(("ring", chart.threshold))
    if chart.has_weak:
        entries.append(("weak", chart.below))
    widest = max(width_of(words, form.type) for _kind, words in entries) + 32
    x = (form.width - min(widest, form.width)) / 2
    for kind, words in entries:
        if kind == "ring":
            shapes.append(shape(
                "line", x1=x, y1=y - 5, x2=x + 24, y2=y - 5, stroke=BAD, stroke_width="2", stroke_dasharray="5 3",
                css="chart-threshold",
            ))  # fmt: skip
        elif kind == "weak":
            shapes.append(_dot(x + 12, y - 5, is_weak=True))
        labels.append(Label(fitted(words, form.width - x - 32, form.type), x + 32, y, form.type))
        y += form.line + 3
    return shapes, labels, math.ceil(y)


def _figure(value: int, chart: Chart) -> str:
    return to_thai(value) if chart.numerals == "thai" else str(value)
