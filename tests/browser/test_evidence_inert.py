"""Whatever bytes were kept as evidence, a browser that opens their address saves them and runs nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import Error, sync_playwright

from files.services import store_bytes
from measures.models import Evidence
from tests.files import made
from tests.filled import fill
from tests.world import make_town

ORIGIN = "http://ita.invalid"
SCRIPT = b"<script>alert('ran')</script>"
FORCED = [
    ("หน้า.html", "text/html", b"<!doctype html><title>x</title>" + SCRIPT),
    ("ภาพ.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    ("คำสั่ง.pdf", "application/pdf", made.pdf() + SCRIPT),
    ("ภาพ.jpg", "image/jpeg", made.photo() + SCRIPT),
    ("ข้อความ.xlsx", "text/plain", SCRIPT),
]
"""Most of them no upload could bring in: put there past the forms."""


@pytest.fixture
def answers(db):
    """(name, bytes, headers) as the portal gives each forced file out."""
    town = make_town()
    filled = fill(town, "ของเรา")
    client = Client()
    client.force_login(town.chai)
    found = []
    for name, media_type, content in FORCED:
        with scope(agency=town.agency):
            evidence = Evidence.objects.create(
                agency=town.agency, title=name, file=store_bytes(content, media_type=media_type), file_name=name
            )
        where = {"agency": town.agency.slug, "year": filled.plan.fiscal_year, "evidence_id": evidence.pk}
        answer = client.get(reverse("evidence_file", kwargs=where))
        assert answer.content == content
        found.append((name, content, dict(answer.items())))
    return found


def giving(content: bytes, headers: dict[str, str]):
    """Answers a request of the browser with these bytes."""
    return lambda route: route.fulfill(body=content, headers=headers)


def opened(answers) -> tuple[list[str], list[str]]:
    """(file names saved, dialogs shown) when a browser goes to each address."""
    saved, dialogs = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_context(accept_downloads=True).new_page()
        tab.on("download", lambda download: saved.append(download.suggested_filename))
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.accept()))
        for number, (_name, content, headers) in enumerate(answers):
            address = f"{ORIGIN}/{number}"
            tab.route(address, giving(content, headers))
            try:
                tab.goto(address)
            except Error as stopped:
                assert "Download is starting" in str(stopped) or "ERR_ABORTED" in str(stopped)  # noqa: PT017
                if len(saved) <= number:  # events come in during calls only: it cannot slip by between the two lines
                    tab.wait_for_event("download")
        browser.close()
    return saved, dialogs


def test_everything_is_saved_and_nothing_runs(answers):
    assert opened(answers) == ([name for name, _type, _content in FORCED], [])


def test_the_check_sees_what_runs(answers):
    """The control: the same bytes without our headers."""
    bare = [(name, content, {"Content-Type": headers["Content-Type"]}) for name, content, headers in answers[:2]]
    assert opened(bare) == ([], ["ran", "ran"])
