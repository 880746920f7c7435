"""A report frozen: canonical bytes of its content and layout, back again, and the digest over them and the PDF.

The bytes are JSON in UTF-8 with sorted keys, no white space and no NaN: the same content gives the same bytes on every
machine. They are stored once and never written again from what was read.

Not here: storing the bytes (``services``), setting the PDF (``handlers``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from reports.blocks import Document
from reports.content import CONTENT_VERSION, ReportContent, UnknownContentVersion
from reports.document import build_document
from reports.layouts import Layout


class Unreadable(ValueError):
    """The bytes are not a snapshot that this program reads."""


@dataclass(frozen=True)
class Frozen:
    """What a snapshot's bytes hold."""

    content: ReportContent
    layout: Layout

    @property
    def document(self) -> Document:
        """The document of this content in this layout."""
        return build_document(self.content, self.layout)


def freeze(content: ReportContent, layout: Layout) -> bytes:
    """The canonical bytes of a report. Raises ValueError for a number that JSON does not have."""
    data = {"content": content.to_data(), "content_version": CONTENT_VERSION, "layout": layout.data}
    return canonical(data)


def thaw(stored: bytes) -> Frozen:
    """What ``freeze`` wrote. Raises Unreadable."""
    try:
        data = json.loads(stored)
        if data["content_version"] != CONTENT_VERSION:
            raise Unreadable(f"content version {data['content_version']!r}")
        return Frozen(ReportContent.from_data(data["content"]), Layout.from_data(data["layout"], "stored layout"))
    except (UnknownContentVersion, KeyError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def digest_over(content_sha256: str, pdf_sha256: str) -> str:
    """The snapshot's digest (รหัสตรวจสอบไฟล์): SHA-256, in hex, over the two files' hex digests with a line feed between.

    Who has the two files checks it with ``sha256sum`` alone.
    """
    return hashlib.sha256(f"{content_sha256}\n{pdf_sha256}".encode("ascii")).hexdigest()


def canonical(data: Any) -> bytes:
    """The one way these data are written."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
