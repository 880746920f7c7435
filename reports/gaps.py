"""What is missing in a report: asked of the live rows when it is frozen, read back from the paper afterwards.

Only the rows that the layout prints are asked, so that a report without OIT tables never waits for them.
Not here: what is a gap (``measures.completeness``), that gaps stop the reporter's signature (``signoff``).
"""

from __future__ import annotations

from dataclasses import dataclass

from measures.completeness import Gap
from measures.models import Measure, Plan
from measures.selectors.gaps import gaps_of_plan
from reports.layouts import LayoutError, load_layout
from reports.models import Report, ReportKind

PARTS = ("measures", "plan", "indicators", "oit")
"""Sections that print rows, each by the name of the rows it prints."""


@dataclass(frozen=True)
class FrozenGap:
    """A gap of the frozen paper; ``is_mended`` when the live rows no longer have it, so that a new snapshot helps."""

    gap: Gap
    is_mended: bool


def gaps_of_report(report: Report) -> list[Gap]:
    """What the live rows lack now that the report's layout prints; needs the agency's scope. Raises LayoutError."""
    plan = Plan.objects.filter(agency=report.agency_id, fiscal_year=report.fiscal_year).first()
    if plan is None:
        return []
    printed = {section["section"] for section in load_layout(report.layout).sections}
    parts = [part for part in PARTS if part in printed]
    if "plan" in parts and not Measure.objects.filter(plan=plan, listed_as=Measure.ListedAs.PLAN).exists():
        parts = ["measures" if part == "plan" else part for part in parts]  # what the plan then prints
    return gaps_of_plan(plan=plan, round="" if report.kind == ReportKind.PLAN else report.round, parts=parts)


def gaps_of_snapshot(report: Report) -> list[FrozenGap]:
    """The gaps of the current snapshot in printed order; asks the live rows only when there are any."""
    snapshot = report.current_snapshot
    if snapshot is None or not snapshot.gaps:
        return []
    try:
        live = {(gap.row_kind, gap.row_id, gap.code) for gap in gaps_of_report(report)}
    except LayoutError:  # the layout was taken away since: what the paper lacks stays true
        live = None
    gaps = [Gap.from_data(data) for data in snapshot.gaps]
    return [FrozenGap(gap, live is not None and (gap.row_kind, gap.row_id, gap.code) not in live) for gap in gaps]
