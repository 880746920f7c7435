"""A ค.ศ. year in the plain form: the page offers the พ.ศ. year, and its button saves the form with it."""

import datetime

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, IndicatorProgress
from tests.architecture.forms import post_forms
from tests.measures.reading import send

pytestmark = pytest.mark.django_db

PAGES = {
    "measure_edit": (Activity, "measure_id", "activity-0-period_start"),
    "indicator_edit": (IndicatorProgress, "indicator_id", "period_start"),
}


@pytest.mark.parametrize("page", PAGES)
def test_one_press_puts_the_year_right_and_saves(filled, logged_in, page):
    model, argument, name = PAGES[page]
    row = {"measure_id": filled.measure, "indicator_id": filled.indicator_row}[argument]
    path = reverse(page, kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, argument: row.pk,
    })  # fmt: skip
    chai = logged_in("chai")
    refused = send(chai, path, **{name: "1/10/2026"})
    html = refused.content.decode()
    assert refused.status_code == 200
    assert "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569" in html
    assert f'type="submit" name="{name}" value="1/10/2569"' in html
    assert ">ใช้ พ.ศ. 2569</button>" in html
    assert html.index(f'name="{name}" value="1/10/2026"') < html.index(f'name="{name}" value="1/10/2569"')
    # A browser sends the field, then the button pressed, by the same name.
    data = post_forms(html)[-1].data()
    assert chai.post(path, data | {name: ["1/10/2026", "1/10/2569"]}).status_code == 302
    with scope(agency=filled.town.agency):
        assert model.objects.get().period_start == datetime.date(2026, 10, 1)


def test_a_sound_page_offers_nothing(filled, logged_in):
    path = reverse("measure_edit", kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, "measure_id": filled.measure.pk,
    })  # fmt: skip
    assert 'class="offer"' not in logged_in("chai").get(path).content.decode()
