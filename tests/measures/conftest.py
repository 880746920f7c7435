"""A town with a nasty year, and another agency that must never be touched."""

from __future__ import annotations

import pytest
from django.test import Client
from django_scopes import scope

from tests.filled import Filled, fill
from tests.measures.looking import web  # noqa: F401 (fixture)
from tests.world import Town, make_other_town, make_town


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def filled(town) -> Filled:
    return fill(town, "ของเรา")


@pytest.fixture
def foreign(db) -> Filled:
    return fill(make_other_town(), "CANARY")


@pytest.fixture
def in_town(town):
    """Inside the town's scope."""
    with scope(agency=town.agency):
        yield town


@pytest.fixture
def logged_in(town):
    """A client per person: ``logged_in("chai")``."""

    def client(name: str) -> Client:
        made = Client()
        made.force_login(town.people[name])
        return made

    return client
