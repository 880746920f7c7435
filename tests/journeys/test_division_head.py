"""The head of กองคลัง, who has never seen the portal, on a phone of 390 px: pastes what came by Word, adds a result,
attaches a file. What is asked of her besides her own text is counted.
"""

import io

import pytest
from django.utils import timezone
from django_scopes import scope
from PIL import Image

from measures.models import Activity, Evidence, EvidenceUse, Measure, Plan, Result
from tests.world import PASSWORD, make_town
from thai.fiscal_year import fiscal_year_of

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 40
"""Clicks and fields besides her own text (issue "Recording a year")."""

WORD = """<html><body><table class=MsoTableGrid><tr><td><p class=MsoNormal><b>ลำดับที่</b></p></td>
<td><p><b>มาตรการ/กิจกรรม</b></p></td><td><p><b>ผลการดำเนินการ (output)</b></p></td><td><p><b>ผลลัพธ์</b></p></td></tr>
<tr><td><p>๑.</p></td><td><p>เผยแพร่แผนการจัดซื้อจัดจ้าง</p></td>
<td><p>๑.<span style='mso-list:Ignore'>&nbsp;&nbsp; </span>เผยแพร่แผน ๑๒ รายการ</p><p>๒.&nbsp; ปิดประกาศ ๓ แห่ง</p></td>
<td><p>ไม่มีเรื่องร้องเรียน</p></td></tr>
<tr><td><p>๒.</p></td><td><p>อบรมเจ้าหน้าที่พัสดุ</p></td><td><p>- อบรม ๑ ครั้ง ๑๕ คน</p></td><td><p>&nbsp;</p></td></tr>
</table></body></html>"""
PLAIN = "ลำดับที่\tมาตรการ/กิจกรรม\tผลการดำเนินการ (output)\tผลลัพธ์\n"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "#0f4c5c").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def year(transactional_db):
    """A year of กองคลัง with three measures without results."""
    town = make_town()
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=fiscal_year_of(timezone.localdate()))
        titles = ("เผยแพร่แผนการจัดซื้อจัดจ้าง", "อบรมเจ้าหน้าที่พัสดุ", "ตรวจนับพัสดุประจำปี")
        for number, title in enumerate(titles, start=1):
            measure = Measure.objects.create(
                plan=plan, position=number, number=number, number_text=f"{'๐๑๒๓'[number]}.", title=title
            )
            Activity.objects.create(
                measure=measure, position=1, methods=[{"marker": "๑.", "text": f"ดำเนินการ{title}"}], units=["กองคลัง"],
                period_text="ตลอดปีงบประมาณ",
            )
    return town


@pytest.fixture
def recorded(year):
    """What stands in the year once the browser has gone."""
    yield
    town = year
    with scope(agency=town.agency):
        results = {each.activity.measure.number: each for each in Result.objects.select_related("activity__measure")}
        assert results[1].outputs == [
            {"marker": "๑.", "text": "เผยแพร่แผน ๑๒ รายการ"}, {"marker": "๒.", "text": "ปิดประกาศ ๓ แห่ง"}
        ]
        assert [each["text"] for each in results[1].outcomes] == ["ไม่มีเรื่องร้องเรียน"]
        assert results[2].outputs == [{"marker": "-", "text": "อบรม ๑ ครั้ง ๑๕ คน"}]
        assert (results[3].outputs, results[3].status) == ([{"marker": "-", "text": "ตรวจนับแล้ว ๒๔๐ รายการ"}], "done")
        evidence = Evidence.objects.get()
        assert (evidence.title, evidence.file_name, evidence.may_publish) == ("ภาพการตรวจนับพัสดุ", "ตรวจนับ.jpg", False)
        assert EvidenceUse.objects.get().activity.measure.number == 3


def test_a_division_head_who_has_never_seen_it(year, recorded, meet):
    fields = 0
    with meet("division-head", width=390, touch=True) as head:
        head.logs_in("anong", PASSWORD)
        fields += 2
        head.follows("กองคลัง")
        head.reads("ตรวจนับพัสดุประจำปี")
        head.follows("วางตารางผลการดำเนินการ")
        head.pastes("ตาราง", html=WORD, text=PLAIN)
        head.presses("ตรวจดูตาราง")
        head.reads("อบรม ๑ ครั้ง ๑๕ คน")
        head.presses("บันทึก 2 แถว")
        head.opens_bar("งานของกอง")
        head.follows("ตรวจนับพัสดุประจำปี", exact=False)
        head.fills({"ผลการดำเนินการ": "- ตรวจนับแล้ว ๒๔๐ รายการ"})
        head.chooses("ดำเนินการแล้ว", among="สถานะ")
        head.presses("บันทึกผลการดำเนินการ")
        head.opens_bar("งานของกอง")
        head.follows("ตรวจนับพัสดุประจำปี", exact=False)
        head.follows("แนบหลักฐาน")
        head.attaches("ไฟล์ที่จะแนบ", name="ตรวจนับ.jpg", content=picture(), media_type="image/jpeg")
        head.fills({"หลักฐานนี้แสดงอะไร": "ภาพการตรวจนับพัสดุ"})
        head.presses("บันทึก")
        head.reads("ภาพการตรวจนับพัสดุ")
        print(f"a division head's first time: {head.taps} clicks and {fields} fields besides her own text")
        assert head.taps + fields <= MOST
