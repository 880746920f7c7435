"""ข้อความทวงงาน: what a division still owes, as text to paste into LINE.

Words are made here, in the reader's language; not here: what is missing (``measures.completeness``).
"""

from __future__ import annotations

import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Department
from measures.board import BoardRow
from measures.models import Plan, Round
from measures.templatetags.watch import GAP_WORDS
from thai.dates import be_date

MOST = 30
"""Rows named one by one; a longer message nobody reads."""


def reminder_text(
    *, plan: Plan, department: Department, round: str, rows: list[BoardRow], people: list[str], address: str
) -> str:
    """Who owes which rows and where to record them; ``rows`` are those that lack something."""
    lines = [
        _("To %(department)s (%(people)s)") % {"department": department, "people": ", ".join(people)} if people
        else _("To %(department)s") % {"department": department},
        _("ITA %(year)s, %(round)s: %(count)s rows still need to be recorded.") % {
            "year": plan.fiscal_year, "round": Round(round).label, "count": len(rows),
        },
    ]
    lines += [f"• {_line(row)}" for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(_("and %(count)s more rows") % {"count": len(rows) - MOST})
    due = earliest(rows)
    if due:
        lines.append(_("Due on %(day)s") % {"day": be_date(due, language=_language())})
    return "\n".join([*lines, _("Please record here: %(address)s") % {"address": address}])


def earliest(rows: list[BoardRow]) -> datetime.date | None:
    """The first day on which one of the rows is due."""
    return min((row.due for row in rows if row.due), default=None)


def _line(row: BoardRow) -> str:
    name = row.name if row.kind != "activity" or row.heading in ("", row.name) else f"{row.heading} – {row.name}"
    return f"{name}: {', '.join(dict.fromkeys(str(GAP_WORDS[gap.code]) for gap in row.gaps))}"


def _language() -> str:
    return "th" if get_language() == "th" else "en"
