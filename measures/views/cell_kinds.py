"""The kinds of rows whose fields are saved one at a time: each with its form and its deed.

Not here: when a field clashes (``measures.services.cells``), answers (``measures.views.cells``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from accounts.doors import Standing
from measures.forms.disclosure import DisclosureForm, LinkForm
from measures.forms.indicator import IndicatorForm
from measures.forms.measure import ActivityForm, MeasureForm, says_nothing
from measures.forms.result import ResultForm
from measures.forms.row import RowForm
from measures.models import Activity, Disclosure, DisclosureLink, IndicatorProgress, Measure, Plan, Result
from measures.selectors.item_sets import issue_titles
from measures.selectors.measures import groups_of
from measures.services import (
    ResultEdit,
    RowEdit,
    save_disclosure,
    save_indicator_row,
    save_results,
    update_measure,
)

Data = dict[str, str] | None


class Kind:
    """What the kinds share: the row found is the one that has the version and the change rows."""

    def fits(self, found: Any, form: RowForm) -> bool:
        return True

    def row(self, found: Any) -> Model | None:
        """The row whose version counts and under which changes are written; None while there is none."""
        return found

    def key(self, field: str) -> str:
        """The field's name in change rows."""
        return field


@dataclass(frozen=True)
class MeasureCells(Kind):
    """A measure without its activities."""

    measure_id: int
    act = "edit_measures"

    def find(self, plan: Plan) -> Measure | None:
        return Measure.objects.select_related("plan").filter(pk=self.measure_id, plan=plan).first()

    def form(self, found: Measure, data: Data) -> MeasureForm:
        issues = issue_titles(fiscal_year=found.plan.fiscal_year)
        return MeasureForm(data, row=found, issues=issues, groups=groups_of(plan=found.plan))

    def fits(self, found: Measure, form: RowForm) -> bool:
        if "title" not in form.changes or form.cleaned_data["title"].strip() or _has_steps(found):
            return True
        form.add_error("title", says_nothing())
        return False

    def write(self, actor: Standing, found: Measure, form: RowForm) -> None:
        update_measure(actor=actor, measure=found, seen_version=found.version, changes=form.changes, activities=[])


@dataclass(frozen=True)
class ActivityCells(Kind):
    """One activity of a measure; its measure's version counts, for both stand on one page."""

    activity_id: int
    act = "edit_measures"

    def find(self, plan: Plan) -> Activity | None:
        rows = Activity.objects.select_related("measure__plan")
        return rows.filter(pk=self.activity_id, measure__plan=plan).first()

    def form(self, found: Activity, data: Data) -> ActivityForm:
        return ActivityForm(data, row=found)

    def fits(self, found: Activity, form: RowForm) -> bool:
        measure = found.measure
        if form.changes.get("methods", ["unchanged"]) or measure.title.strip() or _has_steps(measure, but=found.pk):
            return True
        form.add_error("methods", says_nothing())
        return False

    def write(self, actor: Standing, found: Activity, form: RowForm) -> None:
        update_measure(
            actor=actor, measure=found.measure, seen_version=found.measure.version, changes={},
            activities=[RowEdit(found.pk, form.changes)],
        )

    def row(self, found: Activity) -> Measure:
        return found.measure

    def key(self, field: str) -> str:
        return f"activity.{self.activity_id}.{field}"


@dataclass(frozen=True)
class ResultCells(Kind):
    """What came of an activity in a round; the first field written makes the result."""

    activity_id: int
    round: str
    act = "record_results"

    def find(self, plan: Plan) -> tuple[Activity, Result | None] | None:
        activity = ActivityCells(self.activity_id).find(plan)
        return activity and (activity, Result.objects.filter(activity=activity, round=self.round).first())

    def form(self, found: tuple, data: Data) -> ResultForm:
        activity, result = found
        return ResultForm(data, activity=activity, row=result)

    def write(self, actor: Standing, found: tuple, form: RowForm) -> None:
        activity, result = found
        edit = ResultEdit(activity.pk, result.version if result else 0, form.changes)
        save_results(actor=actor, measure=activity.measure, round=self.round, edits=[edit])

    def row(self, found: tuple) -> Result | None:
        return found[1]


@dataclass(frozen=True)
class IndicatorCells(Kind):
    """The progress of one indicator."""

    indicator_id: int
    act = "record_results"

    def find(self, plan: Plan) -> IndicatorProgress | None:
        return IndicatorProgress.objects.select_related("plan").filter(pk=self.indicator_id, plan=plan).first()

    def form(self, found: IndicatorProgress, data: Data) -> IndicatorForm:
        return IndicatorForm(data, row=found)

    def write(self, actor: Standing, found: IndicatorProgress, form: RowForm) -> None:
        save_indicator_row(actor=actor, row=found, seen_version=found.version, changes=form.changes)


@dataclass(frozen=True)
class DisclosureCells(Kind):
    """The answer to one OIT item."""

    disclosure_id: int
    act = "record_disclosures"

    def find(self, plan: Plan) -> Disclosure | None:
        return Disclosure.objects.select_related("plan").filter(pk=self.disclosure_id, plan=plan).first()

    def form(self, found: Disclosure, data: Data) -> DisclosureForm:
        return DisclosureForm(data, row=found)

    def write(self, actor: Standing, found: Disclosure, form: RowForm) -> None:
        save_disclosure(
            actor=actor, disclosure=found, seen_version=found.version, changes=form.changes, links=[]
        )


@dataclass(frozen=True)
class LinkCells(Kind):
    """One address of an OIT item; the item's version counts."""

    disclosure_id: int
    link_id: int
    act = "record_disclosures"

    def find(self, plan: Plan) -> DisclosureLink | None:
        rows = DisclosureLink.objects.select_related("disclosure__plan")
        return rows.filter(pk=self.link_id, disclosure=self.disclosure_id, disclosure__plan=plan).first()

    def form(self, found: DisclosureLink, data: Data) -> LinkForm:
        return LinkForm(data, row=found)

    def write(self, actor: Standing, found: DisclosureLink, form: RowForm) -> None:
        save_disclosure(
            actor=actor, disclosure=found.disclosure, seen_version=found.disclosure.version, changes={},
            links=[RowEdit(found.pk, form.changes)],
        )

    def row(self, found: DisclosureLink) -> Disclosure:
        return found.disclosure

    def key(self, field: str) -> str:
        return f"link.{self.link_id}.{field}"


def cell_address(plan: Plan, name: str, **which: Any) -> str:
    """Where the fields of a row are saved: ``cell_address(plan, "activity_cell", activity_id=7)``."""
    return reverse(name, kwargs={"agency": plan.agency.slug, "year": plan.fiscal_year, **which})


def _has_steps(measure: Measure, but: int | None = None) -> bool:
    return any(activity.methods for activity in measure.activities.all() if activity.pk != but)
