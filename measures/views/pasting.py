"""A table copied from Word or Excel, or a workbook: paste it, look at what it would change, take it over.

Each target has its own pages, since each asks for another right; what they do is the same.

Not here: reading (``measures.pasting``), comparing (``measures.forms.pasted``), writing (``services.pasting``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.doors import Standing, staff_page
from measures.forms.paste import PasteForm
from measures.forms.pasted.preview import ColumnsForm, Preview
from measures.models import Measure, PastedTable, Plan, Round
from measures.pasting.table import write_table
from measures.rounds import round_to_record
from measures.selectors.pasting import waiting_tables
from measures.services.pasting import Applied, apply_table, keep_table, name_columns, throw_away
from measures.views.finding import list_named, plan_at
from measures.views.saving import posted_or_none

READ_WRITE = ("GET", "HEAD", "POST")
WAITING_SHOWN = 20


@dataclass(frozen=True)
class Room:
    """What differs between the targets: routes and words."""

    target: str
    paste: str
    pasted: str
    id_name: str
    back: str
    heading: str
    back_words: str


PLAN = Room(
    "plan", "plan_paste", "plan_pasted", "pasted_id", "measure_list",
    gettext_lazy("Paste a table into the plan"), gettext_lazy("Measures"),
)
RESULTS = Room(
    "results", "results_paste", "results_pasted", "pasted_results_id", "measure_list",
    gettext_lazy("Paste a table of results"), gettext_lazy("Measures"),
)
OIT = Room(
    "oit", "oit_paste", "oit_pasted", "pasted_oit_id", "oit_list",
    gettext_lazy("Paste a table into the OIT list"), gettext_lazy("OIT disclosures"),
)


@staff_page(act="edit_measures", methods=READ_WRITE)
def plan_paste(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Bring a table of measures."""
    return _paste(request, standing, year, PLAN)


