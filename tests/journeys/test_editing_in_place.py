"""Fields saved as they are typed, in real browsers: two at one field, a slow line, an expired login, a closed page."""

import re

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from measures.models import Activity, Measure, Result
from tests.filled import fill
from tests.world import PASSWORD, make_town

pytestmark = pytest.mark.django_db(transaction=True)

TITLE, RATIONALE, DETAIL = "มาตรการ/กิจกรรม", "เหตุผล", "รายละเอียด"
CUT = r"net::ERR_|status of 4(09|22)"
FORBIDDEN = r"status of 4(03|09|22)"
# set_offline ends with the page: what a closing page still sends (keepalive) would get through after all.
NO_WAY_OUT = "() => { window.fetch = () => Promise.reject(new TypeError('offline')); }"
SAVED = re.compile(r"^\s*บันทึกแล้ว เวลา \d{1,2}\.\d\d น\.\s*$")
ODD = "๑. บรรทัดแรก  มีช่องว่าง\n\n   เว้นหน้า “อ้างอิง” <b>ไม่ใช่</b> & ไม่หาย 😀\n\tแท็บ\nบรรทัดท้าย"


@pytest.fixture
def filled(transactional_db):
    return fill(make_town(), "ของเรา")


@pytest.fixture
def measure_page(filled):
    return f"/staff/{filled.town.agency.slug}/{filled.plan.fiscal_year}/measures/{filled.measure.pk}/"


@pytest.fixture
def result_page(measure_page):
    return f"{measure_page}results/twelve_months/"


@pytest.fixture
def afterwards(filled):
    """``afterwards(measure={"title": …})``: what is stored once the browsers have gone."""
    expected: dict[type, dict] = {}
    yield lambda model, **values: expected.setdefault(model, {}).update(values)
    with scope(agency=filled.town.agency):
        for model, values in expected.items():
            row = model.objects.get()
            assert {name: getattr(row, name) for name in values} == values


def box(person, name: str):
    return person.page.locator(f"[name={name}]")


def place(person, name: str):
    return person.page.locator(f"#div_id_{name}")


def says(person, name: str, words, *, seconds: float = 15) -> None:
    expect(place(person, name).locator(".save-state")).to_have_text(words, timeout=seconds * 1000)


def test_a_field_is_saved_by_itself_and_the_button_finds_nothing_to_do(afterwards, measure_page, meet):
    with meet("editing-one") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        box(chai, "title").press("Control+End")
        box(chai, "title").press_sequentially(" เพิ่มเติม")
        says(chai, "title", SAVED)
        chai.opens(measure_page)
        expect(box(chai, "title")).to_have_value("มาตรการ ของเรา เพิ่มเติม")
        expect(chai.page.locator(".clash-field")).to_have_count(0)
        box(chai, "rationale").fill("ใหม่")
        box(chai, "detail").focus()
        says(chai, "rationale", SAVED)
        chai.presses("บันทึกมาตรการ")
        chai.reads("บันทึกครบแล้ว")
    afterwards(Measure, title="มาตรการ ของเรา เพิ่มเติม", rationale="ใหม่", version=3)


@pytest.mark.parametrize(("button", "stays"), [("ใช้ข้อความของท่าน", "ของชัย"), ("ใช้ข้อความที่บันทึกแล้ว", "ของอรุณ")])
def test_the_second_writer_sees_both_texts_and_chooses(afterwards, measure_page, button, stays, meet):
    with meet("editing-first") as arun, meet("editing-second") as chai:
        for person, name in ((arun, "arun"), (chai, "chai")):
            person.logs_in(name, PASSWORD)
            person.opens(measure_page)
        box(arun, "title").fill("ของอรุณ")
        box(arun, "detail").focus()
        says(arun, "title", SAVED)
        box(chai, "title").fill("ของชัย")
        box(chai, "detail").focus()
        says(chai, "title", re.compile("โปรดเลือกข้อความที่จะใช้"))
        clash = place(chai, "title").locator(".clash-field")
        expect(clash).to_contain_text("อรุณ ใจงาม ได้บันทึกช่องนี้เมื่อ")
        assert clash.locator(".side-text").all_inner_texts() == ["ของอรุณ", "ของชัย"]
        chai.finds_nothing_in_the_way()
        chai.presses_here(button)
        expect(clash).to_have_count(0)
        expect(box(chai, "title")).to_have_value(stays)
        says(chai, "title", SAVED if stays == "ของชัย" else re.compile("ใช้ข้อความที่บันทึกแล้ว"))
        box(chai, "rationale").fill("ต่อจากนั้น")
        chai.presses("บันทึกมาตรการ")
        expect(chai.page.locator(".messages")).to_contain_text("บันทึก")
    afterwards(Measure, title=stays, rationale="ต่อจากนั้น")


