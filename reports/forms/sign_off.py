"""The printed wording of the desks of the sign-off, one row each.

Not here: who signs when (``reports.signoff``), who holds an office (``accounts``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptText
from measures.forms.row import RowForm, VersionedForm, rows_formset
from reports.forms.fields import KeptFlag

ROLES = [
    ("", gettext_lazy("Please choose")),
    ("reporter", gettext_lazy("Reporter")),
    ("proposer", gettext_lazy("Proposer")),
    ("head_of_office", gettext_lazy("Head of the office of the palad")),
    ("deputy_palad", gettext_lazy("Deputy palad")),
    ("clerk_palad", gettext_lazy("Palad (chief administrator)")),
    ("deputy_mayor", gettext_lazy("Deputy mayor")),
    ("mayor", gettext_lazy("Mayor (chief executive)")),
]


class TextsVersionForm(VersionedForm):
    """Only the version of the year's texts, which the desks belong to."""


class SignOffLineForm(RowForm):
    """One desk. An empty name prints the holder of the office, or dots."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    role = KeptChoice(label=gettext_lazy("Desk"), choices=ROLES, required=True)
    opinion_heading = KeptText(label=gettext_lazy("Heading"), rows=1)
    opinion = KeptText(
        label=gettext_lazy("Opinion"), rows=2, help_text=gettext_lazy("Leave empty to print dotted lines for the pen."),
    )
    name = KeptText(
        label=gettext_lazy("Name"), rows=1,
        help_text=gettext_lazy("Leave empty to print who holds the office on the day, or a dotted line."),
    )
    position = KeptText(label=gettext_lazy("Own post"), rows=1)
    is_acting = KeptFlag(
        label=gettext_lazy("Post"), yes=gettext_lazy("Acting for another post"), no=gettext_lazy("Holds the post"),
    )
    acting_for = KeptText(
        label=gettext_lazy("Acting line as printed"), rows=1,
        help_text=gettext_lazy("Acting wording and post acted for. A second line of print goes on a second line."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.row is None and self.changes and not cleaned.get("role") and "role" not in self.errors:
            self.add_error("role", forms.ValidationError(_("Please choose the desk."), code="required"))
        return cleaned


SignOffRows = rows_formset(SignOffLineForm)
