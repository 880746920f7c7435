"""From an empty database to a stranger's download, with the browser only, once the operator's login has been made.

Both engines: the server and the worker are processes of their own on this test's database.
"""

import hashlib
import re
import subprocess

import pytest
from django.apps import apps
from django_scopes import scopes_disabled

from tests.reports.pdf_text import squeezed

pytestmark = pytest.mark.django_db(transaction=True)

OWN_PASSWORD = "ทุ่งนา ริมเขา ฝนแรก {}"
AGENCY, SLUG = "เทศบาลตำบลดอนแก้วฟ้า", "don-kaeo-fa"
DEPARTMENTS = ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง")
PEOPLE = {
    "reporter": {
        "ชื่อและนามสกุล": "นายธีร์ ใฝ่รู้", "ชื่อผู้ใช้": "thi", "อีเมล": "thi@example.go.th",
        "ตำแหน่ง": "นักวิเคราะห์นโยบายและแผนชำนาญการ",
    },
    "palad": {
        "ชื่อและนามสกุล": "นางสาวปานวาด รุ่งอรุณ", "ชื่อผู้ใช้": "panwat", "อีเมล": "",
        "ตำแหน่ง": "รองปลัดเทศบาล", "ตำแหน่งที่รักษาราชการแทน": "ปลัดเทศบาลตำบลดอนแก้วฟ้า",
        "เลขที่คำสั่ง": "ที่ ๑๒๓/๒๕๖๙",
    },
    "mayor": {
        "ชื่อและนามสกุล": "นายเมธา ดอนแก้ว", "ชื่อผู้ใช้": "metha", "อีเมล": "metha@example.go.th",
        "ตำแหน่ง": "นายกเทศมนตรีตำบลดอนแก้วฟ้า",
    },
}  # fmt: skip
OFFICES = {"reporter": "ผู้รายงาน", "palad": "ปลัด", "mayor": "นายก"}
YEAR = "2569"
MEASURES = (
    {
        "title": "มาตรการเผยแพร่ข้อมูลสาธารณะให้เป็นปัจจุบัน",
        "steps": ("1. แต่งตั้งผู้รับผิดชอบข้อมูลแต่ละหมวด", "2. ตรวจทานหน้าเว็บไซต์ทุกวันที่ 5 ของเดือน"),
        "period": "ตุลาคม 2568 – กันยายน 2569",
        "units": ("สำนักปลัดเทศบาล",),
        "outputs": ("- เผยแพร่ครบ 35 รายการ",),
        "outcomes": ("- ประชาชนค้นข้อมูลพบภายใน 3 นาที",),
    },
    {
        "title": "กิจกรรมไม่รับของขวัญ (No Gift Policy)",
        "steps": ("- ประกาศเจตนารมณ์ต่อหน้าพนักงานทุกคน", "- ติดป้าย ณ จุดบริการ & ช่องชำระภาษี <ทุกช่อง>"),
        "period": "ม.ค. 2569",
        "units": ("กองคลัง", "กองช่าง"),
        "outputs": ("๑) พนักงานเข้าร่วม ๔๘ คน", "๒) ติดป้าย 6 จุด"),
        "outcomes": ("ไม่พบการรับของขวัญ",),
    },
)
OPINION = "ตรวจทานแล้ว ถูกต้องครบถ้วน"


@pytest.fixture
def empty_database(transactional_db) -> None:
    """Only what the migrations leave. A fixture, because the browser's loop keeps the test itself from the rows."""
    with scopes_disabled():
        filled = {model._meta.label for model in apps.get_models() if model._base_manager.exists()}
    assert filled <= {"auth.Permission", "contenttypes.ContentType"}


def test_from_an_empty_database_to_a_strangers_download(empty_database, manage, meet):
    manage("load_item_sets")
    one_time = re.search(r"password: (\S+)", manage("create_operator", "phu-dulae", "--full-name", "โอบอ้อม ดูแล"))[1]
    with meet("1-operator") as operator:
        administrator_password = open_the_agency(operator, one_time)
    with meet("2-administrator") as administrator:
        passwords = appoint_everybody(administrator, administrator_password)
    with meet("3-reporter") as reporter, meet("4-palad") as palad, meet("5-mayor") as mayor:
        log_in_first(reporter, "thi", passwords["reporter"])
        record_the_year(reporter)
        propose(reporter)
        approve(palad, passwords["palad"])
        sign(mayor, passwords["mayor"])
        publish(reporter)
    with meet("6-stranger") as stranger:
        pdf = find_and_download(stranger)
    says_what_was_typed(pdf)


