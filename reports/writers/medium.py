"""What differs between screen and paper, and where on a document something stands: handed down by the HTML writer.

Not here: the HTML of the blocks (html), how paper treats text (pdf).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from reports.blocks import Orientation
from reports.typesetting.text import cleaned

TEXT_SHARE, HEADING_SHARE, COVER_SHARE, DESK_SHARE = 80, 65, 40, 25
"""What is set larger or narrower than a table has room for so much less of a table's line, in per cent."""
NESTED_SHARE = 0.7
"""What a list inside a list has of its width."""


@dataclass(frozen=True)
class Medium:
    """What differs between screen and paper; the words never do."""

    text: Callable[[str, float, Orientation], str]
    """A text as escaped HTML; told besides its column's share of the line in per cent and the page's orientation."""
    width: Callable[[float], str]
    """The attribute that gives a ``col`` its width in per cent."""
    is_paper: bool
    """Paper closes its tables at each page end and keeps short rows whole; on a screen a wide table scrolls."""
    first_heading: int = 1
    """The HTML level of a heading of level 1: higher where the page has headings of its own above it."""


SCREEN = Medium(
    text=lambda text, share, orientation: escaped(cleaned(text)),
    width=lambda share: f'width="{share:g}%"',
    is_paper=False,
)


@dataclass(frozen=True)
class Place:
    """Where on the document something is written."""

    medium: Medium
    orientation: Orientation
    agency_name: str = ""
    share: float = 100
    table_label: str = ""

    def text(self, text: str) -> str:
        """``text`` as the medium's HTML."""
        return self.medium.text(text, self.share, self.orientation)


def escaped(text: str) -> str:
    """``text`` as HTML that says the same, its line breaks kept."""
    return escape(text).replace("\n", "<br>")
