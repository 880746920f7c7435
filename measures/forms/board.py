"""One choice of status, units or period for many rows, turned into changes of each row by the row's own form.

Not here: writing them (``measures.services.bulk``), the cells' saving in place (``measures.views.cells``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import Standing
from measures.board import BoardRow
from measures.forms.disclosure import DisclosureForm
from measures.forms.indicator import IndicatorForm
from measures.forms.measure import ActivityForm
from measures.forms.result import ResultForm
from measures.forms.row import RowForm, shown_and_seen
from measures.models import Activity, RowStatus
from measures.services.bulk import BulkEdit
from thai.forms import BuddhistDateField

PERIOD = ("period_text", "period_start", "period_end")
LONGEST_REASON = 2000


class Refused(Exception):
    """Why a row cannot be given what was asked for, in words; it is left as it is."""


class BulkForm(forms.Form):
    """What the chosen rows shall have; what is left empty stays as each row has it."""

    use_required_attribute = False
    set_status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[("", gettext_lazy("Leave as it is")), *RowStatus.choices]
    )
    reason = forms.CharField(
        label=gettext_lazy("Not done, because"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Needed when the status is “Not done”."),
    )
    units = forms.CharField(
        label=gettext_lazy("Responsible units"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"list": "departments", "autocomplete": "off"}),
        help_text=gettext_lazy("Takes the place of the units the rows have; several with “ / ” between them."),
    )
    period_text = forms.CharField(label=gettext_lazy("Period as printed"), required=False, max_length=300)
    period_start = BuddhistDateField(label=gettext_lazy("From"), required=False)
    period_end = BuddhistDateField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, may_plan: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not may_plan:
            for name in PERIOD:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("set_status") == RowStatus.NOT_DONE and not cleaned.get("reason"):
            self.add_error("reason", forms.ValidationError(_("Please say why it was not done."), code="required"))
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", forms.ValidationError(_("The last day lies before the first day.")))
        if not self.errors and not any(cleaned.get(name) for name in ("set_status", "units", *PERIOD)):
            raise forms.ValidationError(_("Please choose a status, units or a period to give to the rows."))
        return cleaned

    def typed(self, name: str) -> str:
        """What was typed into a field, empty when it is left as it is."""
        return str(self.data.get(self.add_prefix(name), "")).strip() if name in self.fields else ""


def edit_of(row: BoardRow, asked: BulkForm, *, actor: Standing, seen: tuple[int, int]) -> BulkEdit:
    """The changes of one row, checked by its own form; ``seen`` are the versions the page showed.

    Raises Refused with the reason.
    """
    planned = {name: asked.typed(name) for name in PERIOD if asked.typed(name)}
    if asked.typed("units"):
        planned["units"] = "\n".join(unit.strip() for unit in asked.typed("units").split(" / ") if unit.strip())
    status, reason = asked.typed("set_status"), asked.typed("reason")
    if row.kind == "activity":
        return _edit_of_activity(row, planned, status, reason, actor, seen)
    if row.kind == "disclosure" and planned.keys() & set(PERIOD):
        raise Refused(_("an OIT item has no period"))
    if status:
        planned["status"] = status
    form = DisclosureForm if row.kind == "disclosure" else IndicatorForm
    if status == RowStatus.NOT_DONE:
        notes = "progress_notes" if row.kind == "disclosure" else "notes"
        shown, _seen = shown_and_seen(form, notes, getattr(row.row, notes))
        planned[notes] = f"{shown}\n{reason}".strip() if reason not in shown else shown
    return BulkEdit(row.row, seen[0], _changes(form(planned, row=row.row)))


def _edit_of_activity(
    row: BoardRow, planned: dict[str, str], status: str, reason: str, actor: Standing, seen: tuple[int, int]
) -> BulkEdit:
    if not isinstance(row.row, Activity):
        raise Refused(_("the measure has no row with steps yet"))
    changes: dict[str, Any] = {}
    if planned:
        if not actor.may("edit_measures"):
            raise Refused(_("only the reporter or the administrator changes units and period of a measure"))
        changes = _changes(ActivityForm(planned, row=row.row))
    result_changes: dict[str, Any] = {}
    if status:
        said = {"status": status} | ({"not_done_reason": reason} if status == RowStatus.NOT_DONE else {})
        prefix = f"activity-{row.row.pk}-"
        form = ResultForm(
            {f"{prefix}{name}": value for name, value in said.items()}, activity=row.row, row=row.result
        )
        result_changes = _changes(form)
    return BulkEdit(row.row, seen[0], changes, seen[1], result_changes)


def _changes(form: RowForm) -> dict[str, Any]:
    if not form.is_valid():
        raise Refused(" ".join(dict.fromkeys(str(each) for errors in form.errors.values() for each in errors)))
    return form.changes
