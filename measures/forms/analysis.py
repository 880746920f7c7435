"""One issue of the analysis: its words, and which items stand under it.

Not here: what a save does (``measures.services.analysis``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptText
from measures.forms.row import VersionedForm, version_in


class AnalysisForm(VersionedForm):
    """Number, title, heading as printed, and the narrative that counts."""

    number_text = KeptText(label=gettext_lazy("Number as printed"), rows=1)
    title = KeptText(label=gettext_lazy("Title"), rows=1)
    heading_text = KeptText(label=gettext_lazy("Heading as printed"), rows=1)
    narrative = KeptText(
        label=gettext_lazy("Analysis"), rows=12,
        help_text=gettext_lazy("The text that counts and is printed. A draft counts only once somebody accepts it."),
    )


class ItemsForm(forms.Form):
    """The items under an issue: ``offered`` are its own and those in no issue, as (code, words)."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Items under this issue"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "invalid_choice": gettext_lazy("%(value)s stands under another issue meanwhile, or is not of this year."),
        },
    )

    def __init__(
        self, data: Any = None, *, offered: Iterable[tuple[str, str]], own: Iterable[str], version: int
    ):
        super().__init__(data, initial={"codes": list(own), "version": version}, prefix="items")
        self.fields["codes"].choices = list(offered)

    @property
    def seen_version(self) -> int:
        """The version of the issue the person saw; -1 when the POST does not say."""
        return version_in(self.data.get(self.add_prefix("version")))
