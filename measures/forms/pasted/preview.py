"""A kept table beside the year it is for: its columns, its rows as proposals, and what is not taken and why.

Not here: the page (``measures.views.pasting``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.disclosure import DisclosureForm, LinkForm
from measures.forms.measure import ActivityForm, MeasureForm
from measures.forms.pasted.oit import propose_oit
from measures.forms.pasted.plan import propose_plan
from measures.forms.pasted.proposal import Proposed, State
from measures.forms.pasted.results import propose_results
from measures.forms.result import ResultForm
from measures.models import Measure, PastedTable
from measures.pasting.columns import PLAN, RESULTS, checked, fields_of, find_heading, match_columns
from measures.pasting.rows import Loose, Reading, read_rows
from measures.selectors.item_sets import issue_titles
from measures.selectors.measures import groups_of, measures_of
from measures.selectors.oit import disclosures_of
from measures.services.pasting import RowDeed

LABELS = {
    "row_ref": gettext_lazy("Row code of our workbook"),
    "group": gettext_lazy("Group"),
    "code": gettext_lazy("Item"),
    "shown_title": gettext_lazy("Information"),
    "shown_elements": gettext_lazy("Elements"),
    "links": LinkForm.base_fields["url"].label,
}
REASONS = {
    "no_field": gettext_lazy("No field is chosen for this column."),
    "results": gettext_lazy("It is about results: after the plan you are led on to them with the same table."),
    "plan": gettext_lazy("It belongs to the plan and stays there as it is."),
    "above": gettext_lazy("It stands above the headings."),
    "heading": gettext_lazy("The headings are repeated here."),
    "column_numbers": gettext_lazy("The row only numbers the columns."),
    "group": gettext_lazy("It is a heading over rows; results have none."),
    "dash": gettext_lazy("A dash alone says nothing."),
}


@dataclass(frozen=True)
class Column:
    """A column with its heading, what it means and an example of its cells."""

    place: int
    heading: str
    field: str
    example: str


@dataclass(frozen=True)
class Left:
    """A cell that is not taken; ``row`` counts from 1."""

    row: int
    heading: str
    text: str
    reason: str


class Preview:
    """What a table would do now. Costs a fixed number of queries however long the table is."""

    def __init__(self, table: PastedTable, *, may_add: bool):
        self.table = table
        self.target = table.target
        self.may_add = may_add
        self.heading = find_heading(table.cells, table.target)
        width = len(table.cells[0]) if table.cells else 0
        self.columns = checked(table.columns, table.target, width)
        self.headings = table.cells[self.heading] if self.heading is not None else [""] * width
        self.reading: Reading = read_rows(table.cells, self.columns, table.target, self.heading)

    @cached_property
    def proposals(self) -> list[Proposed]:
        """One per row, in the table's order."""
        plan, table = self.table.plan, self.table
        taken = {int(number): (ref[0], ref[1]) for number, ref in table.taken.items()}
        if not any(self.columns):
            return []
        headings = self.headings_by_field
        if self.target == PastedTable.Target.OIT:
            return propose_oit(
                self.reading, disclosures=list(disclosures_of(plan=plan)), headings=headings, taken=taken,
                may_add=self.may_add,
            )
        if self.target == PastedTable.Target.RESULTS:
            return propose_results(
                self.reading, measures=list(measures_of(plan=plan)), round=table.round, headings=headings
            )
        listed_as = table.listed_as or Measure.ListedAs.REPORT
        return propose_plan(
            self.reading, measures=list(measures_of(plan=plan, listed_as=listed_as)), groups=groups_of(plan=plan),
            issues=issue_titles(fiscal_year=plan.fiscal_year), listed_as=listed_as, headings=headings, taken=taken,
        )

    @property
    def headings_by_field(self) -> dict[str, str]:
        return {
            name: " ".join(heading.split()) or str(label_of(self.target, name))
            for name, heading in zip(self.columns, self.headings, strict=True) if name
        }

    def shown(self, *states: str) -> list[Proposed]:
        """The rows in any of these states."""
        return [each for each in self.proposals if each.state in states]

    @property
    def to_take(self) -> list[Proposed]:
        return self.shown(State.NEW, State.CHANGED)

    @property
    def troubled(self) -> list[Proposed]:
        return self.shown(State.UNREADABLE, State.UNFOUND)

    @property
    def same(self) -> list[Proposed]:
        return self.shown(State.SAME)

    @property
    def has_conflicts(self) -> bool:
        return any(each.conflicts for each in self.to_take)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """State, its words and how many rows have it; only states that occur."""
        found = Counter(each.state for each in self.proposals)
        return [(state.value, str(state.label), found[state]) for state in State if found[state]]

    @property
    def marks(self) -> str:
        """What the page was made from, to be sent back with it."""
        return " ".join(each.mark for each in self.to_take)

    @property
    def shown_columns(self) -> list[Column]:
        first = 0 if self.heading is None else self.heading + 1
        return [
            Column(
                place, " ".join(heading.split()), self.columns[place] or "",
                next((row[place][:80] for row in self.table.cells[first:] if row[place]), ""),
            )
            for place, heading in enumerate(self.headings)
        ]

    @property
    def left(self) -> list[Left]:
        """Every cell that no row takes."""
        elsewhere = dict.fromkeys(self.result_columns, "results") | dict.fromkeys(self.plan_columns, "plan")
        return [
            Left(
                each.row + 1, " ".join(self.headings[each.column].split()), each.text,
                str(REASONS[elsewhere.get(each.column, each.reason) if each.reason == "no_field" else each.reason]),
            )
            for each in self.reading.loose if self._is_shown(each)
        ]

    @property
    def plan_columns(self) -> list[int]:
        """Columns of a results table that say what the plan says."""
        if self.target != PastedTable.Target.RESULTS:
            return []
        named = match_columns(self.headings, PLAN)
        return [place for place, name in enumerate(named) if name and not self.columns[place]]

    @property
    def result_columns(self) -> list[int]:
        """Columns of a plan's table that hold results: for the next step."""
        if self.target != PastedTable.Target.PLAN or self.table.listed_as == Measure.ListedAs.PLAN:
            return []
        finding = {name for name, field in fields_of(RESULTS).items() if field.finds}
        named = match_columns(self.headings, RESULTS)
        return [
            place for place, name in enumerate(named) if name and name not in finding and not self.columns[place]
        ]

    def deeds(self, *, numbers: set[int], use: Iterable[str], use_all: bool) -> list[RowDeed]:
        """What to write for these rows; rows that would write nothing are left out."""
        use = set(use)
        found = []
        for each in self.to_take:
            changes = each.chosen(use, use_all=use_all) if each.number in numbers else {}
            if changes or (each.number in numbers and each.is_new):
                found.append(RowDeed(each.number, each.first, each.rows, changes))
        return found

    def unchanged_since(self, marks: str) -> set[int]:
        """Numbers of rows that stand as they did when a page with these marks was shown."""
        seen = set(marks.split())
        return {each.number for each in self.to_take if each.mark in seen}

    def _is_shown(self, loose: Loose) -> bool:
        return loose.reason not in {"heading", "column_numbers"}


