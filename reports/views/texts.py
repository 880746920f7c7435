"""The printed words of a year: texts and column labels, desks of the sign-off, memorandum.

Not here: scores (``views.scores``), analysis, rows of measures and answers (``measures.views``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.doors import Standing, staff_page
from measures.forms.page import Page
from measures.forms.row import with_blank_row
from measures.models import Round
from measures.views.saving import posted_or_none, tell, try_to_save, wants
from reports.compose import agency_facts
from reports.default_texts import DefaultTexts, default_texts
from reports.forms.memo import MemoForm
from reports.forms.sign_off import SignOffRows, TextsVersionForm
from reports.forms.texts import TextsForm, is_without_titles
from reports.layouts import layouts_for
from reports.models import Memo, ReportKind, ReportText, SignOffLine
from reports.selectors import years_of
from reports.text_services import save_memo, save_sign_off_lines, save_texts

READ_WRITE = ("GET", "HEAD", "POST")
ROWS = "desk"


@staff_page(act="edit_texts", methods=READ_WRITE)
def text_edit(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Title, cover, heading, introduction, foreword, headings and labels of a year."""
    text = text_at(standing, year)

    def build(data: QueryDict | None) -> Page:
        row = text_at(standing, year)
        return Page([TextsForm(data, row=row, default=_defaults(standing, row), columns=_columns_of_layouts())])

    def save(page: Page) -> bool:
        form = page.form
        return save_texts(actor=standing, fiscal_year=year, seen_version=form.seen_version, changes=form.changes)

    context = {"is_without_titles": is_without_titles(text), "default": _defaults(standing, text)}
    return _answer(request, standing, year, "reports/text_edit.html", build, save, context)


@staff_page(act="edit_texts", methods=READ_WRITE)
def sign_off_lines_edit(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The desks as the document prints them."""
    text_at(standing, year)

    def build(data: QueryDict | None) -> Page:
        row = text_at(standing, year)
        lines = list(SignOffLine.objects.filter(report_text=row)) if row.pk else []
        return Page([TextsVersionForm(data, row=row)], SignOffRows(data, rows=lines, prefix=ROWS))

    def save(page: Page) -> bool:
        return save_sign_off_lines(
            actor=standing, fiscal_year=year, seen_version=page.form.seen_version, edits=page.rows.edits()
        )

    if wants(request, "add_row"):
        page = build(with_blank_row(request.POST, ROWS))
        return _shown(request, year, "reports/sign_off_lines_edit.html", page, {})
    return _answer(request, standing, year, "reports/sign_off_lines_edit.html", build, save, {})


@staff_page(act="edit_texts", methods=READ_WRITE)
def memo_edit(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The memorandum of the year."""
    text_at(standing, year)

    def build(data: QueryDict | None) -> Page:
        texts = text_at(standing, year)
        memo = Memo.objects.filter(report_text=texts).first() if texts.pk else None
        return Page([MemoForm(data, row=memo or Memo(), texts=texts)])

    def save(page: Page) -> bool:
        form = page.form
        return save_memo(actor=standing, fiscal_year=year, seen_version=form.seen_version, changes=form.changes)

    return _answer(request, standing, year, "reports/memo_edit.html", build, save, {})


def text_at(standing: Standing, year: int) -> ReportText:
    """The year's texts, unsaved where there are none yet; 404 for a year the agency has not opened."""
    found = ReportText.objects.filter(agency=standing.agency, fiscal_year=year).first()
    if found is None and year not in years_of(agency=standing.agency):
        raise Http404
    return found or ReportText(agency=standing.agency, fiscal_year=year, version=0)


def _answer(
    request: HttpRequest, standing: Standing, year: int, template: str, build: Callable[[QueryDict | None], Page],
    save: Callable[[Page], bool], context: dict,
) -> HttpResponse:
    """Show the page, or save it: unchanged, refused, clashed or written."""
    if request.method != "POST":
        return _shown(request, year, template, build(posted_or_none(request)), context)
    attempt = try_to_save(request, build=build, save=save)
    if attempt.written is None:
        return _shown(request, year, template, attempt.page, context | {"clash": attempt.clash}, attempt.status)
    tell(request, attempt.written)
    return redirect(request.resolver_match.view_name, agency=standing.agency.slug, year=year)


def _shown(
    request: HttpRequest, year: int, template: str, page: Page, context: dict, status: int = 200
) -> HttpResponse:
    fitting = {"year": year, "page": page, "form": page.forms[0] if page.forms else None, "formset": page.rows}
    return render(request, template, fitting | context, status=status)


def _defaults(standing: Standing, text: ReportText) -> DefaultTexts:
    return default_texts(
        agency=agency_facts(standing.agency), kind=ReportKind.RESULT, fiscal_year=text.fiscal_year,
        round_name=Round.TWELVE_MONTHS, numerals=text.numerals,
    )  # fmt: skip


def _columns_of_layouts() -> dict[str, list[str]]:
    """Per table the labels of the first layout that has it."""
    names = {"measures": "measures", "indicators": "indicator_progress", "oit": "oit"}
    found: dict[str, list[str]] = {}
    for layout in layouts_for():
        for section in layout.sections:
            if section["section"] in names:
                found.setdefault(names[section["section"]], [column["label"] for column in section["columns"]])
    return found
