"""What came of a measure in a round."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.doors import Standing, staff_page
from measures.forms.page import Page
from measures.forms.result import ResultForm
from measures.models import Measure, Result, Round
from measures.selectors.history import latest_changes, newest_of
from measures.selectors.measures import activities_with_results
from measures.services import ResultEdit, save_results
from measures.views.cell_kinds import cell_address
from measures.views.finding import plan_at, round_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save

COPIED = ("status", "not_done_reason", "outputs", "outcomes", "problems", "suggestions", "figure_unit")
EARLIER = {Round.SIX_MONTHS: (), Round.OTHER: (Round.SIX_MONTHS,), Round.TWELVE_MONTHS: (Round.OTHER, Round.SIX_MONTHS)}
"""From which rounds a round's text may start, the latest first."""


@staff_page(act="record_results", methods=("GET", "HEAD", "POST"))
def result_edit(request: HttpRequest, standing: Standing, year: int, measure_id: int, round: str) -> HttpResponse:
    """Record the results of every activity of a measure for one round; other rounds stay as they are."""
    plan = plan_at(standing, year)
    measure = row_at(Measure, plan, measure_id)
    round = round_at(round)
    copy_from = request.GET.get("copy", "")

    def build(data: QueryDict | None) -> Page:
        return Page(_forms(measure, round, data, copy_from))

    def save(page: Page) -> bool:
        edits = [ResultEdit(form.activity.pk, form.seen_version, form.changes) for form in page.forms]
        return save_results(actor=standing, measure=measure, round=round, edits=edits)

    page, clash, lost, status = None, None, [], 200
    if request.method == "POST":
        lost = _lost_text(request.POST, measure)
        if lost:
            page, status = build(request.POST), 409
        else:
            attempt = try_to_save(request, build=build, save=save)
            if attempt.written is not None:
                tell(request, attempt.written)
                return _to_list(measure)
            page, clash, status = attempt.page, attempt.clash, attempt.status
    page = page or build(posted_or_none(request))
    for form in page.forms:
        form.saves_to(cell_address(plan, "result_cell", activity_id=form.activity.pk, round=round))
    return render(request, "measures/result_form.html", {
        "plan": plan, "year": year, "measure": measure, "round": round, "rounds": Round.choices,
        "forms": page.forms, "clash": clash, "lost": lost,
        "starts": [] if copy_from or request.method == "POST" else _starts(page, round),
    }, status=status)


def _forms(measure: Measure, round: str, data: QueryDict | None, copy_from: str) -> list[ResultForm]:
    forms = []
    for activity in activities_with_results(measure=measure):
        results = {result.round: result for result in activity.results.all()}
        form = ResultForm(data, activity=activity, row=results.get(round))
        form.earlier = [results[each] for each in EARLIER[round] if each in results]
        for other in form.earlier:
            if data is None and copy_from == other.round:
                _start_from(form, other)
        forms.append(form)
    if data is not None:
        # An activity added since the page was made is not in the POST: it is none of this save's business.
        forms = [form for form in forms if form.is_in_post] or forms
    saved = latest_changes(form.row for form in forms)
    for form in forms:
        form.last_saved = newest_of(saved, form.row)
    return forms


def _start_from(form: ResultForm, other: Result) -> None:
    """Offer the other round's texts where this round has none yet; nothing is stored before somebody saves."""
    for name in COPIED:
        if not form.fields[name].stored:
            form.initial[name] = getattr(other, name)


def _starts(page: Page, round: str) -> list[Round]:
    """The earlier rounds in which any of the activities has a result."""
    told = {other.round for form in page.forms for other in form.earlier if other.says_something}
    return [Round(each) for each in EARLIER[round] if each in told]


def _lost_text(data: QueryDict, measure: Measure) -> list[str]:
    """What was typed for activities that are not (or no longer) this measure's: shown again, never saved."""
    own = {str(activity.pk) for activity in measure.activities.all()}
    lost = [key for key in data if (named := re.match(r"activity-([^-]*)-", key)) and named[1] not in own]
    texts = [data[key].strip() for key in lost if not key.endswith(("-version", "-seen", "-status"))]
    return [text for text in texts if text] or (["…"] if lost else [])


def _to_list(measure: Measure) -> HttpResponse:
    answer = redirect("measure_list", agency=measure.plan.agency.slug, year=measure.plan.fiscal_year)
    answer["Location"] += f"#measure-{measure.pk}"
    return answer
