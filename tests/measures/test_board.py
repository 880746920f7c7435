"""งานของกอง: what is due, missing and came back; filters in the address; the same few queries however many rows."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from accounts.models import Department
from measures.board import LATE, SOON_DUE, Narrowed, due_of, lateness_of
from measures.models import Activity, CalendarDate, Disclosure, DisclosureLink, EvidenceUse, Measure, Result
from measures.selectors.board import board_rows, departments_on_board, divisions_of
from measures.services import save_disclosure
from measures.templatetags.divisions import divisions_now
from tests.filled import YEAR
from tests.reports.signoff.papers import act, bring_to, make_report

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 11, 20)


def at(name="board", slug="ban-suan", year=YEAR, query=""):
    return "/en" + reverse(name, kwargs={"agency": slug, "year": year}) + (f"?{query}" if query else "")


def grow(filled, count):
    """So many more measures with a row, so many OIT rows, and some indicators, each with evidence and an address."""
    plan, begun = filled.plan, Measure.objects.count() + 4
    measures = Measure.objects.bulk_create(
        Measure(plan=plan, position=begun + number, number_text=f"{number}.", title="ม") for number in range(count)
    )
    activities = Activity.objects.bulk_create(
        Activity(measure=each, methods=[{"marker": "-", "text": "ก"}], units=["กองช่าง"]) for each in measures
    )
    Result.objects.bulk_create(Result(activity=each, round="twelve_months", status="done") for each in activities)
    EvidenceUse.objects.bulk_create(
        EvidenceUse(evidence=filled.recorded.evidence, plan=plan, activity=each) for each in activities
    )
    disclosures = Disclosure.objects.bulk_create(
        Disclosure(plan=plan, code=f"o{number}", position=begun + number, units=["กองช่าง"]) for number in range(count)
    )
    DisclosureLink.objects.bulk_create(
        DisclosureLink(disclosure=each, url="https://example.go.th") for each in disclosures
    )
    plan.indicator_rows.create(number=9, position=9, instrument="EIT")


def number_of(filled, name):
    """A department's id, as addresses carry it."""
    with scope(agency=filled.town.agency):
        return Department.objects.get(name=name).pk


def rows_of(filled, round="twelve_months"):
    departments = departments_on_board(agency=filled.town.agency)
    return board_rows(plan=filled.plan, round=round, departments=departments, today=TODAY), departments


@pytest.mark.parametrize("person", ["anong", "chai", "duangjai"])
@pytest.mark.parametrize("narrowed", ["department=all", "department={finance}&round=twelve_months", "kind=disclosure"])
def test_at_most_twelve_queries(filled, logged_in, django_assert_max_num_queries, person, narrowed):
    """With one row of each kind, with 60 and with 600: the same number, never more than twelve."""
    filled.town.agency.heads_endorse = True
    filled.town.agency.save()
    client, costs, grown = logged_in(person), [], 0
    narrowed = narrowed.format(finance=number_of(filled, "กองคลัง"))
    for count in (0, 30, 300):
        with scope(agency=filled.town.agency):
            grow(filled, count - grown)
        grown = count
        client.get(at(query=narrowed))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(query=narrowed)).status_code == 200
        costs.append(len(asked))
    assert costs == [costs[0]] * 3
    with django_assert_max_num_queries(12):
        client.get(at(query=narrowed))


def test_one_table_of_all_rows_of_work(in_town, filled):
    rows, _ = rows_of(filled)
    assert [(row.kind, row.row.pk) for row in rows] == [
        ("activity", filled.activity.pk), ("indicator", filled.indicator_row.pk), ("disclosure", filled.disclosure.pk)
    ]
    first = rows[0]
    assert (first.result.pk, first.evidence, first.status, first.gaps) == (filled.result.pk, 1, "done", [])
    assert [each.name for each in first.departments] == ["กองคลัง"]
    assert rows[0].result.outputs == filled.result.outputs


def test_results_of_another_round_do_not_count(in_town, filled):
    row = rows_of(filled, "six_months")[0][0]
    assert (row.result, row.status) == (None, "")
    assert [gap.code for gap in row.gaps] == ["no_result"]


