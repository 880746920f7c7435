"""The sign-off: one block per desk with its heading, opinion or dotted lines, name or dotted name, post, acting line.

Not here: whose names stand in them (``sign_off_texts``), signatures that were given (the ledger).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Signature
from reports.content import ReportContent
from reports.sign_off_texts import ROLES_WITHOUT_OPINION


def blocks(content: ReportContent, options: Mapping[str, Any]) -> Iterator[Block]:
    """One signature per desk; nothing without desks."""
    for desk in content.sign_off:
        yield Signature(
            heading=desk.heading, opinion=desk.opinion, name=desk.name, position=desk.position,
            asks_opinion=bool(desk.heading) and desk.role not in ROLES_WITHOUT_OPINION,
            acting_lines=desk.acting_lines,
        )  # fmt: skip
