"""OIT rows of a year: the list under its headings, and one row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.doors import Standing, staff_page
from measures.candidates import Candidate, candidates_of
from measures.elements import ends_of, share_of, tree_of
from measures.forms.disclosure import DisclosureForm, LinkRows
from measures.forms.page import Page
from measures.forms.row import with_blank_row
from measures.models import Disclosure, RowStatus
from measures.selectors.filing import filings_of
from measures.selectors.history import last_change_of
from measures.selectors.item_sets import department_names, has_item_set, lacks_oit_items
from measures.selectors.oit import UNSAID, disclosures_of, links_of, neighbours_of, status_counts
from measures.services import RowEdit, save_disclosure
from measures.views.cell_kinds import cell_address
from measures.views.finding import page_of, plan_at, row_at
from measures.views.saving import posted_or_none, tell, try_to_save, wants
from thai.text import normalise

ROWS_ON_A_PAGE = 60
LINKS = "link"


@staff_page(act="read_year")
def oit_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The rows by headings; ``?status=`` only those of one status, ``none`` those without."""
    plan = plan_at(standing, year)
    status = normalise(request.GET.get("status", "")[:40])
    counts = status_counts(disclosures_of(plan=plan))
    page = page_of(request, disclosures_of(plan=plan, status=status), ROWS_ON_A_PAGE)
    return render(request, "measures/oit_list.html", {
        "plan": plan, "year": year, "page": page, "status": status, "chips": _chips(counts),
        "total": sum(counts.values()), "may_record": standing.may("record_disclosures"),
        "may_open": standing.may("open_year"), "has_item_set": bool(counts) or has_item_set(fiscal_year=year),
        "may_add": bool(counts) and standing.may("open_year") and lacks_oit_items(plan),
    })


@staff_page(act="record_disclosures", methods=("GET", "HEAD", "POST"))
def oit_edit(request: HttpRequest, standing: Standing, year: int, disclosure_id: int) -> HttpResponse:
    """Record the answer to one item."""
    plan = plan_at(standing, year)
    disclosure = row_at(Disclosure, plan, disclosure_id)

    def build(data: QueryDict | None) -> Page:
        row = row_at(Disclosure, plan, disclosure_id)
        return Page([DisclosureForm(data, row=row)], LinkRows(data, rows=links_of(disclosure=row), prefix=LINKS))

    def save(page: Page) -> bool:
        return save_disclosure(
            actor=standing, disclosure=disclosure, seen_version=page.form.seen_version, changes=page.form.changes,
            links=[RowEdit(*edit) for edit in page.rows.edits()],
        )

    before, after = neighbours_of(disclosure)
    clash, answer_status = None, 200
    if request.method == "POST" and not wants(request, "add_row"):
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            return _onwards(request, standing, disclosure, after)
        page, clash, answer_status = attempt.page, attempt.clash, attempt.status
    else:
        page = build(with_blank_row(request.POST, LINKS) if wants(request, "add_row") else posted_or_none(request))
    candidates = candidates_of(disclosure.item)
    is_own_open = _opens_own_elements(request, page.form, candidates)  # before any field is asked for what it shows
    tree = tree_of(disclosure.shown_elements)
    present = {tuple(path) for path in disclosure.present_elements}
    which = {"disclosure_id": disclosure.pk}
    page.form.saves_to(cell_address(plan, "disclosure_cell", **which))
    for form in page.rows.forms:
        form.saves_to(cell_address(plan, "link_cell", **which, link_id=form.row.pk) if form.row else "")
    return render(request, "measures/oit_form.html", {
        "plan": plan, "year": year, "disclosure": disclosure, "form": page.form, "formset": page.rows, "clash": clash,
        "before": before, "after": after, "candidates": candidates, "filings": filings_of(disclosure=disclosure),
        "tree": tree, "share": share_of(tree, present),
        "ticked": {end.key for end in ends_of(tree) if end.path in present},
        "is_own_open": is_own_open,
        "departments": department_names(agency=standing.agency), "last_saved": last_change_of(disclosure),
    }, status=answer_status)


def _opens_own_elements(request: HttpRequest, form: DisclosureForm, candidates: list[Candidate]) -> bool:
    """Whether the address asks for the agency's own elements; ``?candidate=2`` offers that wording to start from."""
    chosen = next((each for each in candidates if str(each.number) == request.GET.get("candidate")), None)
    if chosen and not form.is_bound:
        form.initial["elements"] = chosen.lines
    return bool(chosen) or request.GET.get("words") == "own"


def _onwards(
    request: HttpRequest, standing: Standing, disclosure: Disclosure, after: Disclosure | None
) -> HttpResponse:
    year = disclosure.plan.fiscal_year
    if wants(request, "save_and_next") and after:
        return redirect("oit_edit", agency=standing.agency.slug, year=year, disclosure_id=after.pk)
    answer = redirect("oit_list", agency=standing.agency.slug, year=year)
    answer["Location"] += f"#row-{disclosure.pk}"
    return answer


def _chips(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """(filter, words, count) for each status that occurs; words a file brought stand as they are."""
    words = {value: str(label) for value, label in RowStatus.choices}
    known = [value for value in (UNSAID, *RowStatus.values) if value in counts]
    unknown = sorted(value for value in counts if value not in known)
    return [(value, words.get(value, "" if value == UNSAID else value), counts[value]) for value in known + unknown]
