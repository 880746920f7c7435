"""The answer to one OIT item and the addresses that show it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import KeptChoice, KeptLine, KeptText
from measures.forms.lines import KeptLines
from measures.forms.result import STATUS_CHOICES
from measures.forms.row import RowForm, UnitsMixin, VersionedForm, rows_formset
from measures.models import Disclosure

FINDING_CHOICES = [("", gettext_lazy("Not looked at yet")), *Disclosure.Finding.choices]


ANSWER_CHOICES = [("", gettext_lazy("Not answered yet")), *Disclosure.Answer.choices]


class DisclosureForm(UnitsMixin, VersionedForm):
    """Status, units, progress and what was found on the website; the printed words when they differ from the set's."""

    status = KeptChoice(label=gettext_lazy("Status"), required=True, choices=STATUS_CHOICES, widget=forms.RadioSelect)
    progress_notes = KeptLines(
        label=gettext_lazy("Progress"), rows=5,
        help_text=gettext_lazy("One item per line, with its number or dash as it shall be printed."),
    )
    finding_class = KeptChoice(label=gettext_lazy("Result of the website check"), choices=FINDING_CHOICES)
    website_finding = KeptText(label=gettext_lazy("Found on the website"), rows=2)
    answer = KeptChoice(label=gettext_lazy("Has the information"), choices=ANSWER_CHOICES)
    explanation = KeptText(
        label=gettext_lazy("Explanation for ITAS"), rows=4,
        help_text=gettext_lazy(
            "What the assessor reads beside the addresses. Left empty, the click paths below are used."
        ),
    )
    title = KeptText(
        label=gettext_lazy("Title as printed"), rows=2,
        help_text=gettext_lazy("Leave empty to print the title of the year's item set."),
    )
    elements = KeptLines(
        label=gettext_lazy("Elements as printed"), rows=6,
        help_text=gettext_lazy("Leave empty to print the elements of the year's item set."),
    )

    @property
    def has_own_words_error(self) -> bool:
        """Whether the folded part of the page has something to mend."""
        return bool(self.errors.get("title") or self.errors.get("elements"))


class KeptAddress(KeptLine):
    """A web address with http or https and a host."""

    def read(self, typed: str) -> str:
        address = super().read(typed).strip()
        if not address:
            return ""
        try:
            parts = urlsplit(address)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound or any(letter.isspace() for letter in address):
            raise forms.ValidationError(
                _("“%(typed)s” is not a web address. Please copy it whole from the browser, with https:// in front.")
                % {"typed": address[:80]},
                code="address",
            )
        return address


class LinkForm(RowForm):
    """One address with the way to it."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    url = KeptAddress(label=gettext_lazy("Address (URL)"), required=True, longest=2000)
    click_path = KeptText(
        label=gettext_lazy("Click path"), rows=1,
        help_text=gettext_lazy("For example: home page > about us > structure."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.changes and not self.errors and not cleaned.get("url"):
            self.add_error("url", forms.ValidationError(
                _("Please give the address, or remove this row."), code="required"
            ))
        return cleaned


LinkRows = rows_formset(LinkForm)
