"""What is missing and what looks wrong, in words and with the way to the field.

Not here: finding it (``measures.selectors``).
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import Standing
from measures.completeness import Gap
from measures.detectors import BY_CODE
from measures.detectors.observation import Observation
from measures.forms.observations import DismissForm
from measures.models import Plan, Round
from measures.selectors.observations import observations_beside

register = template.Library()

GAP_WORDS: dict[str, Promise] = {
    "no_title_or_steps": gettext_lazy("has neither a title nor steps"),
    "no_activity": gettext_lazy("has no row with steps, period and units yet"),
    "no_period": gettext_lazy("no period"),
    "no_units": gettext_lazy("no responsible unit"),
    "no_result": gettext_lazy("nothing recorded yet"),
    "no_outputs": gettext_lazy("no outputs"),
    "no_reason": gettext_lazy("not done, without saying why"),
    "no_budget_spent": gettext_lazy("budget was set, but not what was spent"),
    "no_status": gettext_lazy("no status"),
    "no_trace": gettext_lazy("carried out, but no note, finding or address shows it"),
    "no_title": gettext_lazy("no title"),
    "no_planned_result": gettext_lazy("in the signed plan, but nothing recorded yet"),
    "no_change_reason": gettext_lazy("not as in the signed plan, without saying why"),
    "no_dropped_reason": gettext_lazy("left out of the signed plan, without saying why"),
}
ROW_WORDS: dict[str, Promise] = {
    "measure": gettext_lazy("Measure"),
    "activity": gettext_lazy("Measure"),
    "result": gettext_lazy("Result of"),
    "indicator": gettext_lazy("Indicator"),
    "disclosure": gettext_lazy("OIT"),
    "analysis": gettext_lazy("Analysis of issue"),
    "entry": gettext_lazy("Diary"),
    "score": gettext_lazy("Score"),
    "agreed": gettext_lazy("Measure"),
}


@register.filter
def row_words(thing: Any) -> str:
    """Which row a gap or an observation is of: "Result 3. Open data, row 2 (twelve months)"."""
    at, words = thing.at, f"{ROW_WORDS[thing.row_kind]} {thing.at.name}".strip()
    if thing.row_kind in ("activity", "result") and at.siblings > 1:
        words = _("%(row)s, row %(number)s") % {"row": words, "number": at.number}
    if at.round in Round.values:
        words += f" ({Round(at.round).label})"
    return words


OPENED_BY = {
    "measure": "edit_measures", "activity": "edit_measures", "result": "record_results", "indicator": "record_results",
    "disclosure": "record_disclosures", "analysis": "edit_analysis", "score": "edit_texts", "entry": "record_results",
    "agreed": "edit_measures",
}  # fmt: skip
"""The act that the page of a row asks for."""


@register.filter
def opens(standing: Standing, thing: Any) -> bool:
    """Whether the person may open the page on which the row is edited."""
    return standing.may(OPENED_BY[thing.row_kind])


@register.filter
def words_of(gap: Gap) -> str:
    """The gap in one line: the row and what it lacks."""
    return f"{row_words(gap)}: {GAP_WORDS[gap.code]}"


@register.filter
def gap_words(gap: Gap) -> str:
    """What the row lacks, without the row."""
    return str(GAP_WORDS[gap.code])


@register.filter
def detector_words(observation: Observation) -> str:
    """What kind of remark it is, in a word or two."""
    return str(BY_CODE[observation.detector].words)


@register.filter
def reason_words(observation: Observation) -> str:
    """Why it caught the eye."""
    words = _(observation.reason)
    return words % observation.params if observation.params else words


@register.simple_tag
def remark_form(observation: Observation, refused: DismissForm | None) -> DismissForm:
    """The form that sets this remark aside: the refused one when it was this one's."""
    if refused is not None and refused.names(observation):
        return refused
    return DismissForm.of(observation)


@register.simple_tag(takes_context=True)
def observations_here(
    context: Context, plan: Plan, row_kind: str, row_id: int | None, round: str = ""
) -> list[Observation]:
    """``{% observations_here plan "measure" measure.pk as observations %}``: the open remarks on one row of the page.

    Of results those of one round. The year is read once for all rows of a page and asked only of what the page shows.
    """
    known = vars(context["request"]).setdefault("observations_looked_at", {})
    if (row_kind, row_id) not in known:
        known |= observations_beside(plan, row_kind, row_id)
    return [one for one in known[row_kind, row_id] if one.at.round in ("", round)]


@register.simple_tag
def address_of(thing: Any, agency_slug: str, year: int) -> str:
    """The page on which the row is edited, at the field a gap or an observation is about."""
    base = {"agency": agency_slug, "year": year}
    at = thing.at
    match thing.row_kind:
        case "measure" if thing.field == "change_reason":
            page = reverse("plan_change_edit", kwargs=base | {"measure_id": thing.row_id})
            anchor = f"id_{thing.field}"
        case "agreed":
            page = reverse("plan_dropped_edit", kwargs=base | {"agreed_id": thing.row_id})
            anchor = f"id_{thing.field}"
        case "measure" | "activity":
            page = reverse("measure_edit", kwargs=base | {"measure_id": at.measure_id})
            row = thing.row_kind == "activity" or thing.field == "methods"
            anchor = f"id_activity-{at.number - 1}-{thing.field}" if row else f"id_{thing.field}"
        case "result":
            page = reverse("result_edit", kwargs=base | {"measure_id": at.measure_id, "round": at.round})
            anchor = f"id_activity-{thing.row_id}-{_field(thing.field)}"
        case "indicator":
            page = reverse("indicator_edit", kwargs=base | {"indicator_id": thing.row_id})
            anchor = f"id_{_field(thing.field)}"
        case "disclosure":
            page = reverse("oit_edit", kwargs=base | {"disclosure_id": thing.row_id})
            anchor = f"id_{_field(thing.field)}"
        case "analysis":
            page, anchor = reverse("analysis_edit", kwargs=base | {"analysis_id": thing.row_id}), f"id_{thing.field}"
        case "score":
            page, anchor = reverse("score_edit", kwargs=base | {"score_id": thing.row_id}), f"id_{thing.field}"
        case _:
            page, anchor = reverse("year_home", kwargs=base), "content"
    return f"{page}#{anchor}"


def _field(name: str) -> str:
    """The part of a field's id; a choice by buttons has one on its first button."""
    return f"{name}_0" if name == "status" else name
