"""Every page costs the same number of queries with one row and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from measures.models import Disclosure, DisclosureLink, Measure, Plan, Result

pytestmark = pytest.mark.django_db
REMARKS = 14
"""The detectors read the whole year once on a row's page, whatever its size."""


def address(filled, name):
    rows = {
        "measure_edit": {"measure_id": filled.measure.pk}, "oit_edit": {"disclosure_id": filled.disclosure.pk},
        "result_edit": {"measure_id": filled.measure.pk, "round": "twelve_months"},
        "indicator_edit": {"indicator_id": filled.indicator_row.pk}, "year_list": {}, "agency_home": {},
    }.get(name, {})
    year = {} if name in {"year_list", "agency_home"} else {"year": filled.plan.fiscal_year}
    return reverse(name, kwargs={"agency": filled.town.agency.slug} | year | rows)


def grow(filled, count=35):
    """Many more rows of every kind, in years and in the rows the pages open."""
    for number in range(count):
        measure = Measure.objects.create(plan=filled.plan, position=number + 5, title=f"ม {number}", group=filled.group)
        for parent in (measure, filled.measure):
            activity = parent.activities.create(position=number + 5, methods=[{"marker": "-", "text": "ก"}])
            Result.objects.create(activity=activity, round="six_months", status="done")
        row = Disclosure.objects.create(
            plan=filled.plan, group=filled.disclosure_group, code=f"o{number + 2}", position=number + 5
        )
        for disclosure in (row, filled.disclosure):
            DisclosureLink.objects.create(disclosure=disclosure, url="https://example.go.th", position=number + 5)
        filled.plan.indicator_rows.create(number=number, position=number + 5)
    for year in range(2500, 2510):
        Plan.objects.create(agency=filled.town.agency, fiscal_year=year)


def cost(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("year_list", 12), ("agency_home", 17), ("year_home", 26), ("measure_list", 13), ("oit_list", 14),
        ("indicator_list", 10), ("measure_edit", 18 + REMARKS), ("result_edit", 12 + REMARKS),
        ("oit_edit", 17 + REMARKS), ("indicator_edit", 13 + REMARKS),
    ],
)
def test_queries_do_not_grow(filled, logged_in, django_assert_max_num_queries, name, most):
    client, path = logged_in("arun"), address(filled, name)
    client.get(path)
    few = cost(client, path)
    with scope(agency=filled.town.agency):
        grow(filled)
    with django_assert_max_num_queries(most):
        client.get(path)
    assert cost(client, path) <= few + 1  # paging may count once more
