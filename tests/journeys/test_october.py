"""October: last year's scores are pasted, checked and analysed; every weak item gets its measure, by clicks alone."""

import pytest
from django.core.management import call_command
from django_scopes import scope

from indicators.models import ScoreValue
from measures.models import IssueAnalysis, Measure, Plan
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = """คะแนนรวม\t๙๑.๒๐
ตัวชี้วัดที่ ๑\t๙๙.๔๐
i๑\t๙๔.๕๙
o๙\t๗๗.๖๗
e9\t68.28
o๗\t๘๕.๐๐"""


@pytest.fixture
def town(transactional_db):
    """A year just opened, and the item sets."""
    call_command("load_item_sets", verbosity=0)
    town = make_town()
    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=2568)
    return town


@pytest.fixture
def afterwards(town):
    """What is stored once the browser has gone."""
    yield
    with scope(agency=town.agency):
        values = {(each.part, each.code): str(each.value) for each in ScoreValue.objects.all()}
        assert values == {
            ("overall", ""): "91.20", ("indicator", "1"): "99.40", ("item", "i1"): "94.59", ("item", "o9"): "77.67",
            ("item", "e9"): "68.28", ("item", "o7"): "85.00",
        }
        texts = {each.number: each.narrative for each in IssueAnalysis.objects.all()}
        assert len(texts) == 7
        assert "๗๗.๖๗" in texts[1]
        assert "๖๘.๒๘" in texts[2]
        assert sorted(code for each in Measure.objects.all() for code in each.answers) == ["e9", "o9"]


def test_from_the_announced_scores_to_a_measure_for_each_weak_item(town, afterwards, meet):
    with meet("october") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(f"/staff/{town.agency.slug}/2568/")
        chai.follows("คะแนน ITA ปี 2567")
        chai.follows("วางตารางคะแนน")
        chai.fills({"ตาราง": PASTED})
        chai.presses("อ่านตาราง")
        chai.presses("บันทึกคะแนน")
        chai.follows("ตรวจสอบคะแนน")
        chai.reads("คำนวณเพื่อสอบทาน")
        chai.opens(f"/staff/{town.agency.slug}/2568/analysis/")
        chai.presses("จัดทำร่างทุกประเด็น")
        chai.reads("ร่างโดยระบบ")
        chai.presses("ใช้ร่างทั้งหมด 7 ประเด็น")
        chai.follows("ไปที่ข้อที่ต้องพัฒนา")
        for code in ("o9", "e9"):
            chai.follows(code, exact=False)
            chai.presses_first("นำมาใช้")
            chai.opens(f"/staff/{town.agency.slug}/2568/weak-items/")
        assert "ยังไม่มีมาตรการ" not in chai.text
