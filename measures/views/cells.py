"""Fields saved as they are typed: POST only, answered in JSON with a sentence for the person (``js/editing.js``).

A POST sends ``field``, ``value`` and ``seen``, the checksum of the text the person started from. The answer has
``state``, ``words``, and for the field as it stands now ``version``, ``seen`` and ``shown``; after a clash also
``theirs``, ``who`` and ``when``; after a ค.ศ. year ``offer``.

Not here: when a field clashes (``measures.services.cells``), the kinds of rows (``cell_kinds``).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from measures.forms.page import in_words
from measures.forms.row import RowForm
from measures.selectors.history import last_change_of_field
from measures.services.cells import Outcome, save_cell
from measures.views.cell_kinds import (
    ActivityCells,
    DisclosureCells,
    IndicatorCells,
    Kind,
    LinkCells,
    MeasureCells,
    ResultCells,
)
from measures.views.finding import plan_at, round_at
from thai.dates import be_datetime, be_time

STATUS = {"saved": 200, "same": 200, "clash": 409, "refused": 422, "unknown": 422, "gone": 404}


@staff_page(act="edit_measures", methods=("POST",))
def measure_cell(request: HttpRequest, standing: Standing, year: int, measure_id: int) -> JsonResponse:
    """One field of a measure."""
    return _save(request, standing, year, MeasureCells(measure_id))


@staff_page(act="edit_measures", methods=("POST",))
def activity_cell(request: HttpRequest, standing: Standing, year: int, activity_id: int) -> JsonResponse:
    """One field of an activity."""
    return _save(request, standing, year, ActivityCells(activity_id))


@staff_page(act="record_results", methods=("POST",))
def result_cell(request: HttpRequest, standing: Standing, year: int, activity_id: int, round: str) -> JsonResponse:
    """One field of what came of an activity in a round."""
    return _save(request, standing, year, ResultCells(activity_id, round_at(round)))


@staff_page(act="record_results", methods=("POST",))
def indicator_cell(request: HttpRequest, standing: Standing, year: int, indicator_id: int) -> JsonResponse:
    """One field of an indicator's progress."""
    return _save(request, standing, year, IndicatorCells(indicator_id))


@staff_page(act="record_disclosures", methods=("POST",))
def disclosure_cell(request: HttpRequest, standing: Standing, year: int, disclosure_id: int) -> JsonResponse:
    """One field of the answer to an OIT item."""
    return _save(request, standing, year, DisclosureCells(disclosure_id))


@staff_page(act="record_disclosures", methods=("POST",))
def link_cell(
    request: HttpRequest, standing: Standing, year: int, disclosure_id: int, link_id: int
) -> JsonResponse:
    """One field of an address of an OIT item."""
    return _save(request, standing, year, LinkCells(disclosure_id, link_id))


def _save(request: HttpRequest, standing: Standing, year: int, cells: Kind) -> JsonResponse:
    plan = plan_at(standing, year)
    field, typed = request.POST.get("field", ""), request.POST.get("value", "")
    outcome = save_cell(
        actor=standing, plan=plan, cells=cells, field=field, typed=typed, seen=request.POST.get("seen", "")
    )
    row = cells.row(outcome.found) if outcome.found is not None else None
    body: dict[str, Any] = {"state": "refused" if outcome.state == "unknown" else outcome.state}
    if outcome.form is not None and outcome.state != "unknown":
        stands = outcome.form.fields[field]
        shown = stands.shown(stands.stored)
        body |= {"version": getattr(row, "version", 0), "seen": outcome.form.mark_of(field), "shown": shown}
        if outcome.state == "clash":
            body |= _theirs(standing, cells, row, outcome.form, field, typed)
        if outcome.state == "refused" and getattr(stands, "offered", None):
            year_offered, text = stands.offered
            body["offer"] = {"words": _("Use B.E. %(year)s") % {"year": year_offered}, "value": text}
    body.setdefault("words", _words(outcome))
    return JsonResponse(body, status=STATUS[outcome.state])


def _words(outcome: Outcome) -> str:
    if outcome.state in ("saved", "same"):
        return _("Saved at %(time)s") % {"time": be_time(timezone.now(), language=_language())}
    if outcome.state == "gone":
        return _("This row is no longer there. Your text is still in the field; copy what you need before you leave.")
    if outcome.state == "unknown":
        return _("This page is too old to save from. Please open it again; your text is kept on this computer.")
    errors = (error for messages in outcome.form.errors.values() for error in messages)
    return " ".join(dict.fromkeys(errors))


def _theirs(
    standing: Standing, cells: Kind, row: Any, form: RowForm, field: str, typed: str
) -> dict[str, str]:
    """The text that stands, who wrote it and when, and both texts in the words of the field's choices."""
    change = last_change_of_field(row, cells.key(field)) if row is not None else None
    when = be_datetime(change.at, "short", language=_language()) if change else ""
    shown = form.fields[field].shown(form.fields[field].stored)
    if change is None:
        words = _(
            "This field was changed or loaded from a file while you were editing. Please choose which text to use."
        )
    elif change.actor_id == standing.user.pk:
        words = _(
            "You saved another text in this field from another window on %(at)s. Please choose which text to use."
        )
    else:
        words = _(
            "While you were editing, %(name)s saved this field on %(at)s. Nothing of yours is lost. "
            "Please choose which text to use."
        )
    who = change.actor_name if change else ""
    return {
        "theirs": shown, "theirs_words": in_words(form, field, shown), "yours_words": in_words(form, field, typed),
        "who": who, "when": when, "words": words % {"name": who, "at": when} if change else words,
    }


def _language() -> str:
    return "th" if get_language() == "th" else "en"
