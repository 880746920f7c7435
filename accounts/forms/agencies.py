"""Forms for an agency's profile and its departments.

Not here: whether it may be (``accounts.services``).
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainForm
from accounts.models import AgencyKind


class ProfileFields(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=AgencyKind.choices, initial=AgencyKind.SUBDISTRICT)
    name = forms.CharField(
        label=_("Name without its kind"),
        max_length=200,
        help_text=_("Only the name itself, without the word for its kind"),
    )
    full_name = forms.CharField(
        label=_("Full name"), max_length=300, required=False, help_text=_("Made from kind and name when left empty")
    )
    tambon = forms.CharField(label=_("Subdistrict"), max_length=100, required=False)
    amphoe = forms.CharField(label=_("District"), max_length=100, required=False)
    changwat = forms.CharField(label=_("Province"), max_length=100, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    code = forms.CharField(
        label=_("Code of the agency"),
        max_length=40,
        required=False,
        help_text=_("The code used in the assessment, if known"),
    )
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")


class AgencyForm(PlainForm, ProfileFields):
    """The profile and how the agency works, by its administrator."""

    heads_endorse = forms.BooleanField(
        label=_("Heads of divisions endorse their data"),
        required=False,
        help_text=_("With the tick, who is appointed as head of a department finds a button for it among its work."),
    )


class NewAgencyForm(PlainForm, ProfileFields):
    """An agency to be opened, by the operator."""

    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=60,
        required=False,
        help_text=_("Latin letters, digits and hyphens; stays for ever. Made from the name when left empty."),
    )
    field_order = ("kind", "name", "full_name", "slug")

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()


class DepartmentForm(PlainForm, forms.Form):
    name = forms.CharField(label=_("Department"), max_length=200)


class DepartmentEditForm(DepartmentForm):
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Without the tick it can no longer be chosen; what was recorded for it stays."),
    )
