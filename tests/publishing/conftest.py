"""Towns with something published, and a client that never comes with a cookie."""

import pytest
from django.test import Client

from publishing.services import publish_report
from tests.reports.signoff.papers import bring_to, make_report
from tests.world import make_town


@pytest.fixture
def own_folder(tmp_path, settings):
    """A folder of files for this test alone."""
    settings.ITA_DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def town(db, own_folder):
    return make_town()


@pytest.fixture
def signed(town):
    return bring_to(town, make_report(town, words="ของบ้านสวน"), "signed")


@pytest.fixture
def publish(town):
    """``publish(report)`` by Chai as it stands now."""

    def deed(report, *, by=town, who="chai"):
        return publish_report(
            actor=by.standing(who), report=report, seen_digest=report.current_snapshot.digest,
            seen_revision=report.revision,
        )  # fmt: skip

    return deed


@pytest.fixture
def stranger():
    return Client()
