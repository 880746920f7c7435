"""The rows of a year's work for the board: five queries however many rows there are.

Every question about rows is answered in memory after that, since units are printed words and gaps are rules.
Not here: what a gap is (``measures.completeness``), how rows are narrowed (``measures.board``).
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Agency, Department
from measures.board import KINDS, LATE, BoardRow, Division, Endorsed, Returned, due_of, lateness_of
from measures.completeness import (
    gaps_of_activity,
    gaps_of_disclosure,
    gaps_of_indicator,
    gaps_of_measure,
    gaps_of_result,
)
from measures.models import (
    Activity,
    CalendarDate,
    Disclosure,
    DisclosureLink,
    Endorsement,
    EvidenceUse,
    IndicatorProgress,
    Measure,
    MeasureGroup,
    Plan,
    Result,
)
from measures.places import measure_place, short, texts_in
from measures.selectors.history import latest_changes, newest_of
from measures.selectors.years import plans_of
from measures.units import departments_of

OIT_DATE = "oit"
"""The key of the calendar's date for OIT answers (``fixtures/calendar.yaml``)."""

MEASURE_FIELDS = ("pk", "plan_id", "version", "number_text", "title", "position", "group_id")
ACTIVITY_FIELDS = (
    "pk", "version", "position", "methods", "period_text", "period_start", "period_end", "units", "budget_set",
    "uses_no_budget",
)
RESULT_FIELDS = (
    "pk", "version", "round", "status", "not_done_reason", "outputs", "outcomes", "problems", "suggestions", "figure",
    "budget_spent", "uses_no_budget",
)


def plans_on_board(*, agency: Agency) -> QuerySet[Plan]:
    """The agency's years, newest first, each with the day its OIT answers are due by its calendar as ``oit_due``."""
    oit = CalendarDate.objects.filter(plan=OuterRef("pk"), key=OIT_DATE)
    return plans_of(agency=agency).annotate(oit_due=Subquery(oit.values("due_on")[:1]))


def departments_on_board(*, agency: Agency, plan: Plan | None = None, round: str = "") -> list[Department]:
    """Departments in use; where heads endorse, with their newest word of the round as ``endorsed_by`` and so on."""
    found = Department.objects.filter(agency=agency, is_active=True)
    if plan is not None and agency.heads_endorse:
        words = Endorsement.objects.filter(plan=plan, round=round, department=OuterRef("pk")).order_by("-pk")
        found = found.annotate(
            endorsed_by=Subquery(words.values("by_name")[:1]), endorsed_as=Subquery(words.values("position")[:1]),
            endorsed_at=Subquery(words.values("at")[:1]),
        )
    return list(found)


def board_rows(
    *, plan: Plan, round: str, departments: list[Department], today: datetime.date, returned: Iterable[Returned] = (),
    kinds: Iterable[str] = KINDS, oit_due: datetime.date | None = None,
) -> list[BoardRow]:
    """Every row of work of the year in printed order, with what it lacks for the round; one query per kind.

    ``oit_due`` is the day OIT answers are due, if the calendar knows it. Who saved a row last is not said yet: that is
    asked for the rows of a page (``with_last_change``).
    """
    makers = {"activity": _activity_rows, "indicator": _indicator_rows, "disclosure": _disclosure_rows}
    rows = [row for kind in kinds for row in makers[kind](plan, round)]
    for row in rows:
        row.due = oit_due if row.kind == "disclosure" else row.due
        row.departments = departments_of(row.units, departments)
        row.lateness = lateness_of(row.due, is_complete=row.is_complete, today=today)
        row.returned = next((each for each in returned if _holds(each, row, round)), None)
    return rows


def with_last_change(rows: list[BoardRow]) -> list[BoardRow]:
    """The same rows, told who saved each last; one query."""
    changes = latest_changes(each for row in rows for each in _models(row))
    for row in rows:
        row.change = newest_of(changes, *_models(row))
    return rows


def divisions_of(rows: list[BoardRow], departments: list[Department]) -> list[Division]:
    """How far each department is, and at the end what names no department, if anything."""
    total, done, late = Counter(), Counter(), Counter()
    for row in rows:
        for pk in [each.pk for each in row.departments] or [None]:
            total[pk] += 1
            done[pk] += row.is_complete
            late[pk] += row.lateness == LATE
    found = [Division(each, done[each.pk], total[each.pk], late[each.pk]) for each in departments]
    return [*found, Division(None, done[None], total[None], late[None])] if total[None] else found


def endorsement_of(department: Department, rows: list[BoardRow]) -> Endorsed | None:
    """The head's newest word on a department from ``departments_on_board``; ``rows`` know their last change."""
    if not getattr(department, "endorsed_at", None):
        return None
    changed = [row.change.at for row in rows if row.change is not None]
    return Endorsed(
        department.endorsed_by, department.endorsed_as, department.endorsed_at,
        changed_after=any(at > department.endorsed_at for at in changed),
    )


