"""Two people saved one sheet: what the page shows of both, and the form that goes on from what stands now.

What one typed stays in the form; what only the other person changed is taken over, so that saving again undoes nothing.

Not here: comparing (``indicators.scores.merging``), the refusal itself (``indicators.scores.services``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from indicators.models import ScoreEdition
from indicators.scores.forms import OTHER, SheetForm
from indicators.scores.merging import merge
from indicators.scores.selectors import Key, values_of
from thai.dates import be_date

LEVEL, DATE = "level", "announced_on"


@dataclass(frozen=True)
class ClashRow:
    """One field where the two differ; texts as shown, empty for not known."""

    field_id: str
    label: str
    stands: str
    typed: str = ""


@dataclass(frozen=True)
class Clash:
    """``edition`` stands now; ``data`` is the form sent, going on from it."""

    edition: ScoreEdition | None
    data: QueryDict
    adopted: tuple[ClashRow, ...]
    differing: tuple[ClashRow, ...]


def clash_of(form: SheetForm, *, seen: ScoreEdition | None) -> Clash:
    """Compare a sent form, made for the current edition, with it; ``seen`` is the edition its sender started from."""
    form.is_valid()
    mine: dict[Key | str, Any] = {}
    for line in form.sheet.lines():
        if line.name in form.data:
            mine[line.key] = form.data[line.name] if line.name in form.errors else form.cleaned_data[line.name]
    if not {"level", "level_other"} & form.errors.keys():
        mine[LEVEL] = form.cleaned_data["level_words"] or None
    if DATE not in form.errors:
        mine[DATE] = form.cleaned_data[DATE]
    theirs = {key: value for key, value in _known(form.edition).items() if key in mine}
    merged = merge(base=_known(seen), mine=mine, theirs=theirs)
    data = form.data.copy()
    data["seen_number"] = str(form.edition.number if form.edition else 0)
    for key, value in merged.adopted.items():
        _put(data, form, key, value)
    return Clash(
        form.edition, data,
        tuple(_row(form, key, value) for key, value in merged.adopted.items()),
        tuple(_row(form, key, stands, typed) for key, (stands, typed) in merged.differing.items()),
    )


def _known(edition: ScoreEdition | None) -> dict[Key | str, Any]:
    if edition is None:
        return {}
    values: dict[Key | str, Any] = {key: each.value for key, each in values_of(edition).items()}
    return values | {LEVEL: edition.level or None, DATE: edition.announced_on}


def _put(data: QueryDict, form: SheetForm, key: Key | str, value: Any) -> None:
    """The other person's value into the form sent."""
    if key == LEVEL:
        known = value in form.sheet.levels
        data["level"] = value if known else (OTHER if value else "")
        data["level_other"] = "" if known else value or ""
    else:
        data[_name(form, key)] = _shown(value)


def _name(form: SheetForm, key: Key | str) -> str:
    if key == LEVEL:
        return LEVEL if LEVEL in form.fields else "level_other"
    return DATE if isinstance(key, str) else form.sheet.by_key[key].name


def _row(form: SheetForm, key: Key | str, stands: Any, typed: Any = None) -> ClashRow:
    field = form[_name(form, key)]
    return ClashRow(field.id_for_label, str(field.label), _shown(stands), _shown(typed))


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime.date):
        return be_date(value, language="th" if (get_language() or "th").startswith("th") else "en")
    return "" if value is None else str(value)
