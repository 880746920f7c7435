"""The analysis by ประเด็น: all issues of a year, one issue with its draft beside its text, and the presses between.

Not here: the deeds (``measures.services.analysis``), the printed words of a year (``reports.views.texts``).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Standing, staff_page
from measures.figures_since import since
from measures.forms.analysis import AnalysisForm, ItemsForm
from measures.forms.page import Page
from measures.forms.row import version_in
from measures.issues import in_no_issue
from measures.models import IssueAnalysis, Plan
from measures.selectors.analysis import (
    Assessed,
    IssueState,
    analyses_of,
    earlier_analysis,
    earlier_measures,
    issue_names,
    live_draft,
    read_assessed,
    token_of,
    token_of_all,
)
from measures.selectors.history import last_change_of
from measures.services.analysis import (
    SOURCES,
    DraftMoved,
    NoScores,
    NotFree,
    accept_all_drafts,
    accept_draft,
    add_issue,
    choose_items,
    draft_issues,
    keep_text,
    lay_out_issues,
    remove_issue,
    save_analysis,
)
from measures.services.saving import Stale
from measures.views.finding import page_of, plan_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save

ISSUES_ON_A_PAGE = 20
ACT = "edit_analysis"
READ_WRITE = ("GET", "HEAD", "POST")


@staff_page(act="read_year")
def analysis_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Every issue with its items, its text and how far it is; what no issue holds stands below."""
    plan = plan_at(standing, year)
    assessed = read_assessed(plan)
    states = [IssueState(row, assessed) for row in analyses_of(plan)]
    waiting = [state for state in states if state.is_pending]
    codes = in_no_issue((state.row.blocks for state in states), assessed.codes)
    free = assessed.lines(assessed.question(code) for code in codes)
    offered = _offered(plan, assessed) if not states else {}
    return render(request, "measures/analysis_list.html", {
        "plan": plan, "year": year, "assessed": assessed, "page": page_of(request, states, ISSUES_ON_A_PAGE),
        "free": free, "free_weak": [line for line in free if line.gap is not None],
        "weak": assessed.lines(assessed.question(code) for code in assessed.weak(assessed.codes)),
        "waiting": waiting, "waiting_token": token_of_all(waiting),
        "old_drafts": [state for state in waiting if state.draft_since],
        "may_edit": standing.may(ACT), **offered,
    })


@staff_page(act=ACT, methods=READ_WRITE)
def analysis_edit(request: HttpRequest, standing: Standing, year: int, analysis_id: int) -> HttpResponse:
    """One issue: what counts in the form, beside it the draft as the figures stand now."""
    plan = plan_at(standing, year)
    row = row_at(IssueAnalysis, plan, analysis_id)

    def build(data: QueryDict | None) -> Page:
        return Page([AnalysisForm(data, row=row_at(IssueAnalysis, plan, analysis_id))])

    def save(page: Page) -> bool:
        form = page.form
        return save_analysis(actor=standing, analysis=row, seen_version=form.seen_version, changes=form.changes)

    if request.method != "POST":
        return _shown(request, plan, build(posted_or_none(request)))
    attempt = try_to_save(request, build=build, save=save)
    if attempt.written is None:
        return _shown(request, plan, attempt.page, {"clash": attempt.clash}, attempt.status)
    tell(request, attempt.written)
    return _back(plan, row)


@staff_page(act=ACT, methods=("POST",))
def analysis_items(request: HttpRequest, standing: Standing, year: int, analysis_id: int) -> HttpResponse:
    """Choose which items stand under the issue."""
    plan = plan_at(standing, year)
    row = row_at(IssueAnalysis, plan, analysis_id)
    form = _items_form(row, read_assessed(plan), analyses_of(plan), request.POST)
    if not form.is_valid():
        return _shown(request, plan, Page([AnalysisForm(row=row)]), {"items_form": form})
    try:
        written = choose_items(
            actor=standing, analysis=row, seen_version=form.seen_version, codes=form.cleaned_data["codes"]
        )
    except NotFree:
        form.add_error("codes", _("Another issue has taken one of these items meanwhile. Please choose again."))
        return _shown(request, plan, Page([AnalysisForm(row=row)]), {"items_form": form}, 409)
    except Stale as error:
        form.add_error(None, _("Somebody saved this issue meanwhile. Your choice is still here; please save it again."))
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(error.row.version)
        return _shown(request, plan, Page([AnalysisForm(row=error.row)]), {"items_form": form}, 409)
    tell(request, written)
    return redirect("analysis_edit", agency=standing.agency.slug, year=year, analysis_id=row.pk)


