"""A drawing as plain values, and its SVG text: the one way a chart reaches a page or a paper.

Only plain numbers, our own colours and escaped words get into the text: presentation attributes, no style, no script,
nothing fetched. Colours for other themes come from the style sheet by the classes.
Not here: what is drawn (``radar``, ``bars``), the paper's labels (``reports.writers.figure``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

INK, SOFT, RULE, DEEP, BAD, PAPER = "#23211e", "#5c574f", "#857e73", "#0f4c5c", "#a3261d", "#ffffff"
PALE = "#dde6e8"
"""DEEP thinned on paper as a colour of its own: archival PDF/A-1 knows no transparency."""
FONTS = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, sans-serif"
LETTER = 0.58
"""Width of a middle letter of Sarabun in shares of the type size; marks above and below have none."""

TAGS = frozenset({"line", "rect", "circle", "polygon", "path"})
ATTRIBUTES = frozenset({
    "class", "cx", "cy", "d", "fill", "height", "points", "r", "stroke", "stroke-dasharray",
    "stroke-width", "width", "x", "x1", "x2", "y", "y1", "y2",
})  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One SVG element without text; its attributes are pairs of name and value."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Label:
    """Words in a drawing; ``y`` is their base line, ``size`` that of the type, in the drawing's units."""

    text: str
    x: float
    y: float
    size: float = 14
    anchor: Literal["start", "middle", "end"] = "start"
    is_strong: bool = False


@dataclass(frozen=True)
class Drawing:
    """Shapes with words on top of them; ``key`` tells the drawings of one page apart."""

    key: str
    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What stands written in the drawing, in reading order."""
        return tuple(label.text for label in self.labels if label.text)


class Svg(str):
    """The text of an SVG element; ``{{ svg }}`` prints it as it is (``__html__`` tells templates so).

    Only ``of`` makes one, and it escapes every word of the drawing.
    """

    __slots__ = ()

    @classmethod
    def of(cls, drawing: Drawing) -> Svg:
        """The drawing whole, with its words as text. Raises ValueError for a shape that is none of ours."""
        title, description = f"{drawing.key}-title", f"{drawing.key}-desc"
        named = f'aria-labelledby="{escape(title)}" aria-describedby="{escape(description)}"'
        inside = (
            f'<title id="{escape(title)}">{escape(drawing.title)}</title>'
            f'<desc id="{escape(description)}">{escape(drawing.description)}</desc>'
            f"{shapes_svg(drawing.shapes)}{''.join(map(_text, drawing.labels))}"
        )
        return cls(f"{opening(drawing, named)}{inside}</svg>")

    def __html__(self) -> str:
        return self


def opening(drawing: Drawing, attributes: str = "") -> str:
    """The opening tag of a drawing's ``svg`` element."""
    size = f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" {size} {attributes}>'


def shapes_svg(shapes: Iterable[Shape]) -> str:
    """The shapes as SVG elements. Raises ValueError for a shape that is none of ours."""
    return "".join(map(_element, shapes))


def shape(tag: str, **attributes: float | str) -> Shape:
    """A shape; ``stroke_width`` names ``stroke-width``, ``css`` the class, numbers get one decimal place."""
    return Shape(tag, tuple(
        ("class" if name == "css" else name.replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
    ))  # fmt: skip


def number(value: float) -> str:
    """A coordinate: one decimal place, no ``-0``, so that the same drawing has the same bytes everywhere."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def width_of(text: str, size: float) -> float:
    """About how wide the text will be, rather too wide; letters of any script count alike, marks not at all."""
    return size * LETTER * sum(1 for letter in text if unicodedata.category(letter) not in ("Mn", "Me", "Cf"))


def fitted(text: str, room: float, size: float) -> str:
    """The text, cut with ``…`` where it is wider than the room; no mark is torn from its letter."""
    text = " ".join(text.split())
    if width_of(text, size) <= room:
        return text
    kept = ""
    for letter in text:
        if width_of(kept + letter + "…", size) > room:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def drawing_from_data(data: dict[str, Any]) -> Drawing:
    """The drawing that ``dataclasses.asdict`` wrote, read back from JSON."""
    shapes = tuple(Shape(one["tag"], tuple(map(tuple, one["attributes"]))) for one in data["shapes"])
    return Drawing(**{**data, "shapes": shapes, "labels": tuple(Label(**one) for one in data["labels"])})


def _element(shape: Shape) -> str:
    if shape.tag not in TAGS or not ATTRIBUTES.issuperset(name for name, _value in shape.attributes):
        raise ValueError(f"no shape of a chart: {shape.tag[:20]!r}")
    written = "".join(f' {name}="{escape(value)}"' for name, value in shape.attributes)
    return f"<{shape.tag}{written}/>"


def _text(label: Label) -> str:
    weight = ' font-weight="700"' if label.is_strong else ""
    return (
        f'<text class="chart-word" x="{number(label.x)}" y="{number(label.y)}" font-family="{FONTS}" fill="{INK}" '
        f'font-size="{number(label.size)}"{weight} text-anchor="{label.anchor}">{escape(label.text)}</text>'
    )
