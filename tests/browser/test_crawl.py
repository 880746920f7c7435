"""One crawl over every HTML route × office × {empty, filled, error} × language: reached, right words, no axe findings.

axe runs once for each distinct shape of a page at 360 and 1280 px; words are checked on every page.
"""

import mimetypes
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django_scopes import scope
from playwright.sync_api import sync_playwright

from measures.models import Plan
from tests.architecture.conftest import people, two_towns  # noqa: F401 (fixtures)
from tests.browser.language import foreign_words
from tests.browser.pages import Page, html_routes, user_data, visit_all
from tests.filled import YEAR
from tests.world import make_town

ORIGIN = "http://ita.invalid"
WIDTHS = (360, 1280)
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def pages(two_towns, people) -> list[Page]:  # noqa: F811
    own, _ = two_towns
    empty = make_town("rai-khong", "ไร่โขง", prefix="empty-")
    with scope(agency=empty.agency):
        Plan.objects.create(agency=empty.agency, fiscal_year=YEAR)
    clients = dict(people)
    for name, user in empty.people.items():
        clients[f"empty-{name}"] = Client()
        clients[f"empty-{name}"].force_login(user)
    return list(visit_all(clients, own, empty))


@pytest.mark.django_db
def test_every_route_is_reached(pages):
    reached = {page.route for page in pages if page.status == 200}
    assert sorted({route.name for route in html_routes()} - reached) == []
    assert sorted({str(page) for page in pages if page.status >= 500}) == []
    assert {page.state for page in pages} == {"empty", "filled", "error"}


@pytest.mark.django_db
def test_every_page_speaks_one_language(pages):
    data = user_data()
    wrong: dict[str, set[str]] = {}
    for page in pages:
        for word in foreign_words(page.html, page.language, data):
            wrong.setdefault(f"{page.language}: {word}", set()).add(f"{page.route} {page.state}")
    assert {word: sorted(places)[:3] for word, places in sorted(wrong.items())} == {}


@pytest.mark.django_db
def test_axe_finds_nothing_and_nothing_overflows(pages):
    shapes = {page.shape: page for page in pages}
    found: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context()
        current: list[Page] = []

        def answer(route):
            path = route.request.url.removeprefix(ORIGIN).split("?")[0]
            if path.startswith("/static/"):
                file = finders.find(path.removeprefix("/static/"))
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                route.fulfill(body=Path(file).read_bytes(), content_type=kind) if file else route.fulfill(status=404)
            elif route.request.resource_type == "document":
                route.fulfill(body=current[-1].html, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(status=204)

        context.route("**/*", answer)
        tab = context.new_page()
        axe = Axe()
        for page in shapes.values():
            current.append(page)
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": 800})
                tab.goto(ORIGIN + page.path)
                for violation in axe.run(tab, options=AXE_RULES).response["violations"]:
                    where = violation["nodes"][0]["target"]
                    found.setdefault(f"{violation['id']} {where}", []).append(f"{page} {width}")
                if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    found.setdefault("page wider than the window", []).append(f"{page} {width}")
        browser.close()
    assert {what: places[:3] for what, places in sorted(found.items())} == {}
