"""What is said about a division's work: the reminder to paste into LINE, and the head's word on it.

Not here: the board itself (``measures.views.board``).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.models import Department, Office
from accounts.selectors import current_appointments
from measures.models import Round
from measures.reminder import reminder_text
from measures.services.endorsements import endorse_department
from measures.views.board import board_at
from measures.views.finding import plan_at


@staff_page(act="read_year")
def board_reminder(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The text that asks a division for what it owes, to copy; without a division, one link for each."""
    found = board_at(request, standing, year)
    narrowed, department = found.narrowed, found.department
    owed = [row for row in narrowed.of_department(found.rows) if not row.is_complete]
    text, people = "", []
    if department and owed:
        people = _recorders(standing, department)
        page = reverse("board", kwargs={"agency": standing.agency.slug, "year": year})
        query = narrowed.query(missing=True, kind="", status="", due="", returned=False)
        text = reminder_text(
            plan=found.plan, department=department, round=narrowed.round, rows=owed, people=people,
            address=request.build_absolute_uri(f"{page}?{query}"),
        )
    return render(request, "measures/board_reminder.html", {
        "plan": found.plan, "open_plans": found.plans, "year": year, "narrowed": narrowed, "department": department,
        "links": [(each, narrowed.query(department=each.pk)) for each in found.departments], "owed": owed, "text": text,
        "people": people, "lines": text.count("\n") + 2, "query": narrowed.query(),
    })


@staff_page(act="endorse_department", methods=("POST",))
def board_endorse(request: HttpRequest, standing: Standing, year: int) -> HttpResponse:
    """The head's word; whoever does not head the division named in the form is told so and nothing is kept."""
    plan = plan_at(standing, year)
    round, typed = request.POST.get("round", ""), request.POST.get("department", "")
    sound = round in Round.values and typed.isascii() and typed.isdigit() and len(typed) < 19
    department = Department.objects.filter(agency=standing.agency, pk=int(typed)).first() if sound else None
    answer = redirect("board", agency=standing.agency.slug, year=year)
    try:
        if department is None:
            raise PermissionDenied
        endorse_department(actor=standing, plan=plan, department=department, round=round)
    except PermissionDenied:
        messages.error(request, _("Only the head of the department can endorse its data. Nothing was kept."))
        return answer
    messages.success(request, _("The data of %(department)s is endorsed.") % {"department": department})
    answer["Location"] += f"?department={department.pk}&round={round}"
    return answer


def _recorders(standing: Standing, department: Department) -> list[str]:
    """Who records for the division today, by name."""
    held = current_appointments(agency=standing.agency).filter(
        office=Office.RECORDER, department=department, user__is_active=True
    )
    return list(dict.fromkeys(str(each.user) for each in held.order_by("-is_head", "user__full_name", "pk")))
