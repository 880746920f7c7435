"""What an agency's administrator keeps: its profile and its departments.

Not here: opening an agency (``accounts.views.installation``).
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import Standing, staff_page
from accounts.forms.agencies import AgencyForm, DepartmentEditForm, DepartmentForm
from accounts.models import Department
from accounts.services.agencies import PROFILE, edit_agency
from accounts.services.departments import edit_department, move_department, open_department
from accounts.views.deeds import done, page_of, sent

FORM = ("GET", "HEAD", "POST")
KNOWN = (*PROFILE, "heads_endorse")


@staff_page(act="manage_agency", methods=FORM)
def agency_edit(request: HttpRequest, standing: Standing) -> HttpResponse:
    form = AgencyForm(sent(request), initial={name: getattr(standing.agency, name) for name in KNOWN})
    if done(form, lambda: edit_agency(actor=standing, **form.cleaned_data)) is None:
        return render(request, "accounts/agency_edit.html", {"form": form})
    messages.success(request, _("Saved."))
    return redirect("agency_edit", agency=standing.agency.slug)


@staff_page(act="manage_agency")
def department_list(request: HttpRequest, standing: Standing) -> HttpResponse:
    page = page_of(request, Department.objects.filter(agency=standing.agency))
    return render(request, "accounts/department_list.html", {"page": page})


@staff_page(act="manage_agency", methods=FORM)
def department_new(request: HttpRequest, standing: Standing) -> HttpResponse:
    form = DepartmentForm(sent(request))
    department = done(form, lambda: open_department(actor=standing, name=form.cleaned_data["name"]))
    if department is None:
        return render(request, "accounts/department_form.html", {"form": form})
    messages.success(request, _("%(department)s has been added.") % {"department": department})
    return redirect("department_list", agency=standing.agency.slug)


@staff_page(act="manage_agency", methods=FORM)
def department_edit(request: HttpRequest, standing: Standing, department_id: int) -> HttpResponse:
    department = get_object_or_404(Department, pk=department_id)
    form = DepartmentEditForm(sent(request), initial={"name": department.name, "is_active": department.is_active})
    saved = done(form, lambda: edit_department(actor=standing, department_id=department.pk, **form.cleaned_data))
    if saved is None:
        return render(request, "accounts/department_form.html", {"form": form, "department": department})
    messages.success(request, _("Saved."))
    return redirect("department_list", agency=standing.agency.slug)


@staff_page(act="manage_agency", methods=("POST",))
def department_move(request: HttpRequest, standing: Standing, department_id: int) -> HttpResponse:
    department = get_object_or_404(Department, pk=department_id)
    move_department(actor=standing, department_id=department.pk, up=request.POST.get("to") == "up")
    return redirect("department_list", agency=standing.agency.slug)