def _models(row: BoardRow) -> list[Model]:
    return [each for each in (row.row, row.measure, row.result) if each is not None]


def _holds(returned: Returned, row: BoardRow, round: str) -> bool:
    return row.kind in returned.kinds and returned.round == round


def _activity_rows(plan: Plan, round: str) -> list[BoardRow]:
    """Measures, their activities and the round's results in one query; a measure without an activity is a row too."""
    fields = [
        *MEASURE_FIELDS, *(f"activities__{name}" for name in ACTIVITY_FIELDS),
        *(f"said__{name}" for name in RESULT_FIELDS),
    ]
    found = (
        Measure.objects.filter(plan=plan, listed_as=Measure.ListedAs.REPORT)
        .annotate(
            said=FilteredRelation("activities__results", condition=Q(activities__results__round=round)),
            evidence=_evidence(activity=OuterRef("activities__pk")),
        )
        .order_by("position", "pk", "activities__position", "activities__pk")
        .values(*fields, "group__number_text", "group__title", "evidence")
    )
    together: dict[int, tuple[Measure, list[dict[str, Any]]]] = {}
    for values in found:
        together.setdefault(values["pk"], (_measure(values), []))[1].append(values)
    return [row for measure, values in together.values() for row in _rows_of_measure(measure, values, plan, round)]


def _rows_of_measure(measure: Measure, found: list[dict[str, Any]], plan: Plan, round: str) -> list[BoardRow]:
    activities = [_made(Activity, values, "activities__", ACTIVITY_FIELDS) for values in found]
    activities = [activity for activity in activities if activity is not None]
    gaps = gaps_of_measure(measure, activities)
    heading = short(f"{measure.number_text} {measure.title}")
    if not activities:
        return [BoardRow("activity", measure, heading, "", measure.title, [], [], "", None, "", gaps, measure=measure)]
    rows, at = [], replace(measure_place(measure, activities), siblings=len(activities))
    for number, (activity, values) in enumerate(zip(activities, found, strict=True), start=1):
        activity.measure = measure
        result = _made(Result, values, "said__", RESULT_FIELDS)
        here = replace(at, number=number)
        rows.append(BoardRow(
            "activity", activity, heading, "", short(" ".join(texts_in(activity.methods)) or measure.title),
            activity.units, [], activity.period_text,
            due_of(start=activity.period_start, end=activity.period_end, fiscal_year=plan.fiscal_year, round=round),
            result.status if result else "",
            [*(gaps if number == 1 else []), *gaps_of_activity(activity, here),
             *gaps_of_result(activity, result, round, here)],
            evidence=values["evidence"], measure=measure, result=result,
        ))  # fmt: skip
    return rows


def _indicator_rows(plan: Plan, round: str) -> list[BoardRow]:
    found = (
        IndicatorProgress.objects.filter(plan=plan).defer("provenance")
        .annotate(evidence=_evidence(indicator_row=OuterRef("pk"))).order_by("position", "pk")
    )
    return [
        BoardRow(
            "indicator", row, "", f"{row.instrument} {row.number_text}".strip(), row.title, row.units, [],
            row.period_text,
            due_of(start=row.period_start, end=row.period_end, fiscal_year=plan.fiscal_year, round=round), row.status,
            gaps_of_indicator(row), evidence=row.evidence,
        )
        for row in found
    ]


def _disclosure_rows(plan: Plan, round: str) -> list[BoardRow]:
    found = (
        Disclosure.objects.filter(plan=plan).select_related("group", "item").defer("provenance", "elements")
        .annotate(
            evidence=_evidence(disclosure=OuterRef("pk")),
            has_address=Exists(DisclosureLink.objects.filter(disclosure=OuterRef("pk")).exclude(url="")),
        )
        .order_by("position", "pk")
    )
    return [
        BoardRow(
            "disclosure", row, str(row.group or ""), row.code, row.shown_title, row.units, [], "", None, row.status,
            gaps_of_disclosure(row, has_address=row.has_address), evidence=row.evidence,
        )
        for row in found
    ]


def _evidence(**row: Any) -> Coalesce:
    uses = EvidenceUse.objects.filter(**row).order_by().values(*row)
    return Coalesce(Subquery(uses.annotate(count=Count("pk")).values("count")), 0)


def _measure(values: dict[str, Any]) -> Measure:
    measure = _made(Measure, values, "", MEASURE_FIELDS)
    if measure.group_id:
        measure.group = MeasureGroup(
            pk=measure.group_id, number_text=values["group__number_text"], title=values["group__title"]
        )
    return measure


def _made(model: type[Model], values: dict[str, Any], prefix: str, names: Iterable[str]) -> Any:
    """A row of the model as read by ``values``; None where the join found none."""
    if values[f"{prefix}pk"] is None:
        return None
    made = model(**{name: values[f"{prefix}{name}"] for name in names})
    made._state.adding = False
    return made
