"""From weak items to results in the browser: unanswered first, proposals, the next score; and what is not known."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Item, ItemSet, ScoreEdition
from measures.models import AgreedMeasure, AgreedPlan, Measure, Plan, Result
from measures.selectors.weak_items import item_page, weak_page
from tests.architecture.references import rows_of
from tests.measures.test_proposing import know_year

pytestmark = pytest.mark.django_db


def scores(town, year, **items):
    """A new edition of the agency's scores with figures of items."""
    number = ScoreEdition.objects.filter(agency=town.agency, assessed_year=year).count() + 1
    edition = ScoreEdition.objects.create(agency=town.agency, assessed_year=year, number=number)
    for code, value in items.items():
        edition.values.create(part="item", code=code, value=value, origin="announced")
    return edition


@pytest.fixture
def plan(in_town):
    """The year 2568, whose scores of 2567 name two items below 85 and one above."""
    item_set = know_year(2567, codes=("o14", "o16", "o17"))
    item_set.grade_bands = {"pass_mark": 85}
    item_set.save()
    titles = {"o14": "ประกาศต่าง ๆ", "o16": "ความก้าวหน้าการจัดซื้อจัดจ้าง", "o17": "รายงานสรุปผลการจัดซื้อจัดจ้าง"}
    topics = {"o14": "procurement", "o16": "procurement", "o17": "procurement_report"}
    for item in Item.objects.all():
        item.title, item.topic, item.indicator_number = titles[item.code], topics[item.code], 9
        item.save()
    scores(in_town, 2567, o14="96.09", o16="81.18", o17="70.16")
    return Plan.objects.create(agency=in_town.agency, fiscal_year=2568)


def at(town, name, **more):
    return reverse(name, kwargs={"agency": town.agency.slug, "year": 2568, **more})


def codes(page):
    return [each.weak.code for each in page.followed]


def test_unanswered_items_stand_first_and_say_so(in_town, plan, logged_in):
    Measure.objects.create(plan=plan, title="รายงานความก้าวหน้า", answers=["o16"])
    page = weak_page(plan=plan)
    assert (codes(page), page.unanswered, page.pass_mark) == (["o17", "o16"], 1, 85)
    text = logged_in("chai").get(at(in_town, "weak_list")).content.decode()
    assert text.index('id="item-o17"') < text.index('id="item-o16"')
    assert text.count("ยังไม่มีมาตรการ</span>") == 1
    assert "รายงานความก้าวหน้า" in text


def test_once_every_item_has_a_measure_the_plan_is_made_unless_it_is_signed(in_town, plan, logged_in):
    made = f'{reverse("report_new", kwargs={"agency": in_town.agency.slug})}?kind=plan&amp;year=2568"'
    chai, path = logged_in("chai"), at(in_town, "weak_list")
    measure = Measure.objects.create(plan=plan, title="รายงาน", answers=["o16"])
    assert made not in chai.get(path).content.decode()
    measure.answers = ["o16", "o17"]
    measure.save()
    assert made in chai.get(path).content.decode()
    AgreedPlan.objects.create(plan=plan, number=1, report_id=1, signed_at="2024-10-22T10:00:00+07:00")
    assert made not in chai.get(path).content.decode()
    changes = f'href="{at(in_town, "plan_changes")}"'
    assert changes in chai.get(at(in_town, "measure_list")).content.decode()


def test_the_threshold_itself_is_not_below_it(in_town, plan):
    scores(in_town, 2567, o14="85.00", o16="84.99", o17="85.01")
    page = weak_page(plan=plan)
    assert [(each.weak.code, str(each.weak.gap)) for each in page.followed] == [("o16", "0.01")]


def test_another_threshold_makes_other_items_weak(in_town, plan):
    ItemSet.objects.update(grade_bands={"pass_mark": 97})
    assert codes(weak_page(plan=plan)) == ["o14", "o16", "o17"]


def test_a_year_without_a_weak_item_says_so(in_town, plan, logged_in):
    scores(in_town, 2567, o14="96.09", o16="91.18", o17="90.16")
    text = logged_in("chai").get(at(in_town, "weak_list")).content.decode()
    assert "ทุกข้อที่มีคะแนนผ่านเกณฑ์ 85" in text
    assert "<table" not in text