def test_two_fields_on_a_slow_line_are_no_clash(afterwards, measure_page, meet):
    with meet("editing-slow") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        waiting = []
        chai.page.route("**/cells/**", lambda route: waiting.append(route), times=2)
        box(chai, "title").fill("ช่องแรก")
        box(chai, "rationale").fill("ช่องที่สอง")
        box(chai, "detail").focus()
        says(chai, "rationale", re.compile("กำลังบันทึก"))
        box(chai, "title").fill("ช่องแรก แก้ต่อ")
        assert len(waiting) == 2
        for route in reversed(waiting[:]):  # the later one arrives first
            route.continue_()
        says(chai, "rationale", SAVED)
        says(chai, "title", SAVED)
        chai.presses("บันทึกมาตรการ")
        chai.reads("บันทึกครบแล้ว")
    afterwards(Measure, title="ช่องแรก แก้ต่อ", rationale="ช่องที่สอง")


def test_an_answer_that_got_lost_is_no_clash_with_oneself(afterwards, measure_page, meet):
    with meet("editing-lost", forgives=CUT) as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)

        def reaches_but_never_answers(route):
            route.fetch()
            route.abort()

        chai.page.route("**/cells/**", reaches_but_never_answers, times=1)
        box(chai, "title").fill("ถึงแล้วแต่ไม่มีคำตอบ")
        box(chai, "detail").focus()
        says(chai, "title", re.compile("ยังไม่ได้บันทึก: ไม่มีสัญญาณ"))
        box(chai, "title").fill("พิมพ์ต่อ")
        says(chai, "title", SAVED)
        expect(chai.page.locator(".clash-field")).to_have_count(0)
    afterwards(Measure, title="พิมพ์ต่อ")


def test_without_a_signal_the_text_waits_and_is_sent_by_itself(afterwards, measure_page, meet):
    with meet("editing-offline", forgives=CUT) as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        chai.page.context.set_offline(True)
        box(chai, "rationale").fill(ODD)
        box(chai, "detail").focus()
        says(chai, "rationale", re.compile("ยังไม่ได้บันทึก: ไม่มีสัญญาณ"))
        chai.page.context.set_offline(False)
        says(chai, "rationale", SAVED)
    afterwards(Measure, rationale=ODD)


def test_an_expired_login_costs_no_letter(afterwards, measure_page, meet):
    with meet("editing-expired") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        chai.page.context.clear_cookies(name="sessionid")
        box(chai, "rationale").fill(ODD)
        box(chai, "detail").focus()
        says(chai, "rationale", re.compile("ท่านออกจากระบบแล้ว ข้อความเก็บไว้ในเครื่องนี้"))
        # The plain button too leads to the login; afterwards the page opens again.
        chai.page.on("dialog", lambda dialog: dialog.accept())
        with chai.page.expect_navigation():
            chai.page.locator("main").get_by_role("button", name="บันทึกมาตรการ", exact=True).click()
        chai.fills({"ชื่อผู้ใช้หรืออีเมล": "chai", "รหัสผ่าน": PASSWORD})
        chai.presses("เข้าสู่ระบบ")
        kept = place(chai, "rationale").locator(".clash-field")
        expect(kept).to_contain_text("มีข้อความที่ยังไม่ได้บันทึก")
        expect(box(chai, "rationale")).to_have_value("เหตุผล ของเรา")
        chai.presses_here("ใช้ข้อความนี้")
        expect(box(chai, "rationale")).to_have_value(ODD)
        says(chai, "rationale", SAVED)
        chai.opens(measure_page)
        expect(kept).to_have_count(0)
        expect(box(chai, "rationale")).to_have_value(ODD)
    afterwards(Measure, rationale=ODD)


