"""The tables of the real documents as a clipboard brings them, and short ways through the pages.

Not here: stored rows (``tests.measures.nasty``).
"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from measures.models import PastedTable
from tests.architecture.forms import PageForm, post_forms

B1 = (
    "ลำดับที่\tมาตรการ/กิจกรรม\tวิธีการปฏิบัติ\tระยะเวลาในการดำเนินการ\tผู้รับผิดชอบ\tผลการดำเนินการ (output)\t"
    "ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ (outcome/result)\n"
    '๑.\tมาตรการยกระดับการให้บริการ\t"๑. จัดทำระบบ E-Service\n๒. ประชาสัมพันธ์ช่องทาง\n๓. ประเมินผล"\t๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘\t'
    '"- สำนักปลัด\n- กองคลัง"\t๑. มีระบบแล้ว ๓ ระบบ\tประชาชนพึงพอใจร้อยละ ๙๒\n'
    "๒.\tมาตรการส่งเสริมความโปร่งใส\t๑. เปิดเผยข้อมูล\tตลอดปีงบประมาณ\tสำนักปลัด\tเปิดเผยครบ ๓๕ ข้อ\t\n"
    "\t\t๒. จัดประชุมประชาคม\tมกราคม ๒๕๖๘\tกองช่าง\t\tมีผู้เข้าร่วม ๑๒๐ คน\n"
)
B5 = (
    "วิธีการนำผลวิเคราะห์ไปสู่การปฏิบัติ\tผู้รับผิดชอบ/ผู้ที่เกี่ยวข้อง\tขั้นตอน/วิธีการปฏิบัติ\tวัน เดือน ปี ที่ดำเนินการ\n"
    "ประเด็นที่ ๑ กระบวนการปฏิบัติงานที่โปร่งใส\t\t\t\n"
    'จัดทำคู่มือประชาชน\tสำนักปลัด, กองคลัง\t"๑. สำรวจ\n๒. จัดทำ"\tตุลาคม ๒๕๖๗\n'
    "ประเด็นที่ ๒ การให้บริการและระบบ E-Service\t\t\t\n"
    "พัฒนาระบบ\tทุกสำนัก/กอง\tพัฒนา\tมกราคม – กันยายน ๒๕๖๘\n"
)
B7 = (
    "ข้อ\tข้อมูล\tองค์ประกอบด้านข้อมูล\tผู้รับผิดชอบ\tความก้าวหน้าผลการดำเนินการ\n"
    '๐๑\tโครงสร้าง\t- แผนผัง\tสำนักปลัด, กองคลัง\t"☐ ยังไม่ได้ดำเนินการ\n☑ ดำเนินการ\n- ลงเว็บไซต์แล้ว"\n'
)
FIELD_OF = {"plan": "pasted_id", "results": "pasted_results_id", "oit": "pasted_oit_id"}


def address(filled, name: str, **more: object) -> str:
    """The address of a route in the town's year."""
    return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year} | more)


def keep(client: Client, filled, target: str, text: str, question: str = "", **more: object) -> PastedTable:
    """Paste the text on the target's page; the table that was kept."""
    path = address(filled, f"{target}_paste") + question
    answer = client.post(path, post_forms(client.get(path).content.decode())[0].data() | {"table": text} | more)
    assert answer.status_code == 302, answer.content.decode()
    return PastedTable._base_manager.order_by("-pk").first()


def preview_path(filled, table: PastedTable) -> str:
    """Where the table is looked at."""
    return address(filled, f"{table.target}_pasted", **{FIELD_OF[table.target]: table.pk})


def form_that(client: Client, path: str, does: str) -> PageForm:
    """The page's form that does this."""
    forms = post_forms(client.get(path).content.decode())
    return next(form for form in forms if ("do", does) in form.values)


def apply(client: Client, filled, table: PastedTable, **more: object):
    """Look at the table and save all it offers; ``more`` changes what is sent."""
    path = preview_path(filled, table)
    return client.post(path, form_that(client, path, "apply").data() | more)