def test_items_without_a_figure_are_named(in_town, plan, logged_in):
    scores(in_town, 2567, o16="81.18")
    page = weak_page(plan=plan)
    assert [each.code for each in page.without_figure] == ["o14", "o17"]
    assert "2 ข้อยังไม่มีคะแนน" in logged_in("chai").get(at(in_town, "weak_list")).content.decode()


def test_without_a_threshold_nothing_is_called_weak(in_town, plan, logged_in):
    ItemSet.objects.update(grade_bands={})
    text = logged_in("chai").get(at(in_town, "weak_list")).content.decode()
    assert "ยังไม่ทราบเกณฑ์ผ่านของปี 2567" in text
    assert "<table" not in text


def test_a_year_without_scores_teaches_and_leads_to_the_sheet(in_town, plan, logged_in):
    ScoreEdition.objects.all().delete()
    text = logged_in("chai").get(at(in_town, "weak_list")).content.decode()
    assert "ยังไม่ได้บันทึกคะแนนรายข้อของปี 2567" in text
    sheet = reverse("score_sheet", kwargs={"agency": in_town.agency.slug, "year": 2567})
    assert f'href="{sheet}"' in text
    assert f'href="{sheet}"' not in logged_in("anong").get(at(in_town, "weak_list")).content.decode()


def test_the_result_of_the_last_round_is_shown(in_town, plan, logged_in):
    measure = Measure.objects.create(plan=plan, title="รายงาน", answers=["o17"])
    activity = measure.activities.create(position=1, methods=[{"marker": "๑.", "text": "ทำ"}])
    Result.objects.create(activity=activity, round="six_months", status="in_progress", outputs=[{"text": "ร่างแล้ว"}])
    Result.objects.create(activity=activity, round="twelve_months", status="done", outputs=[{"text": "มีรายงาน ๑ ฉบับ"}])
    (row,) = [each for each in weak_page(plan=plan).followed if each.weak.code == "o17"]
    outcome = row.measures[0].outcome
    assert (outcome.status, outcome.output, outcome.round) == ("done", "มีรายงาน ๑ ฉบับ", "twelve_months")
    text = logged_in("duangjai").get(at(in_town, "weak_list")).content.decode()
    assert "มีรายงาน ๑ ฉบับ" in text
    assert "ร่างแล้ว" not in text


def test_a_signed_measure_shows_the_results_of_its_row(in_town, plan):
    planned = Measure.objects.create(plan=plan, listed_as="plan", title="ตามแผน", answers=["o17"])
    row = Measure.objects.create(plan=plan, title="ตามแผน", answers=["o17"])
    activity = row.activities.create(position=1)
    Result.objects.create(activity=activity, round="six_months", status="done")
    signed = AgreedPlan.objects.create(plan=plan, number=1, report_id=1, signed_at="2024-10-22T10:00:00+07:00")
    AgreedMeasure.objects.create(agreed=signed, measure=row, planned=planned, title="ตามแผน")
    (found,) = [each for each in weak_page(plan=plan).followed if each.weak.code == "o17"]
    assert [(each.measure, each.outcome.status) for each in found.measures] == [(planned, "done")]


def test_the_next_score_is_that_of_the_same_topic(in_town, plan, logged_in):
    know_year(2568, codes=("o12", "o13"))
    for code, topic in (("o12", "procurement"), ("o13", "procurement_report")):
        Item.objects.filter(item_set__fiscal_year=2568, code=code).update(topic=topic)
    scores(in_town, 2568, o12="80.18", o13="90.16", o17="1.00")
    nexts = {each.weak.code: each.next for each in weak_page(plan=plan).followed}
    assert {code: (each.codes, str(each.value), str(each.change)) for code, each in nexts.items()} == {
        "o16": (("o12",), "80.18", "-1.00"), "o17": (("o13",), "90.16", "20.00"),
    }
    text = logged_in("chai").get(at(in_town, "weak_list")).content.decode()
    assert "เพิ่มขึ้น 20.00" in text
    assert "ลดลง 1.00" in text


