"""The item set pages: what is known and what is not, to staff of an agency and to the operator."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.item_sets.loader import load_item_set
from indicators.item_sets.reader import read_item_set
from indicators.models import Item
from tests.world import CAST, make_operator, make_other_town, make_town

pytestmark = pytest.mark.django_db
LIST, YEAR = "/en/staff/ban-suan/item-sets/", "/en/staff/ban-suan/item-sets/{}/"


def load(*years: int) -> None:
    for year in years:
        load_item_set(file=read_item_set(settings.BASE_DIR / "fixtures" / "item_sets" / f"ITA-{year}.yaml"))


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def chai(town):
    return client_of(town.chai)


def words(response) -> str:
    """The page's words in order, without tags."""
    assert response.status_code == 200
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_years_are_listed_with_what_is_known(chai):
    load(2567, 2569)
    page = words(chai.get(LIST))
    assert "Fiscal year 2569 not known not known 26 complete for 0 of 26 items 2" in page
    assert "Fiscal year 2567 15 9 35 complete for 3 of 35 items 2" in page
    assert page.index("2569") < page.index("2567")


def test_an_empty_list_says_who_fills_it(chai):
    assert "No item set has been loaded yet. The operator of the installation loads them." in words(chai.get(LIST))


def test_a_year_shows_instruments_items_and_how_sure_they_are(chai):
    load(2568)
    page = words(chai.get(YEAR.format(2568)))
    assert "fiscal year 2568 1 October B.E. 2567 (2024) to 30 September B.E. 2568 (2025) · version 2" in page
    assert "OIT แบบวัดการเปิดเผยข้อมูลสาธารณะ 40 9 การเปิดเผยข้อมูล 10 การป้องกันการทุจริต 28 Medium confidence" in page
    assert "9.1 ข้อมูลพื้นฐาน Low confidence Source: [16]" in page
    assert "o2 ข้อมูลผู้บริหาร High confidence Source: [16] แสดงข้อมูลของผู้บริหารสูงสุด" in page
    assert "อย่างน้อยประกอบด้วย ผู้บริหารสูงสุด รองผู้บริหารสูงสุด *กรณีองค์กรปกครองส่วนท้องถิ่น" in page
    assert "o5 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน High confidence Source: [16] Elements not found yet" in page
    assert "ช่องทางการติดต่อ Elements complete Rather high confidence Source: [8] [7]" in page
    assert [f"o{number}" for number in range(1, 29)] == re.findall(r"\b(o\d+) (?=[\u0e00-\u0e7fE])", page)[:28]


def test_sources_are_named_by_address_and_the_keepers_notes_are_folded(chai):
    load(2568)
    html = chai.get(YEAR.format(2568)).content.decode()
    sources = html.split('<ol class="sources">')[1].split("</ol>")[0]
    matichon = re.search(r'<li id="source-matichon">(.*?)</li>', sources, re.DOTALL).group(1)
    assert 'href="https://www.matichon.co.th/politics/news_5328750"' in matichon
    assert ">matichon.co.th</a>" in matichon
    assert "<details" not in matichon
    held = re.search(r'<li id="source-doc001">(.*?)</li>', sources, re.DOTALL).group(1)
    assert held.startswith("A document of an agency, not on the web<details")
    assert set(re.findall(r'href="#(source-[^"]+)"', html)) <= set(re.findall(r'id="(source-[^"]+)"', sources))


def test_what_is_not_known_is_said(chai):
    load(2569)
    page = words(chai.get(YEAR.format(2569)))
    assert "IIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน not known not known not known Low confidence" in page
    assert "The sub-indicators of this year are not known." in page
    assert page.count("No list of this year has been found yet.") == 2
    assert "Issues" not in page
    load(2564)
    assert "i10 The wording has not been found." in words(chai.get(YEAR.format(2564)))


def test_candidate_wording_never_stands_as_official(chai):
    load(2568)
    html = chai.get(YEAR.format(2568)).content.decode()
    item = re.search(r'<li class="mb-4" id="o9">.*?(?=<li class="mb-4")', html, re.DOTALL).group()
    official, candidate = item.split("<details", 1)
    assert "วิธีการขั้นตอนการขอรับบริการ" not in official
    assert "Elements not found yet" in official
    assert "วิธีการขั้นตอนการขอรับบริการ" in candidate
    assert "Not official." in candidate


def test_a_year_that_is_not_known_says_so(chai):
    load(2568)
    page = words(chai.get(YEAR.format(2570)))
    assert "The items of this year are not known here yet. See the years that are known" in page
    assert chai.get(YEAR.format(2026)).status_code == 404
    assert chai.get(YEAR.format(9**30)).status_code == 404


def test_text_of_a_set_is_text(chai):
    load(2568)
    Item.objects.filter(code="o1").update(title="<script>alert(1)</script>")
    html = chai.get(YEAR.format(2568)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_every_office_of_the_agency_and_the_operator_may_read(town):
    load(2568)
    make_other_town()
    operator = client_of(make_operator())
    for name, *_ in CAST:
        client = client_of(town.people[name])
        assert [client.get(path).status_code for path in (LIST, YEAR.format(2568))] == [200, 200]
        assert [client.get(path.replace("ban-suan", "khao-thong")).status_code
                for path in (LIST, YEAR.format(2568))] == [404, 404]  # fmt: skip
        assert client.get("/en/installation/item-sets/").status_code == 404
        assert client.get("/en/installation/item-sets/2568/").status_code == 404
    assert operator.get(LIST).status_code == operator.get(YEAR.format(2568)).status_code == 404
    shown = words(operator.get("/en/installation/item-sets/"))
    assert "Fiscal year 2568 not known not known 28" in shown
    html = operator.get("/en/installation/item-sets/").content.decode()
    assert 'href="/en/installation/item-sets/2568/"' in html
    assert "o28" in words(operator.get("/en/installation/item-sets/2568/"))
    assert Client().get(LIST).status_code == 302
    assert client_of(town.chai).post(LIST).status_code == 405


def test_the_number_of_queries_does_not_grow(chai):
    load(2569)
    counts = {}
    for round_name in ("few", "many"):
        for path in (LIST, YEAR.format(2569), YEAR.format(2567)):
            chai.get(path)  # the session of the first visit
            with CaptureQueriesContext(connection) as queries:
                chai.get(path)
            counts.setdefault(path, {})[round_name] = len(queries)
        load(2564, 2565, 2566, 2567, 2568)
    assert counts[LIST]["few"] == counts[LIST]["many"]
    assert counts[YEAR.format(2569)]["few"] == counts[YEAR.format(2569)]["many"]
    assert counts[YEAR.format(2567)]["many"] == counts[YEAR.format(2569)]["many"] <= 14
