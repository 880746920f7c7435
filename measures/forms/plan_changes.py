"""Why the signed plan was changed: one field for a measure that stands, one for a measure that was left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptText
from measures.forms.row import VersionedForm

LONGEST = 2000


class ReasonField(KeptText):
    """A reason as it is printed behind เนื่องจาก."""

    def __init__(self, label: Any, **options: Any):
        super().__init__(
            label=label, required=True, rows=3, longest=LONGEST,
            help_text=gettext_lazy("Printed in the report of results after “because”."), **options,
        )


class ReasonForm(VersionedForm):
    """A form with the one field ``field_name``; ``is_needed`` refuses an empty one."""

    field_name = ""

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed

    @property
    def field(self) -> forms.BoundField:
        return self[self.field_name]

    @property
    def reason(self) -> str:
        """What was written; call after ``is_valid``."""
        return self.cleaned_data[self.field_name].strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_needed and not (cleaned.get(self.field_name) or "").strip() and not self.errors:
            self.add_error(self.field_name, forms.ValidationError(_("Please write why."), code="required"))
        return cleaned


class ChangeReasonForm(ReasonForm):
    """Of a measure that is not, or not as, in the signed plan."""

    field_name = "change_reason"
    change_reason = ReasonField(gettext_lazy("Reason for changing the plan"))


class DroppedReasonForm(ReasonForm):
    """Of a measure of the signed plan that was left out."""

    field_name = "dropped_reason"
    dropped_reason = ReasonField(gettext_lazy("Reason for leaving it out"))
