"""Forms for appointing people and correcting what is known of them.

Not here: whether it may be (``accounts.services.people``).
"""

import datetime

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from accounts.forms.layout import PlainForm
from accounts.models import ActingWording, Agency, Appointment, Department, Office
from accounts.services.people import Post
from thai.forms import BuddhistDateField

OTHER = "other"
"""The choice that asks for an acting wording of the agency's own."""


class PersonFields(forms.Form):
    """Who: found by user name and e-mail address together, else registered."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator(message=_("Use letters, digits and @ . + - _ only."))],
        help_text=_("For logging in; cannot be changed later. Letters, digits and @ . + - _ are allowed."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_(
            "For logging in and for a forgotten password. Somebody who already has a login here is found by both."
        ),
    )
    full_name = forms.CharField(label=_("Name and surname"), max_length=200, help_text=_("As printed in documents"))


class PostFields(forms.Form):
    """In which office, in what wording, from when to when."""

    # No office is offered ready to send: the first of the list would be the administrator's.
    office = forms.ChoiceField(label=_("Office in this portal"), choices=[("", _("Please choose")), *Office.choices])
    department = SafeModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("None in particular"),
        help_text=_("A department officer records for this department."),
    )
    is_head = forms.BooleanField(
        label=_("Head of the department"),
        required=False,
        help_text=_("May endorse the department's data where the agency wants it."),
    )
    position = forms.CharField(
        label=_("Own post"),
        max_length=200,
        help_text=_("Printed under the signature, for example the person's civil service post"),
    )
    acting_wording = forms.ChoiceField(
        label=_("Holds the office as"),
        required=False,
        choices=[*ActingWording.choices, (OTHER, _("Another wording"))],
        help_text=_("Choose the wording of the order of appointment."),
    )
    other_wording = forms.CharField(
        label=_("The other wording"), max_length=60, required=False, help_text=_("Only when you chose another wording")
    )
    acting_for = forms.CharField(
        label=_("Post acted for"),
        max_length=200,
        required=False,
        help_text=_("Only when acting; printed after the wording, on the line under the own post"),
    )
    order_no = forms.CharField(
        label=_("Order number"),
        max_length=100,
        required=False,
        help_text=_("The order of appointment, as it is written"),
    )
    starts_on = BuddhistDateField(label=_("First day"))
    ends_on = BuddhistDateField(
        label=_("Last day"), required=False, help_text=_("Leave empty when it lasts until somebody else is appointed.")
    )

    def __init__(self, *args, agency: Agency, **kwargs):
        super().__init__(*args, **kwargs)
        own = Department.objects.filter(agency=agency)
        held = self.initial.get("department")
        self.fields["department"].queryset = own.filter(is_active=True) | own.filter(pk=held)

    def clean(self):
        cleaned = super().clean()
        wording = cleaned.get("acting_wording")
        if wording == OTHER:
            cleaned["acting_wording"] = wording = cleaned.get("other_wording", "")
            if not wording and "other_wording" not in self.errors:
                self.add_error("other_wording", _("Please type the wording."))
        if wording and not cleaned.get("acting_for") and "acting_for" not in self.errors:
            self.add_error("acting_for", _("Please say which post is acted for."))
        if cleaned.get("acting_for") and not wording and "other_wording" not in self.errors:
            self.add_error("acting_wording", _("Please choose the acting wording, or leave the post acted for empty."))
        if cleaned.get("is_head") and "office" not in self.errors and "department" not in self.errors:
            if cleaned.get("office") != Office.RECORDER:
                self.add_error("is_head", _("Only a department officer can be the head of a department here."))
            elif not cleaned.get("department"):
                self.add_error("department", _("Please say which department this person heads."))
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return cleaned

    def post(self) -> Post:
        """What was asked for; only after ``is_valid``."""
        asked = self.cleaned_data
        return Post(
            office=asked["office"], position=asked["position"], starts_on=asked["starts_on"], ends_on=asked["ends_on"],
            department=asked["department"], acting_wording=asked["acting_wording"], acting_for=asked["acting_for"],
            order_no=asked["order_no"], is_head=asked["is_head"],
        )  # fmt: skip


class NewPersonForm(PlainForm, PostFields, PersonFields):
    """A person and their first appointment here."""

    field_order = ("full_name", "username", "email")


class AppointmentForm(PlainForm, PostFields):
    """An appointment there is already; ``of`` reads it into the form's initial values."""

    @staticmethod
    def of(appointment: Appointment) -> dict:
        wording = appointment.acting_wording
        own = bool(wording) and wording not in ActingWording.values
        return {
            "office": appointment.office, "department": appointment.department_id, "position": appointment.position,
            "acting_wording": OTHER if own else wording, "other_wording": wording if own else "",
            "acting_for": appointment.acting_for, "order_no": appointment.order_no, "is_head": appointment.is_head,
            "starts_on": appointment.starts_on, "ends_on": appointment.ends_on,
        }  # fmt: skip


class EndForm(PlainForm, forms.Form):
    """The last day in an office."""

    last_day = BuddhistDateField(
        label=_("Last day in this office"),
        help_text=_("The person may work to the end of this day. A day before today shuts them out at once."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", timezone.localdate() - datetime.timedelta(days=1))


class PersonForm(PlainForm, forms.Form):
    """What is known of a person whose login this agency answers for."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    is_active = forms.BooleanField(
        label=_("May log in"), required=False, help_text=_("Without the tick the person is shut out at once.")
    )


class AdministratorForm(PlainForm, PersonFields):
    """The administrator an operator appoints."""

    position = forms.CharField(label=_("Own post"), max_length=200)
    starts_on = BuddhistDateField(label=_("First day"))
    field_order = ("full_name", "username", "email", "position", "starts_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())

    def post(self) -> Post:
        """What was asked for; only after ``is_valid``."""
        return Post(
            office=Office.ADMINISTRATOR,
            position=self.cleaned_data["position"],
            starts_on=self.cleaned_data["starts_on"],
        )
