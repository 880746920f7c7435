"""The page of an OIT item saves its fields as typed although one of them is called like a property of forms."""

import re

import pytest
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from measures.models import Disclosure
from tests.filled import fill
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^\s*บันทึกแล้ว เวลา \d{1,2}\.\d\d น\.\s*$")


@pytest.fixture
def filled(transactional_db):
    return fill(make_town(), "ของเรา")


@pytest.fixture
def stored_afterwards(filled):
    """``stored_afterwards(name=value)``: what the item's row holds once the browser has gone."""
    expected: dict = {}
    yield expected.update
    with scope(agency=filled.town.agency):
        assert Disclosure.objects.values(*expected).get() == expected


def test_an_item_is_saved_as_typed_and_its_button_meets_nobody(filled, stored_afterwards, meet):
    where = {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}
    with meet("oit-in-place") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(reverse("oit_edit", kwargs=where | {"disclosure_id": filled.disclosure.pk}))
        chai.page.locator("[name=answer]").select_option("has_not")
        state = chai.page.locator("#div_id_answer .save-state")
        expect(state).to_have_text(SAVED, timeout=15_000)
        mark = chai.page.locator("[name=answer]").get_attribute("data-seen")
        assert mark not in chai.page.locator("[name=seen]").input_value().split()
        chai.page.locator("button[name=save]:visible").last.click()
        chai.reads("บันทึกครบแล้ว")
    stored_afterwards(answer="has_not", version=filled.disclosure.version + 1)
