"""Fields for figures, money and "uses no budget", kept like all fields of a row.

Not here: reading digits (``thai.digits``), text fields (``kept``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptLine
from thai.digits import NumberError, parse_decimal
from thai.text import normalise

MOST = Decimal("999999999999.99")
"""What the column holds: twelve digits before the point."""


class KeptNumber(KeptLine):
    """A figure with two decimals at most, in Thai or Arabic digits, thousands with or without commas."""

    stored = None

    def __init__(self, **options: Any):
        super().__init__(longest=40, **options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "input-number"}

    def shown(self, stored: Decimal | None) -> str:
        if stored is None:
            return ""
        return f"{stored:,.2f}".removesuffix(".00")

    def read(self, typed: str) -> Decimal | None:
        text = normalise(typed).strip()
        if not text:
            return None
        try:
            number = parse_decimal(text)
        except NumberError as error:
            raise forms.ValidationError(
                _("“%(label)s”: “%(typed)s” is not a number. Please write digits only, for example 12,500.50.")
                % {"label": self.label, "typed": text[:30]},
                code=error.reason,
            ) from error
        if not 0 <= number <= MOST or number != round(number, 2):
            raise forms.ValidationError(
                _("“%(label)s” takes numbers from 0 to %(most)s with two decimals at most.")
                % {"label": self.label, "most": f"{MOST:,}"},
                code="out_of_range",
            )
        return number


class KeptNoBudget(KeptChoice):
    """Whether the work uses no budget at all: a full answer, so nobody has to type a zero."""

    stored = False

    def __init__(self, **options: Any):
        super().__init__(
            choices=[("", gettext_lazy("Uses a budget, as stated")), ("yes", gettext_lazy("Uses no budget"))],
            label=gettext_lazy("Budget"), **options,
        )

    def shown(self, stored: bool | None) -> str:
        return "yes" if stored else ""

    def read(self, typed: str) -> bool:
        return super().read(typed) == "yes"


def check_budget(form: forms.Form, cleaned: dict[str, Any], amount: str) -> None:
    """An amount beside "uses no budget" is a contradiction; adds the error to the amount's field."""
    if cleaned.get("uses_no_budget") and cleaned.get(amount):
        form.add_error(amount, forms.ValidationError(
            _("“Uses no budget” is chosen and an amount is given. Please delete one of the two."), code="contradiction"
        ))
