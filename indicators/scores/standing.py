"""Where an agency stands among those of the same kind and province that this installation holds announced scores of.

The one question about scores that reads across agencies, and so the one with tenancy lifted. It reads of another
agency its name, and of its current edition the overall score, the instruments and the level – nothing else: no items,
no remarks, no notes. A score counts only if it was announced (``DECLARED``): what an agency printed in a document of
its own is no announcement. The level was typed by people; it is shown only if it is a level of the year's own scale, so
that no word another agency wrote gets here. Demonstration agencies and real ones are never compared with each other.

Not here: ranks and medians (``indicators.ranking``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django_scopes import scopes_disabled

from accounts.models import Agency
from indicators.models import Origin, ScoreEdition, ScoreValue
from indicators.ranking import Entry

DECLARED = (Origin.ANNOUNCED, Origin.ITAS, Origin.IMPORTED)
"""Where a score that may be compared was read: an announcement, or a file of one."""


@dataclass(frozen=True)
class Field:
    """Those compared: ``own`` is None when the agency's own overall score was not announced. ``held`` counts the other
    agencies of the kind and province in the register here, with scores or without."""

    own: Entry | None
    others: tuple[Entry, ...]
    held: int


def field_of(*, agency: Agency, year: int, levels: tuple[str, ...]) -> Field:
    """The agency and its likes in the year, two queries; ``levels`` are the names of the year's scale."""
    if not agency.changwat:
        return Field(None, (), 0)
    likes = Agency.objects.filter(kind=agency.kind, changwat=agency.changwat, is_demo=agency.is_demo)
    held = likes.exclude(pk=agency.pk).count()
    with scopes_disabled():
        newest = ScoreEdition.objects.filter(agency=OuterRef("agency"), assessed_year=year).order_by("-number")
        read = list(
            ScoreValue.objects.filter(
                edition__in=ScoreEdition.objects.filter(
                    agency__in=likes, assessed_year=year, number=Subquery(newest.values("number")[:1])
                ),
                part__in=(ScoreValue.Part.OVERALL, ScoreValue.Part.INSTRUMENT),
                origin__in=DECLARED,
            ).values_list("edition__agency_id", "edition__agency__full_name", "edition__level", "part", "code", "value")
        )
    entries = _entries(read, agency.pk, levels)
    own = next((entry for entry in entries if entry.is_own), None)
    return Field(own, tuple(entry for entry in entries if not entry.is_own), held)


def _entries(read: list[tuple], own_id: int, levels: tuple[str, ...]) -> list[Entry]:
    """One entry an agency that has an overall score."""
    overall: dict[int, Decimal] = {}
    instruments: dict[int, dict[str, Decimal]] = defaultdict(dict)
    words: dict[int, tuple[str, str]] = {}
    for agency_id, name, level, part, code, value in read:
        words[agency_id] = name, _level_of_scale(level, levels)
        if part == ScoreValue.Part.OVERALL:
            overall[agency_id] = value
        else:
            instruments[agency_id][code] = value
    return [
        Entry(words[agency_id][0], value, words[agency_id][1], instruments[agency_id], agency_id == own_id)
        for agency_id, value in overall.items()
    ]


def _level_of_scale(level: str, levels: tuple[str, ...]) -> str:
    """The scale's own name for a level; empty for other words."""
    squeezed = "".join(level.split())
    return next((name for name in levels if "".join(name.split()) == squeezed), "")
