"""Opening a report: its kind, year, round and layout.

A plan is one for the whole year: whatever round stands in the form, it is kept as the twelve months'.
Not here: whether one is open already (``services.create_report``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainForm
from measures.models import Round
from reports.layouts import layouts_for
from reports.models import ReportKind
from reports.models.report import WITHOUT_ROUND


class NewReportForm(PlainForm, forms.Form):
    """``years`` are the fiscal years the agency has recorded."""

    kind = forms.ChoiceField(label=_("Kind of report"), widget=forms.RadioSelect)
    fiscal_year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int)
    round = forms.ChoiceField(
        label=_("Round"), choices=Round.choices, widget=forms.RadioSelect, initial=Round.TWELVE_MONTHS,
        required=False,
        help_text=_("The results of this round are printed. A plan and a report of scores have no round."),
    )
    layout = forms.ChoiceField(label=_("Layout"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        served = {kind for layout in layouts_for() for kind in layout.kinds}
        self.fields["kind"].choices = [choice for choice in ReportKind.choices if choice[0] in served]
        self.fields["fiscal_year"].choices = [(year, str(year)) for year in years]
        language = get_language() or "th"
        self.fields["layout"].choices = [
            (layout.name, f"{layout.title_in(language)}: {layout.contains_in(language)}") for layout in layouts_for()
        ]
        kind = self.initial.setdefault("kind", ReportKind.RESULT.value)
        self.initial.setdefault("layout", next((layout.name for layout in layouts_for(kind)), None))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, layout = cleaned.get("kind"), cleaned.get("layout")
        if kind in WITHOUT_ROUND:
            cleaned["round"] = Round.TWELVE_MONTHS.value
        elif not cleaned.get("round") and "round" not in self.errors:
            self.add_error("round", self.fields["kind"].error_messages["required"])
        if kind and layout and layout not in {one.name for one in layouts_for(kind)}:
            self.add_error("layout", gettext("This layout does not serve this kind of report. Please choose another."))
        return cleaned