@staff_page(act=ACT, methods=("POST",))
def analysis_lay_out(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Make the headings from the source that was pressed."""
    plan = plan_at(standing, year)
    source = request.POST.get("source", "")
    made = lay_out_issues(actor=standing, plan=plan, source=source) if source in SOURCES else 0
    if made:
        words = ngettext("%(count)s issue was laid out.", "%(count)s issues were laid out.", made)
        messages.success(request, words % {"count": made})
    else:
        messages.info(request, _("Nothing to lay out: there are issues already, or nothing to take them from."))
    return _back(plan)


@staff_page(act=ACT, methods=("POST",))
def analysis_draft(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Draft all issues from the figures as they stand."""
    plan = plan_at(standing, year)
    try:
        drafted = draft_issues(actor=standing, plan=plan)
    except NoScores as error:
        messages.warning(request, _("No score of %(year)s is known yet. Please enter the scores first.")
                         % {"year": error})
        return _back(plan)
    if drafted:
        words = ngettext(
            "%(count)s issue was drafted. A draft counts only once somebody accepts it.",
            "%(count)s issues were drafted. A draft counts only once somebody accepts it.", drafted,
        )
        messages.success(request, words % {"count": drafted})
    else:
        messages.info(request, _("All drafts are as the figures stand. Nothing was changed."))
    return _back(plan)


@staff_page(act=ACT, methods=("POST",))
def analysis_accept(request: HttpRequest, standing: Standing, year: int, analysis_id: int) -> HttpResponse:
    """Let the draft of one issue count, or with ``keep`` its text for the new figures."""
    plan = plan_at(standing, year)
    row = row_at(IssueAnalysis, plan, analysis_id)
    version = version_in(request.POST.get("version"))
    try:
        if "keep" in request.POST:
            tell(request, keep_text(actor=standing, analysis=row, seen_version=version))
        else:
            accept_draft(
                actor=standing, analysis=row, seen_version=version, seen_draft=request.POST.get("draft", "")
            )
            messages.success(request, _("The draft of “%(issue)s” counts now.") % {"issue": row}, extra_tags="saved")
    except (Stale, DraftMoved):
        return _shown(request, plan, Page([AnalysisForm(row=row_at(IssueAnalysis, plan, analysis_id))]), {
            "moved": True,
        }, 409)
    return _back(plan, row)


@staff_page(act=ACT, methods=("POST",))
def analysis_accept_all(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Let all drafts count that wait."""
    plan = plan_at(standing, year)
    try:
        accepted, left = accept_all_drafts(
            actor=standing, plan=plan, seen_drafts=request.POST.get("drafts", "")
        )
    except DraftMoved:
        messages.warning(
            request,
            _("The drafts have changed since you opened the page. Nothing was accepted; please read them again."),
        )
        return _back(plan)
    if accepted:
        words = ngettext("%(count)s draft counts now.", "%(count)s drafts count now.", accepted)
        messages.success(request, words % {"count": accepted}, extra_tags="saved")
    if left:
        messages.warning(
            request, _("Not accepted, since the facts have changed: %(issues)s. Please draft them anew.")
            % {"issues": " · ".join(str(row) for row in left)},
        )
    return _back(plan)


@staff_page(act=ACT, methods=("POST",))
def analysis_new(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """One more heading of the agency's own; the person goes on in its page."""
    plan = plan_at(standing, year)
    row = add_issue(actor=standing, plan=plan)
    return redirect("analysis_edit", agency=standing.agency.slug, year=year, analysis_id=row.pk)


@staff_page(act=ACT, methods=READ_WRITE)
def analysis_remove(request: HttpRequest, standing: Standing, year: int, analysis_id: int) -> HttpResponse:
    """Ask, then remove a heading; its items are in no issue then."""
    plan = plan_at(standing, year)
    row = row_at(IssueAnalysis, plan, analysis_id)
    changed = False
    if request.method == "POST":
        try:
            remove_issue(actor=standing, analysis=row, seen_version=version_in(request.POST.get("version")))
        except Stale as error:
            row, changed = error.row, True
        else:
            messages.success(request, _("The issue was removed. Its items stand under no issue now."))
            return _back(plan)
    return render(request, "measures/analysis_remove.html", {
        "plan": plan, "year": year, "row": row, "changed": changed,
    }, status=409 if changed else 200)


def _offered(plan: Plan, assessed: Assessed) -> dict[str, Any]:
    """Where the first headings may come from."""
    if assessed.has_issues:
        return {"issues": issue_names(assessed.year)}
    return {
        "indicators": any(item.indicator_number is not None for item in assessed.items.values()),
        "earlier": earlier_analysis(plan),
    }


def _shown(
    request: HttpRequest, plan: Plan, page: Page, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    row: IssueAnalysis = page.form.row
    page.form.saves_to("")  # what is typed stays on this computer while another button of the page is pressed
    assessed = read_assessed(plan)
    rows = analyses_of(plan)
    state = IssueState(row, assessed)
    draft = live_draft(plan, assessed, row, earlier_measures(plan, assessed))
    return render(request, "measures/analysis_edit.html", {
        "plan": plan, "year": plan.fiscal_year, "row": row, "state": state, "assessed": assessed, "page": page,
        "form": page.form, "draft": draft, "draft_token": token_of(draft),
        "draft_since": since(row.draft_figures, assessed.stored(state.codes)) if row.draft else None,
        "last_saved": last_change_of(row), "items_form": _items_form(row, assessed, rows), **(context or {}),
    }, status=status)


def _items_form(
    row: IssueAnalysis, assessed: Assessed, rows: list[IssueAnalysis], data: QueryDict | None = None
) -> ItemsForm:
    own = IssueState(row, assessed)
    free = in_no_issue((each.blocks for each in rows if each.pk != row.pk), assessed.codes)
    offered = {each.code: each for each in own.questions} | {code: assessed.question(code) for code in free}
    places = {code: place for place, code in enumerate(assessed.codes)}
    ordered = sorted(offered.values(), key=lambda each: places.get(each.code, len(places)))
    choices = [(each.code, f"{each.code} {each.title}".strip()) for each in ordered]
    return ItemsForm(data, offered=choices, own=own.codes, version=row.version)


def _back(plan: Plan, row: IssueAnalysis | None = None) -> HttpResponse:
    address = reverse("analysis_list", kwargs={"agency": plan.agency.slug, "year": plan.fiscal_year})
    return redirect(f"{address}#issue-{row.pk}" if row else address)
