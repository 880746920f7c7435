"""Copying the rows of an earlier year into one just opened: what was planned, never what came of it.

Results, dates, budgets, evidence, status, findings, ticks and answers start empty, and so do the weak items a measure
answers: other items are weak now, and a person says anew which it is meant to lift. Texts stay as typed, years in them
too: ``measures.old_years`` marks them where they are shown. Nothing of the earlier year is changed.

Not here: the transaction and who may (``years``), which row becomes which (``measures.carry_forward``).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from indicators.models import Item
from measures.carry_forward import map_rows, same_title, union
from measures.models import (
    Activity,
    Disclosure,
    DisclosureLink,
    IndicatorProgress,
    Measure,
    MeasureGroup,
    Plan,
)
from measures.selectors.opening import groups_to_carry, lists_of, sides_of_items, sides_of_plan
from thai.text import normalise

GROUP_CARRIED = ("position", "number", "number_text", "title")
MEASURE_CARRIED = (
    "position", "number", "number_text", "group_no", "issue_no", "issue_title", "title", "detail", "rationale",
    "model_key",
)
ACTIVITY_CARRIED = (
    "position", "methods", "period_text", "units", "target_text", "target_figure", "target_unit", "remark",
)
INDICATOR_CARRIED = ("guidance", "units", "units_text", "period_text")
INDICATOR_ITSELF = ("position", "number", "number_text", "instrument", "title")


def _copied(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def shift_years(plan: Plan, source: Plan) -> None:
    """The years the plan stands for, as far from its own year as they were from the earlier one's."""
    distance = plan.fiscal_year - source.fiscal_year
    for name in ("measures_year", "assessed_year"):
        year = getattr(source, name)
        setattr(plan, name, None if year is None else year + distance)
    plan.opened_from = source


def carry_measures(plan: Plan, source: Plan) -> dict[str, int]:
    """Headings, measures and activities of the lists that are carried; how many measures and activities."""
    lists = lists_of(source, plan.fiscal_year)
    old_groups = list(groups_to_carry(source, lists))
    new_groups = MeasureGroup.objects.bulk_create(
        MeasureGroup(plan=plan, **_copied(group, GROUP_CARRIED)) for group in old_groups
    )
    groups = {old.pk: new for old, new in zip(old_groups, new_groups, strict=True)}
    old = list(
        Measure.objects.filter(plan=source, listed_as__in=lists.becomes).prefetch_related("activities")
        .order_by("listed_as", "position", "pk")
    )
    made = Measure.objects.bulk_create(
        Measure(
            plan=plan, listed_as=lists.becomes[measure.listed_as], group=groups.get(measure.group_id),
            carried_from=measure, **_copied(measure, MEASURE_CARRIED),
        )
        for measure in old
    )
    activities = Activity.objects.bulk_create(
        Activity(measure=new, **_copied(activity, ACTIVITY_CARRIED))
        for before, new in zip(old, made, strict=True)
        for activity in before.activities.all()
    )
    return {"measures": len(made), "activities": len(activities)}


def sources_of_items(plan: Plan, items: list[Item]) -> dict[Hashable, list[Disclosure]]:
    """For each item of the new year the rows of the earlier one it comes from, with their addresses."""
    if plan.opened_from_id is None:
        return {}
    rows = {
        row.pk: row
        for row in Disclosure.objects.filter(plan=plan.opened_from).select_related("item").prefetch_related("links")
    }
    mapping = map_rows(sides_of_plan(plan.opened_from), sides_of_items(plan.fiscal_year))
    return {item.pk: [rows[side.key] for side in mapping.sources.get(item.pk, ())] for item in items}


def filled_in(row: Disclosure, item: Item, sources: list[Disclosure]) -> Disclosure:
    """The new row with the units and explanations of its sources; own wording only for an item of the same title."""
    row.carried_from = sources[0]
    row.units = union(source.units for source in sources)
    row.explanation = "\n".join(union([source.explanation] for source in sources if source.explanation))
    twin = next((source for source in sources if same_title(source.shown_title, item.title)), None)
    if twin is not None:
        if normalise(twin.shown_title) == normalise(item.title):
            row.title = twin.title
        if not item.elements:  # elements known for the new year are never hidden by last year's
            row.elements = twin.elements
    return row


def carry_links(rows: list[Disclosure], sources: dict[Hashable, list[Disclosure]]) -> int:
    """The addresses and click paths of each row's sources, each once; how many."""
    links = []
    for row in rows:
        pairs = union([(link.url, link.click_path) for link in source.links.all()]
                      for source in sources.get(row.item_id, ()))
        links += [
            DisclosureLink(disclosure=row, position=position, url=url, click_path=path)
            for position, (url, path) in enumerate(pairs)
        ]
    return len(DisclosureLink.objects.bulk_create(links))


def carry_into_indicators(plan: Plan, rows: list[IndicatorProgress]) -> list[IndicatorProgress]:
    """The unsaved rows with last year's guidance and units by number; all of last year's when the set names none.

    The indicators have been the same since 2564, so a year whose list of them is not known goes on with them.
    """
    before = list(IndicatorProgress.objects.filter(plan=plan.opened_from).order_by("position", "pk"))
    if not rows:
        return [
            IndicatorProgress(plan=plan, **_copied(row, INDICATOR_ITSELF + INDICATOR_CARRIED)) for row in before
        ]
    by_number = {row.number: row for row in reversed(before) if row.number is not None}
    for row in rows:
        if old := by_number.get(row.number):
            for name, value in _copied(old, INDICATOR_CARRIED).items():
                setattr(row, name, value)
    return rows
