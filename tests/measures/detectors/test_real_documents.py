"""The three documents raise the hits that LAYOUTS lists, and every further one was read by somebody and is true.

The transcription of 000 has lost the numbers of its units (1. 2. 2.); what remains of that slip is the list 1. 3.
"""

import pytest
from django.conf import settings
from django.core.management import call_command
from django_scopes import scope

from accounts.models import Agency
from measures.models import Plan
from measures.selectors.observations import observations_of_plan
from measures.templatetags.watch import reason_words

pytestmark = pytest.mark.django_db

LISTED = {
    "000": {
        ("list_numbers", "2 มาตรการเปิดโอกาสให้", "outputs"),
        ("cross_reference", "o37 รายงานการกำกับติดตาม", "elements"),
        ("wrong_year", "o30 การเปิดโอกาส", "elements"),
        ("copied", "o18 E-Service", "progress_notes"),
        ("copied", "o24 การดำเนินการตามนโยบาย", "progress_notes"),
        ("foreign_agency", "7 ประสิทธิภาพการสื่อสาร", "notes"),
    },
    "001": {
        ("list_numbers", "๔. มาตรการยกระดับกระบวนการกำกับ", "outputs"),
        ("list_numbers", "๙. มาตรการกลไก", "outputs"),
    },
    "002": {
        ("narrative", "ประเด็นที่ ๒", "narrative"),
        ("blank_cell", "กิจกรรมการสร้างความโปร่งใส", "period_text"),
        ("frequency", "จัดตั้งคณะกรรมการตรวจสอบ", "methods"),
        ("scores", "", "text"),  # the overall score
        ("scores", "การปฏิบัติหน้าที่", "text"),
        ("scores", "การปรับปรุงการทำงาน", "text"),
        ("scores", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT ส่วนที่ ๑)", "text"),
        ("scores", "แบบวัดการป้องกันการทุจริต (OIT ส่วนที่ ๒)", "text"),
    },
}
REVIEWED = {
    "000": {
        # Outputs are the two steps again, word for word.
        ("written_as_plan", "1 มาตรการเสริมสร้าง", "outputs"),
        # Officers appointed, things bought: how many is not said, nor when.
        ("no_number", "2 มาตรการเปิดโอกาสให้", "outputs"),
        # A list of papers, without a count or a date.
        ("no_number", "3 มาตรการกำกับดูแล", "outputs"),
    },
    # The transcriber's own remark on 001: the column of results gives targets ("อย่างน้อย…") rather than results.
    "001": {
        ("written_as_plan", name, "outputs")
        for name in (
            "๒. มาตรการยกระดับกระบวนการปฏิบัติงาน", "๓. มาตรการยกระดับช่องทาง", "๔. มาตรการยกระดับกระบวนการกำกับ",
            "๕. มาตรการยกระดับกระบวนการสร้าง", "๖. มาตรการพัฒนาระบบ", "๘. มาตรการป้องกัน", "๙. มาตรการกลไก",
            "๑๐. มาตรการยกระดับคุณภาพ",
        )
    },
    "002": set(),
}  # fmt: skip
FURTHER = {"000": 3, "001": 9, "002": 0}
"""Measure ๒ of 001 has two such rows."""


@pytest.fixture
def remarks(db, request):
    def load(document: str):
        call_command("load_item_sets", verbosity=0)
        call_command("load_document", str(settings.BASE_DIR / "fixtures/demo" / f"{document}.yaml"), verbosity=0)
        with scope(agency=Agency.objects.get()):
            return observations_of_plan(Plan.objects.select_related("agency").get())

    return load


@pytest.mark.parametrize("document", LISTED)
def test_every_listed_hit_and_none_that_nobody_has_read(document, remarks):
    known, missed, unknown = {*LISTED[document], *REVIEWED[document]}, [], []
    found = remarks(document)
    for detector, name, field in known:
        if not any(_is(one, detector, name, field) for one in found):
            missed.append((detector, name, field))
    for one in found:
        if not any(_is(one, *each) for each in known):
            unknown.append((one.detector, one.at.name, one.field, one.passage))
    assert (missed, unknown) == ([], [])
    assert len(found) == len(LISTED[document]) + FURTHER[document]


def _is(one, detector: str, name: str, field: str) -> bool:
    named = one.at.name.startswith(name) if name else one.at.name == ""
    return (one.detector, one.field) == (detector, field) and named


def test_the_reasons_say_what_is_wrong(remarks):
    by_row = {(one.detector, one.at.name[:3].strip()): one for one in remarks("000")}
    assert by_row["cross_reference", "o37"].params == {
        "code": "o39", "year": 2566, "title": "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "other_year": 2565, "right": "o36",
        "right_title": "แผนปฏิบัติการป้องกันการทุจริต",
    }  # fmt: skip
    assert by_row["copied", "o18"].params == {"other": "o15 คู่มือหรือมาตรฐานการให้บริการ"}
    assert by_row["copied", "o24"].params["other"].startswith("o22 ")
    assert by_row["wrong_year", "o30"].params == {"found": 2565, "asked": "2566"}
    assert reason_words(by_row["list_numbers", "2 ม"]) == "ลำดับข้ามจาก 1. ไป 3."


def test_the_failing_item_is_named_beside_the_one_in_the_text(remarks):
    [narrative] = [one for one in remarks("002") if one.detector == "narrative"]
    assert narrative.params == {"named": "e3", "score": "98.79", "threshold": "85", "failing": "e9"}