def test_a_login_in_another_window_lets_the_page_go_on(afterwards, measure_page, meet):
    with meet("editing-again", forgives=FORBIDDEN) as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        chai.page.context.clear_cookies(name="sessionid")
        box(chai, "rationale").fill(ODD)
        box(chai, "detail").focus()
        with chai.page.context.expect_page() as opened:
            place(chai, "rationale").get_by_role("link", name="เข้าสู่ระบบอีกครั้ง (เปิดหน้าต่างใหม่)").click()
        other = opened.value
        other.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill("chai")
        other.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        other.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
        other.wait_for_url(f"**{measure_page}")
        other.close()
        chai.page.evaluate("window.dispatchEvent(new Event('focus'))")
        says(chai, "rationale", SAVED)
        expect(box(chai, "rationale")).to_have_value(ODD)
    afterwards(Measure, rationale=ODD)


def test_somebody_else_at_the_same_computer_saves_nothing_of_hers(afterwards, measure_page, meet):
    with meet("editing-other", forgives=FORBIDDEN) as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        other = chai.page.context.new_page()
        chai.page.context.clear_cookies(name="sessionid")
        other.goto(f"{chai.address}/account/login/")
        other.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill("arun")
        other.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        with other.expect_navigation():
            other.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
        box(chai, "rationale").fill("ความลับของชัย")
        box(chai, "detail").focus()
        says(chai, "rationale", re.compile("ท่านออกจากระบบแล้ว"))
        other.goto(chai.address + measure_page)
        expect(other.locator("[name=rationale]")).to_have_value("เหตุผล ของเรา")
        expect(other.locator(".clash-field")).to_have_count(0)
    afterwards(Measure, rationale="เหตุผล ของเรา")


def test_a_closed_browser_offers_the_text_back(afterwards, measure_page, meet):
    with meet("editing-closed", forgives=CUT) as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        page = chai.page
        page.evaluate(NO_WAY_OUT)
        box(chai, "rationale").fill(ODD)
        box(chai, "detail").fill("ทิ้งได้")
        chai.page = page.context.new_page()
        page.close()
        chai.opens(measure_page)
        panels = chai.page.locator(".clash-field")
        expect(panels).to_have_count(2)
        assert place(chai, "rationale").locator(".side-text").nth(1).text_content() == ODD
        chai.finds_nothing_in_the_way()
        place(chai, "detail").get_by_role("button", name="ทิ้ง").click()
        place(chai, "rationale").get_by_role("button", name="ใช้ข้อความนี้").click()
        says(chai, "rationale", SAVED)
        chai.opens(measure_page)
        expect(panels).to_have_count(0)
    afterwards(Measure, rationale=ODD, detail="รายละเอียด ของเรา")


def test_a_row_not_saved_yet_is_kept_until_its_button_has_saved_it(filled, measure_page, meet):
    with meet("editing-new") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        chai.presses("เพิ่มแถว")
        box(chai, "activity-1-methods").fill("๑. ขั้นตอนใหม่")
        with chai.page.expect_event("dialog") as asked:
            chai.page.evaluate("setTimeout(() => location.reload(), 0)")
        assert asked.value.type == "beforeunload"
        with chai.page.expect_navigation():
            asked.value.accept()
        chai.opens(measure_page)
        chai.presses("เพิ่มแถว")
        place(chai, "activity-1-methods").get_by_role("button", name="ใช้ข้อความนี้").click()
        expect(box(chai, "activity-1-methods")).to_have_value("๑. ขั้นตอนใหม่")
        chai.presses("บันทึกมาตรการ")
        chai.opens(measure_page)
        chai.presses("เพิ่มแถว")
        expect(chai.page.locator(".clash-field")).to_have_count(0)


