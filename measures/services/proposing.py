"""Taking a proposed measure into the plan for an item, from the library or from last year; pressing twice takes one.

Texts are taken as they stand, old years in them too: the pages mark these, a person changes them.

Not here: which measures are proposed (``selectors.weak_items``), carrying a whole year over (``carrying``).
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from typing import Any

from accounts.doors import Standing
from measures.item_codes import in_order
from measures.model_measures import ModelMeasure
from measures.models import Measure, MeasureGroup, Plan
from measures.selectors.assessed import assessed_year_of
from measures.selectors.assessed_items import lists_of_years
from measures.selectors.item_sets import issue_titles
from measures.selectors.measures import next_number_text
from measures.services.carrying import ACTIVITY_CARRIED
from measures.services.measures import create_measure, update_measure
from measures.services.saving import RowEdit, held
from measures.weak_items import same_issue
from thai.dates import BE_OFFSET, month_names
from thai.digits import to_thai

FIRST_MONTH_OF_YEAR = 10


@dataclass(frozen=True)
class Taken:
    """The measure that now answers the item; ``made`` when it is new, ``changed`` when anything was written."""

    measure: Measure
    made: bool
    changed: bool


def take_model(*, actor: Standing, plan: Plan, item_code: str, model: ModelMeasure) -> Taken:
    """A model measure of the library as a measure of the plan, or the one made from it before, answering the item."""
    with held(actor=actor, plan=plan, act="edit_measures") as plan:
        standing = Measure.objects.filter(plan=plan, model_key=model.key).order_by("pk").first()
        if standing is not None:
            return _answer(actor, standing, item_code)
        list_name = list_to_join(plan)
        number = _number_for(plan, list_name)
        measure = create_measure(
            actor=actor, plan=plan, listed_as=list_name, model_key=model.key,
            changes={"number_text": number, "title": model.title} | _stands_for(plan, item_code, list_name),
            activities=[RowEdit(None, _row_of(model, plan, thai_numbers=not number or not number.isascii()))],
        )
        return Taken(measure, made=True, changed=True)


def take_measure(*, actor: Standing, plan: Plan, item_code: str, measure_id: int) -> Taken:
    """A measure of last year as one of the plan, or the one made from it before; one of the plan itself just answers.

    Measure.DoesNotExist for a measure of any other year or agency.
    """
    with held(actor=actor, plan=plan, act="edit_measures") as plan:
        source = Measure.objects.select_related("plan").get(
            pk=measure_id, plan__agency=plan.agency_id,
            plan__fiscal_year__in=[plan.fiscal_year, plan.fiscal_year - 1],
        )
        if source.plan_id == plan.pk:
            return _answer(actor, source, item_code)
        standing = Measure.objects.filter(plan=plan, carried_from=source).order_by("pk").first()
        if standing is not None:
            return _answer(actor, standing, item_code)
        list_name = list_to_join(plan)
        made = create_measure(
            actor=actor, plan=plan, listed_as=list_name, carried_from=source, model_key=source.model_key,
            changes={
                "number_text": _number_for(plan, list_name), "title": source.title,
                "detail": source.detail, "rationale": source.rationale, **_stands_for(plan, item_code, list_name),
            },
            activities=[
                RowEdit(None, {name: getattr(activity, name) for name in ACTIVITY_CARRIED if name != "position"})
                for activity in source.activities.order_by("position", "pk")
            ],
        )
        return Taken(made, made=True, changed=True)


def list_to_join(plan: Plan) -> str:
    """The plan by issue where the year has only that list so far, else the measures with results."""
    lists = set(Measure.objects.filter(plan=plan).values_list("listed_as", flat=True))
    return Measure.ListedAs.PLAN if lists == {Measure.ListedAs.PLAN} else Measure.ListedAs.REPORT


def _number_for(plan: Plan, list_name: str) -> str:
    """The next number of the list; none where its measures stand without numbers."""
    standing = Measure.objects.filter(plan=plan, listed_as=list_name)
    if standing.exists() and not standing.exclude(number_text="").exists():
        return ""
    return next_number_text(plan=plan, listed_as=list_name)


def _answer(actor: Standing, measure: Measure, item_code: str) -> Taken:
    if item_code in measure.answers:
        return Taken(measure, made=False, changed=False)
    update_measure(
        actor=actor, measure=measure, seen_version=measure.version, activities=[],
        changes={"answers": in_order([*measure.answers, item_code])},
    )
    return Taken(measure, made=False, changed=True)


def _stands_for(plan: Plan, item_code: str, list_name: str) -> dict[str, Any]:
    """The item it answers, and the issue and heading row the item belongs to, as the plan's own year has them."""
    changes: dict[str, Any] = {"answers": [item_code]}
    assessed = assessed_year_of(plan)
    item = lists_of_years({assessed})[assessed].named(item_code)
    if item is None or not item.issue_name:
        return changes
    own = issue_titles(fiscal_year=plan.fiscal_year)
    number = item.issue if not own else next(
        (each for each, name in own.items() if same_issue(name, item.issue_name)), None
    )  # fmt: skip
    changes["issue_no"] = number
    if list_name == Measure.ListedAs.PLAN:
        changes["issue_title"] = item.issue_name
    for group in MeasureGroup.objects.filter(plan=plan):
        if same_issue(group.title, item.issue_name):
            changes["group_id"] = group.pk
    return changes


def _row_of(model: ModelMeasure, plan: Plan, *, thai_numbers: bool) -> dict[str, Any]:
    """The model's one row: numbered steps, its months as a period of the plan's year, output and unit as the target."""
    year = plan.measures_year or plan.fiscal_year
    start, end = _month(year, model.first_month), _month(year, model.last_month)
    printed = _period(start, end)
    markers = [f"{number}." for number in range(1, len(model.steps) + 1)]
    return {
        "methods": [
            {"marker": to_thai(marker) if thai_numbers else marker, "text": text}
            for marker, text in zip(markers, model.steps, strict=True)
        ],
        "period_text": to_thai(printed) if thai_numbers else printed, "period_start": start,
        "period_end": end.replace(day=monthrange(end.year, end.month)[1]), "units": [model.office],
        "target_text": model.output, "target_unit": model.unit,
    }


def _month(fiscal_year: int, month: int) -> datetime.date:
    """The first day of a month of a B.E. fiscal year, which begins in October of the year before."""
    year = fiscal_year - BE_OFFSET - (1 if month >= FIRST_MONTH_OF_YEAR else 0)
    return datetime.date(year, month, 1)


def _period(start: datetime.date, end: datetime.date) -> str:
    """ตุลาคม 2567 – มีนาคม 2568; the year once where both months lie in it."""
    names = month_names("long")
    first, last = names[start.month - 1], f"{names[end.month - 1]} {end.year + BE_OFFSET}"
    return f"{first} – {last}" if start.year == end.year else f"{first} {start.year + BE_OFFSET} – {last}"