def test_an_item_shows_what_could_be_done(in_town, plan, logged_in):
    last = Plan.objects.create(agency=in_town.agency, fiscal_year=2567)
    silent = Measure.objects.create(plan=last, title="ประกาศแผนจัดซื้อ ปี ๒๕๖๗", issue_no=5)
    silent.activities.create(position=1, methods=[{"marker": "-", "text": "เผยแพร่"}])
    Measure.objects.create(plan=last, title="เรื่องอื่น", issue_no=5, answers=["o99"])
    own = Measure.objects.create(plan=plan, title="ของปีนี้", issue_no=5)
    page = item_page(plan=plan, code="o17")
    assert [(each.answering.measure, each.said, each.taken) for each in page.earlier] == [(silent, False, None)]
    assert [each.measure for each in page.of_issue] == [own]
    assert page.near[0].model.key == "procurement-report"
    text = logged_in("chai").get(at(in_town, "weak_item", item_code="o17")).content.decode()
    assert "ประกาศแผนจัดซื้อ ปี <mark>๒๕๖๗</mark>" in text
    assert "โปรดแก้ไขหลังนำมาใช้" in text


def test_a_measure_carried_over_is_offered_once_with_last_years_result(in_town, plan, logged_in):
    last = Plan.objects.create(agency=in_town.agency, fiscal_year=2567)
    before = Measure.objects.create(plan=last, title="ประกาศแผน ปี ๒๕๖๗", issue_no=5)
    carried = Measure.objects.create(plan=plan, title="ประกาศแผน", issue_no=5, carried_from=before)
    page = item_page(plan=plan, code="o17")
    assert ([each.taken for each in page.earlier], page.of_issue) == ([carried], [])
    text = logged_in("chai").get(at(in_town, "weak_item", item_code="o17")).content.decode()
    assert text.count("ใช้มาตรการนี้กับข้อนี้") == 1
    assert "โปรดแก้ไขหลังนำมาใช้" not in text


def test_a_measure_that_answered_the_topic_last_year_stands_first_with_what_became_of_the_score(in_town, plan):
    know_year(2566, codes=("o19", "o22"))
    Item.objects.filter(item_set__fiscal_year=2566, code="o22").update(topic="procurement_report")
    scores(in_town, 2566, o22="60.16")
    last = Plan.objects.create(agency=in_town.agency, fiscal_year=2567)
    Measure.objects.create(plan=last, position=1, title="เงียบ", issue_no=5)
    said = Measure.objects.create(plan=last, position=2, title="ตอบ", answers=["o22"])
    page = item_page(plan=plan, code="o17")
    assert [(each.answering.measure.title, each.said) for each in page.earlier] == [("ตอบ", True), ("เงียบ", False)]
    assert (page.earlier[0].answering.measure, str(page.earlier[0].score.change)) == (said, "10.00")
    assert [(each.year, each.codes, str(each.value)) for each in page.history] == [
        (2566, ("o22",), "60.16"), (2567, ("o17",), "70.16"),
    ]


def test_taking_answers_the_item_and_leads_back_to_it(in_town, plan, logged_in):
    chai, path = logged_in("chai"), at(in_town, "measure_propose", item_code="o17")
    for words in ("เพิ่ม “", "อยู่แล้ว"):
        answer = chai.post(path, {"model": "procurement-report"}, follow=True)
        assert answer.redirect_chain == [(at(in_town, "weak_item", item_code="o17") + "#answering", 302)]
        assert words in answer.content.decode()
    assert [each.answers for each in Measure.objects.filter(plan=plan)] == [["o17"]]
    assert "นำมาใช้กับข้อนี้แล้ว" in answer.content.decode()
    assert codes(weak_page(plan=plan)) == ["o16", "o17"]


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("o17", {"model": "no-such"}), ("o17", {"measure": "x"}), ("o17", {"measure": "987654"}),
        ("o17", {"measure": "9" * 40}), ("o99", {"model": "e-service"}), ("x", {"model": "e-service"}),
    ],
)
def test_what_is_not_there_is_not_taken(in_town, plan, logged_in, code, sent):
    before = rows_of(in_town.agency)
    assert logged_in("chai").post(at(in_town, "measure_propose", item_code=code), sent).status_code == 404
    assert rows_of(in_town.agency) == before


