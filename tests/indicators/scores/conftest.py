"""A town with its cast, the real item sets, and what its score pages take."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from indicators.models import Origin
from indicators.scores.selectors import current_edition, values_of
from indicators.scores.services import record_scores
from tests.world import Town, make_other_town, make_town

YEAR = 2567
ANNOUNCED = datetime.date(2024, 7, 30)


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def other(db) -> Town:
    return make_other_town()


@pytest.fixture
def in_town(town):
    with scope(agency=town.agency):
        yield town


@pytest.fixture
def item_sets(db):
    call_command("load_item_sets", verbosity=0)


@pytest.fixture
def logged_in(town):
    """A client per person: ``logged_in("chai")``."""

    def client(name: str) -> Client:
        made = Client()
        made.force_login(town.people[name])
        return made

    return client


@pytest.fixture
def save():
    """``save(town, {("overall", ""): "93.05"}, seen=0)``: an edition by Chai."""

    def deed(town: Town, values: dict, *, seen: int = 0, year: int = YEAR, who: str = "chai", **options):
        given = {"level": "ผ่านดี", "announced_on": ANNOUNCED, "origin": Origin.ANNOUNCED, "remark": ""} | options
        numbers = {key: Decimal(value) for key, value in values.items()}
        with scope(agency=town.agency):
            return record_scores(
                actor=town.standing(who), year=year, seen_number=seen, values=numbers, **given
            )

    return deed


@pytest.fixture
def stored(town):
    """What stands now in the town: (number of the edition, its values as text)."""

    def question(year: int = YEAR) -> tuple[int, dict[str, str]]:
        with scope(agency=town.agency):
            edition = current_edition(agency=town.agency, year=year)
            values = {f"{part} {code}".strip(): str(each.value) for (part, code), each in values_of(edition).items()}
            return (edition.number if edition else 0), values

    return question


@pytest.fixture
def path(town):
    """``path("score_sheet")``: the address in the town."""

    def address(name: str = "score_sheet", year: int = YEAR, **more) -> str:
        return reverse(name, kwargs={"agency": town.agency.slug, "year": year} | more)

    return address
