"""The pages of the sign-off: what waits for me, the page on which a desk signs, and the press itself.

Not here: what is allowed (``signoff``), the report's own page (``views.reports``), publishing (``publishing.views``).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.views.deeds import page_of
from reports import signoff
from reports.forms.signing import MoveForm
from reports.models import LedgerEntry, Report
from reports.selectors_signing import waiting_for
from reports.signoff import Look, Overtaken, Refusal, Refused, Step
from reports.views.password import TooManyTries, password_is_fresh, take_password
from reports.views.reports import report_at

STATUS_OF = {
    Refusal.NO_SUCH_ACT: 403, Refusal.OFFICE: 403, Refusal.SENDER: 403,
    Refusal.SEEN: 409, Refusal.STATE: 409, Refusal.PAPER: 409,
}  # fmt: skip
"""The answer to a refused press; a missing reason or password shows the page again instead (422)."""


@staff_page(act="read_reports")
def inbox(request: HttpRequest, standing: Standing) -> HttpResponse:
    """แฟ้มเสนอ: the reports that wait for one of my offices, the longest waiting first."""
    return render(request, "reports/inbox.html", {"page": page_of(request, waiting_for(standing))})


@staff_page(act="read_reports")
def report_sign(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """The page on which I act on a report: my desk's signature, or with ``?act=`` another act that is open to me."""
    report = report_at(standing, report_id)
    found = signoff.look(actor=standing, report=report)
    steps = signoff.open_steps(found.facts)
    wanted = request.GET.get("act") or next((step.act for step in steps if step.signs), "")
    step = next((step for step in steps if step.act == wanted), None)
    if step is None:
        messages.info(request, _("There is nothing for you to sign here now."))
        return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)
    form = MoveForm(
        step=step, asks_password=step.needs_fresh_password and not password_is_fresh(request),
        initial={"act": step.act, "seen_digest": found.digest, "seen_revision": found.report.revision},
    )  # fmt: skip
    return _sign_page(request, found, step, form)


@staff_page(act="read_reports", methods=("POST",))
def report_move(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """The press: moves the report, or says plainly why not; what was typed is never lost."""
    report = report_at(standing, report_id)
    act = request.POST.get("act", "")
    rows = [step for step in signoff.STEPS if step.act == act and report.state in step.from_states]
    step = rows[0] if rows else next((step for step in signoff.STEPS if step.act == act), None)
    if step is None:
        return _refused_page(request, report, Refused(Refusal.NO_SUCH_ACT, act))
    form = MoveForm(request.POST, step=step, asks_password="password" in request.POST)
    if not form.is_valid() and not set(form.errors) <= {"note"}:
        return _refused_page(request, report, Overtaken(act, None))
    try:
        entry = _move(request, standing, report, form)
    except Refused as refused:
        if refused.why in STATUS_OF:
            return _refused_page(request, report, refused)
        return _sign_page(request, signoff.look(actor=standing, report=report), step, form, status=422)
    except ValidationError as problem:
        form = MoveForm(request.POST, step=step, asks_password=True)
        form.add_error("password", problem)
        status = 429 if isinstance(problem, TooManyTries) else 422
        return _sign_page(request, signoff.look(actor=standing, report=report), step, form, status=status)
    messages.success(request, _done_sentence(step, entry))
    return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)


def _move(request: HttpRequest, standing: Standing, report: Report, form: MoveForm) -> LedgerEntry:
    """Move as the form says, taking the password on the way when it turns out to be needed."""
    values = {
        "actor": standing, "report": report, "act": form.cleaned_data["act"], "note": form.words,
        "seen_digest": form.cleaned_data["seen_digest"], "seen_revision": form.cleaned_data["seen_revision"],
    }  # fmt: skip
    try:
        return signoff.move(**values, password_is_fresh=password_is_fresh(request))
    except Refused as refused:
        if refused.why != Refusal.PASSWORD:
            raise
    take_password(request, form.cleaned_data.get("password", ""))
    return signoff.move(**values, password_is_fresh=True)


def _sign_page(request: HttpRequest, found: Look, step: Step, form: MoveForm, *, status: int = 200) -> HttpResponse:
    others = [other for other in signoff.open_steps(found.facts) if other.act == "send_back" and step.signs]
    return render(request, "reports/sign.html", {
        "report": found.report, "year": found.report.fiscal_year, "snapshot": found.report.current_snapshot,
        "step": step, "form": form, "send_back": others[0] if others else None,
        "signatures": signoff.standing_signatures(found.entries),
    }, status=status)  # fmt: skip


def _refused_page(request: HttpRequest, report: Report, refused: Refused) -> HttpResponse:
    return render(request, "reports/sign_refused.html", {
        "report": report, "year": report.fiscal_year, "why": str(refused.why),
        "entry": getattr(refused, "entry", None), "typed": request.POST.get("note", "")[:2000],
    }, status=STATUS_OF[refused.why])  # fmt: skip


def _done_sentence(step: Step, entry: LedgerEntry) -> str:
    return _("%(done)s. The report is now: %(state)s.") % {
        "done": step.done_label, "state": entry.report.get_state_display(),
    }  # fmt: skip
