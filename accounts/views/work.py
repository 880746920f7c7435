"""Where one arrives: choosing an agency, and the agency's first page.

Not here: what waits and what is missing; ``measures`` and ``reports`` fill those parts of the page.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.doors import Standing, member_page, staff_page
from accounts.selectors import agencies_of
from accounts.views.deeds import page_of


@member_page()
def work_home(request: HttpRequest) -> HttpResponse:
    """Straight into the only agency; ``?choose=1`` shows the choice all the same."""
    agencies = agencies_of(user=request.user)
    if "choose" not in request.GET:
        first_two = list(agencies[:2])
        if len(first_two) == 1:
            return redirect("agency_home", agency=first_two[0].slug)
        if not first_two and request.user.is_operator:
            return redirect("installation_home")
    return render(request, "accounts/work_home.html", {"page": page_of(request, agencies)})


@staff_page(act="enter_agency")
def agency_home(request: HttpRequest, standing: Standing) -> HttpResponse:
    return render(request, "accounts/agency_home.html", {"agency": standing.agency})
