"""The one form of the sign-off: what was seen, an opinion or a reason, and the password when the last one is old.

Not here: whether the act is allowed (``signoff``), checking the password (``views.password``).
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainForm
from reports.opinions import OPINIONS, proposed_for, words_for
from reports.signoff import Step

LONGEST_NOTE = 2000


class MoveForm(PlainForm, forms.Form):
    """One act on one report. Hidden fields carry what the page showed; nonsense in them is a page nobody showed."""

    act = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seen_digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    opinion = forms.ChoiceField(label=_("Opinion"), widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label=_("In your own words"), required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), strip=False, max_length=200,
        error_messages={"required": _("Please give your password to sign.")},
        help_text=_("Signing asks for the password again when the last one is older than five minutes."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args, step: Step, kind: str, asks_password: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = OPINIONS.get(step.act, ())
        if choices:
            self.fields["opinion"].choices = [(one.key, one.label) for one in choices]
            self.fields["opinion"].initial = proposed_for(step.act, kind)
            self.fields["opinion"].required = True
        else:
            del self.fields["opinion"]
        if step.needs_note:
            self.fields["note"].label = _("Reason")
            self.fields["note"].required = True
        self.asks_password = asks_password
        if not asks_password:
            del self.fields["password"]

    @property
    def words(self) -> str:
        """What goes into the ledger: the tapped opinion, then the typed words on a line of their own."""
        tapped = words_for(self.cleaned_data["act"], self.cleaned_data.get("opinion", ""))
        return "\n".join(part for part in (tapped, self.cleaned_data["note"].strip()) if part)
