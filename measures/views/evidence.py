"""Evidence of a year: the list, a new piece, choosing one that is kept for one more row, mending, giving out the file.

``?row=activity-12`` says which row a page is about; ``?round=`` in which round its result is being recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import Standing, staff_page
from files.services import FileProblem, read_bytes
from measures.evidence import IDENTITY_NUMBER, RowName, row_named
from measures.forms.evidence import EvidenceForm, NewEvidenceForm
from measures.forms.page import Page
from measures.forms.row import version_in
from measures.models import Activity, Disclosure, Evidence, IndicatorProgress, Plan, Round
from measures.selectors.evidence import (
    PUBLISHED,
    UNDATED,
    UNUSED,
    WARNED,
    evidence_of_year,
    evidence_offered,
    evidence_with_rows,
    row_of,
)
from measures.services import Stale
from measures.services.evidence import (
    Facts,
    QuotaFull,
    StillUsed,
    attach_evidence,
    delete_evidence,
    edit_evidence,
    receive_file,
    take_evidence_away,
    use_evidence,
    years_of,
)
from measures.views.finding import page_of, plan_at
from measures.views.saving import posted_or_none, tell, try_to_save
from thai.text import normalise

ON_A_PAGE = 40
READ_WRITE = ("GET", "HEAD", "POST")
FILTERS = (PUBLISHED, WARNED, UNDATED, UNUSED)


@dataclass(frozen=True)
class Target:
    """The row a page is about and where to go back to."""

    name: RowName
    row: Activity | IndicatorProgress | Disclosure
    round: str
    address: str

    @property
    def query(self) -> str:
        """For addresses of other pages about the same row."""
        return f"?row={self.name}" + (f"&round={self.round}" if self.round else "")


@staff_page(act="read_year")
def evidence_list(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """All evidence of the year and what serves no row; ``?show=`` published, warned, undated or unused."""
    plan = plan_at(standing, year)
    show = request.GET.get("show", "")
    show = show if show in FILTERS else ""
    page = page_of(request, evidence_of_year(plan=plan, show=show), ON_A_PAGE)
    return render(request, "measures/evidence_list.html", {
        "plan": plan, "year": year, "page": page, "show": show, "may_attach": standing.may("attach_evidence"),
    })


@staff_page(act="attach_evidence", methods=READ_WRITE)
def evidence_new(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Attach a file or an address, to the row that ``?row=`` names or to none yet."""
    plan = plan_at(standing, year)
    target = _target_at(request, standing, plan)
    form = NewEvidenceForm(
        posted_or_none(request), request.FILES or None, years=years_of(plan), today=timezone.localdate(),
        bearer=f"{standing.agency.pk}-{standing.user.pk}",
    )
    status = 200
    if request.method == "POST":
        try:
            sound = form.is_valid()
            if form.opened and not form.has_error("file"):
                form.keep(receive_file(actor=standing, opened=form.opened))
            if sound:
                return _attached(request, standing, plan, form, target)
        except QuotaFull:
            form.add_error("file", _(
                "The room for your agency's files is used up. Please remove evidence that is not needed, or ask the "
                "administrator of the portal for more room."
            ))
            status = 409
    return render(request, "measures/evidence_new.html", {
        "plan": plan, "year": year, "form": form, "target": target,
    }, status=status)


