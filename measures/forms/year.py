"""Which fiscal year to open, and from which earlier year it starts."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.layout import PlainForm
from thai.dates import CommonEraYear, DateError, parse_be_year
from thai.fiscal_year import fiscal_year_of
from thai.text import normalise

FIRST_YEAR = 2550
YEARS_AHEAD = 10
EMPTY = "empty"
"""The choice of a year that starts from nothing."""
YEARS_OFFERED = 5


class YearForm(PlainForm, forms.Form):
    """A B.E. year in Thai or Arabic digits. ``offered`` is set when a year of the Common Era was typed.

    ``years`` are the agency's own, newest first: the first of them is what most people start from. Without an answer
    the year starts empty.
    """

    fiscal_year = forms.CharField(
        label=gettext_lazy("Fiscal year (B.E.)"), max_length=30,
        help_text=gettext_lazy("For example 2569. The fiscal year runs from 1 October to 30 September."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please give the fiscal year, for example 2569.")},
    )
    start = forms.ChoiceField(
        label=gettext_lazy("What it starts from"), widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Please choose one of the years offered.")},
        help_text=gettext_lazy("What would be carried is shown before anything is opened."),
    )
    offered: int | None = None

    def __init__(self, *args, today, years: Sequence[int] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.last_year = fiscal_year_of(today) + YEARS_AHEAD
        offered = years[:YEARS_OFFERED]
        self.fields["start"].choices = [
            *((str(year), _("From fiscal year %(year)s") % {"year": year}) for year in offered),
            (EMPTY, _("From nothing")),
        ]
        self.initial.setdefault("start", str(offered[0]) if offered else EMPTY)
        if not offered:
            del self.fields["start"]
        elif self.is_bound and "start" not in self.data:
            self.data = {**self.data.dict(), "start": EMPTY}

    @property
    def start_year(self) -> int | None:
        """The year to start from; None for an empty start. Only of a valid form."""
        chosen = self.cleaned_data.get("start") or EMPTY
        return None if chosen == EMPTY else int(chosen)

    def clean(self):
        cleaned = super().clean()
        year, start = cleaned.get("fiscal_year"), self.start_year
        if year is not None and start is not None and start >= year:
            self.add_error("start", forms.ValidationError(
                _("Fiscal year %(year)s can only start from an earlier year.") % {"year": year}, code="not_earlier",
            ))
        return cleaned

    def clean_fiscal_year(self) -> int:
        typed = normalise(self.cleaned_data["fiscal_year"]).strip()
        try:
            year = parse_be_year(typed)
        except CommonEraYear as era:
            self.offered = era.offered_year
            raise forms.ValidationError(
                _("%(typed)s is a year of the Common Era. Please give B.E. %(offered)s.")
                % {"typed": era.typed_year, "offered": era.offered_year},
                code="common_era",
            ) from era
        except DateError as error:
            raise forms.ValidationError(
                _("“%(typed)s” could not be read as a year. Please write a year of four digits, for example 2569.")
                % {"typed": typed[:30]},
                code=error.reason,
            ) from error
        if not FIRST_YEAR <= year <= self.last_year:
            raise forms.ValidationError(
                _("Please give a year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": self.last_year},
                code="out_of_range",
            )
        return year