def test_two_activities_and_two_rounds_are_two_rows(in_town, filled):
    """The join over activities and results neither doubles nor loses a row."""
    second = filled.measure.activities.create(position=1, methods=[], units=["กองช่าง"])
    Result.objects.create(activity=filled.activity, round="six_months", status="in_progress")
    Result.objects.create(activity=second, round="six_months", status="done")
    activities = [row for row in rows_of(filled)[0] if row.kind == "activity"]
    assert [(row.row.pk, row.result and row.result.pk) for row in activities] == [
        (filled.activity.pk, filled.result.pk), (second.pk, None)
    ]


def test_a_measure_without_rows_is_work_too(in_town, filled):
    bare = Measure.objects.create(plan=filled.plan, position=9, title="ไม่มีแถว")
    row = [each for each in rows_of(filled)[0] if each.kind == "activity"][-1]
    assert (row.row, [gap.code for gap in row.gaps]) == (bare, ["no_activity"])


def test_a_plan_by_issue_has_no_results_to_record(in_town, filled):
    Measure.objects.create(plan=filled.plan, listed_as=Measure.ListedAs.PLAN, title="แผน").activities.create()
    assert [row.row.pk for row in rows_of(filled)[0] if row.kind == "activity"] == [filled.activity.pk]


@pytest.mark.parametrize(
    ("start", "end", "round", "due"),
    [
        (None, None, "twelve_months", datetime.date(2025, 9, 30)),
        (None, None, "six_months", datetime.date(2025, 3, 31)),
        (None, datetime.date(2025, 1, 15), "six_months", datetime.date(2025, 1, 15)),
        (None, datetime.date(2025, 9, 30), "six_months", datetime.date(2025, 3, 31)),
        (datetime.date(2025, 6, 1), datetime.date(2025, 7, 1), "six_months", None),
        (None, None, "other", datetime.date(2025, 9, 30)),
    ],
)
def test_when_a_row_is_due(start, end, round, due):
    assert due_of(start=start, end=end, fiscal_year=2568, round=round) == due


def test_oit_answers_are_due_by_the_calendar(filled, logged_in):
    """April of the year, if the calendar says so; else nobody can say."""
    with scope(agency=filled.town.agency):
        Disclosure.objects.filter(pk=filled.disclosure.pk).update(status="", website_finding="")
        assert logged_in("chai").get(at(query="kind=disclosure")).context["rows"][0]["row"].due is None
        CalendarDate.objects.create(plan=filled.plan, key="oit", title="ยื่น OIT", due_on=datetime.date(2025, 4, 30))
    row = logged_in("chai").get(at(query="kind=disclosure")).context["rows"][0]["row"]
    assert (row.due, row.lateness) == (datetime.date(2025, 4, 30), LATE)


def test_late_and_soon():
    day = datetime.date(2025, 9, 30)
    assert lateness_of(day, is_complete=False, today=day + datetime.timedelta(days=1)) == LATE
    assert lateness_of(day, is_complete=False, today=day) == SOON_DUE
    assert lateness_of(day, is_complete=False, today=day - datetime.timedelta(days=30)) == SOON_DUE
    assert lateness_of(day, is_complete=False, today=day - datetime.timedelta(days=31)) == ""
    assert lateness_of(day, is_complete=True, today=day + datetime.timedelta(days=90)) == ""
    assert lateness_of(None, is_complete=False, today=day) == ""


def test_an_address_nobody_understands_is_as_if_not_said():
    nonsense = {
        "department": "๒", "round": "never", "kind": "mayor", "status": "zzz", "due": "x", "missing": "2",
    }
    assert Narrowed.read(nonsense, departments=[2], own=2, round="six_months") == Narrowed(
        department=2, round="six_months"
    )
    assert Narrowed.read({"department": "all"}, departments=[2], own=2, round="six_months").department is None


def test_filters_come_back_as_they_were_said():
    narrowed = Narrowed(
        department=2, round="six_months", kind="disclosure", status="none", due="late", missing=True, returned=True
    )
    said = dict(pair.split("=") for pair in narrowed.query().split("&"))
    assert Narrowed.read(said, departments=[2], own=None, round="twelve_months") == narrowed


