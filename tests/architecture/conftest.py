"""Two filled towns, people inside and outside, and a fingerprint of everything stored."""

import datetime
import hashlib

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Office
from indicators.models import Item, ItemSet
from tests.filled import YEAR, fill
from tests.world import appoint, make_operator, make_other_town, make_town, make_user
from thai.fiscal_year import end_of, start_of

CHANGES_BY_ITSELF = {"sessions.session", "jobs.periodicrun"}
"""Tables that a mere visit may touch."""


@pytest.fixture
def two_towns(db):
    """(own, other): two filled agencies."""
    return make_two_towns()


@pytest.fixture
def people(two_towns):
    """Everybody by name, logged in; ``anon`` is not."""
    return make_people(*two_towns)


def make_two_towns():
    own, other = make_town(), make_other_town()
    know_an_item()
    filled = fill(own, "CANARY-A"), fill(other, "CANARY-B")
    return filled


def know_an_item():
    """What the operator's page of one item needs to be there: the year's set with o1."""
    item_set = ItemSet.objects.create(fiscal_year=YEAR, starts_on=start_of(YEAR), ends_on=end_of(YEAR))
    Item.objects.create(item_set=item_set, code="o1", number=1, instrument="OIT", title="โครงสร้าง")


def make_people(own, other):
    users = dict(own.town.people)
    users |= {f"fah-{name}": user for name, user in other.town.people.items()}
    users["oper"] = make_operator()
    users["former"] = make_user("former", "ฟ้า เคยทำงาน")
    yesterday = timezone.localdate() - datetime.timedelta(days=2)
    appoint(users["former"], own.town.agency, Office.ADMINISTRATOR, ends_on=yesterday)
    users["left"] = make_user("left", "ลาออก ไปแล้ว")
    appoint(users["left"], own.town.agency, Office.ADMINISTRATOR)
    clients = {"anon": Client()}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    users["left"].is_active = False
    users["left"].save(update_fields=["is_active"])
    return clients


@pytest.fixture
def fingerprint():
    """A function: the digest of every row of every table that a visit may not touch."""

    def digest() -> str:
        total = hashlib.sha256()
        with connection.cursor() as cursor:
            for model in sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.label_lower):
                if model._meta.label_lower in CHANGES_BY_ITSELF or not model._meta.managed:
                    continue
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608 (our own table names)
                for row in cursor.fetchall():
                    total.update(repr(row).encode())
        return total.hexdigest()

    return digest