def test_a_common_era_year_is_one_click_from_right(afterwards, measure_page, meet):
    with meet("editing-year") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        box(chai, "activity-0-period_start").fill("1/10/2024")
        box(chai, "activity-0-remark").focus()
        says(chai, "activity-0-period_start", re.compile("2024 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2567"))
        chai.presses_here("ใช้ พ.ศ. 2567")
        says(chai, "activity-0-period_start", SAVED)
        box(chai, "activity-0-remark").focus()
        expect(box(chai, "activity-0-period_start")).to_have_value("1 ตุลาคม 2567")


def test_lists_go_on_counting_and_units_are_added(afterwards, result_page, measure_page, meet):
    with meet("editing-list") as chai:
        chai.logs_in("chai", PASSWORD)
        chai.opens(measure_page)
        steps = box(chai, "activity-0-methods")
        steps.press("Control+End")
        steps.press("Enter")
        steps.press_sequentially("เผยแพร่")
        expect(steps).to_have_value("๑. ขั้นตอน ของเรา\n๒. เผยแพร่")
        steps.press("Enter")
        steps.press("Enter")
        expect(steps).to_have_value("๑. ขั้นตอน ของเรา\n๒. เผยแพร่\n")
        steps.press_sequentially("ติด")
        expect(steps).to_have_value("๑. ขั้นตอน ของเรา\n๒. เผยแพร่\n๓. ติด")
        steps.press_sequentially("ตาม")
        box(chai, "activity-0-unit_more").fill("กองช่าง")
        box(chai, "activity-0-remark").focus()
        says(chai, "activity-0-methods", SAVED)
        expect(steps).to_have_value("๑. ขั้นตอน ของเรา\n๒. เผยแพร่\n๓. ติดตาม")
        expect(box(chai, "activity-0-units")).to_have_value("กองคลัง ของเรา\nกองช่าง")
        says(chai, "activity-0-units", SAVED)
        remark = box(chai, "activity-0-remark")
        remark.fill("จบ")
        chai.presses("บันทึกมาตรการ")
    numbered = [("๑.", "ขั้นตอน ของเรา"), ("๒.", "เผยแพร่"), ("๓.", "ติดตาม")]
    methods = [{"marker": marker, "text": text} for marker, text in numbered]
    afterwards(Activity, units=["กองคลัง ของเรา", "กองช่าง"], remark="จบ", methods=methods)


def test_a_list_typed_without_numbers_gets_them_by_a_button(afterwards, result_page, meet):
    with meet("editing-numbers", width=390) as anong:
        anong.logs_in("anong", PASSWORD)
        anong.opens(result_page)
        outputs = anong.page.locator("textarea[name$=-outputs]")
        outputs.fill("อบรม\nประเมินผล")
        anong.presses_here("ใส่เลขข้อ")
        expect(outputs).to_have_value("๑. อบรม\n๒. ประเมินผล")
        expect(anong.page.locator(".field", has=outputs).locator(".save-state")).to_have_text(SAVED)
    afterwards(Result, outputs=[{"marker": "๑.", "text": "อบรม"}, {"marker": "๒.", "text": "ประเมินผล"}])


def test_not_done_is_saved_once_the_reason_is_there(afterwards, result_page, meet):
    with meet("editing-not-done") as anong:
        anong.logs_in("anong", PASSWORD)
        anong.opens(result_page)
        anong.page.get_by_label("ไม่ได้ดำเนินการ", exact=True).check()
        status = anong.page.locator(".field", has=anong.page.locator("[name$=-status]")).locator(".save-state")
        expect(status).to_contain_text("โปรดระบุเหตุผลที่ไม่ได้ดำเนินการ")
        anong.page.locator("[name$=-not_done_reason]").fill("งบประมาณไม่พอ")
        expect(status).to_have_text(SAVED, timeout=10_000)
    afterwards(Result, status="not_done", not_done_reason="งบประมาณไม่พอ")
