"""The heading over the report's first page: title, year, agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Heading
from reports.content import ReportContent


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """One heading of the year's lines."""
    if content.heading_lines:
        yield Heading(lines=content.heading_lines, level=1)
