"""One date of an agency's year."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptDate, KeptLine, KeptText
from measures.forms.row import VersionedForm
from thai.dates import be_date
from thai.fiscal_year import span_of

YEAR_LONG = datetime.timedelta(days=366)


class KeptYesNo(KeptChoice):
    """A yes or no, chosen by words."""

    stored = True

    def shown(self, stored: bool | None) -> str:
        return "yes" if stored else "no"

    def read(self, typed: str) -> bool:
        return super().read(typed) == "yes"


class CalendarDateForm(VersionedForm):
    """What is due and when; the days lie within a year of the fiscal year."""

    title = KeptLine(label=gettext_lazy("What is due"), longest=200, required=True)
    starts_on = KeptDate(label=gettext_lazy("From"))
    due_on = KeptDate(label=gettext_lazy("Due on"), required=True)
    reminds = KeptYesNo(
        label=gettext_lazy("Remind before it"), widget=forms.RadioSelect, required=True,
        choices=[("yes", gettext_lazy("Yes, by e-mail 30, 7 and 1 days before")), ("no", gettext_lazy("No"))],
    )
    note = KeptText(label=gettext_lazy("Note"), rows=3, longest=2000)

    def __init__(self, *args: Any, fiscal_year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fiscal_year = fiscal_year
        if self.row is None:
            self.initial["reminds"] = "yes"

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if not title.strip():
            raise forms.ValidationError(_("Please say what is due."), code="required")
        return title

    def clean_due_on(self) -> datetime.date:
        day = self.cleaned_data["due_on"]
        if day is None:
            raise forms.ValidationError(_("Please give the day on which it is due."), code="required")
        return self._near(day, "due_on")

    def clean_starts_on(self) -> datetime.date | None:
        day = self.cleaned_data["starts_on"]
        return self._near(day, "starts_on") if day else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts and due and starts > due:
            self.add_error("starts_on", forms.ValidationError(
                _("This begins after the day on which it is due."), code="order"
            ))
        return cleaned

    def _near(self, day: datetime.date, name: str) -> datetime.date:
        span = span_of(self.fiscal_year)
        if name in self.changed_names() and not span.start - YEAR_LONG <= day <= span.end + YEAR_LONG:
            raise forms.ValidationError(
                _("This day is too far from fiscal year %(year)s, which runs from %(start)s to %(end)s.")
                % {"year": self.fiscal_year, "start": be_date(span.start), "end": be_date(span.end)},
                code="other_year",
            )
        return day
