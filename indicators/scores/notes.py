"""Noting what a person says of a finding of the checks: notes are only added, and no announced value is changed.

Not here: the findings (``indicators.calculation.checks``), which of them are open (``checked``).
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.doors import Standing
from accounts.models import Agency
from audit.services import record_change
from indicators.calculation.checks.finding import Finding
from indicators.models import ScoreNote
from indicators.scores.checked import checked_scores

LONGEST = 2000


class EmptyNote(ValueError):
    """A note without words; nothing was written."""


class OtherFigures(Exception):
    """The figures are others now; nothing was written. ``now`` is the finding on them, None when there is none."""

    def __init__(self, now: Finding | None):
        super().__init__(now.check if now else "")
        self.now = now


@transaction.atomic
def note_finding(*, actor: Standing, year: int, key: tuple[str, str, str], text: str) -> ScoreNote:
    """Add a note to the finding that ``key`` (``Finding.key``) names, for the figures as they stand.

    Pressing twice adds one: a person's same words on the same figures are there already.

    Raises PermissionDenied, EmptyNote, ValueError for more than ``LONGEST`` letters, and OtherFigures.
    """
    if not actor.may("edit_scores"):
        raise PermissionDenied("edit_scores")
    text = text.strip()
    if not text:
        raise EmptyNote
    if len(text) > LONGEST:
        raise ValueError(len(text))
    # Editions are saved under the same lock, so the figures stay as they are until the note is written.
    Agency.objects.select_for_update(no_key=True).get(pk=actor.agency.pk)
    check, subject, digest = key
    now = checked_scores(agency=actor.agency, year=year).finding(check, subject)
    if now is None or now.digest != digest or not now.can_be_noted:
        raise OtherFigures(now)
    said = {
        "agency": actor.agency, "assessed_year": year, "finding": check, "subject": subject, "digest": digest,
        "text": text, "by_id": actor.user.pk,
    }  # fmt: skip
    if already := ScoreNote.objects.filter(**said).last():
        return already
    note = ScoreNote.objects.create(**said, by_name=str(actor.user))
    record_change(
        actor=actor.user, act="score.noted", row=note, agency_id=actor.agency.pk, office=actor.office_codes,
        after={"assessed_year": year, "finding": check, "subject": subject, "text": text},
    )  # fmt: skip
    return note
