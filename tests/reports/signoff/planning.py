"""A year with measures, its plan brought through the desks, and what a report of results then says.

Not here: reports whose paper nobody reads (``papers``).
"""

from __future__ import annotations

from django_scopes import scope

from files.services import store_bytes
from measures.models import Activity, Measure, Plan, Result
from reports.blocks import Table
from reports.compose import compose_content
from reports.content import ReportContent
from reports.document import build_document
from reports.layouts import load_layout
from reports.models import Report, Snapshot
from reports.services import compose_snapshot, create_report
from reports.snapshot import digest_over
from tests.reports.signoff.papers import PDF, act
from tests.world import Town

YEAR = 2568
LAYOUTS = {"plan": "plan-by-issue", "result": "result-7col", "progress": "result-progress"}


def step(text: str) -> list[dict]:
    return [{"marker": "๑.", "text": text}]


def make_year(town: Town, fiscal_year: int = YEAR) -> Plan:
    with scope(agency=town.agency):
        return Plan.objects.create(agency=town.agency, fiscal_year=fiscal_year)


def write(plan: Plan, title: str, *steps: str, listed_as: str = "measures", **values) -> Measure:
    """A measure at the end of its list with a row per step; "" for a row of which only the steps are blank."""
    with scope(agency=plan.agency):
        measure = Measure.objects.create(
            plan=plan, title=title, listed_as=listed_as, position=1 + plan.measures.filter(listed_as=listed_as).count(),
            **values,
        )  # fmt: skip
        for place, text in enumerate(steps or ("ประชุม",)):
            Activity.objects.create(
                measure=measure, position=place, methods=step(text), period_text="ตลอดปีงบประมาณ", units=["กองคลัง"]
            )
    return measure


def open_report(town: Town, kind: str, **values) -> Report:
    with scope(agency=town.agency):
        return create_report(
            actor=town.standing("chai"), kind=kind,
            **{"fiscal_year": YEAR, "round_name": "twelve_months", "layout": LAYOUTS[kind]} | values,
        )  # fmt: skip


def freeze(town: Town, report: Report) -> Snapshot:
    """Compose the report and set a PDF as the worker does."""
    with scope(agency=town.agency):
        snapshot = compose_snapshot(actor=town.standing("chai"), report=report)
        snapshot = Snapshot.objects.select_related("content").get(pk=snapshot.pk)
        snapshot.pdf = store_bytes(content=PDF + str(snapshot.pk).encode(), media_type="application/pdf")
        snapshot.pages, snapshot.digest = 1, digest_over(snapshot.content.sha256, snapshot.pdf.sha256)
        snapshot.save()
    return snapshot


def sign_plan(town: Town, **values) -> Report:
    """A plan of the year from the reporter's button to the mayor's signature."""
    report = open_report(town, "plan", **values)
    freeze(town, report)
    for who, name in (("chai", "propose"), ("duangjai", "approve"), ("ekachai", "sign")):
        act(town, who, report, name)
    return report


def publish(town: Town, report: Report) -> None:
    """Put a signed report out of the way, so that another of its kind can be opened."""
    with scope(agency=town.agency):
        Report.objects.filter(pk=report.pk).update(state="published")


def record(measure: Measure, words: str = "ทำแล้ว") -> None:
    """A result of each row of the measure."""
    with scope(agency=measure.plan.agency):
        for activity in measure.activities.all():
            Result.objects.create(activity=activity, round="twelve_months", status="done", outputs=step(words))


def results_of(town: Town, kind: str = "result") -> ReportContent:
    with scope(agency=town.agency):
        return compose_content(agency=town.agency, fiscal_year=YEAR, kind=kind)


def printed(town: Town, kind: str = "result") -> list[list[str]]:
    """The cells of the measures table, row by row."""
    document = build_document(results_of(town, kind), load_layout(LAYOUTS[kind]))
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.name == "measures"]
    return [[cell.words for cell in row.cells] for row in table.rows]
