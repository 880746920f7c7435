"""Writes the clean invented year into a town, so that a test can spoil one thing of it.

Not here: its words (``clean_year.yaml``).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from indicators.calculation.arithmetic import compute
from indicators.calculation.figures import Figures
from indicators.calculation.reading import read_rules
from indicators.models import Item, ScoreRow, ScoreSheet
from measures.models import Activity, Disclosure, IndicatorProgress, IssueAnalysis, Measure, Plan, Result
from measures.selectors.assessed import assessed_year_of
from tests.world import Town
from thai.markers import parse_lines

YEAR = 2568


@cache
def words() -> dict:
    return yaml.safe_load((Path(__file__).parent / "clean_year.yaml").read_text(encoding="utf-8"))


def items_of(lines: list[str]) -> list[dict]:
    """As typed in a text area."""
    return parse_lines("\n".join(lines))


def write_clean_year(town: Town, *, fiscal_year: int = YEAR) -> Plan:
    """The rows of the whole year; needs the town's scope and the item sets."""
    clean = words()
    for name, value in clean["agency"].items():
        setattr(town.agency, name, value)
    town.agency.save()
    plan = Plan.objects.create(agency=town.agency, fiscal_year=fiscal_year)
    for position, one in enumerate(clean["measures"]):
        measure = Measure.objects.create(
            plan=plan, position=position, number=position + 1, number_text=one["number_text"], title=one["title"],
            rationale=one.get("rationale", ""),
        )  # fmt: skip
        for place, row in enumerate(one["rows"]):
            write_row(measure, place, row)
    for number, one in enumerate(clean["indicators"], start=1):
        IndicatorProgress.objects.create(
            plan=plan, position=number, number=number, number_text=str(number), title=one["title"], status="done",
            guidance=items_of(["- ปรับปรุงการทำงานตามผลการประเมิน"]), units=["สำนักปลัด"], period_text="ตลอดปีงบประมาณ",
            notes=items_of(one["notes"]),
        )  # fmt: skip
    items = {item.code: item for item in Item.objects.filter(item_set__fiscal_year=fiscal_year, instrument="OIT")}
    for position, (code, notes) in enumerate(clean["oit"].items()):
        Disclosure.objects.create(
            plan=plan, position=position, code=code, number=int(code[1:]), item=items[code], status="done",
            units=["สำนักปลัด"], progress_notes=items_of([f"- {note}" for note in notes]),
        )  # fmt: skip
    write_scores(plan, clean)
    return plan


def write_row(measure: Measure, place: int, row: dict) -> None:
    activity = Activity.objects.create(
        measure=measure, position=place, methods=items_of(row["methods"]), period_text=row["period"], units=row["units"]
    )
    Result.objects.create(
        activity=activity, round="twelve_months", status=row.get("status", "done"),
        not_done_reason=row.get("reason", ""), outputs=items_of(row.get("outputs", [])),
        outcomes=items_of(row.get("outcomes", [])),
    )  # fmt: skip


def write_scores(plan: Plan, clean: dict) -> None:
    sheet = ScoreSheet.objects.create(agency=plan.agency, report_year=plan.fiscal_year)
    scores = {number: score for number, score in enumerate(clean["indicator_scores"], start=1)}
    figures = Figures(indicators={number: Decimal(f"{score:.2f}") for number, score in scores.items()})
    overall = float(compute(figures, read_rules(assessed_year_of(plan))).overall)
    ScoreRow.objects.create(sheet=sheet, part="overall", text=f"{overall}", value=overall, threshold=85.0)
    for number, score in scores.items():
        ScoreRow.objects.create(sheet=sheet, part="indicator", number=number, text=f"{score}", value=score)
    issue = clean["issue"]
    for code in issue["codes"]:
        value = clean["failing"].get(code, 92.5)
        ScoreRow.objects.create(sheet=sheet, part="item", code=code, instrument="EIT", text=f"{value}", value=value)
    IssueAnalysis.objects.create(
        plan=plan, number=2, heading_text=issue["heading_text"], narrative=issue["narrative"],
        blocks=[{"instrument": "EIT", "item_codes": issue["codes"]}],
    )  # fmt: skip


