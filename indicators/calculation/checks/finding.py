"""What a check says of a score sheet: about which figure, how grave, why, and what to do.

Not here: finding it (the modules beside this one), notes on it (``indicators.scores.notes``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

Kind = Literal["error", "question", "weak"]


@dataclass(frozen=True)
class Words:
    """A message within a message; ``params`` fill its placeholders."""

    msgid: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Finding:
    """One remark on a sheet; ``params`` (texts, ``Words``, tuples of texts) fill ``reason`` and ``remedy``.

    ``subject`` is what it is about: an instrument, an indicator's number, an item's code; empty for the whole sheet.
    ``digest`` is of the figures it rests on: a note holds until one of them changes.
    """

    check: str
    subject: str
    kind: Kind
    reason: str
    remedy: str
    digest: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What a note names it by."""
        return (self.check, self.subject, self.digest)

    @property
    def can_be_noted(self) -> bool:
        """Whether a note can answer it; an item below the threshold is answered by a measure."""
        return self.kind != "weak"

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return "-".join(part.replace(".", "_") for part in ("finding", self.check, self.subject) if part)


def find(
    check: str, subject: str, kind: Kind, reason: str, remedy: str, *, rests_on: object, **params: Any
) -> Finding:
    """A finding whose digest is of ``rests_on`` (nested mappings, sequences, numbers, texts) and of what it says."""
    said = {name: value for name, value in params.items() if isinstance(value, str)}
    told = json.dumps([check, subject, reason, said, _plain(rests_on)], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return Finding(check, subject, kind, reason, remedy, digest, params)


def shown(value: Decimal) -> str:
    """The value with two decimals, half up."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(its) for key, its in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(its) for its in value]
    return shown(value) if isinstance(value, Decimal) else value