class ColumnField(forms.ChoiceField):
    """What a column means; "do not take this column" is an answer like any other."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class ColumnsForm(forms.Form):
    """Which column means what; a field may be given to one column only."""

    use_required_attribute = False

    def __init__(self, *args, preview: Preview, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Do not take this column")), *(
            (name, label_of(preview.target, name)) for name in fields_of(preview.target)
        )]
        for column in preview.shown_columns:
            self.fields[f"column-{column.place}"] = ColumnField(
                choices=choices, initial=column.field,
                label=column.heading or _("Column %(number)s") % {"number": column.place + 1},
                help_text=column.example,
            )

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        for value, times in Counter(value for value in cleaned.values() if value).items():
            if times > 1:
                names = [name for name, each in cleaned.items() if each == value]
                self.add_error(names[-1], forms.ValidationError(
                    _("This field is chosen for two columns. Please choose another for one of them."), code="twice"
                ))
        return cleaned

    def columns(self) -> list[str | None]:
        """The chosen fields in the order of the columns."""
        return [self.cleaned_data[name] or None for name in self.fields]


def label_of(target: str, name: str) -> str:
    """How the page calls a field: as the row's own form does."""
    classes = {
        PastedTable.Target.PLAN: (MeasureForm, ActivityForm), PastedTable.Target.OIT: (DisclosureForm,),
        PastedTable.Target.RESULTS: (ResultForm, MeasureForm, ActivityForm),
    }[target]
    found = next((each.base_fields[name].label for each in classes if name in each.base_fields), name)
    label = str(LABELS.get(name, found))
    if name != "row_ref" and fields_of(target)[name].finds:
        return _("%(field)s (only to find the row)") % {"field": label}
    return label
