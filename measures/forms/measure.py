"""A measure and its activities on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.codes import KeptCodes
from measures.forms.kept import KeptDate, KeptLine, KeptNumberChoice, KeptText
from measures.forms.lines import KeptLines
from measures.forms.numbers import KeptNoBudget, KeptNumber, check_budget
from measures.forms.plan_changes import ReasonField
from measures.forms.row import RowForm, RowsFormSet, UnitsMixin, VersionedForm, rows_formset
from measures.models import MeasureGroup


class MeasureForm(VersionedForm):
    """What a measure is called and why it is there."""

    number_text = KeptLine(
        label=gettext_lazy("Number as printed"), longest=20, help_text=gettext_lazy("Printed exactly as typed here.")
    )
    title = KeptText(label=gettext_lazy("Measure / activity"), required=True, rows=2)
    detail = KeptText(label=gettext_lazy("Detail"), rows=2)
    rationale = KeptText(
        label=gettext_lazy("Rationale"), rows=3,
        help_text=gettext_lazy("Which result of the assessment this measure answers, if the document says so."),
    )
    issue_no = KeptNumberChoice(label=gettext_lazy("Issue"))
    group_id = KeptNumberChoice(
        label=gettext_lazy("Group"), help_text=gettext_lazy("A heading row printed before its measures.")
    )
    change_reason = ReasonField(gettext_lazy("Reason for changing the plan"))
    new_group = KeptText(label=gettext_lazy("Or a new group with this title"), rows=1, longest=500)
    answers = KeptCodes(
        label=gettext_lazy("Weak items it answers"),
        help_text=gettext_lazy("Items of the assessed year this measure is meant to lift, for example o9 or e3."),
    )

    def __init__(self, *args: Any, issues: dict[int, str], groups: list[MeasureGroup], **kwargs: Any):
        choices = {
            "issue_no": [("", _("No issue")), *((str(number), f"{number}. {name}") for number, name in issues.items())],
            "group_id": [("", _("No group")), *((str(group.pk), str(group)) for group in groups)],
        }
        super().__init__(*args, choices=choices, **kwargs)

    @property
    def changes(self) -> dict[str, Any]:
        """Changed fields of the measure itself; the new group's title is in ``new_group_title``."""
        return {name: value for name, value in super().changes.items() if name != "new_group"}

    @property
    def new_group_title(self) -> str:
        return (self.cleaned_data.get("new_group") or "").strip()


class ActivityForm(UnitsMixin, RowForm):
    """One row of a measure."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    methods = KeptLines(
        label=gettext_lazy("Steps"), required=True, rows=6,
        help_text=gettext_lazy("One step per line, with its number or dash as it shall be printed. "
                               "Indent a line by two spaces for a step below the one above."),
    )
    period_text = KeptText(
        label=gettext_lazy("Period as printed"), rows=1, longest=300,
        help_text=gettext_lazy("For example: the whole fiscal year."),
    )
    period_start = KeptDate(label=gettext_lazy("From"))
    period_end = KeptDate(label=gettext_lazy("Until"))
    target_text = KeptLine(
        label=gettext_lazy("Target"), longest=300,
        help_text=gettext_lazy("For example: at least 80 per cent of visitors."),
    )
    target_figure = KeptNumber(label=gettext_lazy("Target figure"))
    target_unit = KeptLine(
        label=gettext_lazy("Unit of the figure"), longest=60,
        help_text=gettext_lazy("For example: per cent, people, times."),
    )
    uses_no_budget = KeptNoBudget()
    budget_set = KeptNumber(label=gettext_lazy("Budget set (baht)"))
    remark = KeptText(label=gettext_lazy("Remark"), rows=1)

    @property
    def has_figures(self) -> bool:
        """Whether target or budget say something, or have something to mend."""
        names = ("target_text", "target_figure", "target_unit", "uses_no_budget", "budget_set")
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_budget(self, cleaned, "budget_set")
        return cleaned


ActivityRows = rows_formset(ActivityForm)
NewActivityRows = rows_formset(ActivityForm, blank=1)


def check_measure_says_something(form: MeasureForm, rows: RowsFormSet) -> bool:
    """A measure somebody writes needs a title or a step; adds the error and returns False when it has neither."""
    if form.cleaned_data["title"].strip():
        return True
    steps = [row.cleaned_data.get("methods") for row in rows.forms if not row.cleaned_data.get("DELETE")]
    if any(steps):
        return True
    form.add_error("title", says_nothing())
    return False


def says_nothing() -> forms.ValidationError:
    """The error of a measure with neither title nor step."""
    return forms.ValidationError(_("Please give the measure a title, or at least one step below."), code="required")
