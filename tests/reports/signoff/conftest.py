"""The town of the cast and a draft of it; counts of limits start at nought."""

import pytest
from django.core.cache import cache

from tests.reports.signoff.papers import make_report
from tests.world import make_town


@pytest.fixture
def town(db):
    cache.clear()
    return make_town()


@pytest.fixture
def report(town):
    return make_report(town)
