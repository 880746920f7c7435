"""Attaching evidence to rows of a year, using it again, taking it away, and mending what is said of it.

The bytes are on the disk before any row speaks of them (``files.services``): a crash in between leaves a file nobody
speaks of, which the next upload of the same bytes takes up.

Not here: opening an upload (``files.opening``), what is worth a warning (``measures.evidence``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.doors import Standing
from accounts.models import Agency
from files.models import StoredFile
from files.opening import Opened
from files.services import store_bytes
from measures.evidence import (
    IDENTITY_NUMBER,
    NOT_YET,
    OTHER_YEAR,
    ROW_FIELDS,
    RowName,
    doubts_about,
    seen_in,
    seen_in_title,
)
from measures.models import Evidence, EvidenceUse, Plan
from measures.selectors.evidence import bytes_kept_for, row_of
from measures.services.saving import apply, fresh, held, on_behalf_of, save_next_version, trace

ACT = "attach_evidence"
EDITABLE = frozenset({"title", "acted_on", "may_publish", "url"})


class QuotaFull(Exception):
    """The agency's files would take more room than ``ITA_EVIDENCE_QUOTA``; nothing was kept."""


class StillUsed(Exception):
    """The evidence serves a row, so it cannot be deleted."""


@dataclass(frozen=True)
class Received:
    """An upload that was opened and kept, not yet evidence of anything."""

    stored: StoredFile
    name: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a person says of a piece of evidence."""

    title: str
    acted_on: datetime.date | None = None
    may_publish: bool = False


def receive_file(*, actor: Standing, opened: Opened) -> Received:
    """Keep the bytes of an opened file. PermissionDenied, QuotaFull, or OSError when the disk refuses."""
    if not actor.may(ACT):
        raise PermissionDenied(ACT)
    _check_quota(actor.agency, len(opened.content))
    stored = store_bytes(opened.content, media_type=opened.media_type)
    return Received(stored, opened.name, tuple(seen_in(opened.text, opened.name)))


def attach_evidence(
    *, actor: Standing, plan: Plan, facts: Facts, today: datetime.date, received: Received | None = None, url: str = "",
    row: RowName | None = None, round: str = "",
) -> Evidence:
    """A new piece of evidence, a kept file or an address, serving the row if one is named.

    Raises QuotaFull, and DoesNotExist for a row of another plan.
    """
    if (received is None) == (not url):
        raise ValueError("either a file or an address")
    with held(actor=actor, plan=plan, act=ACT) as plan:
        target = row_of(plan=plan, row=row) if row else None
        if received and not Evidence.objects.filter(agency=actor.agency, file=received.stored).exists():
            _check_quota(actor.agency, received.stored.size)
        units = list(target.units) if target else []
        seen = list(received.warnings) if received else []
        evidence = Evidence.objects.create(
            agency=actor.agency, title=facts.title, acted_on=facts.acted_on, may_publish=facts.may_publish, url=url,
            file=received.stored if received else None, file_name=received.name if received else "",
            warnings=[
                *seen, *seen_in_title(facts.title), *doubts_about(facts.acted_on, years=years_of(plan), today=today),
            ],
            uploaded_by_id=actor.user.pk, uploaded_by_name=str(actor.user),
            on_behalf_of=on_behalf_of(actor=actor, units=units),
        )
        _use(evidence, plan, row, round)
        trace(
            actor=actor, plan=plan, act="evidence.attached", row=evidence, before={}, for_units=units,
            after={
                "title": facts.title, "url": url, "file_name": evidence.file_name, "row": str(row or ""),
                "sha256": received.stored.sha256 if received else "",
            },
        )
    return evidence


def use_evidence(*, actor: Standing, plan: Plan, evidence_ids: list[int], row: RowName, round: str = "") -> int:
    """Let evidence of the agency serve one more row; returns how many pieces were new to it.

    Evidence.DoesNotExist when one of them is not the agency's: then none is used.
    """
    with held(actor=actor, plan=plan, act=ACT) as plan:
        target = row_of(plan=plan, row=row)
        new = 0
        for pk in dict.fromkeys(evidence_ids):
            evidence = Evidence.objects.get(pk=pk, agency=actor.agency)
            if _use(evidence, plan, row, round):
                new += 1
                trace(
                    actor=actor, plan=plan, act="evidence.used", row=evidence, before={}, after={"row": str(row)},
                    for_units=list(target.units),
                )
    return new


def take_evidence_away(*, actor: Standing, plan: Plan, evidence: Evidence, row: RowName) -> bool:
    """The evidence no longer serves the row; it stays in the list. False when it did not serve it."""
    with held(actor=actor, plan=plan, act=ACT) as plan:
        target = row_of(plan=plan, row=row)
        uses = EvidenceUse.objects.filter(
            evidence=evidence.pk, evidence__agency=actor.agency, plan=plan, **{ROW_FIELDS[row.kind]: row.pk}
        )
        if not uses.delete()[0]:
            return False
        trace(
            actor=actor, plan=plan, act="evidence.taken_away", row=evidence, before={"row": str(row)}, after={},
            for_units=list(target.units),
        )
    return True


def edit_evidence(
    *, actor: Standing, plan: Plan, evidence: Evidence, seen_version: int, changes: dict[str, Any],
    today: datetime.date,
) -> bool:
    """Write what is said of the evidence; False when nothing changed. Raises Stale."""
    with held(actor=actor, plan=plan, act=ACT) as plan:
        row = fresh(evidence, seen_version, agency=actor.agency)
        if not changes:
            return False
        before, after = apply(row, changes, EDITABLE)
        kept = [code for code in row.warnings if code == IDENTITY_NUMBER]
        if "acted_on" in changes:
            doubts = doubts_about(row.acted_on, years=years_of(plan), today=today)
        else:
            doubts = [code for code in row.warnings if code in (OTHER_YEAR, NOT_YET)]
        row.warnings = kept + seen_in_title(row.title) + doubts
        save_next_version(row, {*changes, "warnings"})
        trace(actor=actor, plan=plan, act="evidence.edited", row=row, before=before, after=after)
    return True


def delete_evidence(*, actor: Standing, plan: Plan, evidence: Evidence, seen_version: int) -> None:
    """Remove a piece of evidence that serves no row of any year. Raises Stale and StillUsed.

    Its bytes go with the next night's ``files.forgetting`` unless another row holds the same.
    """
    with held(actor=actor, plan=plan, act=ACT) as plan:
        row = fresh(evidence, seen_version, agency=actor.agency)
        if EvidenceUse.objects.filter(evidence=row).exists():
            raise StillUsed(row.pk)
        before = {"title": row.title, "url": row.url, "file_name": row.file_name}
        trace(actor=actor, plan=plan, act="evidence.deleted", row=row, before=before, after={})
        row.delete()


def years_of(plan: Plan) -> set[int]:
    """The fiscal years (B.E.) whose acts the plan's rows speak of."""
    return {plan.fiscal_year, plan.measures_year or plan.fiscal_year}


def _use(evidence: Evidence, plan: Plan, row: RowName | None, round: str) -> bool:
    if row is None:
        return False
    _use, new = EvidenceUse.objects.get_or_create(
        evidence=evidence, **{f"{ROW_FIELDS[row.kind]}_id": row.pk}, defaults={"plan": plan, "round": round}
    )
    return new


def _check_quota(agency: Agency, more: int) -> None:
    if bytes_kept_for(agency=agency) + more > settings.ITA_EVIDENCE_QUOTA:
        raise QuotaFull