@staff_page(act="attach_evidence", methods=READ_WRITE)
def evidence_attach(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Choose evidence that is kept already for the row that ``?row=`` names; without a row it leads to the list."""
    plan = plan_at(standing, year)
    target = _target_at(request, standing, plan)
    if target is None:
        return redirect("evidence_list", agency=standing.agency.slug, year=year)
    unsaid = False
    if request.method == "POST":
        chosen = [int(each) for each in request.POST.getlist("evidence") if each.isascii() and each.isdigit()][:100]
        chosen = [pk for pk in chosen if pk < 2**63]
        if chosen:
            try:
                count = use_evidence(
                    actor=standing, plan=plan, evidence_ids=chosen, row=target.name, round=target.round
                )
            except Evidence.DoesNotExist:
                raise Http404 from None
            messages.success(request, ngettext(
                "%(count)s piece of evidence now serves this row.", "%(count)s pieces of evidence now serve this row.",
                count,
            ) % {"count": count})
            return redirect(target.address)
        unsaid = True
    query, all_years = normalise(request.GET.get("q", "")[:100]).strip(), request.GET.get("years") == "all"
    offered = evidence_offered(plan=plan, row=target.name, query=query, all_years=all_years)
    return render(request, "measures/evidence_attach.html", {
        "plan": plan, "year": year, "target": target, "page": page_of(request, offered, ON_A_PAGE), "query": query,
        "all_years": all_years, "unsaid": unsaid,
    })


@staff_page(act="attach_evidence", methods=READ_WRITE)
def evidence_edit(request: HttpRequest, standing: Standing, year: int, evidence_id: int) -> HttpResponse:
    """What is said of one piece of evidence, and the rows it serves."""
    plan = plan_at(standing, year)
    evidence = _evidence_at(standing, evidence_id)
    today = timezone.localdate()

    def build(data: QueryDict | None) -> Page:
        return Page([EvidenceForm(data, row=_evidence_at(standing, evidence_id), years=years_of(plan), today=today)])

    def save(page: Page) -> bool:
        return edit_evidence(
            actor=standing, plan=plan, evidence=evidence, seen_version=page.form.seen_version,
            changes=page.form.changes, today=today,
        )

    page, clash, status = build(None), None, 200
    if request.method == "POST":
        attempt = try_to_save(request, build=build, save=save)
        if attempt.written is not None:
            tell(request, attempt.written)
            return _to_list(standing, year, evidence_id)
        page, clash, status = attempt.page, attempt.clash, attempt.status
    return render(request, "measures/evidence_form.html", {
        "plan": plan, "year": year, "evidence": evidence, "form": page.form, "clash": clash,
    }, status=status)


@staff_page(act="attach_evidence", methods=("POST",))
def evidence_detach(request: HttpRequest, standing: Standing, year: int, evidence_id: int) -> HttpResponse:
    """Take the evidence away from the row that ``row`` names; it stays in the list."""
    plan = plan_at(standing, year)
    evidence = _evidence_at(standing, evidence_id)
    name = row_named(request.POST.get("row", ""))
    if name is not None:
        _row_at(plan, name)
        if take_evidence_away(actor=standing, plan=plan, evidence=evidence, row=name):
            messages.success(request, _("The evidence no longer serves this row. It stays in the list of the year."))
    return redirect("evidence_edit", agency=standing.agency.slug, year=year, evidence_id=evidence_id)


@staff_page(act="attach_evidence", methods=("POST",))
def evidence_delete(request: HttpRequest, standing: Standing, year: int, evidence_id: int) -> HttpResponse:
    """Remove evidence that serves no row, unless somebody has changed it since it was shown."""
    plan = plan_at(standing, year)
    evidence = _evidence_at(standing, evidence_id)
    try:
        delete_evidence(
            actor=standing, plan=plan, evidence=evidence, seen_version=version_in(request.POST.get("version"))
        )
    except (Stale, StillUsed):
        messages.warning(request, _("Somebody has changed or used this evidence since. It was not removed."))
        return redirect("evidence_edit", agency=standing.agency.slug, year=year, evidence_id=evidence_id)
    messages.success(request, _("The evidence was removed."))
    return redirect("evidence_list", agency=standing.agency.slug, year=year)


@staff_page(act="read_year")
def evidence_file(request: HttpRequest, standing: Standing, year: int, evidence_id: int) -> HttpResponse:
    """The kept file, to be saved and not opened in the browser; a plain page when its bytes are not what was kept."""
    plan = plan_at(standing, year)
    evidence = _evidence_at(standing, evidence_id)
    if evidence.file is None:
        raise Http404
    try:
        content = read_bytes(evidence.file)
    except FileProblem:
        return render(request, "measures/evidence_unreadable.html", {
            "plan": plan, "year": year, "evidence": evidence,
        }, status=503)
    return HttpResponse(content, content_type=evidence.file.media_type, headers={
        "Content-Disposition": content_disposition_header(True, evidence.file_name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    })


def _attached(
    request: HttpRequest, standing: Standing, plan: Plan, form: NewEvidenceForm, target: Target | None
) -> HttpResponse:
    cleaned = form.cleaned_data
    evidence = attach_evidence(
        actor=standing, plan=plan, received=form.received, url=cleaned["url"], today=timezone.localdate(),
        facts=Facts(cleaned["title"], cleaned["acted_on"], cleaned["may_publish"]),
        row=target.name if target else None, round=target.round if target else "",
    )
    messages.success(request, _("The evidence is attached."))
    if IDENTITY_NUMBER in evidence.warnings:
        messages.warning(request, _(
            "A 13-digit identity number was found in this file. Please check whether it may stay; cover it before "
            "anything is published."
        ))
    return redirect(target.address) if target else _to_list(standing, plan.fiscal_year, evidence.pk)


def _target_at(request: HttpRequest, standing: Standing, plan: Plan) -> Target | None:
    """The row the address names, or None when it names none; 404 for a row that is not there."""
    word = request.GET.get("row", "")
    if not word:
        return None
    name = row_named(word)
    if name is None:
        raise Http404
    row = _row_at(plan, name)
    asked = request.GET.get("round", "")
    round = asked if asked in Round.values and name.kind == "activity" else ""
    where: dict[str, Any] = {"agency": standing.agency.slug, "year": plan.fiscal_year}
    if name.kind == "activity":
        where |= {"measure_id": row.measure_id, "round": round or Round.TWELVE_MONTHS.value}
        address = reverse("result_edit", kwargs=where)
    elif name.kind == "indicator":
        address = reverse("indicator_edit", kwargs=where | {"indicator_id": row.pk})
    else:
        address = reverse("oit_edit", kwargs=where | {"disclosure_id": row.pk})
    return Target(name, row, round, f"{address}#evidence-{name}")


def _row_at(plan: Plan, name: RowName) -> Activity | IndicatorProgress | Disclosure:
    try:
        return row_of(plan=plan, row=name)
    except (Activity.DoesNotExist, IndicatorProgress.DoesNotExist, Disclosure.DoesNotExist):
        raise Http404 from None


def _evidence_at(standing: Standing, pk: int) -> Evidence:
    evidence = evidence_with_rows(agency=standing.agency, pk=pk)
    if evidence is None:
        raise Http404
    return evidence


def _to_list(standing: Standing, year: int, pk: int) -> HttpResponse:
    answer = redirect("evidence_list", agency=standing.agency.slug, year=year)
    answer["Location"] += f"#evidence-{pk}"
    return answer
