"""What a person says of a finding of the checks.

Not here: whether the finding still stands (``notes``).
"""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from indicators.calculation.checks.finding import Finding
from indicators.scores.notes import LONGEST

KEY = ("check", "subject", "digest")


class NoteForm(forms.Form):
    """The finding as the page named it, and the note."""

    use_required_attribute = False
    check = forms.CharField(max_length=60, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Note on this"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": _("Please write what you found out.")},
    )  # fmt: skip

    @classmethod
    def of(cls, finding: Finding, data: QueryDict | None = None, *, text: str = "") -> NoteForm:
        """The form of this finding, with ids of its own: a page has one for each; ``text`` stands in it already."""
        said = {**dict(zip(KEY, finding.key, strict=True)), "text": text}
        return cls(data, auto_id=f"{finding.anchor}-%s", initial=said)

    def names(self, finding: Finding) -> bool:
        """Whether what was sent is about this finding on these figures."""
        return [self.data.get(name, "") for name in KEY] == list(finding.key)

    @property
    def key(self) -> tuple[str, str, str]:
        """What the finding is named by; call after ``is_valid``."""
        return tuple(self.cleaned_data[name] for name in KEY)
