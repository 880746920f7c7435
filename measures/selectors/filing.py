"""The ITAS sheet of a year: every OIT item as it would be typed, beside what was filed of it."""

from __future__ import annotations

from dataclasses import dataclass

from measures.itas import Answer, answer_of, lacks_of
from measures.models import Disclosure, Filing, Plan


@dataclass(frozen=True)
class SheetRow:
    """One item of the sheet; ``filing`` is the newest filing, ``is_changed`` that the row differs from it now."""

    disclosure: Disclosure
    answer: Answer
    lacks: list[str]
    filing: Filing | None

    @property
    def is_changed(self) -> bool:
        return self.filing is not None and self.filing.content != self.answer.content()


def sheet_of(*, plan: Plan) -> list[SheetRow]:
    """The rows in ITAS's order, in three queries however many there are."""
    rows = (
        Disclosure.objects.filter(plan=plan).select_related("item").defer("provenance")
        .prefetch_related("links", "filings__clarification").order_by("number", "position", "pk")
    )
    return [_row(each) for each in rows]


def _row(disclosure: Disclosure) -> SheetRow:
    answer = answer_of(disclosure)
    filing = max(disclosure.filings.all(), key=lambda each: each.number, default=None)
    return SheetRow(disclosure, answer, lacks_of(answer), filing)


def filings_of(*, disclosure: Disclosure) -> list[Filing]:
    """All filings of an item, newest first."""
    return list(Filing.objects.filter(disclosure=disclosure).order_by("-number"))
