"""An agency's dates as an iCalendar file: whole days, titles, nothing else.

Pure; whose they are and who may fetch them is settled before. Not here: the door (``measures.views.feed``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from measures.models import CalendarDate
from thai.text import normalise

PRODUCT = "-//ITA portal//Calendar//TH"


def ics_of(*, name: str, domain: str, dates: Iterable[CalendarDate]) -> bytes:
    """The file; the same dates give the same bytes, and a date keeps its UID whatever else changes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(name))
    for date in dates:
        event = Event()
        event.add("uid", f"date-{date.pk}@{domain}.ita-portal")
        event.add("dtstamp", datetime.datetime.combine(date.due_on, datetime.time(), datetime.UTC))
        event.add("sequence", date.version)
        event.add("summary", _line(date.title))
        event.add("dtstart", date.starts_on or date.due_on)
        event.add("dtend", date.due_on + datetime.timedelta(days=1))
        event.add("status", "CONFIRMED" if date.is_confirmed else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _line(text: str) -> str:
    """One line without what cannot be seen: nothing in it can begin another property."""
    return " ".join(normalise(text).split())
