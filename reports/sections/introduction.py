"""The introduction: the year's paragraphs as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Paragraph
from reports.content import ReportContent


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """One paragraph each."""
    for text in content.introduction:
        yield Paragraph(text=text)
