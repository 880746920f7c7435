"""The people of an agency and their appointments.

Not here: one's own password and second factor (``accounts.urls`` routes allauth's pages).
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.forms.people import AppointmentForm, EndForm, NewPersonForm, PersonForm
from accounts.models import Appointment, User
from accounts.selectors import PEOPLE_LISTS, appointments_listed
from accounts.services.people import (
    appoint_person,
    edit_appointment,
    edit_person,
    end_appointment,
    in_this_hand,
    renew_password,
)
from accounts.views.deeds import done, page_of, sent

FORM = ("GET", "HEAD", "POST")


@staff_page(act="manage_people")
def people_list(request: HttpRequest, standing: Standing) -> HttpResponse:
    which = request.GET.get("show", "now")
    which = which if which in PEOPLE_LISTS else "now"
    page = page_of(request, appointments_listed(agency=standing.agency, which=which))
    lists = (("now", _("In office now")), ("later", _("To come")), ("past", _("Over")))
    return render(request, "accounts/people_list.html", {"page": page, "which": which, "lists": lists})


@staff_page(act="manage_people", methods=FORM)
def person_new(request: HttpRequest, standing: Standing) -> HttpResponse:
    form = NewPersonForm(sent(request), agency=standing.agency, initial={"starts_on": timezone.localdate()})
    appointed = done(form, lambda: appoint_person(actor=standing, post=form.post(), **_who(form)))
    if appointed is None:
        return render(request, "accounts/person_new.html", {"form": form})
    if appointed.one_time_password:
        return _show_password(request, appointed.appointment.user, appointed.one_time_password)
    messages.success(request, _("%(person)s has been appointed.") % {"person": appointed.appointment.user})
    return redirect("people_list", agency=standing.agency.slug)


@staff_page(act="manage_people", methods=FORM)
def person_edit(request: HttpRequest, standing: Standing, person_id: int) -> HttpResponse:
    person = _person_here(standing, person_id)
    if not in_this_hand(user=person, agency=standing.agency):
        return render(request, "accounts/person_elsewhere.html", {"person": person})
    known = {"full_name": person.full_name, "email": person.email, "is_active": person.is_active}
    form = PersonForm(sent(request), initial=known)
    saved = done(form, lambda: edit_person(actor=standing, user_id=person.pk, **form.cleaned_data))
    if saved is None:
        return render(request, "accounts/person_edit.html", {"form": form, "person": person})
    messages.success(request, _("Saved."))
    return redirect("people_list", agency=standing.agency.slug)


@staff_page(act="manage_people", methods=FORM)
def person_password(request: HttpRequest, standing: Standing, person_id: int) -> HttpResponse:
    """Asks in words first; the new one-time password is shown once."""
    person = _person_here(standing, person_id)
    if not in_this_hand(user=person, agency=standing.agency):
        return render(request, "accounts/person_elsewhere.html", {"person": person})
    if request.method != "POST":
        return render(request, "accounts/person_password.html", {"person": person})
    person, password = renew_password(actor=standing, user_id=person.pk)
    return _show_password(request, person, password)


@staff_page(act="manage_people", methods=FORM)
def appointment_edit(request: HttpRequest, standing: Standing, appointment_id: int) -> HttpResponse:
    appointment = _appointment(appointment_id)
    form = AppointmentForm(sent(request), agency=standing.agency, initial=AppointmentForm.of(appointment))
    saved = done(form, lambda: edit_appointment(actor=standing, appointment_id=appointment.pk, post=form.post()))
    if saved is None:
        return render(request, "accounts/appointment_edit.html", {"form": form, "person": appointment.user})
    messages.success(request, _("Saved."))
    return redirect("people_list", agency=standing.agency.slug)


@staff_page(act="manage_people", methods=FORM)
def appointment_end(request: HttpRequest, standing: Standing, appointment_id: int) -> HttpResponse:
    appointment = _appointment(appointment_id)
    form = EndForm(sent(request))
    ended = done(
        form,
        lambda: end_appointment(actor=standing, appointment_id=appointment.pk, last_day=form.cleaned_data["last_day"]),
    )
    if ended is None:
        return render(request, "accounts/appointment_end.html", {"form": form, "appointment": appointment})
    messages.success(request, _("The appointment of %(person)s has been ended.") % {"person": ended.user})
    return redirect("people_list", agency=standing.agency.slug)


def _who(form: NewPersonForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("username", "email", "full_name")}


def _appointment(appointment_id: int) -> Appointment:
    return get_object_or_404(Appointment.objects.select_related("user", "department"), pk=appointment_id)


def _person_here(standing: Standing, person_id: int) -> User:
    here = Appointment.objects.filter(agency=standing.agency).values("user_id")
    return get_object_or_404(User, pk=person_id, pk__in=here)


def _show_password(request: HttpRequest, person: User, password: str) -> HttpResponse:
    return render(request, "accounts/one_time_password.html", {"person": person, "password": password})
