"""What a detector says of a passage: where it stands, which words, and why it caught the eye.

Not here: finding it (one module per detector), setting it aside (``measures.services.observations``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from measures.detectors.reading import Field
from measures.places import NOWHERE, Place
from thai.identity_numbers import masked_in

PASSAGE_LENGTH = 160


@dataclass(frozen=True)
class Observation:
    """One remark on one field; ``reason`` is a message whose placeholders ``params`` fill.

    ``digest`` is of the text the remark rests on: set aside, it stays so until that text changes. ``row_id`` of a
    ``result`` is its activity's, as in gaps; the round is part of the digest and of ``at``.
    """

    detector: str
    row_kind: str
    row_id: int
    field: str
    passage: str
    reason: str
    digest: str
    at: Place = NOWHERE
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        named = (self.detector, self.row_kind, self.row_id, self.field, self.at.round)
        return "-".join(str(part) for part in named if part != "")

    @property
    def key(self) -> tuple[str, str, int, str, str]:
        """What a dismissal names it by."""
        return (self.detector, self.row_kind, self.row_id, self.field, self.digest)


def observe(detector: str, where: Field, passage: str, reason: str, **params: Any) -> Observation:
    """An observation on this field; ``passage`` is quoted from it."""
    return Observation(
        detector=detector, row_kind=where.row_kind, row_id=where.row_id, field=where.name, passage=quoted(passage),
        reason=reason, digest=digest_of(where.at.round, where.shown), at=where.at, params=params,
    )  # fmt: skip


def quoted(text: str) -> str:
    """One line of at most ``PASSAGE_LENGTH`` letters; an identity number in it is masked."""
    line = " ".join(masked_in(text).split())
    return line if len(line) <= PASSAGE_LENGTH else line[: PASSAGE_LENGTH - 1].rstrip() + "…"


def digest_of(*texts: str) -> str:
    """SHA-256 of the texts."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
