"""The progress of one indicator."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptDate, KeptText
from measures.forms.lines import KeptLines
from measures.forms.result import STATUS_CHOICES
from measures.forms.row import UnitsMixin, VersionedForm


class IndicatorForm(UnitsMixin, VersionedForm):
    """Guidance, units, period, status and notes."""

    status = KeptChoice(label=gettext_lazy("Status"), required=True, choices=STATUS_CHOICES, widget=forms.RadioSelect)
    guidance = KeptLines(
        label=gettext_lazy("Guidance for improvement"), rows=5,
        help_text=gettext_lazy("One item per line, with its number or dash as it shall be printed."),
    )
    notes = KeptLines(
        label=gettext_lazy("Progress"), rows=5,
        help_text=gettext_lazy("One item per line, with its number or dash as it shall be printed."),
    )
    units_text = KeptText(
        label=gettext_lazy("Responsible units as printed"), rows=1, longest=500,
        help_text=gettext_lazy("Follows the units above, with “ / ” between them, until you type it otherwise."),
    )
    period_text = KeptText(
        label=gettext_lazy("Period as printed"), rows=1, longest=300,
        help_text=gettext_lazy("For example: the whole fiscal year."),
    )
    period_start = KeptDate(label=gettext_lazy("From"))
    period_end = KeptDate(label=gettext_lazy("Until"))