def test_a_recorder_starts_with_their_own_division_others_with_all(filled, logged_in):
    own = logged_in("anong").get(at())
    assert "Work of กองคลัง" in own.content.decode()
    assert [each["row"].kind for each in own.context["rows"]] == ["activity", "indicator"]
    everything = logged_in("anong").get(at(query="department=all"))
    for person in ("chai", "duangjai"):
        assert len(logged_in(person).get(at()).context["rows"]) == len(everything.context["rows"]) == 3


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["activity", "indicator", "disclosure"]),
        ("kind=indicator", ["indicator"]),
        ("status=none", []),
        ("status=done&kind=disclosure", ["disclosure"]),
        ("missing=1", []),
        ("missing=1&round=six_months", ["activity"]),
        ("due=late&round=six_months", ["activity"]),
        ("due=soon&round=six_months", []),
        ("returned=1", []),
    ],
)
def test_what_each_filter_shows(filled, logged_in, query, kinds):
    query = query if "round=" in query else f"{query}&round=twelve_months"
    with time_machine.travel(TODAY, tick=False):
        answer = logged_in("chai").get(at(query=f"department=all&{query}"))
    assert [each["row"].kind for each in answer.context["rows"]] == kinds


def test_filters_stay_when_one_comes_back_by_the_menu(filled, logged_in):
    client = logged_in("chai")
    client.get(at(query="department=all&kind=indicator&round=six_months"))
    [cookie] = [each for name, each in client.cookies.items() if name.startswith("board-")]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (at(), True, "Lax")
    assert [each["row"].kind for each in client.get(at()).context["rows"]] == ["indicator"]
    assert client.get(at()).context["narrowed"].round == "six_months"
    client.get(at(query="department=all"))
    assert len(client.get(at()).context["rows"]) == 3
    client.cookies[cookie.key] = "department=<script>&kind=mayor&" + "x=1&" * 5000
    assert len(client.get(at()).context["rows"]) == 3


def test_links_of_the_page_carry_the_filters(filled, logged_in):
    page = logged_in("chai").get(at(query="department=all&round=six_months&status=none&missing=1")).content.decode()
    assert "?department=all&amp;round=six_months&amp;kind=indicator&amp;status=none&amp;missing=1" in page
    assert "?department=all&amp;round=six_months&amp;status=none&amp;missing=1" in page


def test_sixty_rows_a_page_and_how_many_there_are(filled, logged_in):
    with scope(agency=filled.town.agency):
        grow(filled, 59)
    answer = logged_in("chai").get(at())
    assert len(answer.context["rows"]) == 60
    assert "Showing 1 to 60 of 122" in answer.content.decode()
    assert len(logged_in("chai").get(at(query="page=3")).context["rows"]) == 2


def test_who_may_only_read_gets_words_and_no_controls(filled, logged_in):
    page = logged_in("duangjai").get(at()).content.decode()
    assert "data-save" not in page
    assert 'name="row"' not in page
    assert reverse("oit_edit", kwargs={
        "agency": "ban-suan", "year": YEAR, "disclosure_id": filled.disclosure.pk
    }) not in page


def test_a_recorder_saves_results_in_place_but_not_the_plan(filled, logged_in):
    slug = {"agency": "ban-suan", "year": YEAR}
    plan = reverse("activity_cell", kwargs=slug | {"activity_id": filled.activity.pk})
    result = reverse(
        "result_cell", kwargs=slug | {"activity_id": filled.activity.pk, "round": "twelve_months"}
    )
    query = "department=all&round=twelve_months"
    recorder = logged_in("anong").get(at(query=query)).content.decode()
    assert f'"/en{result}"' in recorder
    assert f'"/en{plan}"' not in recorder
    reporter = logged_in("chai").get(at(query=query)).content.decode()
    assert f'"/en{result}"' in reporter
    assert f'"/en{plan}"' in reporter


def test_a_cell_of_the_board_is_what_the_cell_route_takes(filled, logged_in):
    """Field, checksum and address of the page save the field, and the same checksum a second time is a clash."""
    client = logged_in("chai")
    cells = client.get(at(query="department=all&round=twelve_months")).context["rows"][0]["cells"]
    cell = cells["units"]
    sent = {"field": cell.field, "value": "กองช่าง", "seen": cell.seen}
    assert client.post(cell.address, sent).json()["state"] == "saved"
    filled.activity.refresh_from_db()
    assert filled.activity.units == ["กองช่าง"]
    assert client.post(cell.address, sent | {"value": "สำนักปลัด"}).json()["state"] == "clash"


