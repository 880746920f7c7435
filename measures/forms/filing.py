"""Filing chosen items in ITAS, and the clarification of one."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptDate, KeptText
from measures.forms.row import VersionedForm
from measures.models import Clarification
from thai.forms import BuddhistDateField


class FilingForm(forms.Form):
    """Which items were typed into ITAS, and on which day."""

    use_required_attribute = False
    filed_on = BuddhistDateField(
        label=gettext_lazy("Filed in ITAS on"),
        error_messages={"required": gettext_lazy("Please give the day on which it was filed in ITAS.")},
    )
    rows = forms.MultipleChoiceField(
        label=gettext_lazy("Items filed"),
        error_messages={
            "required": gettext_lazy("Please choose at least one item."),
            "invalid_choice": gettext_lazy("One of the chosen items is no longer there. Please choose again."),
        },
    )

    def __init__(self, *args: Any, rows: list, today: datetime.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(str(row.pk), row.code) for row in rows]
        self.today = today

    def clean_filed_on(self) -> datetime.date:
        day = self.cleaned_data["filed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Please file it on the day it is done."),
                                        code="future")
        return day


class ClarificationForm(VersionedForm):
    """What is disputed, what the agency answers, what came of it."""

    disputed = KeptText(
        label=gettext_lazy("What is disputed"), rows=3,
        help_text=gettext_lazy("As the assessor wrote it in ITAS."),
    )
    argument = KeptText(
        label=gettext_lazy("Clarification"), rows=6,
        help_text=gettext_lazy("Only what stands at the addresses filed counts. Say where on the page it is found."),
    )
    sent_on = KeptDate(label=gettext_lazy("Sent on"))
    outcome = KeptChoice(label=gettext_lazy("Outcome"), choices=Clarification.Outcome.choices)
    outcome_note = KeptText(label=gettext_lazy("Answer received"), rows=3)
