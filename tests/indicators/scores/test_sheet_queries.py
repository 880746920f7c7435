"""The score pages ask at most six questions of their own, with one value and one edition as with all and many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from indicators.models import ScoreEdition, ScoreRow, ScoreSheet, ScoreValue
from tests.indicators.scores.conftest import YEAR
from tests.indicators.scores.sheets import sheet

pytestmark = pytest.mark.django_db
PAGES = ("score_sheet", "score_paste", "score_editions", "score_edition")
OWN = 6


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(town, count: int = 60) -> None:
    """All values of the year in many editions, and as many printed rows."""
    for number in range(2, count):
        edition = ScoreEdition.objects.create(agency=town.agency, assessed_year=YEAR, number=number)
        ScoreValue.objects.bulk_create(
            ScoreValue(edition=edition, part=line.part, code=line.code, value=number, origin="itas")
            for line in sheet().lines()
        )
    printed = ScoreSheet.objects.create(agency=town.agency, report_year=YEAR + 1, assessed_year=YEAR)
    for line in sheet().lines():
        ScoreRow.objects.create(sheet=printed, part="item", code=line.code, text="๙๐", value=90)


@pytest.mark.parametrize("name", PAGES)
def test_questions_are_few_and_do_not_grow(item_sets, town, logged_in, path, save, name):
    save(town, {("overall", ""): "93.05"})
    client = logged_in("chai")
    address = path(name, **({"edition_number": 1} if name == "score_edition" else {}))
    # The frame's own questions: those of the item set's page without its six (the set and its five lists).
    frame = cost(client, reverse("item_set_detail", kwargs={"agency": town.agency.slug, "year": YEAR})) - 6
    client.get(address)
    few = cost(client, address)
    assert few <= frame + OWN
    with scope(agency=town.agency):
        grow(town)
    if name == "score_edition":
        address = path(name, edition_number=50)
    assert cost(client, address) <= few + 2  # a second page of editions; the edition before
    assert cost(client, address) <= frame + OWN
