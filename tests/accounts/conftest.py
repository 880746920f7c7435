"""A town, clients of its people, and an empty memory of failed logins."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.world import make_town


@pytest.fixture(autouse=True)
def _no_failed_logins(db):
    cache.clear()


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def as_person():
    """``as_person(user)``: a browser in which this person is logged in."""

    def logged_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in
