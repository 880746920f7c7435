"""What is missing and what looks wrong in a year, and setting remarks aside.

Not here: finding either (``measures.selectors``), words and links (``measures.templatetags.watch``).
"""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import Standing, staff_page
from measures.detectors import BY_CODE
from measures.detectors.observation import Observation
from measures.forms.observations import DismissForm
from measures.models import Dismissal, Plan, Round
from measures.rounds import round_to_record
from measures.selectors.gaps import gaps_of_plan
from measures.selectors.observations import watch_of_plan
from measures.services.observations import NothingToSetAside, dismiss_observation, restore_observation
from measures.views.finding import page_of, plan_at

ON_A_PAGE = 50
ACT = "dismiss_observations"
GONE = gettext_lazy("This remark is not made any more: the text was changed. Nothing was set aside.")


@staff_page(act="read_year")
def observations(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Gaps of a round (``?round=``) and remarks of the year, ``?what=`` of one detector; those set aside below."""
    return _page(request, standing, plan_at(standing, year))


@staff_page(act=ACT, methods=("POST",))
def observation_dismiss(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Set one remark aside with a reason."""
    plan = plan_at(standing, year)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _refused_page(request, standing, plan, form)
    try:
        dismiss_observation(actor=standing, plan=plan, key=form.key, reason=form.cleaned_data["reason"])
    except NothingToSetAside:
        messages.info(request, GONE)
    else:
        messages.success(request, _("The remark was set aside. It comes back when the text changes."))
    return redirect("observations", agency=standing.agency.slug, year=year)


@staff_page(act=ACT, methods=("POST",))
def observation_restore(request: HttpRequest, standing: Standing, year: int, dismissal_id: int) -> HttpResponse:
    """Take back that a remark was set aside."""
    plan = plan_at(standing, year)
    try:
        restore_observation(actor=standing, plan=plan, dismissal_id=dismissal_id)
    except Dismissal.DoesNotExist as nothing:
        raise Http404 from nothing
    messages.success(request, _("The remark is shown again."))
    return redirect("observations", agency=standing.agency.slug, year=year)


def _refused_page(request: HttpRequest, standing: Standing, plan: Plan, form: DismissForm) -> HttpResponse:
    """The page again, at the remark whose reason was refused, with what was typed."""
    one = next((one for one in watch_of_plan(plan).open if form.names(one)), None)
    if one is None:
        messages.info(request, GONE)
        return redirect("observations", agency=standing.agency.slug, year=plan.fiscal_year)
    form = DismissForm.of(one, request.POST)
    form.is_valid()
    return _page(request, standing, plan, form=form, status=422)


def _page(
    request: HttpRequest, standing: Standing, plan: Plan, *, form: DismissForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("round", "")
    round = asked if asked in Round.values else round_to_record(plan.fiscal_year, today)
    gaps = gaps_of_plan(plan=plan, round=round)
    missing = {(gap.row_kind, gap.row_id, gap.field) for gap in gaps}
    watch = watch_of_plan(plan)
    # A blank cell that is listed as missing is not said twice.
    found = [
        one for one in watch.open
        if one.detector != "blank_cell" or (one.row_kind, one.row_id, one.field) not in missing
    ]
    counts = Counter(one.detector for one in found)
    what = request.GET.get("what", "")
    shown = [one for one in found if one.detector == what] if what in BY_CODE else found
    return render(request, "measures/observations.html", {
        "plan": plan, "year": plan.fiscal_year, "round": round, "rounds": Round.choices,
        "gaps": page_of(request, gaps, ON_A_PAGE, parameter="gaps"), "gap_count": len(gaps),
        "page": _page_with(form, shown) if form else page_of(request, shown, ON_A_PAGE),
        "found": len(found), "what": what if what in BY_CODE else "",
        "kinds": [(code, BY_CODE[code].words, counts[code]) for code in BY_CODE if counts[code]],
        "set_aside": page_of(request, watch.set_aside, ON_A_PAGE, parameter="aside"),
        "set_aside_count": len(watch.set_aside), "may_dismiss": standing.may(ACT), "form": form,
    }, status=status)  # fmt: skip


def _page_with(form: DismissForm, shown: list[Observation]) -> Page:
    """The page of the list on which the refused form's remark stands."""
    place = next((place for place, one in enumerate(shown) if form.names(one)), 0)
    return Paginator(shown, ON_A_PAGE).get_page(place // ON_A_PAGE + 1)
