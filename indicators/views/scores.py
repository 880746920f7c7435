"""The sheet of an agency's scores in a fiscal year: typing, pasting, and its editions.

Not here: checks, charts and standing (``score_views`` and others), rows printed in reports (``reports.views``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from indicators.models import ScoreEdition
from indicators.scores.forms import PasteForm, SheetForm, added_keys
from indicators.scores.lines import Sheet, read_contents, sheet_of
from indicators.scores.pasted import Pasted
from indicators.scores.printed import Printed, read_printed
from indicators.scores.selectors import current_edition, edition_among, listed_editions, printed_rows, values_of
from indicators.scores.services import StaleScores, record_scores
from indicators.views.score_clash import Clash, clash_of
from indicators.views.score_rows import edition_rows, sections_of

LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
EDITIONS_PER_PAGE = 25


@dataclass(frozen=True)
class Opened:
    """A year's sheet as it stands."""

    sheet: Sheet
    edition: ScoreEdition | None
    printed: Printed

    @property
    def stored(self) -> dict:
        return {key: each.value for key, each in values_of(self.edition).items()}

    def form(self, data: Any = None, **options: Any) -> SheetForm:
        return SheetForm(data, sheet=self.sheet, edition=self.edition, stored=self.stored, **options)


@staff_page(act="read_year", methods=FORM)
def score_sheet(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """All values of the year's current edition; whoever may edit scores saves the next edition here."""
    if request.method != "POST":
        opened = _opened(standing, year)
        return _show(request, standing, opened, opened.form())
    if not standing.may("edit_scores"):
        raise Http404
    opened = _opened(standing, year, request.POST)
    form = opened.form(request.POST)
    if form.number_seen != (opened.edition.number if opened.edition else 0):
        if _stands_already(standing, opened, form):
            messages.info(request, _("These scores were saved by your first press. Nothing more was to be done."))
            return redirect("score_sheet", agency=standing.agency.slug, year=year)
        return _clash(request, standing, year, form)
    if not form.is_valid():
        return _show(request, standing, opened, form)
    cleaned = form.cleaned_data
    try:
        edition = record_scores(
            actor=standing, year=year, seen_number=form.number_seen, values=form.values, level=cleaned["level_words"],
            announced_on=cleaned["announced_on"], origin=cleaned["origin"], remark=cleaned["remark"],
            origin_of_all=cleaned["origin_of_all"],
        )
    except StaleScores:
        return _clash(request, standing, year, form)
    if edition is None:
        messages.info(request, _("There is no change, so no new edition was saved."))
    else:
        kept = _("Edition %(number)s was saved. The earlier editions are kept.") % {"number": edition.number}
        words = kept if edition.number > 1 else _("The scores were saved.")
        messages.success(request, words, extra_tags="saved")
    return redirect("score_sheet", agency=standing.agency.slug, year=year)


@staff_page(act="edit_scores", methods=FORM)
def score_paste(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """A whole table at once: what it gives stands in the sheet afterwards, unsaved, with what it did not give."""
    opened = _opened(standing, year)
    form = PasteForm(request.POST if request.method == "POST" else None, sheet=opened.sheet)
    pasted = form.pasted if form.is_bound and form.is_valid() else None
    if pasted and (pasted.values or pasted.level):
        if more := [key for key in pasted.values if key not in opened.sheet.by_key]:
            opened = _opened(standing, year, more=more)
        sheet_form = opened.form(prefilled=pasted.values, level=pasted.level or None)
        return _show(request, standing, opened, sheet_form, pasted=pasted)
    if pasted:
        form.add_error("text", _("No score was found in this text. Below is why, line by line."))
    return render(request, "indicators/score_paste.html", {
        "assessed_year": year, "form": form, "pasted": pasted, "edition": opened.edition,
    })


@staff_page(act="read_year", methods=LOOK)
def score_editions(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """All editions of the year, newest first."""
    editions = listed_editions(agency=standing.agency, year=year)
    page = Paginator(editions, EDITIONS_PER_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        _opened(standing, year)  # the page of a year nothing is known of does not exist
    return render(request, "indicators/score_editions.html", {"assessed_year": year, "page": page})


@staff_page(act="read_year", methods=LOOK)
def score_edition(request: HttpRequest, standing: Standing, year: int, edition_number: int) -> HttpResponse:
    """One edition as it was saved, and what differs from the one before."""
    found = edition_among(agency=standing.agency, year=year, number=edition_number)
    if found is None:
        raise Http404
    shown, before = found.shown, found.before
    keys = [*values_of(shown), *values_of(before)]
    sheet = sheet_of(read_contents(year), year=year, more=keys)
    rows = edition_rows(sheet, shown, before)
    return render(request, "indicators/score_edition.html", {
        "assessed_year": year, "edition": found.current, "shown": shown, "before": before, "rows": rows,
        "differing": [row for row in rows if row.differs],
    })


def _opened(standing: Standing, year: int, data: QueryDict | None = None, more: Any = ()) -> Opened:
    """The sheet with a line for every stored or sent value. Http404 for a year nothing is known of."""
    contents = read_contents(year)
    edition = current_edition(agency=standing.agency, year=year)
    if contents.item_set is None and edition is None:
        raise Http404
    keys = [*values_of(edition), *more]
    sheet = sheet_of(contents, year=year, more=keys)
    if data is not None and (added := added_keys(data, sheet)):
        sheet = sheet_of(contents, year=year, more=[*keys, *added])
    return Opened(sheet, edition, read_printed(printed_rows(agency=standing.agency, year=year), contents.indicators))


def _stands_already(standing: Standing, opened: Opened, form: SheetForm) -> bool:
    """Whether all that is sent stands in the current edition and the same person saved it: a button pressed twice."""
    edition = opened.edition
    if edition is None or edition.saved_by_id != standing.user.pk or not form.is_valid():
        return False
    sent = form.cleaned_data
    return form.values == opened.stored and (sent["level_words"], sent["announced_on"]) == (
        edition.level, edition.announced_on
    )


def _show(
    request: HttpRequest, standing: Standing, opened: Opened, form: SheetForm, *, pasted: Pasted | None = None,
    clash: Clash | None = None, status: int = 200,
) -> HttpResponse:
    years = [row.sheet.report_year for row, _key in opened.printed.rows]
    sections = sections_of(opened.sheet, form, values_of(opened.edition), opened.printed, pasted)
    return render(request, "indicators/score_sheet.html", {
        "assessed_year": opened.sheet.year, "sheet": opened.sheet, "edition": opened.edition, "form": form,
        "sections": sections, "may_edit": standing.may("edit_scores"), "pasted": pasted, "clash": clash,
        "printed_year": max(years, default=None), "has_printed": bool(years),
        "unassigned": [row for row, key in opened.printed.rows if key is None],
        "mixed_origins": len({each.origin for each in values_of(opened.edition).values()}) > 1,
    }, status=status)


def _clash(request: HttpRequest, standing: Standing, year: int, sent: SheetForm) -> HttpResponse:
    """The sheet was saved in the meantime: both stand on the page, and saving again builds on what stands now."""
    opened = _opened(standing, year, request.POST)
    editions = ScoreEdition.objects.filter(agency=standing.agency, assessed_year=year)
    seen = editions.filter(number=sent.number_seen).first() if sent.number_seen > 0 else None
    form = opened.form(request.POST)
    clash = clash_of(form, seen=seen)
    again = opened.form(clash.data)
    again.is_valid()
    return _show(request, standing, opened, again, clash=clash, status=409)
