"""Reads a year as plain values for the detectors, in a fixed number of queries.

Not here: the rules (``measures.detectors``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Prefetch

from indicators.calculation import reading as calculation
from indicators.models import Item, ScoreRow
from measures.detectors.reading import Field, Issue, ItemFacts, Score, Timed, Year, lines_of
from measures.models import Activity, Disclosure, IndicatorProgress, IssueAnalysis, Measure, Plan, Result
from measures.places import Place, disclosure_place, indicator_place, measure_place, short
from measures.selectors.assessed import assessed_year_of


def read_year(plan: Plan, *, focus: Collection[tuple[str, int]] | None = None) -> Year:
    """The year of a plan; with ``focus`` remarks are asked of these rows alone."""
    year = plan.measures_year or plan.fiscal_year
    assessed = assessed_year_of(plan)
    items, reading = _items(), calculation.read_year(assessed)
    fields, timed = [], []
    for measure in _measures(plan):
        of_measure, periods = _of_measure(measure)
        fields += of_measure
        timed += periods
    for row in IndicatorProgress.objects.filter(plan=plan).defer("provenance").order_by("position", "pk"):
        of_row, period = _of_indicator(row)
        fields += of_row
        timed.append(period)
    disclosures = Disclosure.objects.filter(plan=plan).select_related("item").defer("provenance")
    for row in disclosures.order_by("position", "pk"):
        fields += _of_disclosure(row, plan.fiscal_year)
    analyses = IssueAnalysis.objects.filter(plan=plan).defer("provenance").order_by("position", "pk")
    issues = [_issue(row) for row in analyses]
    return Year(
        fiscal_year=year, agency_name=plan.agency.name, website=plan.agency.website, assessed_year=assessed,
        fields=tuple([*fields, *(issue.where for issue in issues)]), timed=tuple(timed), earlier=tuple(_earlier(plan)),
        items={item.number: item for item in items if item.year == plan.fiscal_year},
        assessed_items={item.number: item for item in items if item.year == assessed},
        other_items=tuple(item for item in items if item.year != plan.fiscal_year),
        rules=reading.rules, indicator_names=_indicator_names(reading), scores=tuple(_scores(plan)),
        issues=tuple(issues), focus=None if focus is None else frozenset(focus),
    )  # fmt: skip


def _measures(plan: Plan, **only: str) -> list[Measure]:
    activities = Activity.objects.defer("provenance").order_by("position", "pk").prefetch_related(
        Prefetch("results", Result.objects.order_by("round", "pk"), to_attr="of_all_rounds")
    )
    found = Measure.objects.filter(plan=plan, **only).defer("provenance").order_by("listed_as", "position", "pk")
    return list(found.prefetch_related(Prefetch("activities", activities, to_attr="rows")))


def _of_measure(measure: Measure) -> tuple[list[Field], list[Timed]]:
    at = replace(measure_place(measure, measure.rows), siblings=len(measure.rows))
    texts = (("title", "title"), ("detail", "title"), ("rationale", "rationale"))
    fields = [
        Field("measure", measure.pk, name, part, lines_of(getattr(measure, name)), at) for name, part in texts
    ]
    timed = []
    for number, activity in enumerate(measure.rows, start=1):
        here = replace(at, number=number)
        steps = Field("activity", activity.pk, "methods", "steps", lines_of(activity.methods), here)
        period = Field("activity", activity.pk, "period_text", "period", lines_of(activity.period_text), here)
        fields += [
            steps, period, Field("activity", activity.pk, "remark", "remark", lines_of(activity.remark), here),
            Field("activity", activity.pk, "units", "units", lines_of(activity.units), here),
        ]  # fmt: skip
        timed.append(Timed(period, activity.period_start, activity.period_end, steps.lines, measure.listed_as))
        for result in activity.of_all_rounds:
            fields += _of_result(activity.pk, result, replace(here, round=result.round))
    return fields, timed


def _of_result(activity_id: int, result: Result, at: Place) -> Iterator[Field]:
    for name in ("outputs", "outcomes", "problems", "suggestions", "not_done_reason"):
        if lines := lines_of(getattr(result, name)):
            yield Field("result", activity_id, name, name, lines, at, status=result.status)


def _of_indicator(row: IndicatorProgress) -> tuple[list[Field], Timed]:
    at = indicator_place(row)
    guidance = Field("indicator", row.pk, "guidance", "steps", lines_of(row.guidance), at)
    period = Field("indicator", row.pk, "period_text", "period", lines_of(row.period_text), at)
    notes = Field("indicator", row.pk, "notes", "notes", lines_of(row.notes), at, status=row.status)
    return [guidance, period, notes], Timed(period, row.period_start, row.period_end, guidance.lines, "indicators")


def _of_disclosure(row: Disclosure, fiscal_year: int) -> list[Field]:
    item = row.item
    facts = {
        "at": disclosure_place(row), "status": row.status,
        "number": row.number if row.number is not None else (item.number if item else None),
        "item": item_facts(item, fiscal_year) if item else None,
        "asked": "\n".join([row.shown_title, *(line.text for line in lines_of(row.shown_elements))]),
    }  # fmt: skip
    texts = (
        ("title", "title"), ("elements", "elements"), ("progress_notes", "notes"), ("website_finding", "finding"),
        ("explanation", "explanation"),
    )  # fmt: skip
    return [Field("disclosure", row.pk, name, part, lines_of(getattr(row, name)), **facts) for name, part in texts]


def _issue(row: IssueAnalysis) -> Issue:
    at = Place(name=short(row.heading_text or f"{row.number_text} {row.title}"))
    codes = tuple(str(code) for block in row.blocks for code in block.get("item_codes") or ())
    return Issue(Field("analysis", row.pk, "narrative", "narrative", lines_of(row.narrative), at), codes)


def item_facts(item: Item, year: int) -> ItemFacts:
    """The item as the set has it."""
    elements = tuple(line.text for line in lines_of(item.elements or ()))
    return ItemFacts(year=year, number=item.number, title=item.title, elements=elements)


def _items() -> list[ItemFacts]:
    found = Item.objects.filter(instrument="OIT").values_list("item_set__fiscal_year", "number", "title")
    return [ItemFacts(year=year, number=number, title=title) for year, number, title in found.order_by("pk")]


def _indicator_names(reading: calculation.Reading) -> dict[int, str]:
    numbers = (number for each in reading.rules.indicators_of.values() for number in each)
    return {number: reading.names[str(number)] for number in numbers}


def _scores(plan: Plan) -> Iterator[Score]:
    rows = ScoreRow.objects.filter(sheet__agency=plan.agency_id, sheet__report_year=plan.fiscal_year)
    for row in rows.defer("provenance").order_by("position", "pk"):
        yield Score(
            id=row.pk, part=row.part, code=row.code, instrument=row.instrument or row.code, number=row.number,
            label=row.indicator_label or row.title, text=row.text, value=row.value, threshold=row.threshold,
            instrument_part=row.instrument_part,
        )  # fmt: skip


def _earlier(plan: Plan) -> Iterator[Field]:
    """Results of the year it was opened from, else of the year before."""
    one = {"pk": plan.opened_from_id} if plan.opened_from_id else {"fiscal_year": plan.fiscal_year - 1}
    earlier = Plan.objects.filter(agency=plan.agency_id, **one).first()
    if earlier is None:
        return
    for measure in _measures(earlier, listed_as=Measure.ListedAs.REPORT):
        yield from (field for field in _of_measure(measure)[0] if field.row_kind == "result")
    for row in IndicatorProgress.objects.filter(plan=earlier).defer("provenance").order_by("position", "pk"):
        yield _of_indicator(row)[0][2]


