"""Which fiscal year to open."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thai.dates import CommonEraYear, DateError, parse_be_year
from thai.fiscal_year import fiscal_year_of
from thai.text import normalise

FIRST_YEAR = 2550
YEARS_AHEAD = 10


class YearForm(forms.Form):
    """A B.E. year in Thai or Arabic digits. ``offered`` is set when a year of the Common Era was typed."""

    fiscal_year = forms.CharField(
        label=gettext_lazy("Fiscal year (B.E.)"), max_length=30,
        help_text=gettext_lazy("For example 2569. The fiscal year runs from 1 October to 30 September."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please give the fiscal year, for example 2569.")},
    )
    offered: int | None = None

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.last_year = fiscal_year_of(today) + YEARS_AHEAD

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
