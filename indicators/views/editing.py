"""The operator's pages that make and change item sets, show their versions and hand them out as files.

Not here: reading them (``reading``), what may be saved (``indicators.services``).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import operator_page
from indicators.forms import COPY, FIRST_YEAR, ItemForm, NewYearForm, PasteForm
from indicators.item_sets.differences import differences
from indicators.item_sets.edited import Provenance
from indicators.item_sets.problems import ItemSetRefused, ItemsHeld
from indicators.item_sets.rows import rows_of_file
from indicators.item_sets.written import data_of, yaml_of
from indicators.models import Item, ItemSet, ItemSetEdition
from indicators.selectors import item_set_for, years_known
from indicators.services import Stale, YearThere, copy_year, list_differences, save_item, save_list
from thai.dates import LAST_YEAR

FORM = ("GET", "HEAD", "POST")
LOOK = ("GET", "HEAD")
EDITIONS_PER_PAGE = 25


@operator_page(methods=FORM)
def item_set_new(request: HttpRequest) -> HttpResponse:
    """Begin a year: a copy of an earlier one, or an empty one whose list is pasted next."""
    form = NewYearForm(request.POST or None, years=years_known())
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["fiscal_year"]
        if form.cleaned_data["begin"] != COPY:
            return redirect("item_set_paste", year=year)
        try:
            copy_year(actor=request.user, fiscal_year=year, from_year=form.cleaned_data["copy_from"])
        except YearThere:
            messages.info(request, _("Somebody else has begun this year in the meantime."))
        else:
            messages.success(request, _("The copy was saved. All of it is marked as not confirmed."))
        return redirect("installation_item_set_detail", year=year)
    return render(request, "indicators/item_set_new.html", {"form": form})


@operator_page(methods=FORM)
def item_set_paste(request: HttpRequest, year: int) -> HttpResponse:
    """Paste the year's OIT list: look at what was understood, then save it."""
    item_set = _set_of(year)
    version = item_set.version if item_set else 0
    form = PasteForm(request.POST or None, initial={"seen_version": version})
    shown: dict = {"form": form, "fiscal_year": year, "item_set": item_set}
    is_valid = request.method == "POST" and form.is_valid()
    shown["pasted"] = pasted = form.pasted
    if is_valid:
        stops = bool(pasted.troubles)
        if form.version_seen != version:
            form.data = form.data.copy()
            form.data["seen_version"] = str(version)
            words = _("Somebody else saved this set in the meantime. Please look at the differences again.")
            form.add_error(None, words)
            stops = True
        if pasted.unread and not form.cleaned_data["leave_out"] and "save" in request.POST:
            words = _("Some lines were not understood. Please mend them, or tick this to leave them out.")
            form.add_error("leave_out", words)
            stops = True
        try:
            if "save" in request.POST and not stops:
                save_list(
                    actor=request.user, fiscal_year=year, seen_version=version, pasted=pasted,
                    provenance=form.provenance,
                )
                messages.success(request, _("The list was saved as a new version."))
                return redirect("installation_item_set_detail", year=year)
            if not pasted.troubles:
                shown["differences"] = list_differences(item_set=item_set, pasted=pasted, provenance=form.provenance)
        except (Stale, ItemSetRefused) as refusal:
            _say_refused(form, refusal)
    return render(request, "indicators/item_set_paste.html", shown)


@operator_page(methods=FORM)
def item_edit(request: HttpRequest, year: int, item_code: str) -> HttpResponse:
    """Change one item of a year."""
    item = get_object_or_404(Item.objects.select_related("item_set"), item_set__fiscal_year=year, code=item_code)
    form = ItemForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        changes = form.changes
        if not changes:
            messages.info(request, _("Nothing was changed."))
            return _to_item(year, item_code)
        provenance = Provenance(form.cleaned_data["source"], changes.get("elements_confidence") or item.confidence)
        try:
            save_item(
                actor=request.user, fiscal_year=year, seen_version=form.version_seen, code=item_code, changes=changes,
                provenance=provenance,
            )
        except (Stale, ItemSetRefused) as refusal:
            _say_refused(form, refusal)
        else:
            messages.success(request, _("The item was saved as a new version of the set."))
            return _to_item(year, item_code)
    return render(request, "indicators/item_edit.html", {"form": form, "item": item, "fiscal_year": year})


@operator_page(methods=LOOK)
def item_set_editions(request: HttpRequest, year: int) -> HttpResponse:
    """The versions of a year, and what differs between two of them (``?before=1&after=2``)."""
    item_set = _set_of(year)
    editions = ItemSetEdition.objects.filter(item_set=item_set).defer("data")
    page = Paginator(editions, EDITIONS_PER_PAGE).get_page(request.GET.get("page"))
    before, after = (_edition(item_set, request.GET.get(name)) for name in ("before", "after"))
    found = None
    if before and after:
        found = differences(rows_of_file(before.data), rows_of_file(after.data))
    return render(request, "indicators/item_set_editions.html", {
        "fiscal_year": year, "item_set": item_set, "page": page, "before": before, "after": after, "differences": found,
    })


@operator_page(methods=LOOK)
def item_set_file(request: HttpRequest, year: int) -> HttpResponse:
    """The set as a file that ``load_item_sets`` reads."""
    item_set = get_object_or_404(ItemSet, fiscal_year=year)
    answer = HttpResponse(yaml_of(data_of(item_set)), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ITA-{year}-v{item_set.version}.yaml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _set_of(year: int) -> ItemSet | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return item_set_for(year)


def _edition(item_set: ItemSet | None, typed: str | None) -> ItemSetEdition | None:
    known = typed and typed.isascii() and typed.isdigit() and len(typed) < 9
    return ItemSetEdition.objects.filter(item_set=item_set, version=int(typed)).first() if known else None


def _to_item(year: int, code: str) -> HttpResponse:
    answer = redirect("installation_item_set_detail", year=year)
    answer["Location"] += f"#{code}"
    return answer


def _say_refused(form: PasteForm | ItemForm, refusal: Exception) -> None:
    if isinstance(refusal, Stale):
        words = _("Somebody else saved this set in the meantime. Nothing was saved. Please open the page again.")
        form.add_error(None, words)
    elif isinstance(refusal, ItemsHeld):
        for code, count in refusal.held.items():
            sentence = _("%(code)s cannot go: %(count)s rows recorded by agencies refer to it. Please keep it.")
            form.add_error(None, sentence % {"code": code, "count": count})
    else:
        form.add_error(None, _("The set would contradict itself, so nothing was saved."))
        for sentence in getattr(refusal, "sentences", ()):
            form.add_error(None, sentence)
