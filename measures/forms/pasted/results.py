"""What a pasted table would record as results of a round, beside the measures that stand in the plan.

Not here: the plan itself (``plan``): a row of no measure is shown as not found and nothing is made of it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from measures.forms.pasted.plan import blocks_of, meant_activities, meant_measures
from measures.forms.pasted.proposal import Proposed, State, compare
from measures.forms.result import ResultForm
from measures.models import Activity, Measure, Result
from measures.pasting.columns import RESULTS, fields_of
from measures.pasting.rows import Reading, Row

KINDS = {field.name: field.kind for field in fields_of(RESULTS).values()}
RESULT_FIELDS = tuple(field.name for field in fields_of(RESULTS).values() if not field.finds)


def propose_results(
    reading: Reading, *, measures: list[Measure], round: str, headings: dict[str, str],
) -> list[Proposed]:
    """What each row would record; ``measures`` with their activities and the results of all rounds prefetched."""
    blocks = blocks_of(reading)
    proposals = []
    for block, measure in zip(blocks, meant_measures(blocks, measures, {}), strict=True):
        activities = meant_activities(block, measure, {}) if measure else [None] * len(block.rows)
        for row, activity in zip(block.rows, activities, strict=True):
            proposals.append(_propose(row, measure, activity, round, headings, reading))
    return sorted(proposals, key=lambda each: each.number)


def _propose(
    row: Row, measure: Measure | None, activity: Activity | None, round: str, headings: dict[str, str],
    reading: Reading,
) -> Proposed:
    proposed = Proposed(row.number, title=_title(row, measure))
    if activity is None:
        proposed.state = State.UNFOUND
        proposed.errors.append(_no_measure() if measure is None else _no_activity())
        return proposed
    result = _of_round(activity, round)
    proposed.rows = {"activity": activity, "result": result}
    texts = {name: row.values[name] for name in RESULT_FIELDS if name in row.values}
    compare(
        proposed, "result", ResultForm(activity=activity, row=result), texts, headings, KINDS,
        is_exact=reading.is_exact,
    )
    proposed.is_new = bool(proposed.changes) and (result is None or not result.says_something)
    proposed.settle()
    return proposed


def _of_round(activity: Activity, round: str) -> Result | None:
    return next((each for each in activity.results.all() if each.round == round), None)


def _title(row: Row, measure: Measure | None) -> str:
    said = " ".join(filter(None, (row.values.get("number_text"), row.values.get("title"))))
    return said or str(measure or "") or row.values.get("methods", "").split("\n")[0]


def _no_measure() -> str:
    return _(
        "No measure of this year has this number, title or steps. Please correct them, or put the measure into the "
        "plan first."
    )


def _no_activity() -> str:
    return _("The measure has fewer rows in the plan than in this table. Please add the row to the plan first.")
