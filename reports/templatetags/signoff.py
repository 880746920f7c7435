"""What templates ask of the sign-off: the steps open to me on a report, its ledger, how much waits for me.

Not here: any decision (``reports.signoff``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext

from reports import signoff
from reports.gaps import FrozenGap, gaps_of_snapshot
from reports.models import LedgerEntry, Report
from reports.selectors_signing import waiting_for
from reports.services import COMPOSABLE
from reports.signoff import WAITING, Step

register = template.Library()


@dataclass(frozen=True)
class Desk:
    """A report as it lies before one person."""

    digest: str
    revision: int
    steps: tuple[Step, ...]
    publish: Step | None
    entries: tuple[LedgerEntry, ...]
    standing_ids: frozenset[int]
    waits_for_paper: bool
    gaps: tuple[FrozenGap, ...] = ()
    """What keeps the report from being proposed, for those who can mend it."""

    @property
    def sent_back(self) -> LedgerEntry | None:
        """The row that sent the report back, while it is still where that put it."""
        last = self.entries[-1] if self.entries else None
        return last if last is not None and last.act == "send_back" else None


@register.simple_tag(takes_context=True)
def desk_for(context: Context, report: Report) -> Desk:
    """``{% desk_for report as desk %}``; asked twice on a page it looks once."""
    known = vars(context["request"]).setdefault("desks_looked_at", {})
    if report.pk not in known:
        known[report.pk] = _desk(context["standing"], report)
    return known[report.pk]


def _desk(standing, report: Report) -> Desk:
    found = signoff.look(actor=standing, report=report)
    published = signoff.open_steps(replace(found.facts, through=signoff.PUBLISHING))
    steps = signoff.open_steps(found.facts)
    complete = signoff.open_steps(replace(found.facts, is_complete=True))
    with_paper = signoff.open_steps(replace(found.facts, is_complete=True, has_paper=True))
    may_mend = found.report.state in COMPOSABLE and standing.may("compose_report")
    return Desk(
        digest=found.digest, revision=found.report.revision, steps=tuple(steps),
        publish=next((step for step in published if step.act == "publish"), None), entries=found.entries,
        standing_ids=frozenset(entry.pk for entry in signoff.standing_signatures(found.entries)),
        waits_for_paper=len(with_paper) > len(complete),
        gaps=tuple(gaps_of_snapshot(found.report)) if may_mend else (),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def inbox_count(context: Context) -> int:
    """How many reports wait for me."""
    return waiting_for(context["standing"]).count()


@register.filter
def act_words(act: str) -> str:
    """What was done, in the office's words."""
    return next((str(step.done_label) for step in signoff.STEPS if step.act == act), act)


@register.filter
def waits_for(report: Report) -> str:
    """The step that a report in the inbox waits for, as its button says it."""
    return str(WAITING[report.state].label)


@register.filter
def waiting_words(report: Report) -> str:
    """How long it has lain here, in days of the calendar."""
    days = (timezone.localdate() - timezone.localdate(report.moved_at)).days
    if days <= 0:
        return gettext("Since today")
    return gettext("For %(days)s days") % {"days": days}


@register.filter
def is_signature(act: str) -> bool:
    """Whether the act is a desk's signature."""
    return act in signoff.SIGNING_ACTS
