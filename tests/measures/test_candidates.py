"""An agency completes elements nobody knows officially, from its own head or from wording not confirmed."""

import pytest
from django.conf import settings
from django.urls import reverse
from django_scopes import scope

from indicators.item_sets.loader import load_item_set
from indicators.item_sets.reader import read_item_set
from indicators.models import Item
from measures.candidates import candidates_of
from measures.models import Disclosure
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db
CANDIDATE = [
    {"text": "แสดงคู่มือ อย่างน้อยประกอบด้วย", "children": ["ชื่องาน", "ช่องทางให้บริการ"]},
    {"text": "แสดงแบบฟอร์ม", "children": []},
]
LINES = [
    {"marker": "-", "text": "แสดงคู่มือ อย่างน้อยประกอบด้วย",
     "children": [{"marker": "-", "text": "ชื่องาน"}, {"marker": "-", "text": "ช่องทางให้บริการ"}]},
    {"marker": "-", "text": "แสดงแบบฟอร์ม"},
]


@pytest.fixture
def oit(filled):
    """The row's page; its item has a candidate and no official elements, and the row no words of its own."""
    load_item_set(file=read_item_set(settings.BASE_DIR / "fixtures" / "item_sets" / "ITA-2568.yaml"))
    item = Item.objects.get(item_set__fiscal_year=2568, code="o9")
    item.extra = {"candidate_elements": [{"elements": CANDIDATE, "source": ["psu_o9"], "why_not_confirmed": "no year"}]}
    item.save()
    with scope(agency=filled.town.agency):
        Disclosure.objects.filter(pk=filled.disclosure.pk).update(item=item, elements=[])
    names = {"agency": filled.town.agency.slug, "year": 2568, "disclosure_id": filled.disclosure.pk}
    return reverse("oit_edit", kwargs=names)


def elements(filled):
    with scope(agency=filled.town.agency):
        return Disclosure.objects.get(pk=filled.disclosure.pk).elements


def test_the_page_says_that_the_agency_may_write_elements_itself(filled, logged_in, oit):
    page = logged_in("anong").get(oit).content.decode()
    opened = logged_in("anong").get(f"{oit}?words=own").content.decode()
    assert 'href="?words=own#id_elements"' in page
    assert 'href="?candidate=1#id_elements"' in page
    assert "no year" in page
    assert '<details class="sheet" open>' in opened.split("<form")[-1]
    assert '<details class="sheet">' in page.split("<form")[-1]


def test_a_candidate_is_only_a_start_and_counts_once_saved(filled, logged_in, oit):
    client = logged_in("anong")
    offered = form_of(client, f"{oit}?candidate=1").data()
    assert offered["elements"] == [
        "- แสดงคู่มือ อย่างน้อยประกอบด้วย\r\n  - ชื่องาน\r\n  - ช่องทางให้บริการ\r\n- แสดงแบบฟอร์ม"
    ]
    assert elements(filled) == []
    assert client.post(oit, offered | {"save": "1"}).status_code == 302
    assert elements(filled) == LINES
    assert send(client, oit, elements="- ชื่องานเท่านั้น").status_code == 302
    assert elements(filled) == [{"marker": "-", "text": "ชื่องานเท่านั้น"}]


@pytest.mark.parametrize("asked", ["2", "0", "๑", "", "one"])
def test_a_candidate_that_is_not_there_changes_nothing(filled, logged_in, oit, asked):
    assert form_of(logged_in("anong"), f"{oit}?candidate={asked}").data()["elements"] == [""]


ODD = [None, "text", [None, "x"], [{}], [{"elements": "x"}], [{"elements": [None, {"text": ""}]}]]


@pytest.mark.parametrize("found", ODD)
def test_odd_candidates_are_none(found):
    assert candidates_of(Item(extra={"candidate_elements": found})) == []
    assert candidates_of(None) == []
