"""The sentences of refusals are read here in English; that they also come in Thai is the commands' test."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
