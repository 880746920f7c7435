"""One dated entry of the diary behind a result, and choosing entries to copy up."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptDate, KeptText
from measures.forms.row import VersionedForm
from thai.dates import be_date
from thai.fiscal_year import span_of


class EntryForm(VersionedForm):
    """Day and words; the day lies within the fiscal year and not after today."""

    happened_on = KeptDate(label=gettext_lazy("Date"), required=True)
    text = KeptText(label=gettext_lazy("What was done"), required=True, rows=3, longest=4000)

    def __init__(self, *args: Any, fiscal_year: int, today: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fiscal_year, self.today = fiscal_year, today

    def clean_happened_on(self) -> datetime.date:
        day = self.cleaned_data["happened_on"]
        if day is None:
            raise forms.ValidationError(_("Please give the day on which it was done."), code="required")
        if "happened_on" not in self.changed_names():
            return day
        span = span_of(self.fiscal_year)
        if not span.start <= day <= span.end:
            raise forms.ValidationError(
                _("This day is not in fiscal year %(year)s, which runs from %(start)s to %(end)s.")
                % {"year": self.fiscal_year, "start": be_date(span.start), "end": be_date(span.end)},
                code="other_year",
            )
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Please write down what has been done."),
                                        code="future")
        return day

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("Please write what was done."), code="required")
        return text


class CopyUpForm(forms.Form):
    """Which entries to copy into the round's result."""

    entries = forms.MultipleChoiceField(
        label=gettext_lazy("Entries to copy"), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Please choose at least one entry."),
            "invalid_choice": gettext_lazy("One of the chosen entries is no longer there. Please choose again."),
        },
    )

    def __init__(self, *args: Any, rows: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(str(row.pk), str(row)) for row in rows]
