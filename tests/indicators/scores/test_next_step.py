"""From the scores to the year that answers them: each page leads to the next."""

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Plan
from tests.indicators.scores.conftest import YEAR

O9 = ("item", "o9")


@pytest.fixture
def leads_to(town, item_sets, save, logged_in, path):
    """Whether the check of the year leads to this address."""
    save(town, {O9: "70.00"})

    def leads(route: str, **address) -> bool:
        page = logged_in("chai").get("/en" + path("score_check")).content.decode()
        target = reverse(route, kwargs={"agency": town.agency.slug, **address})
        return f'href="/en{target}">' in page.partition("Next step")[2].partition("</div>")[0]

    return leads


def open_year(town, year, **values):
    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=year, **values)


def test_a_sheet_leads_to_its_check(town, item_sets, save, logged_in, path):
    client = logged_in("chai")
    assert "Next step" not in client.get("/en" + path()).content.decode()
    save(town, {O9: "70.00"})
    page = client.get("/en" + path()).content.decode()
    assert f'href="/en{path("score_check")}">' in page.partition("Next step")[2].partition("</div>")[0]


def test_a_check_leads_to_the_analysis_of_the_year_after(town, leads_to):
    open_year(town, YEAR)
    open_year(town, YEAR + 1)
    assert leads_to("analysis_list", year=YEAR + 1)


def test_a_plan_that_names_another_assessed_year_is_not_led_to(town, leads_to):
    open_year(town, YEAR + 1, assessed_year=YEAR - 1)
    open_year(town, YEAR + 2, assessed_year=YEAR)
    assert leads_to("analysis_list", year=YEAR + 2)


def test_without_such_a_year_a_check_leads_to_the_years(town, leads_to):
    open_year(town, YEAR)
    assert leads_to("year_list")


def test_the_first_edition_speaks_of_no_earlier_one(item_sets, logged_in, path, stored):
    client = logged_in("chai")
    sent = {"seen_number": "0", "overall": "90.00", "origin": "announced"}
    answer = client.post("/en" + path(), sent, follow=True)
    page = answer.content.decode()
    assert stored() == (1, {"overall": "90.00"})
    assert "The scores were saved." in page
    assert "earlier editions are kept" not in page
