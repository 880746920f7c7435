"""Opening a fiscal year: the plan and, from the year's item set, its rows still to be answered.

A year may start from an earlier one of the agency; what is carried and what starts empty says ``carrying``.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.doors import Standing
from indicators.models import ItemSet
from measures.models import Disclosure, DisclosureGroup, IndicatorProgress, Plan
from measures.opening import Heading, headings_of, in_order_of, items_of_rows, lacking_items, on_year_opened
from measures.selectors.item_sets import PROGRESS_INSTRUMENTS
from measures.services.calendar import lay_out_defaults
from measures.services.carrying import (
    carry_into_indicators,
    carry_links,
    carry_measures,
    filled_in,
    shift_years,
    sources_of_items,
)
from measures.services.saving import held, save_next_version, trace
from thai.digits import to_thai


class YearAlreadyOpen(Exception):
    """The agency has this year already; nothing was changed."""


class NotEarlier(Exception):
    """A year starts from an earlier one only; nothing was changed."""


def open_year(*, actor: Standing, fiscal_year: int, carry_from: Plan | None = None) -> Plan:
    """The agency's plan for a B.E. year, with the rows of the year's item set when one is known.

    ``carry_from`` is an earlier year of the agency to start from. Raises YearAlreadyOpen, NotEarlier, and
    Plan.DoesNotExist for another agency's year.
    """
    try:
        with transaction.atomic():
            if Plan.objects.filter(agency=actor.agency, fiscal_year=fiscal_year).exists():
                raise YearAlreadyOpen(fiscal_year)
            plan = Plan.objects.create(agency=actor.agency, fiscal_year=fiscal_year)
            with held(actor=actor, plan=plan, act="open_year") as plan:
                rows = _carry(actor, plan, carry_from) if carry_from else _take_over(plan)
                lay_out_defaults(plan)
                trace(
                    actor=actor, plan=plan, act="year.opened", row=plan, before={},
                    after={"fiscal_year": fiscal_year, **rows},
                )
    except IntegrityError as error:  # two people in the same second
        raise YearAlreadyOpen(fiscal_year) from error
    return plan


def take_over_items(*, actor: Standing, plan: Plan) -> dict[str, int]:
    """Add the rows of the item set that the year lacks: the list became known after opening, or has grown since."""
    with held(actor=actor, plan=plan, act="open_year") as plan:
        rows = _take_over(plan)
        if any(rows.values()):
            trace(actor=actor, plan=plan, act="year.items_taken_over", row=plan, before={}, after=rows)
    return rows


def _carry(actor: Standing, plan: Plan, source: Plan) -> dict[str, int]:
    source = Plan.objects.select_for_update(of=("self",)).get(pk=source.pk, agency=actor.agency)
    if source.fiscal_year >= plan.fiscal_year:
        raise NotEarlier(source.fiscal_year)
    shift_years(plan, source)
    plan.save()
    return {
        "carried_from": source.fiscal_year, **carry_measures(plan, source), **_take_over(plan),
        **on_year_opened(actor=actor, plan=plan, source=source),
    }


def _take_over(plan: Plan) -> dict[str, int]:
    """How many rows were made of each kind; rows that are there stay, indicators that are there are the list."""
    item_set = ItemSet.objects.filter(fiscal_year=plan.fiscal_year).first()
    made = {"disclosures": 0, "indicators": 0}
    if item_set is not None:
        headings = Headings(plan, item_set)
        joined = _join_items(plan, headings)
        made |= {"joined": joined} if joined else {}
        made["disclosures"] = _add_disclosures(plan, headings)
    if not plan.indicator_rows.exists():
        made["indicators"] = _add_indicator_rows(plan, item_set)
    return made


class Headings:
    """A set's OIT items in order, and the plan's groups for their headings, made as they are needed."""

    def __init__(self, plan: Plan, item_set: ItemSet):
        self.plan = plan
        self.items = list(item_set.items.filter(instrument="OIT").order_by("position", "number", "pk"))
        self.names = {sub.code: (sub.name, sub.indicator_number) for sub in item_set.sub_indicators.all()}
        self.indicators = dict(item_set.indicators.values_list("number", "name"))
        self.groups = {(group.code, group.title): group for group in plan.disclosure_groups.all()}

    def group_under(self, heading: Heading | None) -> DisclosureGroup | None:
        """The plan's group of this heading; None where the set knows none."""
        if heading is None:
            return None
        key = (heading.code, heading.title)
        if key not in self.groups:
            self.groups[key] = DisclosureGroup.objects.create(
                plan=self.plan, position=self.plan.disclosure_groups.count() + 1, code=heading.code,
                code_text=heading.code, title=heading.title, heading_text=heading.text,
                indicator_no=heading.indicator_no, indicator_title=self.indicators.get(heading.indicator_no, ""),
            )
        return self.groups[key]


def _join_items(plan: Plan, headings: Headings) -> int:
    """How many rows, pasted before the list was known, now stand under its items' headings; what was typed stays."""
    pairs = items_of_rows(headings.items, Disclosure.objects.filter(plan=plan, item=None).order_by("position", "pk"))
    heading_of = {
        item.pk: heading for heading, members in headings_of(headings.items, headings.names) for item in members
    }
    for row, item in pairs:
        row.item, row.number = item, item.number
        if row.group_id is None and (heading := heading_of[item.pk]):
            row.group, row.group_code = headings.group_under(heading), heading.code
        save_next_version(row, {"item", "number", "group", "group_code"})
    return len(pairs)


def _add_disclosures(plan: Plan, headings: Headings) -> int:
    items = headings.items
    present = list(Disclosure.objects.filter(plan=plan).select_related("group").order_by("position", "pk"))
    lacking = lacking_items(items, present)
    if not lacking:
        return 0
    sources = sources_of_items(plan, items)
    rows: list[Disclosure] = []
    for heading, members in headings_of(lacking, headings.names):
        group = headings.group_under(heading)
        for item in members:
            row = Disclosure(
                plan=plan, group=group, item=item, code=item.code, number=item.number,
                group_code=heading.code if heading else "",
            )
            rows.append(filled_in(row, item, sources[item.pk]) if sources.get(item.pk) else row)
    for position, row in enumerate(in_order_of(items, present, rows), start=1):
        row.position = position
    Disclosure.objects.bulk_update(present, ["position"])
    rows = Disclosure.objects.bulk_create(rows)
    carry_links(rows, sources)
    return len(rows)


def _add_indicator_rows(plan: Plan, item_set: ItemSet | None) -> int:
    named = item_set.indicators.filter(instrument__in=PROGRESS_INSTRUMENTS).order_by("number") if item_set else ()
    rows = [
        IndicatorProgress(
            plan=plan, position=position, number=indicator.number, number_text=to_thai(indicator.number),
            instrument=indicator.instrument, title=indicator.name,
        )
        for position, indicator in enumerate(named, start=1)
    ]
    if plan.opened_from_id is not None:
        rows = carry_into_indicators(plan, rows)
    return len(IndicatorProgress.objects.bulk_create(rows))
