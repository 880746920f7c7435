"""A person at a browser on the sign-off's pages: addresses, logins with a known moment, the form's fields untouched.

Not here: reports on their way (``papers``).
"""

from django.test import Client
from django.urls import reverse
from django_scopes import scope

from reports.models import Report
from tests.reports.signoff.papers import database
from tests.world import PASSWORD


def address(route, report=None):
    return reverse(route, kwargs={"agency": "ban-suan"} | ({"report_id": report.pk} if report else {}))


def browser(who: str, *, fresh: bool = True) -> Client:
    """Somebody logged in by the login page, so that the session knows when the password was given."""
    client = Client()
    if fresh:
        answer = client.post(reverse("account_login"), {"login": who, "password": PASSWORD})
        assert answer.status_code == 302
    else:
        client.login(username=who, password=PASSWORD)
    return client


def fields(page) -> dict[str, str]:
    """What the signing page would send, untouched."""
    form = page.context["form"]
    return {name: str(form[name].value()) for name in ("act", "seen_digest", "seen_revision")} | (
        {"opinion": form["opinion"].value()} if "opinion" in form.fields else {}
    )


def state_of(town, report) -> str:
    with scope(agency=town.agency):
        return Report.objects.get(pk=report.pk).state


def unchanged(before) -> bool:
    """The same rows, sessions and counts of the limits aside."""
    after = database()
    after["sessions.Session"] = before["sessions.Session"]
    return after == before


def texts(page) -> str:
    return page.content.decode()
