"""The scores as an agency's report prints them: the list, and one score.

Not here: announced scores (``indicators.scores``), calculation (``indicators.calculation``).
"""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.doors import Standing, staff_page
from accounts.views.deeds import page_of, sent
from indicators.models import ScoreRow
from measures.views.saving import tell
from reports.forms.scores import ScoreForm
from reports.selectors import years_of
from reports.text_services import save_score


@staff_page(act="read_year")
def score_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The printed scores of the year's report, in printed order."""
    if year not in years_of(agency=standing.agency):
        raise Http404
    page = page_of(request, _scores(standing, year))
    return render(request, "reports/score_list.html", {
        "year": year, "page": page, "may_edit": standing.may("edit_texts"),
    })  # fmt: skip


@staff_page(act="edit_texts", methods=("GET", "HEAD", "POST"))
def score_edit(request: HttpRequest, standing: Standing, year: int, score_id: int) -> HttpResponse:
    """The words of one score."""
    row = get_object_or_404(_scores(standing, year), pk=score_id)
    form = ScoreForm(sent(request), row=row)
    if not form.is_bound or not form.is_valid():
        return render(request, "reports/score_edit.html", {"year": year, "form": form, "score": row})
    tell(request, save_score(actor=standing, fiscal_year=year, score_id=row.pk, changes=form.changes))
    return redirect("score_list", agency=standing.agency.slug, year=year)


def _scores(standing: Standing, year: int) -> QuerySet[ScoreRow]:
    """Overall first, then instruments, indicators, items, each in printed order."""
    parts = [When(part=part, then=Value(place)) for place, part in enumerate(ScoreRow.Part.values)]
    rows = ScoreRow.objects.filter(sheet__agency=standing.agency, sheet__report_year=year)
    return rows.order_by(Case(*parts, default=Value(len(parts))), "position", "pk")