@staff_page(act="record_results", methods=READ_WRITE)
def results_paste(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Bring a table of results of a round."""
    return _paste(request, standing, year, RESULTS)


@staff_page(act="record_disclosures", methods=READ_WRITE)
def oit_paste(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """Bring a table of OIT answers."""
    return _paste(request, standing, year, OIT)


@staff_page(act="edit_measures", methods=READ_WRITE)
def plan_pasted(request: HttpRequest, standing: Standing, year: int, pasted_id: int) -> HttpResponse:
    """What a table would change in the plan, and taking it over."""
    return _pasted(request, standing, year, PLAN, pasted_id)


@staff_page(act="record_results", methods=READ_WRITE)
def results_pasted(request: HttpRequest, standing: Standing, year: int, pasted_results_id: int) -> HttpResponse:
    """What a table would record as results, and taking it over."""
    return _pasted(request, standing, year, RESULTS, pasted_results_id)


@staff_page(act="record_disclosures", methods=READ_WRITE)
def oit_pasted(request: HttpRequest, standing: Standing, year: int, pasted_oit_id: int) -> HttpResponse:
    """What a table would record in the OIT list, and taking it over."""
    return _pasted(request, standing, year, OIT, pasted_oit_id)


def _paste(request: HttpRequest, standing: Standing, year: int, room: Room) -> HttpResponse:
    plan = plan_at(standing, year)
    listed_as = list_named(request) if room is PLAN else ""
    form = PasteForm(
        posted_or_none(request), request.FILES or None, target=room.target, initial=_start(request, plan, room),
    )
    if request.method == "POST" and form.is_valid():
        table = keep_table(
            actor=standing, plan=plan, target=room.target, cells=form.cells, listed_as=listed_as,
            round=form.cleaned_data.get("round", ""), source_name=form.source_name,
            instead_of=_waiting(plan, room).filter(pk=form.cleaned_data["instead_of"] or 0).first(),
        )
        if form.other_sheets:
            messages.info(request, _("Only one sheet was read. Not read: %(names)s.") % {
                "names": ", ".join(form.other_sheets),
            })
        return redirect(_address(standing, table, room))
    return render(request, "measures/paste.html", {
        "plan": plan, "year": year, "room": room, "form": form, "listed_as": listed_as,
        "back": _back(standing, plan, room, listed_as), "rounds": Round.choices,
        "round": round_to_record(year, timezone.localdate()),
        "waiting": [
            (table, _address(standing, table, room)) for table in _waiting(plan, room)[:WAITING_SHOWN]
        ],
    })


def _start(request: HttpRequest, plan: Plan, room: Room) -> dict:
    """What the page starts from: the round of now, and with ``?table=`` the text of a waiting table to mend."""
    start = {"round": request.GET.get("round") or round_to_record(plan.fiscal_year, timezone.localdate())}
    asked = request.GET.get("table", "")
    if request.method == "GET" and asked.isascii() and asked.isdigit() and len(asked) < 18:
        table = _waiting(plan, room).filter(pk=int(asked)).first()
        if table is not None:
            start |= {"table": write_table(table.cells), "instead_of": table.pk, "round": table.round or start["round"]}
    return start


def _pasted(request: HttpRequest, standing: Standing, year: int, room: Room, pk: int) -> HttpResponse:
    plan = plan_at(standing, year)
    table = get_object_or_404(PastedTable.objects.select_related("plan__agency"), pk=pk, plan=plan, target=room.target)
    preview = _preview(standing, table)
    columns, status, changed = ColumnsForm(preview=preview), 200, ()
    if request.method == "POST" and table.applied_at is None:
        what = request.POST.get("do")
        if what == "throw_away":
            throw_away(actor=standing, table=table)
            messages.success(request, _("The table was thrown away. Nothing of it was saved."))
            return redirect(_back(standing, plan, room, table.listed_as))
        if what == "columns":
            columns = ColumnsForm(request.POST, preview=preview)
            if columns.is_valid():
                name_columns(actor=standing, table=table, columns=columns.columns())
                return redirect(_address(standing, table, room))
        elif what == "apply":
            done, changed = _apply(request, standing, preview)
            if not changed:
                return redirect(_onwards(request, standing, room, preview, done))
            status, preview = 409, _preview(standing, PastedTable.objects.select_related("plan__agency").get(pk=pk))
    return render(request, "measures/pasted.html", {
        "plan": plan, "year": year, "room": room, "table": table, "preview": preview, "columns": columns,
        "changed": [number + 1 for number in changed], "back": _back(standing, plan, room, table.listed_as),
        "mend": f"{_route(standing, plan, room.paste)}?table={table.pk}", "rounds": dict(Round.choices),
        "round_words": dict(Round.choices).get(table.round, ""),
    }, status=status)


def _preview(standing: Standing, table: PastedTable) -> Preview:
    return Preview(table, may_add=standing.may("open_year"))


def _apply(request: HttpRequest, standing: Standing, preview: Preview) -> tuple[Applied, tuple[int, ...]]:
    """Write the ticked rows that still stand as the page showed them; returns also the rows that do not."""
    ticked = {int(each) for each in request.POST.getlist("row") if each.isascii() and each.isdigit() and len(each) < 9}
    shown = preview.unchanged_since(request.POST.get("seen", ""))
    ticked &= {each.number for each in preview.to_take}
    deeds = preview.deeds(
        numbers=ticked & shown, use=request.POST.getlist("use"), use_all="use_all" in request.POST
    )
    moved = ticked - shown
    done = apply_table(
        actor=standing, table=preview.table, deeds=deeds, leaves_rest=bool(preview.troubled or moved)
    )
    return done, tuple(sorted(moved | set(done.stale)))


def _onwards(request: HttpRequest, standing: Standing, room: Room, preview: Preview, done: Applied) -> str:
    """Say what was saved; on to the results of the same table, to the rows left, or back to the list."""
    table = preview.table
    count = len(done.written)
    words = ngettext("%(count)s row was saved.", "%(count)s rows were saved.", count)
    if count:
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nothing was changed."))
    if not done.finished:
        messages.info(request, _("The rows that could not be taken are still here."))
        return _address(standing, table, room)
    if preview.result_columns and standing.may("record_results"):
        following = keep_table(
            actor=standing, plan=table.plan, target="results", cells=table.cells, source_name=table.source_name,
            round=round_to_record(table.plan.fiscal_year, timezone.localdate()),
        )
        messages.info(request, _("These are the results of the same table. Please look at them as well."))
        return _address(standing, following, RESULTS)
    return _back(standing, table.plan, room, table.listed_as)


def _waiting(plan: Plan, room: Room):
    return waiting_tables(plan=plan, target=room.target)


def _route(standing: Standing, plan: Plan, name: str, **more: object) -> str:
    return reverse(name, kwargs={"agency": standing.agency.slug, "year": plan.fiscal_year} | more)


def _address(standing: Standing, table: PastedTable, room: Room) -> str:
    return _route(standing, table.plan, room.pasted, **{room.id_name: table.pk})


def _back(standing: Standing, plan: Plan, room: Room, listed_as: str) -> str:
    question = "?list=plan" if room is PLAN and listed_as == Measure.ListedAs.PLAN else ""
    return _route(standing, plan, room.back) + question


