"""Asking for a look at addresses, and keeping what a look found.

Not here: the look itself (``links``), the job around it (``measures.link_health``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.doors import Standing
from accounts.models import Agency
from jobs.models import Job
from jobs.selectors import open_jobs
from jobs.services import enqueue
from links.client import Answer
from links.verdict import Judgement, Note
from measures.models import Disclosure, LinkCheck, Plan

KIND = "check_links"


@dataclass(frozen=True)
class Target:
    """Which addresses: of one OIT row, of one year, or (neither) of the years at hand."""

    plan: int | None = None
    disclosure: int | None = None

    @property
    def key(self) -> str:
        """One name per target, for jobs that must not be asked for twice."""
        if self.disclosure:
            return f"item {self.disclosure}"
        return f"year {self.plan}" if self.plan else "all"


class SwitchedOff(Exception):
    """The operator lets the server look at no address (ITA_CHECK_LINKS)."""


def ask_for_link_checks(*, actor: Standing, plan: Plan, disclosure: Disclosure | None = None) -> Job:
    """A look at all addresses of the year, or of one row; the run under way when there is one.

    Raises PermissionDenied, SwitchedOff, Plan.DoesNotExist for another agency's plan.
    """
    if not actor.may("record_disclosures"):
        raise PermissionDenied("record_disclosures")
    if not settings.ITA_CHECK_LINKS:
        raise SwitchedOff
    plan = Plan.objects.get(pk=plan.pk, agency=actor.agency)
    target = Target(plan.pk, Disclosure.objects.get(pk=disclosure.pk, plan=plan).pk if disclosure else None)
    with transaction.atomic():
        return running_check(agency=actor.agency, target=target) or ask(
            agency=actor.agency, target=target, since=timezone.now(), by=actor.user.pk
        )


def running_check(*, agency: Agency, target: Target) -> Job | None:
    """The part of a run for this target that waits or is being done."""
    wanted = asdict(target)
    return next((job for job in open_jobs(kind=KIND, agency_id=agency.pk) if job.arguments["target"] == wanted), None)


def ask(*, agency: Agency, target: Target, since: dt.datetime, part: int = 1, by: int | None = None) -> Job:
    """One part of a run: what has not been looked at since then. The same part is asked for once."""
    return enqueue(
        kind=KIND, agency_id=agency.pk, requested_by_id=by, key=f"{target.key} part {part}",
        arguments={"target": asdict(target), "since": since.isoformat(), "part": part},
    )


def keep_look(
    *, agency: Agency, url: str, answer: Answer, judgement: Judgement, more: tuple[Note, ...] = ()
) -> LinkCheck:
    """Adds what a look found to the history of the address. Nothing of the page itself is kept but a file's digest."""
    # A page of HTML may be the same shell for every address of a site; a file is what it is.
    is_file = "html" not in answer.media_type
    return LinkCheck.objects.create(
        agency=agency,
        url=url,
        verdict=judgement.verdict,
        http_status=answer.status,
        final_url=answer.final_url[:2000] if answer.hops else "",
        content_sha256=answer.sha256 if is_file else "",
        notes=[*judgement.notes, *map(str, more)],
    )