def test_another_agencys_measure_is_not_taken(in_town, plan, foreign, logged_in):
    before = rows_of(in_town.agency), rows_of(foreign.town.agency)
    answer = logged_in("chai").post(at(in_town, "measure_propose", item_code="o17"), {"measure": foreign.measure.pk})
    assert answer.status_code == 404
    assert (rows_of(in_town.agency), rows_of(foreign.town.agency)) == before


@pytest.mark.parametrize(
    ("listed_as", "address"), [("measures", "?answers=o17"), ("plan", "?answers=o17&amp;list=plan")]
)
def test_a_new_measure_is_written_in_the_list_the_year_has(in_town, plan, logged_in, listed_as, address):
    Measure.objects.create(plan=plan, listed_as=listed_as, title="ก")
    text = logged_in("chai").get(at(in_town, "weak_item", item_code="o17")).content.decode()
    assert f'href="{at(in_town, "measure_new")}{address}"' in text


def test_those_who_only_read_find_no_button(in_town, plan, logged_in):
    anong, path = logged_in("anong"), at(in_town, "weak_item", item_code="o17")
    text = anong.get(path).content.decode()
    assert "นำมาใช้" not in text
    before = rows_of(in_town.agency)
    assert anong.post(at(in_town, "measure_propose", item_code="o17"), {"model": "e-service"}).status_code == 404
    assert rows_of(in_town.agency) == before


@pytest.mark.parametrize(("code", "status"), [("o17", 200), ("๐๑๗", 404), ("O17", 200), ("o99", 404), ("x", 404)])
def test_items_by_address(in_town, plan, logged_in, code, status):
    path = at(in_town, "weak_item", item_code="o1").replace("o1/", f"{code}/")
    assert logged_in("chai").get(path).status_code == status


def test_a_code_a_measure_still_names_has_its_page(in_town, plan, logged_in):
    Measure.objects.create(plan=plan, title="เก่า", answers=["o99"])
    text = logged_in("chai").get(at(in_town, "weak_item", item_code="o99")).content.decode()
    assert "ไม่พบรหัสนี้ในรายการข้อของปี 2567" in text


def test_the_pages_speak_english_too(in_town, plan, logged_in):
    chai = logged_in("chai")
    page = chai.get("/en" + at(in_town, "weak_list")).content.decode()
    assert "No measure yet" in page
    assert "Take this measure" in chai.get("/en" + at(in_town, "weak_item", item_code="o17")).content.decode()


def asked(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_six_queries_with_one_and_with_many(in_town, plan, logged_in):
    def measure():
        lists, item = asked(lambda: weak_page(plan=plan)), asked(lambda: item_page(plan=plan, code="o17"))
        pages = [
            asked(lambda path=path: client.get(path))
            for path in (at(in_town, "weak_list"), at(in_town, "weak_item", item_code="o17"))
        ]
        return lists, item, pages

    client = logged_in("chai")
    last = Plan.objects.create(agency=in_town.agency, fiscal_year=2567)
    few_of(plan, last, 1)
    client.get(at(in_town, "weak_list"))
    few = measure()
    assert (few[0], few[1]) == (6, 6)
    few_of(plan, last, 30)
    item_set = ItemSet.objects.get(fiscal_year=2567)
    edition = ScoreEdition.objects.get()
    for number in range(20, 60):
        Item.objects.create(item_set=item_set, code=f"o{number}", number=number, instrument="OIT", position=number)
        edition.values.create(part="item", code=f"o{number}", value="50.00", origin="announced")
    for year in (2560, 2561, 2562):
        scores(in_town, year, o1="50.00")
    assert measure() == few


def few_of(plan, last, count):
    for number in range(count):
        for each in (plan, last):
            answers = ["o16"] if number else []
            measure = Measure.objects.create(plan=each, title=f"ม {number}", issue_no=5, answers=answers)
            activity = measure.activities.create(position=1, methods=[{"marker": "-", "text": "ก"}])
            Result.objects.create(activity=activity, round="six_months", status="done", outputs=[{"text": "ข"}])

