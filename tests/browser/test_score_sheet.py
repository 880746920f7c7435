"""The score sheet when it is full, pasted, refused, clashed and old: one language each, axe-clean, nothing cut off.

Not here: these pages without an item set, which the crawl meets (``test_crawl``).
"""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, Office
from tests.architecture.forms import post_forms
from tests.browser.language import foreign_words
from tests.browser.pages import Page
from tests.browser.test_crawl import findings
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db
TYPED = ["เก้า", "สวัสดีค่ะ", "แก้ตามหน้าผล"]


@pytest.fixture
def pages(db) -> list[Page]:
    """Document 002 loaded, corrected once, and each of the sheet's pages in both languages."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(settings.BASE_DIR / "fixtures" / "demo" / "002.yaml"), verbosity=0)
    agency = Agency.objects.get()
    agency.is_tenant = True
    agency.save()
    clients = {}
    for name, office in (("chai", Office.REPORTER), ("duangjai", Office.PALAD)):
        user = make_user(name, "ชัย ตั้งตรง")
        appoint(user, agency, office)
        clients[name] = Client()
        clients[name].force_login(user)

    def path(name: str, year: int = 2567, **more) -> str:
        return reverse(name, kwargs={"agency": agency.slug, "year": year, **more})

    stale = post_forms(clients["chai"].get(path("score_sheet")).content.decode())[-1].data()
    fresh = {name: values[0] for name, values in stale.items()}
    saved = clients["chai"].post(path("score_sheet"), fresh | {"item_o1": "80", "remark": TYPED[2]})
    assert saved.status_code == 302
    looked_at = [
        ("chai", path("score_sheet"), None), ("duangjai", path("score_sheet"), None),
        ("chai", path("score_sheet", 2569), None), ("chai", path("score_editions"), None),
        ("chai", path("score_edition", edition_number=2), None), ("chai", path("score_paste"), None),
        ("chai", path("score_paste"), {"text": "o1 90\n9 80\n๐๙ 90\nสวัสดีค่ะ 5\nx\no99 1"}),
        ("chai", path("score_paste"), {"text": "9 80\nสวัสดีค่ะ 5\no9\t1\t2.5\t3.5\n1.234 o1\no2 -1\no3 101\no4 9,5"}),
        ("chai", path("score_sheet"), fresh | {"seen_number": "2", "overall": "เก้า", "announced_on": "30/7/2024"}),
        ("chai", path("score_sheet"), fresh | {"seen_number": "1", "overall": "94"}),
    ]
    found = []
    for who, address, sent in looked_at:
        for language, before in (("th", ""), ("en", "/en")):
            where = before + address
            answer = clients[who].get(where) if sent is None else clients[who].post(where, sent)
            assert answer.status_code in (200, 409), where
            state = "filled" if sent is None else "error"
            html = answer.content.decode()
            found.append(Page(address, who, state, language, where, answer.status_code, html))
    return found


def test_each_page_speaks_one_language(pages):
    agency = Agency.objects.get()
    said = [agency.full_name, "ชัย ตั้งตรง", "ผ่านดี", "Q&A", *TYPED]  # Q&A stands in the title of an item
    found = {str(page): words for page in pages if (words := foreign_words(page.html, page.language, said))}
    assert found == {}


def test_no_axe_findings_and_nothing_cut_off(pages):
    assert findings(pages) == {}
