"""Where demonstration data lies, every page says so: those of the agency, and those that belong to none."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import make_operator, make_other_town, make_town

BAND = 'class="demo-band"'
PUBLIC = ("account_login", "account_reset_password", "public_home")


@pytest.fixture
def operator(db) -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


def bands(client: Client) -> dict[str, bool]:
    """Which pages carry the band; the missing page among them."""
    shown = {name: BAND in Client().get(reverse(name)).content.decode() for name in PUBLIC}
    shown["404"] = BAND in Client().get("/mai-mi/").content.decode()
    shown["installation_home"] = BAND in client.get(reverse("installation_home")).content.decode()
    return shown


def test_without_a_demonstration_no_page_says_so(operator):
    make_town()
    assert set(bands(operator).values()) == {False}


def test_with_one_every_page_says_so(operator):
    make_town(is_demo=True)
    assert set(bands(operator).values()) == {True}


def test_a_real_agencys_pages_do_not(operator):
    make_town(is_demo=True)
    real = make_other_town()
    client = Client()
    client.force_login(real.arun)
    page = client.get(reverse("agency_home", kwargs={"agency": real.agency.slug})).content.decode()
    assert BAND not in page
