"""Opening a year from an earlier one in the browser: asked first, opened after, and the page to work through."""

import html
import re
from dataclasses import replace

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Disclosure, Measure, Plan
from measures.services import open_year
from measures.services.moving_years import key_of, movable
from tests.architecture.references import rows_of
from thai.markers import render_lines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def at_noon():
    with time_machine.travel("2025-11-01T12:00:00+07:00", tick=False):
        yield


@pytest.fixture
def sets(db):
    call_command("load_item_sets", verbosity=0)


def post(client, filled, **fields):
    return client.post(reverse("year_new", kwargs={"agency": filled.town.agency.slug}), fields)


def page(client, filled, year=2569, **query):
    return client.get(reverse("year_carried", kwargs={"agency": filled.town.agency.slug, "year": year}), query)


def text_of(answer):
    return html.unescape(answer.content.decode())


def test_the_latest_year_is_offered_first(filled, logged_in):
    answer = logged_in("chai").get(reverse("year_new", kwargs={"agency": filled.town.agency.slug}))
    form = answer.context["form"]
    assert ([value for value, _ in form["start"].field.choices], form["start"].value()) == (["2568", "empty"], "2568")


def test_it_is_shown_first_and_nothing_is_opened(filled, logged_in, sets):
    before = rows_of(filled.town.agency)
    answer = post(logged_in("chai"), filled, fiscal_year="๒๕๖๙", start="2568")
    assert answer.status_code == 200
    opening = answer.context["opening"]
    assert (opening.measures, opening.activities, opening.groups, opening.indicators) == (1, 1, 1, 1)
    assert answer.context["beside"] == {"report_texts": 1, "desks": 1}
    assert [side.key for side in opening.mapping.dropped] == [filled.disclosure.pk]
    assert len(opening.mapping.added) == 26
    assert filled.disclosure.title in text_of(answer)
    assert rows_of(filled.town.agency) == before


def test_what_was_shown_is_opened_by_the_same_form(filled, logged_in, sets):
    client = logged_in("chai")
    shown = text_of(post(client, filled, fiscal_year="2569", start="2568"))
    hidden = dict(re.findall(r'<input type="hidden" name="(fiscal_year|start)" value="([^"]*)"', shown))
    assert hidden == {"fiscal_year": "2569", "start": "2568"}
    answer = post(client, filled, **hidden, confirm="1")
    assert (answer.status_code, answer.url) == (302, f"/staff/{filled.town.agency.slug}/2569/carried/")
    with scope(agency=filled.town.agency):
        assert Plan.objects.get(fiscal_year=2569).opened_from == filled.plan


def test_one_may_go_back_and_choose_again(filled, logged_in):
    answer = post(logged_in("chai"), filled, fiscal_year="2569", start="2568", back="1", confirm="")
    assert (answer.status_code, answer.templates[0].name) == (200, "measures/year_new.html")
    with scope(agency=filled.town.agency):
        assert Plan.objects.count() == 1


