"""One crawl over every HTML route × office × {empty, filled, error} × language: reached, right words, no axe findings.

axe runs once for each distinct shape of a page at 360 and 1280 px; words are checked on every page.
"""

import mimetypes
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from allauth.account.internal.flows import login as record_keys
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import sync_playwright

from accounts.models import Office
from measures.models import Plan
from tests.architecture.conftest import make_people, make_two_towns
from tests.browser.language import foreign_words
from tests.browser.pages import Page, html_routes, user_data, visit_all
from tests.filled import YEAR, Filled
from tests.journeys.people import AXE_RULES
from tests.world import PASSWORD, appoint, make_town, make_user

pytestmark = pytest.mark.django_db
ORIGIN = "http://ita.invalid"
WIDTHS = (360, 1280)
BROWSERS = 2


@pytest.fixture(scope="module")
def crawl(django_db_setup, django_db_blocker) -> tuple[list[Page], list[str]]:
    """Every page, and every text people brought; the visits leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        own, other = make_two_towns()
        empty = make_town("rai-khong", "ไร่โขง", prefix="empty-")
        with scope(agency=empty.agency):
            Plan.objects.create(agency=empty.agency, fiscal_year=YEAR)
        open_from_an_earlier_year(own)
        clients = make_people(own, other) | second_factor_people(own.town)
        for name, user in empty.people.items():
            clients[f"empty-{name}"] = Client()
            clients[f"empty-{name}"].force_login(user)
        found = list(visit_all(clients, own, empty)), user_data()
        transaction.set_rollback(True)
    return found


def open_from_an_earlier_year(filled: Filled) -> None:
    """As if the year had been opened from the one before, with its period left in a text."""
    with scope(agency=filled.town.agency):
        filled.plan.opened_from = Plan.objects.create(agency=filled.town.agency, fiscal_year=YEAR - 1)
        filled.plan.save()
        filled.activity.period_text = "๑ ต.ค. ๖๖ ถึง ๓๐ ก.ย. ๖๗"
        filled.activity.save()


@pytest.fixture
def pages(crawl) -> list[Page]:
    return crawl[0]


def second_factor_people(town) -> dict[str, Client]:
    """fresh has just given a password; secured has a second factor, stale too but long ago; halfway owes the code."""
    clients = {}
    for name, since in (("fresh", 0), ("secured", 0), ("stale", 86_400), ("halfway", 0)):
        user = make_user(name, "พิมพ์ใจ สองชั้น")
        appoint(user, town.agency, Office.REPORTER)
        if name != "fresh":
            TOTP.activate(user, "JBSWY3DPEHPK3PXP")
            RecoveryCodes.activate(user)
        clients[name] = client = Client()
        if name == "halfway":
            client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
            continue
        client.force_login(user)
        session = client.session
        session[record_keys._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session[record_keys.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time() - since, "reauthenticated": True}
        ]
        session.save()
    return clients


def listed(lines) -> str:
    """One finding a line, so that nothing of a failure is cut."""
    return "\n" + "\n".join(lines)


def test_every_route_is_reached(pages):
    reached = {page.route for page in pages if page.status == 200}
    missed = sorted({route.name for route in html_routes()} - reached)
    assert missed == [], listed(missed)
    broken = sorted({str(page) for page in pages if page.status >= 500})
    assert broken == [], listed(broken)
    assert {page.state for page in pages} == {"empty", "filled", "error"}


def test_every_page_speaks_one_language(crawl):
    pages, data = crawl
    wrong: dict[str, set[str]] = {}
    for page in pages:
        for word in foreign_words(page.html, page.language, data):
            wrong.setdefault(f"{page.language}: {word}", set()).add(f"{page.route} {page.state}")
    assert wrong == {}, listed(f"{word}: {sorted(places)[:3]}" for word, places in sorted(wrong.items()))


def with_new_shapes(pages: list[Page]) -> list[Page]:
    """The pages axe has to see: each brings a frame or a content that none before it had."""
    seen: set[str] = set()
    chosen = []
    for page in pages:
        if not seen.issuperset(page.shapes):
            seen.update(page.shapes)
            chosen.append(page)
    return chosen


def findings(pages: list[Page]) -> dict[str, list[str]]:
    """What axe, the width of the window and missing files say against these pages, and where."""
    found: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context()
        current: list[Page] = []

        def answer(route):
            path = route.request.url.removeprefix(ORIGIN).split("?")[0]
            if path.startswith("/static/"):
                file = finders.find(path.removeprefix("/static/"))
                if file is None:  # a page without its style would pass for want of anything to look at
                    found.setdefault(f"missing file {path}", []).append(str(current[-1]))
                    route.fulfill(status=404)
                    return
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                route.fulfill(body=Path(file).read_bytes(), content_type=kind)
            elif route.request.resource_type == "document":
                route.fulfill(body=current[-1].html, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(status=204)

        context.route("**/*", answer)
        tab = context.new_page()
        axe = Axe()
        for page in pages:
            current.append(page)
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": 800})
                tab.goto(ORIGIN + page.path)
                # The whole page in one window: what a fixed bar covers while scrolling is not out of reach.
                tab.set_viewport_size({"width": width, "height": tab.evaluate("document.body.scrollHeight") + 100})
                for violation in axe.run(tab, options=AXE_RULES).response["violations"]:
                    where = violation["nodes"][0]["target"]
                    found.setdefault(f"{violation['id']} {where}", []).append(f"{page} {width}")
                if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    found.setdefault("page wider than the window", []).append(f"{page} {width}")
        browser.close()
    return found


def test_axe_finds_nothing_and_nothing_overflows(pages):
    """Two browsers share the pages: this is the longest single test there is."""
    shapes = with_new_shapes(pages)
    found: dict[str, list[str]] = {}
    with ThreadPoolExecutor(BROWSERS) as pool:
        for part in pool.map(findings, [shapes[start::BROWSERS] for start in range(BROWSERS)]):
            for what, places in part.items():
                found.setdefault(what, []).extend(places)
    assert found == {}, listed(f"{what}: {places[:3]}" for what, places in sorted(found.items()))


def test_the_findings_can_be_found():
    """The control: a field without a label, a pale word, a wide block and a style that is not there."""
    body = """<html lang="th"><head><title>ก</title>
      <link rel="stylesheet" href="/static/css/none.css"></head><body><main>
      <h1>ก</h1><input name="x"><p style="color:#ccc;background:#fff">จาง</p><div style="width:2000px">กว้าง</div>
      </main></body></html>"""
    found = findings([Page("seeded", "anon", "filled", "th", "/seeded/", 200, body)])
    assert {what.split(" [")[0] for what in found} == {
        "label", "color-contrast", "page wider than the window", "missing file /static/css/none.css",
    }  # fmt: skip
