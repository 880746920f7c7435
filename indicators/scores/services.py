"""Saving an agency's scores: every change is a new edition with all its values; nothing saved is ever changed.

Not here: reading what was typed (``forms``, ``pasted``), reading printed rows (``printed``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.doors import Standing
from accounts.models import Agency
from audit.services import record_change
from indicators.models import Origin, ScoreEdition, ScoreValue
from indicators.scores.selectors import Key, current_edition, values_of

Values = Mapping[Key, Decimal]

_CODES = {
    ScoreValue.Part.OVERALL: re.compile(r""),
    ScoreValue.Part.FLOOR: re.compile(r""),
    ScoreValue.Part.INSTRUMENT: re.compile(r"[A-Z]{1,10}"),
    ScoreValue.Part.INSTRUMENT_PART: re.compile(r"[A-Z]{1,10}\.[0-9]{1,2}"),
    ScoreValue.Part.INDICATOR: re.compile(r"[1-9][0-9]{0,2}"),
    ScoreValue.Part.SUB_INDICATOR: re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,2}"),
    ScoreValue.Part.ITEM: re.compile(r"[a-z]{1,3}[0-9]{1,3}"),
}
_CENT = Decimal("0.01")


class Unfit(ValueError):
    """A value, its code or its origin is one that no sheet holds: a mistake of the program; forms ask before."""


class StaleScores(Exception):
    """Somebody else saved the year's scores after the person had opened them; nothing was written."""

    def __init__(self, current: ScoreEdition | None):
        super().__init__(current.number if current else 0)
        self.current = current


@transaction.atomic
def record_scores(
    *,
    actor: Standing,
    year: int,
    seen_number: int,
    values: Values,
    level: str,
    announced_on: datetime.date | None,
    origin: str,
    remark: str = "",
    origin_of_all: bool = False,
) -> ScoreEdition | None:
    """A new edition with all ``values`` (by part and code); None when nothing differs from the current edition.

    ``seen_number`` is the edition the person started from, 0 for none. A value that did not change keeps its origin,
    a changed one gets ``origin``; with ``origin_of_all`` every value gets it, for a sheet compared with one source as a
    whole. Raises PermissionDenied, StaleScores, Unfit.
    """
    if not actor.may("edit_scores"):
        raise PermissionDenied("edit_scores")
    _check(values, origin)
    current = _held(actor.agency, year)
    if (current.number if current else 0) != seen_number:
        raise StaleScores(current)
    says_more = remark and remark != (current.remark if current else "")
    says_whence = origin_of_all and any(each.origin != origin for each in values_of(current).values())
    if not says_more and not says_whence and not _differs(current, values, level, announced_on):
        return None
    saved_by = {"saved_by_id": actor.user.pk, "saved_by_name": str(actor.user)}
    edition = _insert(
        current, agency=actor.agency, year=year, values=values, origin=origin, keeps_origins=not origin_of_all,
        facts={"level": level, "announced_on": announced_on, "remark": remark} | saved_by,
    )
    record_change(
        actor=actor.user, act="scores.recorded", row=edition, agency_id=actor.agency.pk, office=actor.office_codes,
        before=_told(current), after=_told(edition),
    )
    return edition


@transaction.atomic
def record_printed(
    *, agency: Agency, year: int, values: Values, level: str = "", announced_on: datetime.date | None = None
) -> ScoreEdition | None:
    """A new edition with what a loaded document prints of this assessed year.

    None, and nothing written, when it prints nothing, when a person has saved an edition of the year, or when nothing
    differs from the current one. Raises Unfit.
    """
    _check(values, Origin.DOCUMENT)
    current = _held(agency, year)
    by_person = ScoreEdition.objects.filter(agency=agency, assessed_year=year, saved_by_id__isnull=False)
    if not values or by_person.exists() or not _differs(current, values, level, announced_on):
        return None
    return _insert(
        current, agency=agency, year=year, values=values, origin=Origin.DOCUMENT,
        facts={"level": level, "announced_on": announced_on},
    )


def _held(agency: Agency, year: int) -> ScoreEdition | None:
    """The current edition, with all other savings of this agency waiting until this transaction ends."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    return current_edition(agency=agency, year=year)


def _differs(
    current: ScoreEdition | None, values: Values, level: str, announced_on: datetime.date | None
) -> bool:
    if current is None:
        return bool(values or level or announced_on)
    stored = {key: each.value for key, each in values_of(current).items()}
    return (stored, current.level, current.announced_on) != (dict(values), level, announced_on)


def _insert(
    current: ScoreEdition | None, *, agency: Agency, year: int, values: Values, origin: str, facts: dict,
    keeps_origins: bool = True,
) -> ScoreEdition:
    before = values_of(current) if keeps_origins else {}
    edition = ScoreEdition.objects.create(
        agency=agency, assessed_year=year, number=current.number + 1 if current else 1, **facts
    )
    ScoreValue.objects.bulk_create(
        ScoreValue(
            edition=edition, part=part, code=code, value=value,
            origin=before[part, code].origin if _same(before.get((part, code)), value) else origin,
        )
        for (part, code), value in values.items()
    )
    return edition


def _same(stored: ScoreValue | None, value: Decimal) -> bool:
    return stored is not None and stored.value == value


def _told(edition: ScoreEdition | None) -> dict[str, str | None]:
    """The edition as the change row tells it: one entry per value."""
    if edition is None:
        return {}
    values = {f"{part} {code}".strip(): str(each.value) for (part, code), each in values_of(edition).items()}
    facts = {"level": edition.level, "announced_on": edition.announced_on, "remark": edition.remark}
    origins = sorted({str(each.origin) for each in values_of(edition).values()})
    return {"number": str(edition.number), "origins": " ".join(origins)} | facts | values


def _check(values: Values, origin: str) -> None:
    if origin not in Origin.values:
        raise Unfit(origin)
    for (part, code), value in values.items():
        if part not in _CODES or not _CODES[part].fullmatch(code):
            raise Unfit((part, code))
        if not value.is_finite() or not 0 <= value <= 100 or value != value.quantize(_CENT):
            raise Unfit((part, code, str(value)))
