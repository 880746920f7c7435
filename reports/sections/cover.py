"""The cover page: the year's lines, centred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Cover
from reports.content import ReportContent


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """One cover, or nothing for a document without one."""
    if content.cover_lines:
        yield Cover(lines=content.cover_lines)
