"""The rules of the real years, as their set files give them."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction

from indicators.calculation.reading import read_rules_of_years
from indicators.calculation.rules import Rules

YEARS = (2564, 2565, 2566, 2567, 2568, 2569)


@pytest.fixture(scope="module")
def real_rules(django_db_setup, django_db_blocker) -> dict[int, Rules]:
    """By year; read once and the sets taken out again. A module that asks for them is marked ``django_db``."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_item_sets", verbosity=0)
        rules = read_rules_of_years(YEARS)
        transaction.set_rollback(True)
    return rules
