"""The agency's texts of all years as rows to search in, in a fixed number of queries however many rows and years.

There is no index: an agency's ten years are a few hundred thousand letters, read in less than a second, and an index
would have to be kept right by every writer. Sources that belong to packages above come through ``measures.opening``.

Not here: finding in them (``measures.searching``), addresses (``measures.views.search``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from measures.models import (
    Activity,
    Clarification,
    Disclosure,
    Evidence,
    EvidenceUse,
    IndicatorProgress,
    IssueAnalysis,
    Measure,
    MeasureGroup,
    Plan,
    ProgressEntry,
    Result,
    Round,
)
from measures.opening import passages_registered
from measures.searching import SearchRow, Text
from measures.selectors.years import plans_of
from thai.markers import render_lines

READ = "read_year"


def rows_to_search(*, agency: Agency, year: int | None = None) -> list[SearchRow]:
    """Every row with text, the newest year first, then in the order of the pages; of one B.E. year when given."""
    plans = [plan for plan in plans_of(agency=agency) if year in (None, plan.fiscal_year)]
    years = {plan.pk: plan.fiscal_year for plan in plans}
    found = [
        *_measures(years), *_indicators(years), *_disclosures(years), *_clarifications(years), *_analyses(years),
        *_evidence(agency, years, with_unused=year is None), *_groups(years), *_of_packages_above(plans),
    ]
    return sorted(found, key=lambda row: -(row.year or 0))


def _row(year: int | None, part: Any, place: str, texts: list[tuple[Any, str]], *ways: Any) -> SearchRow:
    kept = tuple(Text(label, text) for label, text in texts if text and text.strip())
    return SearchRow(year, part, place, kept, ways)


def _lines(items: Any) -> str:
    """Typed items as lines; elements of an item set have plain texts for children."""
    if isinstance(items, list) and any(isinstance(child, str) for item in items for child in item.get("children", ())):
        return "\n".join(line for item in items for line in (str(item.get("text") or ""), *item.get("children", ())))
    return render_lines(items or [])


def _words(values: Any) -> str:
    return "\n".join(str(value) for value in values or [])


def _measures(years: dict[int, int]) -> Iterator[SearchRow]:
    activities = Activity.objects.prefetch_related("results", Prefetch("entries", ProgressEntry.objects.order_by("pk")))
    measures = Measure.objects.filter(plan__in=years).prefetch_related(Prefetch("activities", activities))
    for measure in measures.order_by("listed_as", "position", "pk"):
        year, place = years[measure.plan_id], measure.number_text or f"#{measure.position}"
        in_list: tuple[str, str, dict, str] = (READ, "measure_list", {}, f"#measure-{measure.pk}")
        texts = [
            (_("Measure / activity"), measure.title), (_("Detail"), measure.detail),
            (_("Rationale"), measure.rationale), (_("Title of the issue"), measure.issue_title),
        ]
        for activity in measure.activities.all():
            texts += [
                (_("Steps"), _lines(activity.methods)), (_("Period as printed"), activity.period_text),
                (_("Responsible units"), _words(activity.units)), (_("Target"), activity.target_text),
                (_("Remark"), activity.remark),
            ]
        yield _row(
            year, _("Measure"), place, texts, ("edit_measures", "measure_edit", {"measure_id": measure.pk}, ""), in_list
        )
        for activity in measure.activities.all():
            for result in activity.results.all():
                yield _result(year, place, measure, result, in_list)
            for entry in activity.entries.all():
                way = ("record_results", "entry_edit", {"entry_id": entry.pk}, "")
                yield _row(year, _("Diary of the measure"), place, [(_("What was done"), entry.text)], way, in_list)


def _result(year: int, place: str, measure: Measure, result: Result, in_list: Any) -> SearchRow:
    texts = [
        (_("Outputs"), _lines(result.outputs)), (_("Outcomes"), _lines(result.outcomes)),
        (_("Not done, because"), result.not_done_reason), (_("Problems and obstacles"), result.problems),
        (_("Suggestions"), result.suggestions),
    ]
    way = ("record_results", "result_edit", {"measure_id": measure.pk, "round": result.round}, "")
    return _row(year, _("Result of the measure"), f"{place} ({result.get_round_display()})", texts, way, in_list)


def _groups(years: dict[int, int]) -> Iterator[SearchRow]:
    for group in MeasureGroup.objects.filter(plan__in=years):
        yield _row(
            years[group.plan_id], _("Group"), group.number_text, [(_("Title"), group.title)],
            (READ, "measure_list", {}, ""),
        )


def _indicators(years: dict[int, int]) -> Iterator[SearchRow]:
    for row in IndicatorProgress.objects.filter(plan__in=years).order_by("position", "pk"):
        texts = [
            (_("Title"), row.title), (_("Guidance for improvement"), _lines(row.guidance)),
            (_("Responsible units"), row.units_text or _words(row.units)), (_("Progress"), _lines(row.notes)),
            (_("Period as printed"), row.period_text),
        ]
        yield _row(
            years[row.plan_id], _("Indicator"), row.number_text, texts,
            ("record_results", "indicator_edit", {"indicator_id": row.pk}, ""),
            (READ, "indicator_list", {}, f"#row-{row.pk}"),
        )


def _ways_of_disclosure(row: Disclosure) -> tuple:
    return (
        ("record_disclosures", "oit_edit", {"disclosure_id": row.pk}, ""), (READ, "oit_list", {}, f"#row-{row.pk}"),
    )


def _disclosures(years: dict[int, int]) -> Iterator[SearchRow]:
    rows = Disclosure.objects.filter(plan__in=years).select_related("item").prefetch_related("links")
    for row in rows.order_by("position", "pk"):
        texts = [
            (_("Title"), row.shown_title), (_("Elements"), _lines(row.shown_elements)),
            (_("Responsible units"), _words(row.units)), (_("Progress"), _lines(row.progress_notes)),
            (_("Found on the website"), row.website_finding), (_("Explanation for ITAS"), row.explanation),
        ]
        for link in row.links.all():
            texts += [(_("Click path"), link.click_path), (_("Address (URL)"), link.url)]
        yield _row(years[row.plan_id], _("OIT item"), row.code, texts, *_ways_of_disclosure(row))


def _clarifications(years: dict[int, int]) -> Iterator[SearchRow]:
    rows = Clarification.objects.filter(filing__plan__in=years).select_related("filing__disclosure")
    for row in rows:
        texts = [
            (_("What is disputed"), row.disputed), (_("Clarification"), row.argument),
            (_("Answer received"), row.outcome_note),
        ]
        yield _row(
            years[row.filing.plan_id], _("Clarification"), row.filing.disclosure.code, texts,
            ("file_disclosures", "filing_detail", {"filing_id": row.filing_id}, ""), (READ, "itas_sheet", {}, ""),
        )


def _analyses(years: dict[int, int]) -> Iterator[SearchRow]:
    for row in IssueAnalysis.objects.filter(plan__in=years):
        texts = [(_("Title"), row.title), (_("Heading as printed"), row.heading_text), (_("Analysis"), row.narrative)]
        yield _row(
            years[row.plan_id], _("Analysis"), row.number_text, texts,
            ("edit_analysis", "analysis_edit", {"analysis_id": row.pk}, ""),
            (READ, "analysis_list", {}, f"#issue-{row.pk}"),
        )


def _evidence(agency: Agency, years: dict[int, int], *, with_unused: bool) -> Iterator[SearchRow]:
    """A piece of evidence once for each year it serves; one that serves no row only among all years."""
    uses = EvidenceUse.objects.filter(plan__in=years).select_related("activity__measure", "indicator_row", "disclosure")
    rows = Evidence.objects.filter(agency=agency).prefetch_related(Prefetch("uses", uses))
    unused = None if not with_unused else max(years.values(), default=None)
    for row in rows:
        texts = [(_("What it shows"), row.title), (_("File name"), row.file_name), (_("Address (URL)"), row.url)]
        served = {years[use.plan_id]: use for use in reversed(row.uses.all())}
        for year, use in served.items():
            yield _row(year, _("Evidence"), _place_served(use), texts, *_ways_served(use))
        if not served and unused is not None:
            yield _row(unused, _("Evidence"), "", texts, (READ, "evidence_list", {}, ""))


def _place_served(use: EvidenceUse) -> str:
    if use.disclosure:
        return use.disclosure.code
    return use.indicator_row.number_text if use.indicator_row else use.activity.measure.number_text


def _ways_served(use: EvidenceUse) -> tuple:
    if use.disclosure:
        return _ways_of_disclosure(use.disclosure)
    if use.indicator_row:
        return (
            ("record_results", "indicator_edit", {"indicator_id": use.indicator_row_id}, ""),
            (READ, "indicator_list", {}, f"#row-{use.indicator_row_id}"),
        )
    measure = use.activity.measure_id
    round_name = use.round if use.round in Round.values else Round.TWELVE_MONTHS.value
    return (
        ("record_results", "result_edit", {"measure_id": measure, "round": round_name}, ""),
        (READ, "measure_list", {}, f"#measure-{measure}"),
    )


def _of_packages_above(plans: list[Plan]) -> Iterator[SearchRow]:
    """Printed words of the reports: one row for each page that edits them."""
    pages: dict[tuple[int, str], list] = {}
    for year, passage in passages_registered(plans):
        pages.setdefault((year, passage.route), []).append(passage)
    for (year, route), passages in pages.items():
        texts = [(passage.label, passage.text) for passage in passages]
        yield _row(
            year, passages[0].part, passages[0].place, texts, ("edit_texts", route, passages[0].arguments, ""),
            (READ, "year_home", {}, ""),
        )
