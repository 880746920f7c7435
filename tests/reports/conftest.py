"""A town, its cast logged in, and documents loaded into agencies of their own with the cast appointed there."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Office
from reports.interchange.loader import Loaded, load_document
from reports.interchange.reader import read_file
from tests.reports.printed_words import DOCUMENTS
from tests.world import Town, appoint, make_town, make_user


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def logged_in(town):
    """A client per person of the town: ``logged_in("chai")``."""

    def client(name: str) -> Client:
        made = Client()
        made.force_login(town.people[name])
        return made

    return client


@pytest.fixture
def loaded(db):
    """``loaded("000")``: the document's year and a client of a reporter appointed in its agency."""

    def load(name: str) -> tuple[Loaded, Client]:
        done = load_document(document=read_file(DOCUMENTS[name]))
        user = make_user(f"reporter-{name}", "ชัย ตั้งตรง")
        appoint(user, done.agency, Office.REPORTER, "นิติกร")
        client = Client()
        client.force_login(user)
        return done, client

    return load
