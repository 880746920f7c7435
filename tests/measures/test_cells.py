"""One field saved as it is typed: every answer, and that a refused or clashing text changed nothing."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Disclosure, DisclosureLink, IndicatorProgress, Measure, Result
from tests.architecture.references import rows_of
from tests.measures.reading import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(filled, logged_in):
    """``cell("chai", "measure", "title", "ชื่อใหม่")``: the answer to one field typed on a page opened just now."""

    def save(person: str, kind: str, field: str, value: str, *, seen: str | None = None, client: Client | None = None):
        if seen is None:
            seen = mark(person, kind, field)
        sent = {"field": field, "value": value, "seen": seen}
        return (client or logged_in(person)).post(cell_path(filled, kind), sent)

    def mark(person: str, kind: str, field: str) -> str:
        data = form_of(logged_in(person), page_path(filled, kind)).data()
        prefixes = {"result": f"activity-{filled.activity.pk}-", "activity": "activity-0-", "link": "link-0-"}
        prefix = prefixes.get(kind, "")
        return next(each for each in data[f"{prefix}seen"][0].split() if each.startswith(f"{field}:"))

    save.mark = mark
    return save


def page_path(filled, kind: str) -> str:
    name, which = {
        "measure": ("measure_edit", {"measure_id": filled.measure.pk}),
        "activity": ("measure_edit", {"measure_id": filled.measure.pk}),
        "result": ("result_edit", {"measure_id": filled.measure.pk, "round": "twelve_months"}),
        "indicator": ("indicator_edit", {"indicator_id": filled.indicator_row.pk}),
        "oit": ("oit_edit", {"disclosure_id": filled.disclosure.pk}),
        "link": ("oit_edit", {"disclosure_id": filled.disclosure.pk}),
    }[kind]
    return reverse(name, kwargs=common(filled) | which)


def cell_path(filled, kind: str) -> str:
    name, which = {
        "measure": ("measure_cell", {"measure_id": filled.measure.pk}),
        "activity": ("activity_cell", {"activity_id": filled.activity.pk}),
        "result": ("result_cell", {"activity_id": filled.activity.pk, "round": "twelve_months"}),
        "indicator": ("indicator_cell", {"indicator_id": filled.indicator_row.pk}),
        "oit": ("disclosure_cell", {"disclosure_id": filled.disclosure.pk}),
        "link": ("link_cell", {"disclosure_id": filled.disclosure.pk, "link_id": filled.link.pk}),
    }[kind]
    return reverse(name, kwargs=common(filled) | which)


def common(filled) -> dict:
    return {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}


KINDS = {
    "measure": (Measure, "title", "ชื่อ ใหม่"),
    "activity": (Activity, "period_text", "ตลอดปีงบประมาณ"),
    "result": (Result, "problems", "ฝนตก"),
    "indicator": (IndicatorProgress, "period_text", "ไตรมาส 2"),
    "oit": (Disclosure, "website_finding", "พบแล้ว"),
    "link": (DisclosureLink, "click_path", "หน้าแรก > ข้อมูล"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_is_saved_by_the_rows_own_deed(filled, cell, kind):
    model, field, text = KINDS[kind]
    answer = cell("chai", kind, field, text)
    said = answer.json()
    assert (answer.status_code, said["state"], said["shown"]) == (200, "saved", text)
    assert said["words"].startswith("บันทึกแล้ว เวลา ")
    assert said["seen"] == cell.mark("chai", kind, field)
    with scope(agency=filled.town.agency):
        assert getattr(model.objects.get(), field) == text
        [change] = Change.objects.filter(actor_id=filled.town.chai.pk)
    assert list(change.after.values()) == [text]
    assert (said["version"], change.version) == (2, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_writer_of_a_field_gets_both_texts(filled, cell, kind):
    _model, field, _text = KINDS[kind]
    seen = cell.mark("chai", kind, field)
    cell("arun", kind, field, "ของอรุณ")
    before = rows_of(filled.town.agency)
    answer = cell("chai", kind, field, "ของชัย", seen=seen)
    said = answer.json()
    assert (answer.status_code, said["state"]) == (409, "clash")
    assert (said["theirs"], said["theirs_words"], said["yours_words"]) == ("ของอรุณ", "ของอรุณ", "ของชัย")
    assert said["who"] == "อรุณ ใจงาม"
    assert said["words"].startswith(f"ระหว่างที่ท่านแก้ไข อรุณ ใจงาม ได้บันทึกช่องนี้เมื่อ {said['when']}")
    assert rows_of(filled.town.agency) == before
    chosen = cell("chai", kind, field, "ของชัย", seen=said["seen"]).json()
    assert (chosen["state"], chosen["shown"]) == ("saved", "ของชัย")


@pytest.mark.parametrize("others", ["chai", "arun"])
def test_two_fields_of_a_row_never_meet(filled, cell, others):
    """By one person on a slow line, or by two: both fields are sent from the page as it was opened first."""
    first, second = cell.mark("chai", "measure", "title"), cell.mark("chai", "measure", "rationale")
    assert cell("chai", "measure", "title", "ก่อน", seen=first).json()["state"] == "saved"
    assert cell(others, "measure", "rationale", "หลัง", seen=second).json()["state"] == "saved"
    with scope(agency=filled.town.agency):
        measure = Measure.objects.get()
    assert (measure.title, measure.rationale, measure.version) == ("ก่อน", "หลัง", 3)


def test_an_answer_that_got_lost_is_no_clash(filled, cell):
    seen = cell.mark("chai", "measure", "title")
    cell("chai", "measure", "title", "  ข้อความ  ", seen=seen)
    again = cell("chai", "measure", "title", "  ข้อความ  ", seen=seen)
    assert (again.status_code, again.json()["state"], again.json()["shown"]) == (200, "same", "ข้อความ")
    with scope(agency=filled.town.agency):
        assert Measure.objects.get().version == 2


def test_ones_own_other_window_is_named_as_such(cell):
    seen = cell.mark("chai", "measure", "title")
    cell("chai", "measure", "title", "หน้าต่างแรก", seen=seen)
    said = cell("chai", "measure", "title", "หน้าต่างที่สอง", seen=seen).json()
    assert said["state"] == "clash"
    assert said["words"].startswith("ท่านบันทึกข้อความอื่นในช่องนี้จากอีกหน้าต่างหนึ่งเมื่อ ")


def test_a_text_only_a_file_brought_clashes_without_a_name(filled, cell):
    seen = cell.mark("chai", "measure", "title")
    with scope(agency=filled.town.agency):
        Measure.objects.filter(pk=filled.measure.pk).update(title="จากแฟ้ม")
    said = cell("chai", "measure", "title", "ของชัย", seen=seen).json()
    assert (said["state"], said["theirs"], said["who"], said["when"]) == ("clash", "จากแฟ้ม", "", "")


def test_choices_clash_in_words(cell):
    seen = cell.mark("chai", "indicator", "status")
    cell("arun", "indicator", "status", "not_started")
    said = cell("chai", "indicator", "status", "in_progress", seen=seen).json()
    assert (said["theirs"], said["theirs_words"], said["yours_words"]) == (
        "not_started", "ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ",
    )  # fmt: skip


REFUSED = [
    ("measure", "title", "ก" * 20_001, "ยาว 20,001 ตัวอักษร"),
    ("measure", "title", "่ลอย", "สระหรือวรรณยุกต์"),
    ("activity", "methods", "๑. ก\nข\tค\tง", "ตาราง"),
    ("activity", "period_start", "31/2/2568", "ไม่มีวันที่นี้ในเดือนดังกล่าว"),
    ("measure", "issue_no", "987654", "โปรดเลือกจากรายการ"),
    ("link", "url", "www.example.go.th", "ไม่ใช่ที่อยู่เว็บ"),
    ("result", "status", "not_done", "โปรดระบุเหตุผลที่ไม่ได้ดำเนินการ"),
]


@pytest.mark.parametrize(("kind", "field", "value", "words"), REFUSED)
def test_what_is_not_sound_is_refused_with_the_remedy(filled, cell, kind, field, value, words):
    before = rows_of(filled.town.agency)
    answer = cell("chai", kind, field, value)
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert words in answer.json()["words"]
    assert rows_of(filled.town.agency) == before


def test_a_common_era_year_is_offered_in_the_buddhist_era(filled, cell):
    said = cell("chai", "activity", "period_start", "1/10/2026").json()
    assert said["words"] == "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569"
    assert said["offer"] == {"words": "ใช้ พ.ศ. 2569", "value": "1/10/2569"}
    taken = cell("chai", "activity", "period_start", said["offer"]["value"]).json()
    assert (taken["state"], taken["shown"]) == ("saved", "1 ตุลาคม 2569")
    with scope(agency=filled.town.agency):
        assert Activity.objects.get().period_start == datetime.date(2026, 10, 1)


def test_a_reason_makes_not_done_a_full_answer(filled, cell):
    assert cell("chai", "result", "not_done_reason", "งบประมาณไม่พอ").json()["state"] == "saved"
    assert cell("chai", "result", "status", "not_done").json()["state"] == "saved"
    with scope(agency=filled.town.agency):
        result = Result.objects.get()
    assert (result.status, result.not_done_reason) == ("not_done", "งบประมาณไม่พอ")


def test_a_measure_keeps_a_title_or_a_step(filled, cell):
    assert cell("chai", "measure", "title", "").json()["state"] == "saved"
    refused = cell("chai", "activity", "methods", "")
    assert refused.status_code == 422
    assert refused.json()["words"] == "โปรดระบุชื่อมาตรการ หรือขั้นตอนอย่างน้อยหนึ่งข้อด้านล่าง"
    cell("chai", "measure", "title", "ชื่อ")
    assert cell("chai", "activity", "methods", "").json()["state"] == "saved"
    refused = cell("chai", "measure", "title", " ")
    assert refused.status_code == 422
    with scope(agency=filled.town.agency):
        assert (Measure.objects.get().title, Activity.objects.get().methods) == ("ชื่อ", [])


def test_the_first_field_makes_the_result(filled, cell, logged_in):
    with scope(agency=filled.town.agency):
        Result.objects.all().delete()
    path = reverse(
        "result_cell", kwargs=common(filled) | {"activity_id": filled.activity.pk, "round": "six_months"}
    )
    page = reverse("result_edit", kwargs=common(filled) | {"measure_id": filled.measure.pk, "round": "six_months"})
    marks = form_of(logged_in("anong"), page).data()[f"activity-{filled.activity.pk}-seen"][0].split()
    by_field = {mark.split(":")[0]: mark for mark in marks}
    nothing = {"field": "outputs", "value": " ", "seen": by_field["outputs"]}
    assert logged_in("anong").post(path, nothing).json()["state"] == "same"
    with scope(agency=filled.town.agency):
        assert Result.objects.count() == 0
    for field, value in (("outputs", "๑. อบรม"), ("problems", "ไม่มี")):
        said = logged_in("anong").post(path, {"field": field, "value": value, "seen": by_field[field]}).json()
        assert said["state"] == "saved"
    with scope(agency=filled.town.agency):
        result = Result.objects.get()
    assert (result.round, result.outputs, result.problems, result.version) == (
        "six_months", [{"marker": "๑.", "text": "อบรม"}], "ไม่มี", 2,
    )  # fmt: skip


def test_a_line_added_to_a_numbered_list_comes_back_with_its_number(filled, cell):
    said = cell("chai", "result", "outputs", "๑. ผลผลิต ของเรา\nอบรมเพิ่มเติม").json()
    assert said["shown"] == "๑. ผลผลิต ของเรา\n๒. อบรมเพิ่มเติม"
    assert said["seen"] == cell.mark("chai", "result", "outputs")


def test_printed_units_follow_the_units(filled, cell):
    cell("chai", "indicator", "units", "กองคลัง\nกองช่าง")
    with scope(agency=filled.town.agency):
        assert IndicatorProgress.objects.get().units_text == "กองคลัง / กองช่าง"


@pytest.mark.parametrize("field", ["", "id", "version", "seen", "provenance", "unit_more", "DELETE", "plan", "\0"])
def test_only_fields_of_the_form_can_be_named(filled, cell, field):
    before = rows_of(filled.town.agency)
    answer = cell("chai", "activity", field, "กองช่าง", seen="")
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("seen", ["", "title", "title:", "title:0", "rationale:0", "\0", "ก" * 5000])
def test_without_what_was_seen_nothing_is_overwritten(filled, cell, seen):
    before = rows_of(filled.town.agency)
    assert cell("chai", "measure", "title", "ทับ", seen=seen).status_code == 409
    assert rows_of(filled.town.agency) == before


def test_a_row_that_is_gone_says_so(filled, cell):
    seen = cell.mark("chai", "link", "click_path")
    with scope(agency=filled.town.agency):
        DisclosureLink.objects.all().delete()
    answer = cell("chai", "link", "click_path", "ทาง", seen=seen)
    assert (answer.status_code, answer.json()["state"]) == (404, "gone")
    assert answer.json()["words"].startswith("แถวนี้ไม่มีอยู่แล้ว ข้อความของท่านยังอยู่ในช่อง")


def test_who_is_not_logged_in_is_sent_to_the_login(filled, cell):
    before = rows_of(filled.town.agency)
    answer = cell("chai", "measure", "title", "ใหม่", client=Client())
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")
    assert rows_of(filled.town.agency) == before


def test_a_recorder_records_for_another_division_by_name(filled, cell):
    cell("chai", "result", "problems", "ฝนตก")
    with scope(agency=filled.town.agency):
        assert Change.objects.filter(act="result.recorded").latest("pk").on_behalf_of == "กองคลัง"


HOSTILE = ["ก\0\u200b\u202e\u2066\ufeffข", "ก\ud800ข", "9" * 400, "1e400", "ก\r\nBcc: someone@example.org\r\n\r\nข"]


@pytest.mark.parametrize("value", HOSTILE, ids=["unseen", "half a character", "long number", "infinite", "lines"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_no_keyboard_types_is_answered_and_never_stored(filled, cell, kind, value):
    fields = {
        "measure": ("title", "issue_no", "group_id", "number_text"), "result": ("status", "outputs", "budget_spent"),
        "activity": ("methods", "period_start", "units", "target_figure"), "link": ("url", "click_path"),
        "indicator": ("units_text", "period_end"), "oit": ("elements", "finding_class"),
    }  # fmt: skip
    for field in fields[kind]:
        sent = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        assert cell("chai", kind, field, sent).status_code in (200, 422), field
    stored = repr(rows_of(filled.town.agency))
    assert [sign for sign in ("\\x00", "\\u200b", "\\u202e", "\\u2066", "\\ufeff", "\\ud800") if sign in stored] == []
