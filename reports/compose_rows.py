"""The rows of a plan as content: measures with the results of one round, indicator rows, OIT answers.

Groups get small keys of their own in printed order, so that the same words give the same bytes whatever the row ids.

Not here: titles, texts and desks (``compose``), what became of a signed plan (``compose_agreed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from indicators.models import Item
from measures.models import (
    Activity,
    Disclosure,
    DisclosureGroup,
    IndicatorProgress,
    Measure,
    MeasureGroup,
    Plan,
    Result,
)
from measures.selectors.agreed import agreement_of
from measures.selectors.item_sets import issue_titles
from reports.blocks import Line
from reports.compose_agreed import compose_agreed
from reports.content import (
    ActivityContent,
    DisclosureContent,
    DisclosureGroupContent,
    GroupContent,
    IndicatorContent,
    MeasureContent,
)
from reports.lines import lines_of_items, texts_of
from reports.models import ReportKind

ELEMENT_MARKER = "-"
"""Elements of the item set have no markers; the offices print them as a dash list (LAYOUTS B7)."""


@dataclass(frozen=True)
class ComposedRows:
    """The row fields of ``ReportContent``, and of a plan the ids of its measures, as ``Snapshot.rows`` keeps them."""

    fields: dict[str, Any]
    ids: list[dict[str, Any]]


def compose_rows(*, plan: Plan, kind: str, round_name: str) -> ComposedRows:
    """The rows of the year as this kind of report prints them, in nine queries at most, whatever their number.

    A plan prints the plan by issue, or where the year has none its measures; every other kind prints the measures, in
    the words of the signed plan if there is one.
    """
    groups = _groups(plan)
    group_keys = {pk: group.key for pk, group in groups.items()}
    measures = _measures(plan, kind, round_name)
    listed = [one for one in measures if one.listed_as != Measure.ListedAs.PLAN]
    planned = [one for one in measures if one.listed_as == Measure.ListedAs.PLAN]
    content = tuple(_measure(one, group_keys) for one in listed)
    if kind == ReportKind.PLAN:
        planned = planned or listed
    elif agreement := agreement_of(plan=plan):
        content = compose_agreed(
            agreement.changes([(one, one.activities.all()) for one in listed]), groups=tuple(groups.values()),
            measure_content=lambda one: _measure(one, group_keys), activity_content=_activity,
        )  # fmt: skip
    plan_content = tuple(_measure(one, group_keys) for one in planned)
    fields = _other_rows(plan) | {
        "groups": tuple(groups.values()),
        "measures": content,
        "plan": _with_issues(plan_content, plan) if kind == ReportKind.PLAN else plan_content,
    }
    return ComposedRows(fields, _ids(planned) if kind == ReportKind.PLAN else [])


def _groups(plan: Plan) -> dict[int, GroupContent]:
    return {
        group.pk: GroupContent(key=key, number_text=group.number_text, title=group.title)
        for key, group in enumerate(MeasureGroup.objects.filter(plan=plan).defer("provenance"), start=1)
    }


def _ids(planned: Sequence[Measure]) -> list[dict[str, Any]]:
    return [{"measure": one.pk, "activities": [each.pk for each in one.activities.all()]} for one in planned]


def _with_issues(planned: tuple[MeasureContent, ...], plan: Plan) -> tuple[MeasureContent, ...]:
    """The measures with the name of their issue where only its number is recorded."""
    if all(one.issue_title or one.issue_no is None for one in planned):
        return planned
    names = issue_titles(fiscal_year=plan.fiscal_year)
    return tuple(replace(one, issue_title=one.issue_title or names.get(one.issue_no, "")) for one in planned)


def _other_rows(plan: Plan) -> dict[str, Any]:
    oit_groups = list(DisclosureGroup.objects.filter(plan=plan).defer("provenance"))
    oit_keys = {group.pk: number for number, group in enumerate(oit_groups, start=1)}
    disclosures = Disclosure.objects.filter(plan=plan).defer("provenance").order_by("position", "pk")
    items = Item.objects.only("number", "title", "elements")
    indicators = IndicatorProgress.objects.filter(plan=plan).defer("provenance")
    return {
        "measures_year": plan.measures_year,
        "assessed_year": plan.assessed_year,
        "indicators": tuple(_indicator(row) for row in indicators),
        "oit_groups": tuple(
            DisclosureGroupContent(
                key=oit_keys[group.pk], code_text=group.code_text or group.code, title=group.title,
                subtitle=group.subtitle, heading_text=group.heading_text,
            )
            for group in oit_groups
        ),
        "oit_rows": tuple(
            _disclosure(row, oit_keys) for row in disclosures.prefetch_related(Prefetch("item", queryset=items))
        ),
    }  # fmt: skip


def _measures(plan: Plan, kind: str, round_name: str) -> list[Measure]:
    results = Result.objects.none() if kind == ReportKind.PLAN else Result.objects.filter(round=round_name)
    activities = Activity.objects.defer("provenance").prefetch_related(
        Prefetch("results", queryset=results, to_attr="of_this_round")
    )
    measures = Measure.objects.filter(plan=plan).defer("provenance")
    return list(measures.prefetch_related(Prefetch("activities", queryset=activities)))


def _measure(measure: Measure, group_keys: dict[int, int]) -> MeasureContent:
    return MeasureContent(
        number_text=measure.number_text, number=measure.number,
        title=measure.title, detail=measure.detail, rationale=measure.rationale,
        group=group_keys.get(measure.group_id), issue_no=measure.issue_no, issue_title=measure.issue_title,
        activities=tuple(_activity(one) for one in measure.activities.all()),
    )  # fmt: skip


def _activity(activity: Activity) -> ActivityContent:
    result = next(iter(activity.of_this_round), None) or Result()
    return ActivityContent(
        methods=lines_of_items(activity.methods), period_text=activity.period_text, units=texts_of(activity.units),
        remark=activity.remark, status=result.status, not_done_reason=result.not_done_reason,
        outputs=lines_of_items(result.outputs), outcomes=lines_of_items(result.outcomes),
        problems=result.problems, suggestions=result.suggestions,
    )  # fmt: skip


def _indicator(row: IndicatorProgress) -> IndicatorContent:
    return IndicatorContent(
        number_text=row.number_text, number=row.number, title=row.title, guidance=lines_of_items(row.guidance),
        units=texts_of(row.units), units_text=row.units_text, period_text=row.period_text,
        status=row.status, notes=lines_of_items(row.notes),
    )  # fmt: skip


def _disclosure(row: Disclosure, group_keys: dict[int, int]) -> DisclosureContent:
    item = row.item
    return DisclosureContent(
        code=row.code, number=row.number if row.number is not None else (item.number if item else None),
        code_text=row.code_text, group=group_keys.get(row.group_id), title=row.title or (item.title if item else ""),
        elements=lines_of_items(row.elements) or (_elements_of(item) if item else ()), units=texts_of(row.units),
        status=row.status, notes=lines_of_items(row.progress_notes),
        finding=row.website_finding, finding_marker=row.website_finding_marker, finding_class=row.finding_class,
    )  # fmt: skip


def _elements_of(item: Item) -> tuple[Line, ...]:
    """The set's elements, children one step deeper; none when the set does not know them."""
    lines = []
    for element in item.elements or ():
        lines.append(Line(text=str(element["text"]), marker=ELEMENT_MARKER))
        lines += [Line(text=str(child), level=1) for child in element.get("children") or ()]
    return tuple(lines)
