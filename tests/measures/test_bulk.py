"""One value for many rows: through the same checks as one, rows changed meanwhile are left and named."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, Result
from measures.services import save_disclosure
from measures.services.bulk import BulkEdit, save_rows
from tests.filled import YEAR
from tests.reports.signoff.papers import database

pytestmark = pytest.mark.django_db
BOARD = "/en" + reverse("board", kwargs={"agency": "ban-suan", "year": YEAR})
QUERY = "?department=all&round=twelve_months"
OF_LOGGING_IN = {"accounts.User", "sessions.Session"}


@pytest.fixture
def post(logged_in):
    """Choose these rows of the whole board and send; answers the page."""

    def send(person: str, keys: list[str], query: str = QUERY, **values: str):
        return logged_in(person).post(BOARD + query, {"row": keys} | values)

    return send


@pytest.fixture
def keys(filled, logged_in):
    """What a page just opened sends for each row, by kind."""

    def opened() -> dict[str, str]:
        rows = logged_in("chai").get(BOARD + QUERY).context["rows"]
        return {each["row"].kind: each["row"].key for each in rows}

    return opened


def standing(filled):
    with scope(agency=filled.town.agency):
        return (
            Result.objects.get(pk=filled.result.pk), IndicatorProgress.objects.get(pk=filled.indicator_row.pk),
            Disclosure.objects.get(pk=filled.disclosure.pk), Activity.objects.get(pk=filled.activity.pk),
        )


def test_one_status_for_rows_of_every_kind(filled, post, keys):
    answer = post("anong", list(keys().values()), set_status="in_progress")
    assert answer.status_code == 200
    assert [each.status for each in standing(filled)[:3]] == ["in_progress"] * 3
    assert [each.version for each in standing(filled)[:3]] == [2, 2, 2]
    assert Change.objects.filter(actor_id=filled.town.anong.pk).count() == 3
    assert "3 rows were saved." in answer.content.decode()


def test_the_answer_keeps_choice_and_filter(filled, post, keys):
    chosen = keys()["disclosure"]
    answer = post("chai", [chosen], query=f"{QUERY}&status=in_progress", set_status="in_progress")
    assert answer.context["narrowed"].status == "in_progress"
    page = answer.content.decode()
    assert f'value="disclosure-{filled.disclosure.pk}-2" checked' in page
    assert "status=in_progress" in page


def test_not_done_needs_a_reason(filled, post, keys):
    chosen = list(keys().values())
    before = {name: rows for name, rows in database().items() if name not in OF_LOGGING_IN}
    answer = post("anong", chosen, set_status="not_done")
    assert answer.status_code == 422
    assert "Please say why it was not done." in answer.content.decode()
    assert {name: rows for name, rows in database().items() if name not in OF_LOGGING_IN} == before
    post("anong", list(keys().values()), set_status="not_done", reason="ไม่มีงบประมาณ")
    result, indicator, disclosure, _ = standing(filled)
    assert (result.status, result.not_done_reason) == ("not_done", "ไม่มีงบประมาณ")
    assert [item["text"] for item in indicator.notes] == ["ความก้าวหน้า ของเรา", "ไม่มีงบประมาณ"]
    assert [item["text"] for item in disclosure.progress_notes] == ["บันทึก ของเรา", "ไม่มีงบประมาณ"]


def test_units_and_period_for_a_plan(filled, post, keys):
    both = [keys()["activity"], keys()["indicator"]]
    answer = post(
        "chai", both, units="กองช่าง / สำนักปลัด", period_text="ไตรมาส ๑", period_start="1/10/2567",
        period_end="31/12/2567",
    )
    assert answer.status_code == 200
    _, indicator, _, activity = standing(filled)
    for row in (indicator, activity):
        assert row.units == ["กองช่าง", "สำนักปลัด"]
        assert (row.period_text, str(row.period_start), str(row.period_end)) == ("ไตรมาส ๑", "2024-10-01", "2024-12-31")
    assert indicator.units_text == "กองช่าง / สำนักปลัด"


def test_an_activity_counts_its_measure_on_so_that_its_page_is_told(filled, post, keys):
    post("chai", [keys()["activity"]], units="กองช่าง")
    with scope(agency=filled.town.agency):
        assert Measure.objects.get(pk=filled.measure.pk).version == 2
    assert standing(filled)[3].version == 2


def test_a_row_saved_meanwhile_is_left_and_named(filled, post, keys):
    seen = keys()
    with scope(agency=filled.town.agency):
        save_disclosure(
            actor=filled.town.standing("chai"), disclosure=filled.disclosure, seen_version=1,
            changes={"website_finding": "ชัยพิมพ์"}, links=[],
        )
    answer = post("anong", list(seen.values()), set_status="in_progress")
    result, indicator, disclosure, _ = standing(filled)
    assert (result.status, indicator.status) == ("in_progress", "in_progress")
    assert (disclosure.status, disclosure.website_finding, disclosure.version) == ("done", "ชัยพิมพ์", 2)
    page = answer.content.decode()
    assert "2 rows were saved." in page
    assert "1 rows were not saved:" in page
    assert "1 because somebody saved it after you had opened this page:" in page
    assert list(answer.context["outcome"].left.values()) == [["o1 โครงสร้าง ของเรา"]]


def test_an_activity_whose_result_is_stale_keeps_its_units_too(filled, post, keys):
    """Both of one row, or neither."""
    seen = keys()
    with scope(agency=filled.town.agency):
        Result.objects.filter(pk=filled.result.pk).update(version=5)
    post("chai", [seen["activity"]], units="กองช่าง", set_status="in_progress")
    result, _, _, activity = standing(filled)
    assert (activity.units, activity.version, result.status) == (["กองคลัง ของเรา"], 1, "done")


def test_a_recorder_cannot_change_the_plan(filled, post, keys):
    seen = keys()
    answer = post("anong", [seen["activity"], seen["disclosure"]], units="กองช่าง")
    _, _, disclosure, activity = standing(filled)
    assert (activity.units, disclosure.units) == (["กองคลัง ของเรา"], ["กองช่าง"])
    assert "only the reporter or the administrator changes units" in answer.content.decode()


def test_a_period_typed_by_a_recorder_is_not_read(filled, post, keys):
    answer = post("anong", [keys()["indicator"]], period_text="ทั้งปี")
    assert answer.status_code == 422
    assert standing(filled)[1].period_text == ""


def test_an_oit_row_has_no_period(filled, post, keys):
    answer = post("chai", [keys()["disclosure"]], period_text="ทั้งปี", set_status="in_progress")
    assert "an OIT item has no period" in answer.content.decode()
    assert standing(filled)[2].status == "done"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Please choose a status, units or a period to give to the rows."),
        ({"set_status": "mayor"}, "mayor"),
        ({"set_status": "done", "period_start": "31/2/2568"}, "31/2/2568"),
        ({"period_start": "2/10/2567", "period_end": "1/10/2567"}, "The last day lies before the first day."),
        ({"set_status": "done", "units": "ก" * 301}, "300"),
    ],
)
def test_what_cannot_be_given_is_refused_for_all(filled, post, keys, values, words):
    answer = post("chai", list(keys().values()), **values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [each.version for each in standing(filled)] == [1, 1, 1, 1]


def test_no_row_chosen_is_said(filled, post):
    answer = post("chai", [], set_status="done")
    assert answer.status_code == 422
    assert "Please choose at least one row of the table." in answer.content.decode()


@pytest.mark.parametrize(
    "key", ["disclosure-999999-1", "measure-1-1", "x", "disclosure-๑-1", "activity--1", "-", "a" * 500]
)
def test_a_key_that_is_no_row_is_named_and_harmless(filled, post, key):
    answer = post("chai", [key], set_status="in_progress")
    assert answer.status_code == 200
    assert answer.context["outcome"].left == {"the row is no longer there": [key[:40]]}
    assert [each.version for each in standing(filled)] == [1, 1, 1, 1]


def test_a_key_without_versions_never_fits(filled, post):
    post("chai", [f"disclosure-{filled.disclosure.pk}"], set_status="in_progress")
    assert standing(filled)[2].status == "done"


def test_another_agencys_row_is_like_none(filled, foreign, post):
    answer = post("chai", [f"disclosure-{foreign.disclosure.pk}-1"], set_status="in_progress")
    assert list(answer.context["outcome"].left) == ["the row is no longer there"]
    with scope(agency=foreign.town.agency):
        assert Disclosure.objects.get(pk=foreign.disclosure.pk).status == "done"


@pytest.mark.parametrize("person", ["duangjai", "ekachai"])
def test_who_only_reads_meets_no_such_page(filled, post, keys, person):
    assert post(person, list(keys().values()), set_status="in_progress").status_code == 404
    assert [each.version for each in standing(filled)] == [1, 1, 1, 1]


def test_a_right_missing_for_one_row_writes_none(in_town, filled):
    edits = [
        BulkEdit(filled.disclosure, 1, {"status": "in_progress"}), BulkEdit(filled.activity, 1, {"units": ["กองช่าง"]}),
    ]
    with pytest.raises(PermissionDenied):
        save_rows(actor=in_town.standing("anong"), round="twelve_months", edits=edits)
    assert [each.version for each in standing(filled)] == [1, 1, 1, 1]


def test_sixty_rows_at_most_are_read_from_one_post(filled, post):
    answer = post("chai", [f"disclosure-{number}-1" for number in range(1000, 1100)], set_status="done")
    assert answer.context["outcome"].left_count == 60
