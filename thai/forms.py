"""Form fields for what Thai offices type: a date in the Buddhist Era.

Not here: reading and printing dates (``thai.dates``); Django's forms only, no models.
"""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thai.dates import CommonEraYear, DateError, be_date, parse_be_date


class BuddhistDateInput(forms.TextInput):
    """One line: 1 ตุลาคม 2568, 1 ต.ค. 68 or 1/10/2568, in Thai or Arabic digits."""

    def format_value(self, value: object) -> str:
        if isinstance(value, dt.date):
            return be_date(value, language="th" if (get_language() or "th").startswith("th") else "en")
        return super().format_value(value) or ""


class BuddhistDateField(forms.Field):
    """Cleans to a date; a ค.ศ. year is caught and the พ.ศ. year offered.

    After a ค.ศ. year ``offered`` is (the พ.ศ. year, the typed text with it): ``parts/offer.html`` makes it one click.
    """

    offered: tuple[int, str] | None = None
    widget = BuddhistDateInput
    default_error_messages = {
        "not_understood": _("Please type the date like 1 October 2568 or 1/10/2568."),
        "no_such_day": _("There is no such day in this month. Please check."),
        "year_out_of_range": _("Please give the year B.E. in four digits, like 2568."),
        "common_era": _("%(typed)d is a C.E. year. Please give the B.E. year %(offered)d."),
    }

    def __init__(self, **options):
        options.setdefault("help_text", _("For example 1 October 2568 or 1/10/2568"))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"class": "input-date", "autocomplete": "off"}

    def to_python(self, value: object) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse_be_date(str(value))
        except CommonEraYear as wrong:
            self.offered = (wrong.offered_year, wrong.offered_text)
            years = {"typed": wrong.typed_year, "offered": wrong.offered_year}
            raise ValidationError(self.error_messages["common_era"], code="common_era", params=years) from None
        except DateError as wrong:
            if wrong.reason == "empty":
                return None
            raise ValidationError(self.error_messages[wrong.reason], code=wrong.reason) from None

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
