"""What an analysis rests on and how far each of its issues is: the assessed year's items, figures, threshold, measures.

``read_assessed`` costs four queries, ``earlier_measures`` one or two, whatever the year holds.

Not here: the words of a draft (``measures.narratives``), the deeds (``measures.services.analysis``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Subquery

from indicators.calculation.reading import pass_mark_of
from indicators.calculation.weak import below
from indicators.models import Indicator, Issue, Item, ItemSet, ScoreEdition
from indicators.scores.selectors import current_edition, figures_of
from measures.carry_forward import bare_title, same_title
from measures.figures_since import Since, since, stored_figures
from measures.issues import AssessedItem, became, codes_in_blocks
from measures.models import IssueAnalysis, Measure, Plan, Round
from measures.narratives import (
    EarlierMeasure,
    IssueFacts,
    Question,
    draft_of,
    prefers_arabic,
)
from measures.selectors.assessed import assessed_year_of
from measures.selectors.assessed_items import issue_of_item

ROUNDS = (Round.TWELVE_MONTHS, Round.SIX_MONTHS, Round.OTHER)
"""Which round of last year's result is told, first found first."""


@dataclass(frozen=True)
class ScoreLine:
    """One item of an issue with its figure; ``gap`` is what it lacks to the threshold."""

    question: Question
    value: Decimal | None
    gap: Decimal | None = None


@dataclass(frozen=True)
class Assessed:
    """The assessed year: its items by code in the set's order, the announced figures, the threshold."""

    year: int
    items: dict[str, AssessedItem]
    figures: dict[str, Decimal]
    threshold: Decimal | None
    edition: ScoreEdition | None
    is_known: bool
    """Whether the installation has the year's item set."""

    @property
    def has_issues(self) -> bool:
        """Whether the set says which issue an item belongs to."""
        return any(item.issue_number is not None for item in self.items.values())

    @property
    def codes(self) -> list[str]:
        """Every item of the year, and those only the scores know."""
        return [*self.items, *(code for code in self.figures if code not in self.items)]

    def question(self, code: str, instrument: str = "") -> Question:
        """The item as a draft names it; without words where the set does not know it."""
        item = self.items.get(code)
        return Question(code, item.title if item else "", (item.instrument if item else "") or instrument)

    def stored(self, codes: Iterable[str]) -> dict[str, Any]:
        """The figures of these codes as an analysis keeps them."""
        return stored_figures(self.figures, self.threshold, codes)

    def lines(self, questions: Iterable[Question]) -> list[ScoreLine]:
        """The questions with their figures."""
        questions = list(questions)
        weak = set(self.weak(question.code for question in questions))
        return [
            ScoreLine(
                each, self.figures.get(each.code),
                self.threshold - self.figures[each.code] if self.threshold is not None and each.code in weak else None,
            )
            for each in questions
        ]  # fmt: skip

    def weak(self, codes: Iterable[str]) -> list[str]:
        """Which of the codes are under the threshold."""
        return below(self.figures, self.threshold, codes)


@dataclass(frozen=True)
class IssueState:
    """One issue and how far it is."""

    row: IssueAnalysis
    assessed: Assessed

    @cached_property
    def codes(self) -> list[str]:
        return codes_in_blocks(self.row.blocks)

    @property
    def questions(self) -> list[Question]:
        return questions_of(self.row, self.assessed)

    @cached_property
    def weak(self) -> list[str]:
        return self.assessed.weak(self.codes)

    @cached_property
    def lines(self) -> list[ScoreLine]:
        """Its items with their figures, as printed."""
        return self.assessed.lines(self.questions)

    @property
    def weak_lines(self) -> list[ScoreLine]:
        return [line for line in self.lines if line.gap is not None]

    @cached_property
    def since(self) -> Since:
        """What changed in the figures since the text was accepted or written."""
        if not self.row.narrative.strip():
            return Since()
        return since(self.row.figures, self.assessed.stored(self.codes))

    @property
    def draft_since(self) -> Since:
        """What changed in the figures since the stored draft was written."""
        return since(self.row.draft_figures, self.assessed.stored(self.codes)) if self.row.draft else Since()

    @property
    def is_pending(self) -> bool:
        """Whether a draft waits for a person and no text counts yet."""
        return bool(self.row.draft) and not self.row.narrative.strip()

    @property
    def other_draft(self) -> str:
        """The stored draft where another text counts: for looking at both."""
        return "" if self.is_pending or self.row.draft == self.row.narrative else self.row.draft

    @property
    def token(self) -> str:
        return token_of(self.row.draft)


def read_assessed(plan: Plan) -> Assessed:
    """The assessed year of a plan of ``plan.agency``."""
    year = assessed_year_of(plan)
    item_set = ItemSet.objects.filter(fiscal_year=year).only("fiscal_year", "grade_bands").first()
    edition = current_edition(agency=plan.agency, year=year)
    return Assessed(
        year=year, items=items_of(year) if item_set else {}, figures=figures_of(edition).items,
        threshold=pass_mark_of(item_set) if item_set else None, edition=edition, is_known=item_set is not None,
    )  # fmt: skip


def items_of(year: int) -> dict[str, AssessedItem]:
    """The items of a year's set by code, in its order; one query."""
    issue = Subquery(issue_of_item().values("number")[:1])
    found = Item.objects.filter(item_set__fiscal_year=year).annotate(issue_no=issue).order_by("position", "pk")
    names = ("code", "title", "instrument", "issue_no", "indicator_number", "topic")
    return {values[0]: AssessedItem(*values) for values in found.values_list(*names)}


def issue_names(year: int) -> dict[int, str]:
    """The issues of the year's set by number; empty where it has none."""
    return dict(Issue.objects.filter(item_set__fiscal_year=year).values_list("number", "name"))


