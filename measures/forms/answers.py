"""Which items a measure answers, as boxes of its form and as a line of the list.

Not here: reading what was ticked or typed (``codes``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField

from measures.item_codes import codes_in
from measures.models import Measure
from measures.selectors.assessed_items import Choice, Choices


@dataclass(frozen=True)
class Box:
    """One item to tick."""

    choice: Choice
    ticked: bool


@dataclass(frozen=True)
class Boxes:
    """The items to tick, the weak ones apart, and the line for codes that are none of them."""

    assessed_year: int
    weak: list[Box]
    others: list[Box]
    line: str
    """What stands in the line; codes in it are not in the year's list (``lost``), if there is one."""
    lost: list[str]

    @property
    def ticked_others(self) -> int:
        return sum(each.ticked for each in self.others)


@dataclass(frozen=True)
class Answered:
    """A code a measure answers; ``known`` is None where the year has no list to look it up in."""

    code: str
    known: bool | None


def boxes_of(field: BoundField, choices: Choices) -> Boxes:
    """The boxes for what the form shows, be it stored, typed or sent and refused."""
    codes, unread = codes_in(str(field.value() or ""))
    known = choices.known
    lost = [code for code in codes if code not in known]
    weak, others = (
        [Box(each, each.item.code in codes) for each in side] for side in (choices.weak, choices.others)
    )
    return Boxes(
        choices.assessed_year, weak, others, " ".join(filter(None, [", ".join(lost), unread])), lost if known else []
    )


def answered(measure: Measure, known: frozenset[str]) -> list[Answered]:
    """The codes a measure answers, each with whether the assessed year has it."""
    return [Answered(code, (code in known) if known else None) for code in measure.answers]
