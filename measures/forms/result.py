"""What came of each activity of a measure in one round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptLine, KeptText
from measures.forms.lines import KeptLines
from measures.forms.numbers import KeptNoBudget, KeptNumber, check_budget
from measures.forms.row import VersionedForm
from measures.models import Activity, Result, RowStatus

UNSAID_CHOICE = ("", gettext_lazy("Not stated yet"))
STATUS_CHOICES = [UNSAID_CHOICE, *RowStatus.choices]


class ResultForm(VersionedForm):
    """The result of ``activity``; ``row`` is None while nothing is recorded for the round."""

    first_version = 0
    status = KeptChoice(label=gettext_lazy("Status"), required=True, choices=STATUS_CHOICES, widget=forms.RadioSelect)
    not_done_reason = KeptText(
        label=gettext_lazy("Not done, because"), rows=2,
        help_text=gettext_lazy("Needed when the status is “Not done”. An honest reason is a full answer."),
    )
    outputs = KeptLines(
        label=gettext_lazy("Outputs"), required=True, rows=5,
        help_text=gettext_lazy("What was done, one item per line, with its number or dash as it shall be printed."),
    )
    outcomes = KeptLines(
        label=gettext_lazy("Outcomes"), rows=5, help_text=gettext_lazy("What it achieved, one item per line.")
    )
    figure = KeptNumber(label=gettext_lazy("Figure reached"))
    figure_unit = KeptLine(label=gettext_lazy("Unit of the figure"), longest=60)
    uses_no_budget = KeptNoBudget()
    budget_spent = KeptNumber(label=gettext_lazy("Budget spent (baht)"))
    problems = KeptText(label=gettext_lazy("Problems and obstacles"), rows=2)
    suggestions = KeptText(label=gettext_lazy("Suggestions"), rows=2)

    def __init__(self, *args: Any, activity: Activity, row: Result | None, **kwargs: Any):
        super().__init__(*args, row=row, prefix=f"activity-{activity.pk}", **kwargs)
        self.activity = activity
        if activity.target_unit:
            self.fields["figure_unit"].widget.attrs["placeholder"] = activity.target_unit

    @property
    def has_figures(self) -> bool:
        """Whether figures or budget say something, have something to mend, or are asked for by the plan."""
        names = ("figure", "figure_unit", "uses_no_budget", "budget_spent")
        asked = self.activity.target_figure is not None or self.activity.budget_set is not None
        return asked or any(self[name].value() or self[name].errors for name in names)

    @property
    def is_in_post(self) -> bool:
        """Whether the POST has this activity at all: one added since the page was made is left alone."""
        return any(key.startswith(f"{self.prefix}-") for key in self.data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked = {"status", "not_done_reason"} & self.changes.keys()  # a loaded row may lack its reason
        if asked and cleaned.get("status") == RowStatus.NOT_DONE and not cleaned.get("not_done_reason"):
            self.add_error("not_done_reason", forms.ValidationError(
                _("Please say why it was not done."), code="required"
            ))
        check_budget(self, cleaned, "budget_spent")
        return cleaned
