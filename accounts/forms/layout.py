"""What all forms here share: crispy without its own form tag, so that a page places summary and buttons itself."""

from crispy_forms.helper import FormHelper
from django import forms


class PlainForm:
    """Mix in before a Django form: ``{% crispy form %}`` prints its fields and nothing around them."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def say(form: forms.BaseForm, **words: object) -> None:
    """Gives fields of a library's form our own labels and takes its placeholders and hints away."""
    for name, label in words.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)
