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
from reports.models import Report
from reports.selectors_signing import waiting_for
from reports.signoff import Look, Refusal, Refused, Step
from reports.views.password import TooManyTries, password_is_fresh, take_password
from reports.views.reports import report_at

STATUS_OF = {
    Refusal.NO_SUCH_ACT: 403, Refusal.OFFICE: 403, Refusal.SENDER: 403,
    Refusal.SEEN: 409, Refusal.STATE: 409, Refusal.PAPER: 409, Refusal.ALTERED: 409, Refusal.INCOMPLETE: 409,
    Refusal.NOTE: 422, Refusal.PASSWORD: 422,
}  # fmt: skip


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
        step=step, kind=report.kind, asks_password=step.needs_fresh_password and not password_is_fresh(request),
        initial={"act": step.act, "seen_digest": found.digest, "seen_revision": found.report.revision},
    )  # fmt: skip
    return _sign_page(request, found, step, form)


@staff_page(act="read_reports", methods=("POST",))
def report_move(request: HttpRequest, standing: Standing, report_id: int) -> HttpResponse:
    """The press: moves the report, or says plainly why not; what was typed is never lost."""
    report = report_at(standing, report_id)
    found = signoff.look(actor=standing, report=report)
    seen = {"seen_digest": request.POST.get("seen_digest", ""), "seen_revision": _number(request, "seen_revision")}
    try:
        step = signoff.judge(found, request.POST.get("act", ""), **seen)
    except Refused as refused:
        return _refused_page(request, report, refused)
    form = MoveForm(
        request.POST, step=step, kind=report.kind,
        asks_password=step.needs_fresh_password and not password_is_fresh(request),
    )  # fmt: skip
    if not form.is_valid():
        return _sign_page(request, found, step, form, status=422)
    try:
        if form.asks_password:
            take_password(request, form.cleaned_data["password"])
        signoff.move(
            actor=standing, report=report, act=step.act, note=form.words,
            password_is_fresh=password_is_fresh(request), **seen,
        )  # fmt: skip
    except ValidationError as problem:
        form.add_error("password", problem)
        return _sign_page(request, found, step, form, status=429 if isinstance(problem, TooManyTries) else 422)
    except Refused as refused:
        return _refused_page(request, report, refused)
    done = {"done": step.done_label, "state": report.get_state_display()}
    messages.success(request, _("%(done)s. The report is now: %(state)s.") % done)
    return redirect("report_detail", agency=standing.agency.slug, report_id=report.pk)


def _number(request: HttpRequest, name: str) -> int:
    """The posted number; one that no page ever shows when it is none."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


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
