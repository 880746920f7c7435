"""Writes a drawing into the document: whole on the screen; on paper the shapes as SVG with the words set over them.

WeasyPrint sets SVG text letter by letter, which takes Thai apart. So on paper each label is a line of text of its own,
in the flow and in the order of the drawing, placed by the same coordinates: shaped, searchable and read like all other
words of the document.
Not here: what is drawn (``indicators.charts``).
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from indicators.charts.shapes import Label, Svg, number, opening, shapes_svg
from reports.blocks import Figure
from reports.typesetting.text import as_printed, cleaned

from .medium import Place

PAPER_WIDTH = 620.0
"""CSS pixels, 164 mm: what stands between the margins of a portrait page."""
LINE = 1.4
"""Line height in type sizes, as the style sheet says."""
BASE_LINE = 1.118
"""How far below a line's upper edge its base line stands, in type sizes: half the leading and Sarabun's ascent."""
ROOM = 400
"""CSS pixels that a label may need; it never breaks."""


def figure(block: Figure, place: Place) -> str:
    """The drawing as a figure with its title and description; stripped of its tags it says the drawing's words."""
    if not place.medium.is_paper:
        drawing = replace(
            block.drawing, title=cleaned(block.drawing.title), description=cleaned(block.drawing.description),
            labels=tuple(replace(label, text=cleaned(label.text)) for label in block.drawing.labels),
        )  # fmt: skip
        return f'<figure class="doc-figure">{Svg.of(drawing)}</figure>'
    drawing = block.drawing
    scale = PAPER_WIDTH / drawing.width
    size = f'width="{number(drawing.width * scale)}" height="{number(drawing.height * scale)}"'
    alternative = escape(" ".join(as_printed(f"{drawing.title}. {drawing.description}").split()))
    labels = "".join(_label(label, place, scale) for label in drawing.labels if label.text)
    # Height and the figure's end come from the shapes; the labels before them take no room of their own.
    return (
        f'<div class="doc-figure" style="width:{PAPER_WIDTH:g}px">{labels}'
        f"{opening(drawing, size)}<title>{alternative}</title>{shapes_svg(drawing.shapes)}</svg></div>"
    )


def _label(label: Label, place: Place, scale: float) -> str:
    size = label.size * scale
    left = label.x * scale - {"start": 0, "middle": ROOM / 2, "end": ROOM}[label.anchor]
    align = {"start": "left", "middle": "center", "end": "right"}[label.anchor]
    style = (
        f"padding-top:{number(max(0.0, label.y * scale - size * BASE_LINE))}px;margin-left:{number(left)}px;"
        f"width:{ROOM}px;font-size:{number(size)}px;text-align:{align}"
    )
    css = ' class="doc-strong"' if label.is_strong else ""
    return f'<div class="doc-label"><p{css} style="{style}">{place.text(label.text)}</p></div>'