def test_an_empty_year_opens_at_once(filled, logged_in):
    answer = post(logged_in("chai"), filled, fiscal_year="2569", start="empty")
    assert (answer.status_code, answer.url) == (302, f"/staff/{filled.town.agency.slug}/2569/")
    with scope(agency=filled.town.agency):
        plan = Plan.objects.get(fiscal_year=2569)
        assert (plan.opened_from, plan.measures.count()) == (None, 0)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"fiscal_year": "2567", "start": "2568"}, "start", "ปีงบประมาณ พ.ศ. 2567 เริ่มได้จากปีก่อนหน้าเท่านั้น"),
        ({"fiscal_year": "2568", "start": "empty"}, "fiscal_year", "ปีงบประมาณ พ.ศ. 2568 เปิดไว้แล้ว"),
        ({"fiscal_year": "2569", "start": "2555"}, "start", "โปรดเลือกจากปีที่มีให้"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(filled, foreign, logged_in, fields, field, words):
    before = rows_of(filled.town.agency)
    answer = post(logged_in("chai"), filled, **fields, confirm="1")
    assert answer.status_code == 200
    [said] = answer.context["form"].errors[field]
    assert words in said
    assert rows_of(filled.town.agency) == before


def test_a_typed_common_era_year_keeps_the_choice(filled, logged_in):
    shown = text_of(post(logged_in("chai"), filled, fiscal_year="2026", start="2568"))
    assert re.findall(r'<input type="hidden" name="(fiscal_year|start)" value="([^"]*)"', shown) == [
        ("fiscal_year", "2569"), ("start", "2568"),
    ]


def carried(filled, **activity):
    with scope(agency=filled.town.agency):
        if activity:
            Activity.objects.update(**activity)
        return open_year(actor=filled.town.standing("chai"), fiscal_year=2569, carry_from=filled.plan)


def test_old_years_are_marked_with_the_way_to_edit_them(filled, logged_in):
    plan = carried(filled, methods=[{"marker": "1.", "text": "<b>ประชุม</b> ปี 2568 ตาม พ.ร.บ. พ.ศ. 2540"}])
    answer = page(logged_in("chai"), filled)
    body = answer.content.decode()
    assert "&lt;b&gt;ประชุม&lt;/b&gt; ปี <mark>2568</mark> ตาม" in body
    assert "<mark>๖๗</mark> ถึง ๓๐ ก.ย. <mark>๖๘</mark>" in body
    assert "<mark>2540</mark>" not in body
    with scope(agency=filled.town.agency):
        measure = Measure.objects.get(plan=plan)
    assert {left.address for left in answer.context["left"]} == {
        reverse("measure_edit", kwargs={"agency": filled.town.agency.slug, "year": 2569, "measure_id": measure.pk})
    }


def test_a_text_put_right_leaves_the_page(filled, logged_in):
    carried(filled)
    assert len(page(logged_in("chai"), filled).context["left"]) == 1
    with scope(agency=filled.town.agency):
        Activity.objects.filter(measure__plan__fiscal_year=2569).update(period_text="ต.ค. ๖๘ ถึง ก.ย. ๖๙")
    answer = page(logged_in("chai"), filled)
    assert answer.context["left"] == []
    assert "ไม่มีข้อความที่ระบุปีที่ผ่านไปแล้ว" in text_of(answer)


def test_texts_of_the_report_are_marked_too(filled, logged_in):
    with scope(agency=filled.town.agency):
        filled.texts.title_full = "รายงานผล ปี ๒๕๖๘"
        filled.texts.save()
    carried(filled)
    addresses = [left.address for left in page(logged_in("chai"), filled).context["left"]]
    assert reverse("text_edit", kwargs={"agency": filled.town.agency.slug, "year": 2569}) in addresses


def test_rows_of_both_years_are_linked_for_who_may_edit(filled, logged_in, sets):
    with scope(agency=filled.town.agency):
        Disclosure.objects.filter(pk=filled.disclosure.pk).update(title="ข้อมูลผู้บริหาร")
    plan = carried(filled)
    with scope(agency=filled.town.agency):
        new = plan.disclosures.get(code="o2")
    base = {"agency": filled.town.agency.slug}
    links = {
        reverse("oit_edit", kwargs=base | {"year": 2568, "disclosure_id": filled.disclosure.pk}),
        reverse("oit_edit", kwargs=base | {"year": 2569, "disclosure_id": new.pk}),
    }
    body = page(logged_in("chai"), filled).content.decode()
    assert all(f'href="{link}"' in body for link in links)
    body = page(logged_in("ekachai"), filled).content.decode()  # the mayor reads and edits nothing
    assert "ข้อมูลผู้บริหาร" in body
    assert not any(f'href="{link}"' in body for link in links)


def test_without_rows_last_year_no_item_is_called_new(filled, logged_in, sets):
    with scope(agency=filled.town.agency):
        Disclosure.objects.all().delete()
    carried(filled)
    body = text_of(page(logged_in("chai"), filled))
    assert "ข้อ OIT ทั้ง 26 ข้อเริ่มบันทึกใหม่" in body
    assert "ข้อใหม่ของปีนี้" not in body


def test_a_year_opened_empty_says_so(filled, logged_in):
    assert "ปีนี้เปิดใหม่โดยไม่ยกข้อมูลจากปีก่อนมา" in text_of(page(logged_in("chai"), filled, year=2568))


def move(client, filled, **fields):
    return client.post(reverse("year_carried_move", kwargs={"agency": filled.town.agency.slug, "year": 2569}), fields)


def periods(filled):
    with scope(agency=filled.town.agency):
        return list(Activity.objects.order_by("pk").values_list("period_text", "version"))


def test_years_move_in_chosen_texts_after_they_were_shown(filled, logged_in):
    plan = carried(filled, methods=[{"marker": "1.", "text": "ประชุม ปี 2568", "children": [{"text": "ย่อย ปี ๒๕๖๘"}]}])
    client = logged_in("chai")
    keys = {left.passage.target[2]: left.key for left in page(client, filled).context["left"]}
    before = rows_of(filled.town.agency)
    shown = move(client, filled, move=keys["period_text"])
    assert "<mark>๖๘</mark> ถึง ๓๐ ก.ย. <mark>๖๙</mark>" in shown.content.decode()
    assert rows_of(filled.town.agency) == before
    answer = move(client, filled, move=[keys["period_text"]], confirm="1")
    assert answer.url == f"/staff/{filled.town.agency.slug}/2569/carried/"
    assert periods(filled) == [("๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘", 1), ("๑ ต.ค. ๖๘ ถึง ๓๐ ก.ย. ๖๙", 2)]
    move(client, filled, move=[keys["methods"]], confirm="1")
    with scope(agency=filled.town.agency):
        new, old = Activity.objects.get(measure__plan=plan), Activity.objects.get(pk=filled.activity.pk)
        assert new.methods == [{"marker": "1.", "text": "ประชุม ปี 2569", "children": [{"text": "ย่อย ปี ๒๕๖๙"}]}]
        assert old.methods[0]["text"] == "ประชุม ปี 2568"
        change = Change.objects.filter(act="years.moved").latest("pk")
    assert change.before["methods"][0]["text"] == "ประชุม ปี 2568"


def test_all_texts_of_the_page_may_be_shown_at_once(filled, logged_in):
    carried(filled, remark="ปี 2568")
    keys = [left.key for left in page(logged_in("chai"), filled).context["left"]]
    answer = move(logged_in("chai"), filled, listed=keys, all="1")
    assert [one.left.key for one in answer.context["moves"]] == keys


def test_a_text_changed_since_it_was_shown_is_left_alone(filled, logged_in):
    carried(filled)
    client = logged_in("chai")
    [left] = page(client, filled).context["left"]
    with scope(agency=filled.town.agency):
        Activity.objects.filter(measure__plan__fiscal_year=2569).update(period_text="ปี 2568 แก้แล้ว")
    before = rows_of(filled.town.agency)
    body = text_of(client.get(move(client, filled, move=left.key, confirm="1").url))
    assert "มี 1 ข้อความที่ถูกแก้ไขไปก่อนแล้ว จึงคงไว้ตามเดิม" in body
    assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("key", ["", "activity.1.period_text.0", "plan.1.fiscal_year.x", "x" * 5000, "disclosure..."])
def test_what_names_no_text_of_the_year_moves_nothing(filled, foreign, logged_in, key):
    carried(filled)
    with scope(agency=foreign.town.agency):
        other = open_year(actor=foreign.town.standing("chai"), fiscal_year=2569, carry_from=foreign.plan)
        foreign_keys = list(movable(other))
    assert foreign_keys
    before = [rows_of(town.agency) for town in (filled.town, foreign.town)]
    assert move(logged_in("chai"), filled, move=[key, *foreign_keys], confirm="1").status_code == 302
    assert move(logged_in("chai"), filled, move=[key, *foreign_keys]).status_code == 302
    assert [rows_of(town.agency) for town in (filled.town, foreign.town)] == before


def test_each_page_names_its_year_while_two_are_open(filled, logged_in):
    carried(filled)
    for year in (2568, 2569):
        for name in ("year_home", "measure_list", "oit_list", "indicator_list", "year_carried"):
            answer = logged_in("chai").get(reverse(name, kwargs={"agency": filled.town.agency.slug, "year": year}))
            title = re.search("<title>(.*?)</title>", text_of(answer), re.DOTALL)[1]
            heading = re.search("<h1>(.*?)</h1>", text_of(answer), re.DOTALL)[1]
            assert str(year) in title, name
            assert str(year) in heading, name


def test_the_page_costs_the_same_with_many_rows(filled, logged_in, sets):
    plan = carried(filled)
    client = logged_in("chai")
    page(client, filled)

    def cost():
        with CaptureQueriesContext(connection) as caught:
            answer = page(client, filled)
        return len(caught), len(answer.context["left"])

    few, _ = cost()
    with scope(agency=filled.town.agency):
        for number in range(60):
            measure = Measure.objects.create(plan=plan, position=number + 2, title=f"มาตรการ {number} ปี 2568")
            Activity.objects.create(measure=measure, period_text="ปี 68")
            Disclosure.objects.create(plan=plan, code=f"o{number}", title="ปี 2567", position=number)
    many, left = cost()
    assert left == 1 + 60 * 3
    assert many == few


def test_years_moved_once_are_not_moved_again(filled, logged_in):
    """In 2569 a result of 2568 is last year's: the list would lead it on to this year."""
    carried(filled, methods=[{"marker": "1.", "text": "ตามรายงานผลปี 2567"}], period_text="")
    client = logged_in("chai")
    [left] = page(client, filled).context["left"]
    move(client, filled, move=left.key, confirm="1")
    with scope(agency=filled.town.agency):
        assert Activity.objects.latest("pk").methods[0]["text"] == "ตามรายงานผลปี 2568"
    assert page(client, filled).context["left"] == []
    before = rows_of(filled.town.agency)
    with scope(agency=filled.town.agency):
        text = Activity.objects.latest("pk").methods
        passage = replace(left.passage, text=render_lines(text))
    move(client, filled, move=key_of(passage), confirm="1")
    assert rows_of(filled.town.agency) == before
