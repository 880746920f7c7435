"""Freezing what was filed in ITAS, and the clarifications beside the frozen copies."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from accounts.doors import Standing
from measures.itas import answer_of, lacks_of
from measures.models import Clarification, Disclosure, Filing, Plan
from measures.services.saving import Stale, apply, held, save_next_version, trace

EDITABLE = frozenset({"disputed", "argument", "sent_on", "outcome", "outcome_note"})


@dataclass
class Filed:
    """What became of the chosen items: filed, the same as filed before, or lacking something."""

    filed: list[Filing] = field(default_factory=list)
    same: list[Disclosure] = field(default_factory=list)
    lacking: list[tuple[Disclosure, list[str]]] = field(default_factory=list)


def file_disclosures(*, actor: Standing, plan: Plan, disclosure_ids: list[int], filed_on: datetime.date) -> Filed:
    """Freeze the chosen items as they stand. An item that is filed already and has not changed is not filed again.

    Disclosure.DoesNotExist when one is not of this plan; then nothing is filed.
    """
    outcome = Filed()
    with held(actor=actor, plan=plan, act="file_disclosures") as plan:
        rows = list(
            Disclosure.objects.filter(plan=plan, pk__in=disclosure_ids).select_related("item")
            .prefetch_related("links", "filings")
        )
        if len(rows) != len(set(disclosure_ids)):
            raise Disclosure.DoesNotExist
        for row in rows:
            answer = answer_of(row)
            last = max(row.filings.all(), key=lambda filing: filing.number, default=None)
            if lacks := lacks_of(answer):
                outcome.lacking.append((row, lacks))
            elif last is not None and last.content == answer.content():
                outcome.same.append(row)
            else:
                filing = Filing.objects.create(
                    plan=plan, disclosure=row, number=last.number + 1 if last else 1, filed_on=filed_on,
                    content=answer.content(), filed_by_id=actor.user.pk, filed_by_name=str(actor.user),
                )
                outcome.filed.append(filing)
                trace(
                    actor=actor, plan=plan, act="disclosure.filed", row=row, before={},
                    after={"number": filing.number, "filed_on": str(filed_on)}, for_units=row.units,
                )
    return outcome


def save_clarification(*, actor: Standing, filing: Filing, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write the clarification of a filed item; ``seen_version`` 0 says there was none. False when nothing changed.

    The filing itself is never touched. Stale when the clarification was saved since it was seen.
    """
    with held(actor=actor, plan=filing.plan, act="file_disclosures") as plan:
        filing = Filing.objects.select_related("disclosure").get(pk=filing.pk, plan=plan)
        row = Clarification.objects.filter(filing=filing).first()
        if seen_version != (row.version if row else 0):
            raise Stale(row or filing)
        if not changes:
            return False
        row = row or Clarification(filing=filing, version=0)
        before, after = apply(row, changes, EDITABLE)
        if row.pk is None:
            row.version = 1
            row.save()
        else:
            save_next_version(row, changes)
        trace(
            actor=actor, plan=plan, act="filing.clarified", row=row, before=_plain(before), after=_plain(after),
            for_units=filing.disclosure.units,
        )
    return True


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value is None or isinstance(value, str) else str(value) for name, value in values.items()}
