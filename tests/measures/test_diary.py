"""The dated diary behind a result: written day by day, copied up once, every line under its author's name."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from audit.models import Change
from measures.diary import added_to, next_marker
from measures.models import ProgressEntry, Result
from tests.architecture.references import rows_of
from tests.measures.reading import send


def entry(day: int, text: str) -> SimpleNamespace:
    return SimpleNamespace(happened_on=datetime.date(2025, 3, day), text=text)


@pytest.mark.parametrize(("items", "like", "expected"), [
    ([{"marker": "๒."}], [], "๓."),
    ([{"marker": "(9)"}], [], "(10)"),
    ([{"marker": "๙)"}], [], "๑๐)"),
    ([{"marker": "-"}], [], "-"),
    ([{"marker": None}], [{"marker": "๑."}], None),
    ([], [{"marker": "๑."}], "๑."),
    ([], [], None),
])
def test_the_next_marker_goes_on_as_the_list_does(items, like, expected):
    assert next_marker(items, like=like) == expected


def test_a_line_is_added_once_and_what_stands_is_not_touched():
    standing = [{"marker": "๑.", "text": "อบรมแล้ว", "children": [{"marker": "-", "text": "๒ ครั้ง"}]}]
    once = added_to(standing, [entry(3, "จัดประชุม\nคณะทำงาน"), entry(9, "ติดป้าย")])
    assert once == [
        *standing,
        {"marker": "๒.", "text": "จัดประชุม คณะทำงาน เมื่อวันที่ ๓ มีนาคม ๒๕๖๘"},
        {"marker": "๓.", "text": "ติดป้าย เมื่อวันที่ ๙ มีนาคม ๒๕๖๘"},
    ]
    assert added_to(once, [entry(9, "ติดป้าย")]) == once


@pytest.fixture
def diary(filled):
    return reverse("entry_list", kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, "activity_id": filled.activity.pk,
        "round": "six_months",
    })


@pytest.mark.django_db
def test_an_entry_bears_its_author_and_for_whom(filled, logged_in, diary):
    answer = send(logged_in("chai"), diary, happened_on="๑๒ มีนาคม ๒๕๖๘", text="ตรวจนับพัสดุ")
    assert answer.status_code == 302
    with scope(agency=filled.town.agency):
        written = ProgressEntry.objects.get(text="ตรวจนับพัสดุ")
    assert (written.happened_on, written.author_name, written.on_behalf_of) == (
        datetime.date(2025, 3, 12), "ชัย ตั้งตรง", "กองคลัง"
    )
    assert "บันทึกแทนกองคลัง โดย ชัย ตั้งตรง" in logged_in("anong").get(diary).content.decode()
    assert Change.objects.get(act="entry.added").on_behalf_of == "กองคลัง"


@pytest.mark.django_db
def test_the_division_itself_records_for_nobody_else(filled, logged_in, diary):
    send(logged_in("anong"), diary, happened_on="12/3/2568", text="ตรวจนับพัสดุ")
    with scope(agency=filled.town.agency):
        assert ProgressEntry.objects.get(text="ตรวจนับพัสดุ").on_behalf_of == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "sentence"), [
    ("12/3/2025", "2025 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2568"),
    ("31 ก.พ. 2568", "ไม่มีวันที่นี้ในเดือนดังกล่าว"),
    ("1 ตุลาคม 2568", "ไม่อยู่ในปีงบประมาณ พ.ศ. 2568"),
    ("", "โปรดระบุวันที่ดำเนินการ"),
])
def test_a_wrong_day_gets_a_sentence_and_nothing_is_written(filled, logged_in, diary, day, sentence):
    before = rows_of(filled.town.agency)
    answer = send(logged_in("anong"), diary, happened_on=day, text="ตรวจนับพัสดุ")
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "ตรวจนับพัสดุ" in answer.content.decode()
    assert rows_of(filled.town.agency) == before


@pytest.mark.django_db
def test_a_day_to_come_is_refused(filled, logged_in, diary, time_machine):
    time_machine.move_to(datetime.datetime(2025, 3, 10, 9, tzinfo=timezone.get_default_timezone()))
    answer = send(logged_in("anong"), diary, happened_on="12/3/2568", text="ตรวจนับพัสดุ")
    assert "ยังไม่ถึงวันดังกล่าว" in answer.content.decode()


@pytest.mark.django_db
def test_copying_up_fills_the_round_and_the_other_round_stays(filled, logged_in, diary):
    with scope(agency=filled.town.agency):
        october = Result.objects.get(activity=filled.activity, round="twelve_months").outputs
    for _twice in range(2):
        answer = logged_in("anong").post(f"{diary}copy/", {"entries": [filled.recorded.entry.pk]})
        assert answer.status_code == 302
    with scope(agency=filled.town.agency):
        results = {each.round: each for each in Result.objects.filter(activity=filled.activity)}
    assert results["six_months"].outputs == [
        {"marker": "๑.", "text": f"{filled.recorded.entry.text} เมื่อวันที่ ๑๔ มีนาคม ๒๕๖๘"}
    ]
    assert (results["six_months"].version, results["twelve_months"].outputs) == (1, october)


@pytest.mark.django_db
def test_an_entry_of_another_town_is_not_copied(foreign, logged_in, diary, filled):
    before = rows_of(filled.town.agency)
    answer = logged_in("anong").post(f"{diary}copy/", {"entries": [foreign.recorded.entry.pk]})
    assert "ไม่มีแล้ว" in answer.content.decode()
    assert rows_of(filled.town.agency) == before


@pytest.mark.django_db
def test_mending_and_removing_an_entry_leave_its_words_in_the_history(filled, logged_in):
    own = filled.recorded.entry
    page = reverse("entry_edit", kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, "entry_id": own.pk,
    })
    send(logged_in("anong"), page, text="จัดประชุมครั้งที่ 2")
    edited = Change.objects.get(act="entry.edited")
    assert (edited.before, edited.after) == ({"text": own.text}, {"text": "จัดประชุมครั้งที่ 2"})
    remove = reverse("entry_delete", kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, "entry_id": own.pk,
    })
    logged_in("anong").post(remove, {"version": "1"})
    with scope(agency=filled.town.agency):
        assert ProgressEntry.objects.filter(pk=own.pk).exists()  # somebody had changed it since
    logged_in("anong").post(remove, {"version": "2"})
    with scope(agency=filled.town.agency):
        assert not ProgressEntry.objects.filter(pk=own.pk).exists()
    assert Change.objects.get(act="entry.deleted").before["text"] == "จัดประชุมครั้งที่ 2"


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 60])
def test_queries_do_not_grow_with_entries(filled, logged_in, diary, rows, django_assert_max_num_queries):
    with scope(agency=filled.town.agency):
        ProgressEntry.objects.bulk_create(
            ProgressEntry(activity=filled.activity, happened_on=datetime.date(2025, 1, 1), text=f"ครั้งที่ {number}")
            for number in range(rows)
        )
    client = logged_in("anong")
    with django_assert_max_num_queries(16):
        client.get(diary)
