"""Why a remark of a detector is set aside."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from measures.detectors.observation import Observation

MOST = 1000
KEY = ("detector", "row_kind", "row_id", "field", "digest")


class DismissForm(forms.Form):
    """The remark as the page named it, and the reason. The service finds out whether the remark is still made."""

    use_required_attribute = False
    detector = forms.CharField(max_length=60, widget=forms.HiddenInput)
    row_kind = forms.CharField(max_length=40, widget=forms.HiddenInput)
    row_id = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    field = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it may stay as it is"), max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": gettext_lazy("Please say why it may stay as it is.")},
    )  # fmt: skip

    @classmethod
    def of(cls, observation: Observation, data: QueryDict | None = None) -> DismissForm:
        """The form of this remark, with ids of its own: a page has one for each."""
        return cls(data, auto_id=f"{observation.anchor}-%s", initial=dict(zip(KEY, observation.key, strict=True)))

    def names(self, observation: Observation) -> bool:
        """Whether what was sent is about this remark."""
        return [self.data.get(name, "") for name in KEY] == [str(value) for value in observation.key]

    @property
    def key(self) -> tuple[str, str, int, str, str]:
        """What the remark is named by; call after ``is_valid``."""
        return tuple(self.cleaned_data[name] for name in KEY)
