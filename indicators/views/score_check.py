"""ตรวจสอบคะแนน: announced scores beside computed ones, what the checks find, and notes on it; for the staff alone.

Not here: the rules (``indicators.calculation``), saving a note (``indicators.scores.notes``).
"""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from indicators.scores.beside import rows_beside
from indicators.scores.checked import Checked, checked_scores
from indicators.scores.note_form import NoteForm
from indicators.scores.notes import OtherFigures, note_finding

LOOK = ("GET", "HEAD")


@staff_page(act="read_year", methods=LOOK)
def score_check(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """What was announced beside what the year's rules give, then the findings of the checks."""
    return _page(request, standing, _checked(standing, year))


@staff_page(act="edit_scores", methods=("POST",))
def score_note(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Add a note to a finding."""
    checked, form = _checked(standing, year), NoteForm(request.POST)
    about = next((one.finding for one in checked.found if form.names(one.finding)), None)
    if not form.is_valid():
        asked = NoteForm.of(about, request.POST) if about else form
        asked.is_valid()
        return _page(request, standing, checked, form=asked, status=422)
    text = form.cleaned_data["text"]
    try:
        note = note_finding(actor=standing, year=year, key=form.key, text=text)
    except OtherFigures as refusal:
        asked = NoteForm.of(refusal.now, text=text) if refusal.now and refusal.now.can_be_noted else None
        return _page(request, standing, _checked(standing, year), form=asked, lost=text, status=409)
    messages.success(request, _("The note was saved. It holds as long as these figures stay."))
    there = next((one.finding.anchor for one in checked.found if one.finding.digest == note.digest), "")
    answer = redirect("score_check", agency=standing.agency.slug, year=year)
    answer["Location"] += f"#{there}" if there else ""
    return answer


def _checked(standing: Standing, year: int) -> Checked:
    checked = checked_scores(agency=standing.agency, year=year)
    if not checked.exists:
        raise Http404
    return checked


def _page(
    request: HttpRequest, standing: Standing, checked: Checked, *, form: NoteForm | None = None, lost: str = "",
    status: int = 200,
) -> HttpResponse:
    count = Counter(one.finding.kind for one in checked.found)
    return render(request, "indicators/score_check.html", {
        "assessed_year": checked.year, "edition": checked.edition, "checked": checked,
        "rows": rows_beside(checked) if checked.edition else [], "found": checked.of_kind("error", "question"),
        "weak": checked.of_kind("weak"), "count": count, "form": form, "lost": lost,
        "may_note": standing.may("edit_scores"),
    }, status=status)  # fmt: skip
