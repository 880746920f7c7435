"""A town's year with the scores of the year before, as plain as a test needs them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import yaml

from indicators.models import ScoreEdition, ScoreValue
from indicators.scores.services import record_printed
from measures.models import IssueAnalysis, Measure, Plan, Result
from tests.architecture.references import rows_of

DEMO = Path(__file__).resolve().parents[3] / "fixtures" / "demo" / "002.yaml"
YEAR, ASSESSED = 2568, 2567
WEAK_OF_002 = {1: ["o9"], 2: ["e9"], 3: [], 4: ["i10"], 5: ["o16", "o17"], 6: ["o19"], 7: []}
"""By issue, read off the printed table by hand."""


def figures_of_002() -> dict[str, Decimal]:
    """The 59 printed scores by code."""
    items = yaml.safe_load(DEMO.read_text(encoding="utf-8"))["scores"]["items"]
    return {item["code"]: Decimal(f"{item['value']:.2f}") for item in items}


def score(town, figures: dict[str, object], year: int = ASSESSED) -> ScoreEdition:
    """A new current edition with these item scores."""
    values = {(ScoreValue.Part.ITEM, code): Decimal(str(value)) for code, value in figures.items()}
    edition = record_printed(agency=town.agency, year=year, values=values)
    assert edition is not None
    return edition


def plan_of(town, year: int = YEAR, **values) -> Plan:
    return Plan.objects.create(agency=town.agency, fiscal_year=year, **values)


def issue(plan: Plan, title: str, *codes: str, **values) -> IssueAnalysis:
    """An issue with these items in one block per letter."""
    names = {"i": "IIT", "e": "EIT", "o": "OIT"}
    blocks: dict[str, list[str]] = {}
    for code in codes:
        blocks.setdefault(names[code[0]], []).append(code)
    place = plan.analyses.count() + 1
    return IssueAnalysis.objects.create(
        plan=plan, position=place, number=place, number_text=str(place), title=title,
        blocks=[{"instrument": name, "item_codes": own} for name, own in blocks.items()], **values,
    )  # fmt: skip


def measure_with(plan: Plan, title: str, status: str = "", **values) -> Measure:
    """A measure with one activity, and its result when there is a status."""
    measure = Measure.objects.create(plan=plan, title=title, position=plan.measures.count() + 1, **values)
    activity = measure.activities.create(position=0)
    if status:
        Result.objects.create(activity=activity, status=status)
    return measure


def everything(town) -> object:
    """All rows of the town, to show that nothing changed."""
    return rows_of(town.agency)
