"""Why a remark of a detector is set aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

MOST = 1000


class DismissForm(forms.Form):
    """The remark as the page named it, and the reason. The service finds out whether the remark is still made."""

    use_required_attribute = False
    detector = forms.CharField(max_length=60, widget=forms.HiddenInput)
    row_kind = forms.CharField(max_length=40, widget=forms.HiddenInput)
    row_id = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    field = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it may stay as it is"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say why it may stay as it is.")},
    )  # fmt: skip

    @property
    def key(self) -> tuple[str, str, int, str, str]:
        """What the remark is named by; call after ``is_valid``."""
        values = self.cleaned_data
        return (values["detector"], values["row_kind"], values["row_id"], values["field"], values["digest"])