def log_in_first(person, user_name, one_time):
    person.logs_in_first(user_name, one_time, OWN_PASSWORD.format(user_name))


def open_the_agency(operator, one_time) -> str:
    log_in_first(operator, "phu-dulae", one_time)
    operator.opens("/installation/agencies/")
    operator.follows("เปิดหน่วยงานใหม่")
    operator.selects("ประเภท", "เทศบาลตำบล")
    operator.fills(
        {
            "ชื่อ (ไม่รวมประเภท)": "ดอนแก้วฟ้า", "ตำบล": "ดอนแก้วฟ้า", "อำเภอ": "เมืองสมมุติ", "จังหวัด": "สมมุติบุรี",
            "ชื่อย่อในที่อยู่เว็บ": SLUG,
        }
    )  # fmt: skip
    operator.presses("เปิดหน่วยงาน")
    operator.fills({"ชื่อและนามสกุล": "นางอรุณี ดูแลดี", "ชื่อผู้ใช้": "arunee", "ตำแหน่ง": "นักจัดการงานทั่วไป"})
    operator.presses("แต่งตั้ง")
    return operator.fact("รหัสผ่านใช้ครั้งเดียว")


def appoint_everybody(administrator, one_time) -> dict[str, str]:
    log_in_first(administrator, "arunee", one_time)
    administrator.follows("กองและสำนัก")
    for name in DEPARTMENTS:
        administrator.follows("เพิ่มกอง")
        administrator.fills({"กอง/สำนัก": name})
        administrator.presses("บันทึก")
    passwords = {}
    administrator.opens(f"/staff/{SLUG}/people/")
    for who, fields in PEOPLE.items():
        administrator.follows("แต่งตั้งบุคคล")
        administrator.selects("หน้าที่ในระบบ", OFFICES[who])
        administrator.fills(fields)
        if who == "palad":
            administrator.selects("ลักษณะการดำรงตำแหน่ง", "รักษาราชการแทน")
        administrator.presses("แต่งตั้ง")
        passwords[who] = administrator.fact("รหัสผ่านใช้ครั้งเดียว")
        administrator.follows("จดไว้แล้ว")
    administrator.reads("รักษาราชการแทน ปลัดเทศบาลตำบลดอนแก้วฟ้า")
    return passwords


def record_the_year(reporter):
    reporter.opens(f"/staff/{SLUG}/years/")
    reporter.follows("เปิดปีงบประมาณ")
    reporter.fills({"ปีงบประมาณ พ.ศ.": YEAR})
    reporter.presses("เปิดปี")
    reporter.reads("0 จาก 26")  # the OIT items of this year's set are laid out already
    assert "เตรียมรายการจากชุดข้อประเมิน" not in reporter.text
    for measure in MEASURES:
        reporter.opens(f"/staff/{SLUG}/{YEAR}/measures/")
        reporter.follows("เพิ่มมาตรการ")
        reporter.fills(
            {
                "มาตรการ/กิจกรรม": measure["title"], "ขั้นตอน/วิธีการ": "\n".join(measure["steps"]),
                "ระยะเวลาตามที่พิมพ์": measure["period"], "ผู้รับผิดชอบ": "\n".join(measure["units"]),
            }
        )  # fmt: skip
        reporter.presses("บันทึกมาตรการ")
        reporter.follows("บันทึกผล", in_row=measure["title"], exact=False)
        reporter.follows("รอบ 12 เดือน")
        reporter.fills({"ผลการดำเนินการ": "\n".join(measure["outputs"]), "ผลลัพธ์": "\n".join(measure["outcomes"])})
        reporter.chooses("ดำเนินการแล้ว", among="สถานะ")
        reporter.presses("บันทึกผลการดำเนินการ")


