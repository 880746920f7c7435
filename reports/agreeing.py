"""A signed plan handed down to its year: the words of the paper itself, with the rows they were read from.

Not here: signing (``signoff``), what the year does with it (``measures.services.agreeing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from accounts.doors import Standing
from files.services import FileProblem, read_bytes
from measures.models import Plan
from measures.services.agreeing import SignedMeasure, SignedRow, agree_plan
from reports.content import MeasureContent
from reports.lines import items_of_lines
from reports.models import LedgerEntry, Report, ReportKind, ReportState
from reports.paper import PaperAltered
from reports.snapshot import Unreadable, thaw

PRINTS_PLAN = "plan"
"""The section on which the plan stands; a paper of this kind without it, of scores alone, agrees nothing."""


def agree_if_plan(*, actor: Standing, report: Report, entry: LedgerEntry) -> None:
    """When the entry is the last signature under a paper with the plan, freeze it; nothing for any other.

    Within the transaction of the signature. Raises PaperAltered when the paper's words cannot be read.
    """
    if report.kind != ReportKind.PLAN or entry.to_state != ReportState.SIGNED:
        return
    plan = Plan.objects.filter(agency=report.agency_id, fiscal_year=report.fiscal_year).first()
    if plan is None:  # the year was taken away since: there is nothing left to record results in
        return
    snapshot = report.current_snapshot
    try:
        frozen = thaw(read_bytes(snapshot.content))
    except (Unreadable, FileProblem) as problem:
        raise PaperAltered(str(snapshot.pk)) from problem
    content = frozen.content
    if PRINTS_PLAN not in {section["section"] for section in frozen.layout.sections}:
        return
    titles = {group.key: group.title for group in content.groups}
    rows = zip_longest(content.plan, snapshot.rows[: len(content.plan)], fillvalue={})
    agree_plan(
        actor=actor, plan=plan, report_id=report.pk, signed_at=entry.at,
        measures=[_signed(measure, ids, titles.get(measure.group, "")) for measure, ids in rows],
    )  # fmt: skip


def _signed(measure: MeasureContent, ids: Mapping[str, Any], group_title: str) -> SignedMeasure:
    activity_ids = ids.get("activities", ())[: len(measure.activities)]
    return SignedMeasure(
        measure_id=ids.get("measure"), title=measure.title, detail=measure.detail, number=measure.number,
        number_text=measure.number_text, group_title=group_title, issue_no=measure.issue_no,
        issue_title=measure.issue_title,
        rows=tuple(
            SignedRow(
                activity_id, items_of_lines(row.methods), row.period_text, list(row.units), row.remark
            )
            for row, activity_id in zip_longest(measure.activities, activity_ids)
        ),
    )  # fmt: skip