def test_last_saved_and_for_whom(filled, logged_in):
    with scope(agency=filled.town.agency):
        save_disclosure(
            actor=filled.town.standing("anong"), disclosure=filled.disclosure, seen_version=1,
            changes={"status": "in_progress"}, links=[],
        )
    page = logged_in("chai").get(at(query="kind=disclosure")).content.decode()
    assert "Recorded for สำนักปลัด by อนงค์ ศรีสวน on" in page


def test_a_report_sent_back_is_news_on_the_board(filled, logged_in):
    report = bring_to(filled.town, make_report(filled.town, kind="progress", round="twelve_months"), "at_palad")
    act(filled.town, "duangjai", report, "send_back", note="ขอให้แก้ผลของกองคลัง")
    page = logged_in("anong").get(at(query="round=twelve_months"))
    assert "ขอให้แก้ผลของกองคลัง" in page.content.decode()
    assert "ดวงใจ มั่นคง" in page.content.decode()
    shown = logged_in("chai").get(at(query="department=all&round=twelve_months&returned=1"))
    assert len(shown.context["rows"]) == 3
    other_round = logged_in("chai").get(at(query="department=all&round=six_months&returned=1"))
    assert other_round.context["rows"] == []


def test_another_agencys_board_is_like_none(filled, foreign, logged_in):
    client = logged_in("chai")
    assert client.get(at(slug=foreign.town.agency.slug)).status_code == 404
    assert client.get(at(year=2599)).status_code == 404
    assert "CANARY" not in client.get(at(query="department=all")).content.decode()
    theirs = Department.objects
    with scope(agency=foreign.town.agency):
        pk = theirs.first().pk
    assert len(client.get(at(query=f"department={pk}")).context["rows"]) == 3


def test_the_reminder_names_who_and_what_with_a_link(filled, logged_in):
    finance = number_of(filled, "กองคลัง")
    answer = logged_in("chai").get(at("board_reminder", query=f"department={finance}&round=six_months"))
    text = answer.context["text"]
    lines = text.split("\n")
    assert lines[0] == "To กองคลัง (อนงค์ ศรีสวน)"
    assert lines[1] == "ITA 2568, First six months: 1 rows still need to be recorded."
    assert "มาตรการ ของเรา" in lines[2]
    assert lines[2].endswith(": nothing recorded yet")
    assert lines[-1] == (
        f"Please record here: http://testserver{at()}?department={finance}&round=six_months&missing=1"
    )
    followed = logged_in("anong").get(lines[-1].removeprefix("Please record here: http://testserver"))
    assert [each["row"].row.pk for each in followed.context["rows"]] == [filled.activity.pk]


def test_nothing_owed_has_no_text(filled, logged_in):
    engineers = number_of(filled, "กองช่าง")
    answer = logged_in("chai").get(at("board_reminder", query=f"department={engineers}&round=six_months"))
    assert answer.context["text"] == ""
    assert "owes nothing" in answer.content.decode()
    assert logged_in("chai").get(at("board_reminder")).context["text"] == ""


def test_a_bar_per_division(in_town, filled, django_assert_max_num_queries):
    grow(filled, 20)
    rows, departments = rows_of(filled)
    found = {str(each.department): (each.done, each.total) for each in divisions_of(rows, departments)}
    assert found == {
        "สำนักปลัด": (1, 1), "กองคลัง": (2, 2), "กองช่าง": (0, 40), "None": (0, 1),
    }
    standing = in_town.standing("chai")
    with django_assert_max_num_queries(5):
        now = divisions_now(standing)
    assert [(str(each.department), each.total) for each, _query in now["divisions"]] == [
        ("สำนักปลัด", 1), ("กองคลัง", 2), ("กองช่าง", 40), ("None", 1)
    ]


def test_the_bars_link_to_each_divisions_board(filled):
    """The part for the home page: a bar and a link per division, with the newest year when the page names none."""
    with scope(agency=filled.town.agency):
        page = render_to_string("measures/_divisions.html", {"standing": filled.town.standing("chai")})
        filled.plan.delete()
        assert render_to_string("measures/_divisions.html", {"standing": filled.town.standing("chai")}).strip() == ""
    finance = number_of(filled, "กองคลัง")
    board = reverse("board", kwargs={"agency": "ban-suan", "year": YEAR})
    assert f'href="{board}?department={finance}&amp;round=' in page
    assert '<progress max="2" value="2" aria-label="กองคลัง"></progress>' in page
    assert "กองช่าง" not in page
