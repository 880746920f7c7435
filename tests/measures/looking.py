"""A website on this machine and the job that may look at it and nothing else: what the tests of addresses stand on."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from django_scopes import scope

from jobs.models import Job
from links.client import Limits
from measures.link_health import LinkHealth
from measures.models import Disclosure, DisclosureLink, Filing, LinkCheck
from measures.services.link_checks import ask_for_link_checks
from tests.links.servers import page, path_of, serving


@pytest.fixture
def web():
    """A website on this machine: ``/gone`` is gone, all else are files with their path as content."""

    def talk(server, sock, request):
        path = path_of(request)
        kind = page(b"", status="404 Not Found") if path == "/gone" else page(
            b"same" if path.startswith("/same") else path.encode(), head=b"Content-Type: application/pdf\r\n"
        )
        kind(server, sock, request)

    with serving(talk) as server:
        yield server


def checker(web, **values) -> LinkHealth:
    """The job's handler, allowed to reach this one server, in no hurry to be polite."""
    return LinkHealth(
        rule=lambda ip, port: (ip, port) == ("127.0.0.1", web.port), interval=0, limits=Limits(seconds=5), **values
    )


def give(filled, *urls: str) -> list[DisclosureLink]:
    """A new OIT row for each address, in the filled year; the year's own address goes."""
    DisclosureLink.objects.filter(disclosure__plan=filled.plan).delete()
    Filing.objects.filter(plan=filled.plan).update(content=filled.recorded.filing.content | {"links": []})
    made = []
    for number, url in enumerate(urls, 1):
        row = Disclosure.objects.create(plan=filled.plan, code=f"o{number}", number=number, position=100 + number)
        made.append(DisclosureLink.objects.create(disclosure=row, url=url))
    return made


def addresses(web, *paths: str) -> list[str]:
    return [f"http://127.0.0.1:{web.port}/{path}" for path in paths]


def looked_at(agency) -> list[tuple[str, str]]:
    """(end of the address, verdict) of every look, in order of addresses; not those the year was filled with."""
    with scope(agency=agency):
        looks = LinkCheck.objects.filter(checked_at__gte=timezone.now() - datetime.timedelta(minutes=5))
        return sorted((look.url.rpartition("/")[2], look.verdict) for look in looks.exclude(url__contains="example.go"))


def the_job(filled, **values) -> Job:
    with scope(agency=filled.town.agency):
        return ask_for_link_checks(actor=filled.town.standing("anong"), plan=filled.plan, **values)
