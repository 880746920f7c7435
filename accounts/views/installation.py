"""The operator's pages: agencies, their first administrators, background jobs.

Not here: any agency's work; an operator does not see it.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import operator_page
from accounts.forms.agencies import NewAgencyForm
from accounts.forms.people import AdministratorForm
from accounts.models import Agency, Office
from accounts.selectors import current_appointments, tenant_agencies
from accounts.services.agencies import open_agency
from accounts.services.people import appoint_administrator
from accounts.views.deeds import done, page_of, sent
from jobs.models import Job, JobState
from jobs.registry import label_of
from jobs.selectors import count_by_state, jobs_listed
from jobs.services import NotRetriable, retry_job

LOOK = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")


@operator_page(methods=LOOK)
def installation_home(request: HttpRequest) -> HttpResponse:
    counts = count_by_state()
    return render(
        request,
        "accounts/installation_home.html",
        {
            "agencies": tenant_agencies().count(),
            "waiting": counts.get(JobState.QUEUED, 0) + counts.get(JobState.RUNNING, 0),
            "failed": counts.get(JobState.FAILED, 0),
        },
    )


@operator_page(methods=LOOK)
def agency_list_all(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    page = page_of(request, tenant_agencies(search=search))
    return render(request, "accounts/agency_list_all.html", {"page": page, "search": search})


@operator_page(methods=FORM)
def agency_new(request: HttpRequest) -> HttpResponse:
    form = NewAgencyForm(sent(request))
    agency = done(form, lambda: open_agency(actor=request.user, **form.cleaned_data))
    if agency is None:
        return render(request, "accounts/agency_new.html", {"form": form})
    messages.success(request, _("%(agency)s has been opened. Please appoint its administrator.") % {"agency": agency})
    return redirect("agency_administrators", slug=agency.slug)


@operator_page(methods=FORM)
def agency_administrators(request: HttpRequest, slug: str) -> HttpResponse:
    agency = get_object_or_404(Agency, slug=slug, is_tenant=True)
    form = AdministratorForm(sent(request))
    appointed = done(form, lambda: _appoint(request, agency, form))
    if appointed is None:
        held = current_appointments(agency=agency).filter(office=Office.ADMINISTRATOR)
        page = page_of(request, held.order_by("user__full_name", "pk"))
        shown = {"agency": agency, "form": form, "page": page}
        return render(request, "accounts/agency_administrators.html", shown)
    if appointed.one_time_password:
        shown = {"person": appointed.appointment.user, "password": appointed.one_time_password}
        return render(request, "accounts/one_time_password.html", shown)
    messages.success(request, _("%(person)s has been appointed.") % {"person": appointed.appointment.user})
    return redirect("agency_administrators", slug=agency.slug)


@operator_page(methods=LOOK)
def job_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in JobState.values else ""
    page = page_of(request, jobs_listed(state=state))
    names = Agency.objects.in_bulk({job.agency_id for job in page if job.agency_id})
    for job in page:
        job.agency_name = str(names.get(job.agency_id, ""))
        job.label = label_of(job.kind)
    shown = {"page": page, "state": state, "states": JobState.choices}
    return render(request, "accounts/job_list.html", shown)


@operator_page(methods=("POST",))
def job_retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = get_object_or_404(Job, pk=job_id)
    try:
        retry_job(job_id=job.pk, agency_id=job.agency_id)
    except NotRetriable:
        messages.warning(request, _("This job has not failed, so there is nothing to do again."))
    else:
        messages.success(request, _("The job waits to be done again."))
    return redirect("job_list")


def _appoint(request: HttpRequest, agency: Agency, form: AdministratorForm):
    who = {name: form.cleaned_data[name] for name in ("username", "email", "full_name")}
    return appoint_administrator(actor=request.user, agency=agency, post=form.post(), **who)
