"""An agency's dates of a year: laid out from the pattern, added, edited, confirmed, removed; and a person's feed.

Not here: the pattern (``measures.calendar_defaults``), reminding (``measures.reminders``).
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction

from accounts.doors import Standing
from audit.services import record_change
from measures.calendar_defaults import defaults_for
from measures.models import CalendarDate, CalendarFeed, Plan
from measures.services.saving import apply, fresh, held, save_next_version, trace

EDITABLE = frozenset({"title", "starts_on", "due_on", "note", "reminds"})


def lay_out_defaults(plan: Plan) -> int:
    """Add the dates of the pattern that the plan lacks; how many. Needs the agency's scope; safe to repeat."""
    there = set(CalendarDate.objects.filter(plan=plan).exclude(key="").values_list("key", flat=True))
    missing = [each for each in defaults_for(plan.fiscal_year) if each.key not in there]
    CalendarDate.objects.bulk_create(
        [
            CalendarDate(
                plan=plan, key=each.key, title=each.title, starts_on=each.starts_on, due_on=each.due_on,
                note=each.note, reminds=each.reminds,
            )
            for each in missing
        ],
        ignore_conflicts=True,
    )
    return len(missing)


def lay_out_calendar(*, actor: Standing, plan: Plan) -> int:
    """The pattern's dates that are not there yet, unconfirmed; how many were added."""
    with held(actor=actor, plan=plan, act="edit_calendar") as plan:
        added = lay_out_defaults(plan)
        if added:
            trace(actor=actor, plan=plan, act="calendar.laid_out", row=plan, before={}, after={"dates": added})
    return added


def add_date(*, actor: Standing, plan: Plan, changes: dict[str, Any]) -> CalendarDate:
    """A date of the agency's own; what a person writes down is confirmed."""
    with held(actor=actor, plan=plan, act="edit_calendar") as plan:
        date = CalendarDate(plan=plan, is_confirmed=True)
        _, after = apply(date, changes, EDITABLE)
        date.save()
        trace(actor=actor, plan=plan, act="calendar.added", row=date, before={}, after=after)
    return date


def update_date(*, actor: Standing, date: CalendarDate, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write what changed; a changed day counts as confirmed. False when nothing did. Raises Stale."""
    with held(actor=actor, plan=date.plan, act="edit_calendar") as plan:
        date = fresh(date, seen_version, plan=plan)
        if not changes:
            return False
        before, after = apply(date, changes, EDITABLE)
        names = list(changes)
        if not date.is_confirmed and {"due_on", "starts_on"} & changes.keys():
            date.is_confirmed = True
            names.append("is_confirmed")
        save_next_version(date, names)
        trace(actor=actor, plan=plan, act="calendar.edited", row=date, before=before, after=after)
    return True


def confirm_date(*, actor: Standing, date: CalendarDate, seen_version: int) -> bool:
    """Say that the date holds for this year; False when that was said before. Raises Stale."""
    with held(actor=actor, plan=date.plan, act="edit_calendar") as plan:
        date = fresh(date, seen_version, plan=plan)
        if date.is_confirmed:
            return False
        date.is_confirmed = True
        save_next_version(date, ["is_confirmed"])
        trace(
            actor=actor, plan=plan, act="calendar.confirmed", row=date, before={"is_confirmed": False},
            after={"is_confirmed": True},
        )
    return True


def remove_date(*, actor: Standing, date: CalendarDate, seen_version: int) -> None:
    """Take the date out; its words stay readable in the change row. Raises Stale."""
    with held(actor=actor, plan=date.plan, act="edit_calendar") as plan:
        date = fresh(date, seen_version, plan=plan)
        before = {name: getattr(date, name) for name in sorted(EDITABLE)}
        trace(actor=actor, plan=plan, act="calendar.removed", row=date, before=before, after={})
        date.delete()


@transaction.atomic
def renew_feed(*, actor: Standing) -> CalendarFeed:
    """A new secret address of the person's feed here; the one before, if any, is dead from now on."""
    CalendarFeed.objects.filter(agency=actor.agency, user=actor.user).delete()
    feed = CalendarFeed.objects.create(agency=actor.agency, user=actor.user, token=secrets.token_urlsafe(32))
    _trace_feed(actor, feed, "calendar.feed_renewed")
    return feed


@transaction.atomic
def remove_feed(*, actor: Standing) -> bool:
    """The person's feed here is dead from now on; False when there was none."""
    feed = CalendarFeed.objects.filter(agency=actor.agency, user=actor.user).first()
    if feed is None:
        return False
    _trace_feed(actor, feed, "calendar.feed_removed")
    feed.delete()
    return True


def _trace_feed(actor: Standing, feed: CalendarFeed, act: str) -> None:
    record_change(actor=actor.user, act=act, row=feed, agency_id=actor.agency.pk, office=actor.office_words[:60])
