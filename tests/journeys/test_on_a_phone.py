"""The mayor signs on a phone of 390 px: from the login to the signature in a handful of taps, with no page too wide."""

import pytest
from django_scopes import scope

from reports.ledger import entries_of
from tests.reports.signoff.papers import bring_to, make_report
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TAPS = 4
"""เข้าสู่ระบบ, แฟ้มเสนอ, the matter, ลงนาม."""


@pytest.fixture
def town(transactional_db):
    return make_town()


@pytest.fixture
def report(town):
    return bring_to(town, make_report(town), "at_mayor")


@pytest.fixture
def ledger_afterwards(town, report):
    """What the ledger says once the browser has gone; filled at the end of the test's own steps."""
    said: list[tuple] = []
    yield said
    with scope(agency=town.agency):
        report.refresh_from_db()
        entry = entries_of(report).last()
        assert said == [(report.state, entry.act, entry.actor_name, entry.opinion)]


def test_the_mayor_signs_in_four_taps(ledger_afterwards, meet):
    with meet("phone-mayor", width=390, touch=True) as mayor:
        mayor.logs_in("ekachai", PASSWORD)
        mayor.follows("แฟ้มเสนอ")
        mayor.follows("ลงนาม", exact=False)
        mayor.presses("ลงนาม")
        mayor.reads("ลงนามแล้ว รอเผยแพร่")
        print(f"from login to signature on a phone: {mayor.taps} taps")
        assert mayor.taps <= MOST_TAPS
    ledger_afterwards.append(("signed", "sign", "เอกชัย รุ่งเรือง", "ทราบ"))


def test_on_the_smallest_screen_the_opinion_is_chosen_and_the_button_stays_in_sight(ledger_afterwards, meet):
    with meet("small-mayor", width=360, touch=True) as mayor:
        mayor.logs_in("ekachai", PASSWORD)
        mayor.follows("แฟ้มเสนอ")
        mayor.follows("ลงนาม", exact=False)
        assert mayor.has_in_sight("ลงนาม")
        mayor.chooses("เห็นชอบ", among="ความเห็น")
        mayor.fills({"ข้อความเพิ่มเติม": "ให้เผยแพร่โดยเร็ว"})
        assert mayor.has_in_sight("ลงนาม")
        mayor.presses("ลงนาม")
        mayor.reads("ลงนามแล้ว รอเผยแพร่")
    ledger_afterwards.append(("signed", "sign", "เอกชัย รุ่งเรือง", "เห็นชอบ\nให้เผยแพร่โดยเร็ว"))
