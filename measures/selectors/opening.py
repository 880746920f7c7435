"""What opening a year from an earlier one would carry, and what a year carried over says of years gone by.

The preview and the deed ask the same function, so what was shown is what happens.

Not here: the rules (``measures.carry_forward``, ``measures.old_years``), writing (``measures.services.carrying``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from indicators.models import Item
from measures.carry_forward import Mapping, Side, map_rows
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, MeasureGroup, Plan
from measures.opening import Passage, passages_registered
from measures.selectors.item_sets import has_item_set
from measures.selectors.years import plans_of
from thai.markers import render_lines

TYPED: dict[str, dict[str, Any]] = {
    "group": {"title": _("Group")},
    "measure": {"title": _("Measure / activity"), "detail": _("Detail"), "rationale": _("Rationale")},
    "activity": {
        "methods": _("Steps"), "period_text": _("Period as printed"), "target_text": _("Target"),
        "remark": _("Remark"),
    },
    "disclosure": {"title": _("Title"), "elements": _("Elements"), "explanation": _("Explanation for ITAS")},
    "indicator": {"guidance": _("Guidance for improvement"), "period_text": _("Period as printed")},
}
"""The carried texts by kind of row; only these may have their years moved."""


@dataclass(frozen=True)
class Lists:
    """Which list of the earlier year becomes which of the new: ``{listed_as before: listed_as after}``."""

    becomes: dict[str, str]

    @property
    def plan_becomes_report(self) -> bool:
        return self.becomes == {Measure.ListedAs.PLAN: Measure.ListedAs.REPORT}


@dataclass(frozen=True)
class Opening:
    """What would be carried from ``source`` into a year."""

    source: Plan
    fiscal_year: int
    lists: Lists
    measures: int
    activities: int
    groups: int
    indicators: int
    has_item_set: bool
    mapping: Mapping = field(default_factory=lambda: Mapping((), ()))


def years_to_start_from(*, agency: Agency) -> list[Plan]:
    """The agency's years, newest first, one of which a new year may start from."""
    return list(plans_of(agency=agency))


def lists_of(source: Plan, fiscal_year: int) -> Lists:
    """What an earlier year decided for this one is what this one reports on.

    A plan list whose ``measures_year`` is the new year becomes its list of measures and results, in place of the
    earlier year's own; the plan for the year after starts empty. Else both lists are carried as what they were.
    """
    planned = Measure.objects.filter(plan=source, listed_as=Measure.ListedAs.PLAN).exists()
    if planned and source.measures_year == fiscal_year:
        return Lists({Measure.ListedAs.PLAN: Measure.ListedAs.REPORT})
    return Lists({value: value for value in Measure.ListedAs})


def opening_of(*, source: Plan, fiscal_year: int) -> Opening:
    """What opening ``fiscal_year`` from ``source`` carries. A fixed number of queries."""
    lists = lists_of(source, fiscal_year)
    measures = Measure.objects.filter(plan=source, listed_as__in=lists.becomes)
    return Opening(
        source=source, fiscal_year=fiscal_year, lists=lists, measures=measures.count(),
        activities=Activity.objects.filter(measure__in=measures).count(),
        groups=groups_to_carry(source, lists).count(),
        indicators=IndicatorProgress.objects.filter(plan=source).count(),
        has_item_set=has_item_set(fiscal_year=fiscal_year),
        mapping=map_rows(sides_of_plan(source), sides_of_items(fiscal_year)),
    )


def groups_to_carry(source: Plan, lists: Lists):
    """All headings, or only those over the measures that are carried when one list takes the other's place."""
    groups = MeasureGroup.objects.filter(plan=source)
    return groups.filter(measures__listed_as=Measure.ListedAs.PLAN).distinct() if lists.plan_becomes_report else groups


def sides_of_plan(plan: Plan) -> list[Side]:
    """The plan's OIT rows as the mapping reads them, by the list's titles where known; the key is the row's id."""
    rows = Disclosure.objects.filter(plan=plan).select_related("item").order_by("position", "pk")
    return [
        Side(
            row.pk, row.code, (row.item.title if row.item else "") or row.title, row.item.topic if row.item else ""
        )
        for row in rows
    ]


def sides_of_items(fiscal_year: int) -> list[Side]:
    """The OIT items of a year's set, known so far; the key is the item's id."""
    items = Item.objects.filter(item_set__fiscal_year=fiscal_year, instrument="OIT")
    return [
        Side(item.pk, item.code, item.title, item.topic) for item in items.order_by("position", "number", "pk")
    ]


def mapping_of(plan: Plan) -> Mapping:
    """How the OIT rows of the year this one was carried from stand to its own rows; empty without one."""
    if plan.opened_from is None:
        return Mapping((), ())
    return map_rows(sides_of_plan(plan.opened_from), sides_of_plan(plan))


def passages_of(plan: Plan) -> list[Passage]:
    """Every text of a plan that opening a year carries, in the order of the pages, with the way to edit it."""
    return [
        *_of_measures(plan), *_of_disclosures(plan), *_of_indicators(plan),
        *(passage for _year, passage in passages_registered([plan])),
    ]


def _of_measures(plan: Plan) -> Iterable[Passage]:
    measures = Measure.objects.filter(plan=plan).select_related("group").prefetch_related("activities")
    groups: set[int] = set()
    for measure in measures.order_by("listed_as", "position", "pk"):
        page: tuple[str, dict] = ("measure_edit", {"measure_id": measure.pk})
        group, place = measure.group, measure.number_text or f"#{measure.position}"
        if group and group.pk not in groups:
            groups.add(group.pk)
            yield Passage(
                _("Measure"), _("Group"), group.number_text, group.title, *page, target=("group", group.pk, "title")
            )
        activities = list(measure.activities.all())
        rows = [("measure", measure, place)]
        for number, activity in enumerate(activities, start=1):
            numbered = gettext("%(row)s, row %(number)s") % {"row": place, "number": number}
            rows.append(("activity", activity, numbered if len(activities) > 1 else place))
        for kind, row, where in rows:
            for name, label in TYPED[kind].items():
                yield Passage(
                    _("Measure"), label, where, typed_text(row, name), *page, target=(kind, row.pk, name)
                )


def _of_disclosures(plan: Plan) -> Iterable[Passage]:
    rows = Disclosure.objects.filter(plan=plan).prefetch_related("links").order_by("position", "pk")
    for row in rows:
        page: tuple[str, dict] = ("oit_edit", {"disclosure_id": row.pk})
        for name, label in TYPED["disclosure"].items():
            target = ("disclosure", row.pk, name)
            yield Passage(_("OIT item"), label, row.code, typed_text(row, name), *page, target=target)
        for link in row.links.all():  # an address with another year is another address: nobody moves it
            yield Passage(_("OIT item"), _("Address (URL)"), row.code, link.url, *page)
            yield Passage(_("OIT item"), _("Click path"), row.code, link.click_path, *page)


def _of_indicators(plan: Plan) -> Iterable[Passage]:
    for row in IndicatorProgress.objects.filter(plan=plan).order_by("position", "pk"):
        for name, label in TYPED["indicator"].items():
            yield Passage(
                _("Indicator"), label, row.number_text, typed_text(row, name), "indicator_edit",
                {"indicator_id": row.pk}, target=("indicator", row.pk, name),
            )


def typed_text(row: Any, name: str) -> str:
    """A typed field as one text, list fields line by line."""
    value = getattr(row, name)
    return value if isinstance(value, str) else render_lines(value)