def propose(reporter):
    reporter.opens(f"/staff/{SLUG}/reports/")
    reporter.follows("จัดทำรายงาน")
    reporter.selects("ปีงบประมาณ", YEAR)
    reporter.chooses("รายงานผลการดำเนินการ ตารางเจ็ดคอลัมน์", among="รูปแบบเอกสาร")
    reporter.presses("จัดทำรายงาน")
    reporter.presses("จัดทำฉบับที่เสนอและเอกสาร PDF")
    # The page brings it itself as soon as the worker has set the PDF: nobody presses anything.
    reporter.waits_for("เสนอปลัด", seconds=90)
    reporter.follows("เสนอปลัด")
    reporter.presses("เสนอปลัด")
    reporter.reads("รอปลัดพิจารณา")


def approve(palad, one_time):
    log_in_first(palad, "panwat", one_time)
    palad.follows("แฟ้มเสนอ")
    palad.follows("เห็นชอบและเสนอต่อ", exact=False)
    palad.fills({"ข้อความเพิ่มเติม": OPINION})
    palad.presses("เห็นชอบและเสนอต่อ")
    palad.reads("รอนายกพิจารณา")


def sign(mayor, one_time):
    log_in_first(mayor, "metha", one_time)
    mayor.follows("แฟ้มเสนอ")
    mayor.follows("ลงนาม", exact=False)
    mayor.reads(OPINION)
    mayor.chooses("เห็นชอบ", among="ความเห็น")
    mayor.presses("ลงนาม")
    mayor.reads("ลงนามแล้ว รอเผยแพร่")


def publish(reporter):
    reporter.opens(f"/staff/{SLUG}/")
    reporter.follows("แฟ้มเสนอ")
    reporter.follows("เผยแพร่", exact=False)
    assert reporter.fact("ที่อยู่ของไฟล์").endswith("/รายงานผลการดำเนินการ-2569-เทศบาลตำบลดอนแก้วฟ้า.pdf")
    reporter.presses("เผยแพร่")
    reporter.reads("เผยแพร่แล้ว")


def find_and_download(stranger) -> bytes:
    stranger.opens("/")
    stranger.fills({"ชื่อหน่วยงาน อำเภอ หรือจังหวัด": "ดอนแก้วฟ้า"})
    stranger.presses("ค้นหา")
    stranger.follows(AGENCY)
    stranger.follows("รายงานผลการดำเนินการ", exact=False)
    stranger.reads("รักษาราชการแทน ปลัดเทศบาลตำบลดอนแก้วฟ้า")
    link = stranger.page.get_by_role("link", name="เปิดเอกสาร PDF")
    answer = stranger.page.request.get(stranger.address + link.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert hashlib.sha256(answer.body()).hexdigest() == stranger.fact("รหัสตรวจสอบไฟล์")
    assert stranger.page.context.cookies() == []
    assert "set-cookie" not in answer.headers
    return answer.body()


def says_what_was_typed(pdf: bytes) -> None:
    """The whole file: what was typed and the layout's own words, each in its place, and not a letter more."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    title = ("รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙")
    place = (AGENCY, "อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี")
    head = (
        "ลำดับที่", "มาตรการ/กิจกรรม", "วิธีการปฏิบัติ", "ระยะเวลาในการดำเนินการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ (output)",
        "ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ (outcome/result)",
    )  # fmt: skip
    rows = [
        text
        for number, one in zip("๑๒", MEASURES, strict=True)
        for text in (
            number, one["title"], *one["steps"], one["period"], *(f"- {unit}" for unit in one["units"]),
            *one["outputs"], *one["outcomes"],
        )
    ]  # fmt: skip
    desks = (
        "ผู้รายงาน", "(นายธีร์ ใฝ่รู้)", "นักวิเคราะห์นโยบายและแผนชำนาญการ",
        "ความเห็นปลัดเทศบาล", "(นางสาวปานวาด รุ่งอรุณ)", "รองปลัดเทศบาล", "รักษาราชการแทน ปลัดเทศบาลตำบลดอนแก้วฟ้า",
        "ความเห็นนายกเทศมนตรีตำบลดอนแก้วฟ้า", "(นายเมธา ดอนแก้ว)", "นายกเทศมนตรีตำบลดอนแก้วฟ้า",
    )  # fmt: skip
    page_number = "- ๒ -"
    expected = (*title, *place, *title, *place, *head, *rows, *desks, page_number)
    assert squeezed(run.stdout.decode()) == squeezed("".join(expected))