def indicator_names(year: int) -> dict[int, str]:
    """The indicators of the year's set by number."""
    return dict(Indicator.objects.filter(item_set__fiscal_year=year).values_list("number", "name"))


def analyses_of(plan: Plan) -> list[IssueAnalysis]:
    """The issues of the plan's analysis as printed."""
    return list(IssueAnalysis.objects.filter(plan=plan).defer("provenance").order_by("position", "pk"))


def earlier_analysis(plan: Plan) -> list[IssueAnalysis]:
    """The issues of the agency's latest analysis before this plan's year; empty when there is none."""
    earlier = IssueAnalysis.objects.filter(plan__agency=plan.agency_id, plan__fiscal_year__lt=plan.fiscal_year)
    found = list(earlier.select_related("plan").order_by("-plan__fiscal_year", "position", "pk")[:200])
    return [row for row in found if row.plan_id == found[0].plan_id]


def questions_of(row: IssueAnalysis, assessed: Assessed) -> list[Question]:
    """The issue's items as printed, each once."""
    instruments = {
        str(code): str(block.get("instrument") or "")
        for block in row.blocks for code in block.get("item_codes") or ()
    }
    return [assessed.question(code, instruments[code]) for code in codes_in_blocks(row.blocks)]


@dataclass(frozen=True)
class MeasureThen:
    """A measure of the year before with what tells which issue it belonged to."""

    title: str
    status: str
    issue_no: int | None
    issue_title: str
    group_title: str
    answers: tuple[str, ...]
    """Codes of the assessed year, whatever they were called when the measure was made."""


def earlier_measures(plan: Plan, assessed: Assessed) -> list[MeasureThen]:
    """The measures of the assessed year with their status; those with results, else those only planned."""
    names = (
        "pk", "listed_as", "title", "issue_no", "issue_title", "group__title", "answers", "activities__pk",
        "activities__results__round", "activities__results__status", "activities__results__outputs",
        "activities__results__outcomes", "plan__assessed_year",
    )  # fmt: skip
    found = Measure.objects.filter(plan__agency=plan.agency_id, plan__fiscal_year=assessed.year)
    rows = list(found.order_by("listed_as", "position", "pk", "activities__position", "activities__pk").values(*names))
    listed = Measure.ListedAs.REPORT if any(r["listed_as"] == Measure.ListedAs.REPORT for r in rows) else None
    measures: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if (listed is None or row["listed_as"] == listed) and row["title"].strip():
            measures.setdefault(row["pk"], []).append(row)
    answered = {row["plan__assessed_year"] or assessed.year - 1 for row in rows if row["answers"]}
    before = items_of(answered.pop()) if answered else {}
    now = assessed.items.values()
    return [
        MeasureThen(
            title=own[0]["title"], status=_status(own), issue_no=own[0]["issue_no"],
            issue_title=own[0]["issue_title"], group_title=own[0]["group__title"] or "",
            answers=tuple(became(own[0]["answers"], before.values(), now)) if own[0]["answers"] else (),
        )
        for own in measures.values()
    ]  # fmt: skip


def _status(rows: list[dict[str, Any]]) -> str:
    """One word for all activities of a measure: of each the latest round that says something."""
    told: dict[int, str] = {}
    for round in reversed(ROUNDS):
        for row in rows:
            if row["activities__results__round"] != round:
                continue
            has_words = row["activities__results__outputs"] or row["activities__results__outcomes"]
            if status := row["activities__results__status"] or ("recorded" if has_words else ""):
                told[row["activities__pk"]] = status
    states = {told.get(row["activities__pk"], "") for row in rows}
    if len(states) == 1:
        return states.pop()
    if states & {"done", "recorded"}:
        return "partly"
    return "in_progress" if "in_progress" in states else next(state for state in sorted(states) if state)


def facts_of(
    plan: Plan, assessed: Assessed, row: IssueAnalysis, measures: Iterable[MeasureThen]
) -> IssueFacts:
    """All that a draft of this issue rests on."""
    own = [
        EarlierMeasure(measure.title, measure.status)
        for measure in measures if _belongs(measure, row, assessed)
    ]
    return IssueFacts(
        agency_name=plan.agency.full_name, assessed_year=assessed.year, title=row.title,
        questions=tuple(questions_of(row, assessed)), figures=assessed.figures, threshold=assessed.threshold,
        measures=tuple(own), arabic=prefers_arabic(row.number_text),
    )  # fmt: skip


def live_draft(plan: Plan, assessed: Assessed, row: IssueAnalysis, measures: Iterable[MeasureThen]) -> str:
    """The draft as it would be written now; empty while no score of the year is known."""
    return draft_of(facts_of(plan, assessed, row, measures)) if assessed.figures else ""


def _belongs(measure: MeasureThen, row: IssueAnalysis, assessed: Assessed) -> bool:
    """Whether a measure was of this issue: by what it answers, by the title of its issue or group, by its number."""
    if set(measure.answers) & set(codes_in_blocks(row.blocks)):
        return True
    title = bare_title(row.title)
    if title and (same_title(measure.issue_title, row.title) or title in bare_title(measure.group_title)):
        return True
    by_number = assessed.has_issues and measure.issue_no is not None and not measure.issue_title
    return by_number and measure.issue_no == row.number


def token_of(text: str) -> str:
    """What a page sends back to say which draft the person has read; empty for none."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20] if text else ""


def token_of_all(states: Iterable[IssueState]) -> str:
    """The same for all drafts that wait on one page."""
    return token_of("\n".join(f"{state.row.pk} {state.row.version} {state.token}" for state in states))

