"""Taking a proposed measure into the plan: once, for the item, with what it was made from; refused, nothing changes."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from audit.models import Change
from indicators.models import Issue, Item, ItemSet
from measures.model_measures import library
from measures.models import Activity, Measure, MeasureGroup, Plan
from measures.services.proposing import take_measure, take_model
from tests.architecture.references import rows_of
from thai.fiscal_year import end_of, start_of

pytestmark = pytest.mark.django_db
ISSUE = "กระบวนการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง"
MODEL = library().named("procurement-report")


def know_year(year, *, issue_number=5, codes=("o16", "o17")):
    """A year's set with an issue that names its items."""
    item_set = ItemSet.objects.create(fiscal_year=year, starts_on=start_of(year), ends_on=end_of(year))
    Issue.objects.create(item_set=item_set, number=issue_number, name=ISSUE, item_codes=list(codes))
    for number, code in enumerate(codes):
        Item.objects.create(item_set=item_set, code=code, number=int(code[1:]), instrument="OIT", position=number)
    return item_set


@pytest.fixture
def plan(in_town):
    """An empty year 2568 over the scores of 2567."""
    know_year(2567)
    return Plan.objects.create(agency=in_town.agency, fiscal_year=2568)


def taken_model(town, plan, code="o17", model=MODEL):
    return take_model(actor=town.standing("chai"), plan=plan, item_code=code, model=model)


def taken_measure(town, plan, measure, code="o17"):
    return take_measure(actor=town.standing("chai"), plan=plan, item_code=code, measure_id=measure.pk)


def test_a_model_becomes_a_measure_that_says_what_it_answers(in_town, plan):
    done = taken_model(in_town, plan)
    assert (done.made, done.changed) == (True, True)
    measure = Measure.objects.get()
    assert (measure.title, measure.answers, measure.model_key) == (MODEL.title, ["o17"], "procurement-report")
    assert (measure.number_text, measure.number, measure.issue_no) == ("๑", 1, 5)
    assert (measure.listed_as, measure.carried_from) == ("measures", None)
    activity = measure.activities.get()
    assert activity.methods == [
        {"marker": f"{marker}.", "text": text} for marker, text in zip("๑๒๓๔๕", MODEL.steps, strict=True)
    ]
    assert (activity.units, activity.target_text, activity.target_figure, activity.target_unit) == (
        ["กองคลัง"], MODEL.output, None, "ฉบับ"
    )
    assert activity.period_text == "ตุลาคม ๒๕๖๗ – มกราคม ๒๕๖๘"
    assert (activity.period_start, activity.period_end) == (datetime.date(2024, 10, 1), datetime.date(2025, 1, 31))
    change = Change.objects.get(act="measure.added")
    assert change.after["answers"] == ["o17"]


def test_a_period_within_one_year_names_it_once(in_town, plan):
    taken_model(in_town, plan, model=library().named("property-training"))
    assert Activity.objects.get().period_text == "มกราคม – กันยายน ๒๕๖๘"


def test_a_year_that_counts_in_arabic_numerals_goes_on_so(in_town, plan):
    Measure.objects.create(plan=plan, number=1, number_text="1.", title="ก")
    measure = taken_model(in_town, plan).measure
    activity = measure.activities.get()
    assert (measure.number_text, activity.methods[0]["marker"], activity.period_text) == (
        "2.", "1.", "ตุลาคม 2567 – มกราคม 2568"
    )


def test_pressing_twice_takes_one(in_town, plan):
    first = taken_model(in_town, plan)
    before = rows_of(in_town.agency)
    again = taken_model(in_town, plan)
    assert (again.measure.pk, again.made, again.changed) == (first.measure.pk, False, False)
    assert rows_of(in_town.agency) == before


def test_the_same_model_for_another_item_answers_both(in_town, plan):
    first = taken_model(in_town, plan)
    second = taken_model(in_town, plan, "o16")
    assert (second.measure.pk, second.made, second.changed) == (first.measure.pk, False, True)
    assert Measure.objects.get().answers == ["o16", "o17"]


def test_it_joins_the_plan_by_issue_where_the_year_has_only_that(in_town, plan):
    Measure.objects.create(plan=plan, listed_as="plan", position=1, title="ก", issue_no=5, issue_title=ISSUE)
    measure = taken_model(in_town, plan).measure
    assert (measure.listed_as, measure.issue_no, measure.issue_title) == ("plan", 5, ISSUE)


def test_in_the_plan_by_issue_it_stands_after_the_last_of_its_issue_and_without_a_number_where_none_has_one(
    in_town, plan
):
    for position, number in enumerate((1, 5, 7), start=1):
        Measure.objects.create(plan=plan, listed_as="plan", position=position, title="ก", issue_no=number)
    measure = taken_model(in_town, plan).measure
    order = list(Measure.objects.order_by("position").values_list("issue_no", "model_key", "number_text"))
    assert order == [(1, "", ""), (5, "", ""), (5, "procurement-report", ""), (7, "", "")]
    assert measure.activities.get().methods[0]["marker"] == "๑."


def test_an_issue_without_measures_stands_between_its_neighbours(in_town, plan):
    for position, number in enumerate((2, 7), start=1):
        Measure.objects.create(plan=plan, listed_as="plan", position=position, title="ก", issue_no=number)
    taken_model(in_town, plan)
    assert list(Measure.objects.order_by("position").values_list("issue_no", flat=True)) == [2, 5, 7]


def test_it_stands_in_the_group_of_its_issue_under_the_number_of_its_own_year(in_town, plan):
    know_year(2568, issue_number=4)
    group = MeasureGroup.objects.create(plan=plan, number=4, title=f" {ISSUE}")
    measure = taken_model(in_town, plan).measure
    assert (measure.group, measure.issue_no) == (group, 4)


def test_an_issue_the_own_year_does_not_have_gets_no_number(in_town, plan):
    item_set = ItemSet.objects.create(fiscal_year=2568, starts_on=start_of(2568), ends_on=end_of(2568))
    Issue.objects.create(item_set=item_set, number=5, name="อีกประเด็นหนึ่ง")
    assert taken_model(in_town, plan).measure.issue_no is None


@pytest.fixture
def last(in_town, plan):
    """A measure of 2567 with one row."""
    before = Plan.objects.create(agency=in_town.agency, fiscal_year=2567)
    measure = Measure.objects.create(
        plan=before, position=3, number=3, number_text="๓.", title="แผนจัดซื้อ ปี ๒๕๖๗", detail="รายละเอียด", model_key="x",
        answers=["o22"], change_reason="ปรับแผนปีก่อน",
    )
    measure.activities.create(
        position=1, methods=[{"marker": "-", "text": "ประกาศ ต.ค. ๖๖"}], period_text="ต.ค. ๖๖", units=["กองคลัง"],
        period_start=datetime.date(2023, 10, 1), budget_set="100.00",
    )
    return measure


def test_a_measure_of_last_year_is_taken_as_typed_without_dates_and_budget(in_town, plan, last):
    done = taken_measure(in_town, plan, last)
    made = done.measure
    assert (done.made, made.plan, made.carried_from, made.answers) == (True, plan, last, ["o17"])
    assert (made.title, made.detail, made.model_key, made.change_reason) == (
        "แผนจัดซื้อ ปี ๒๕๖๗", "รายละเอียด", "x", ""
    )
    row = made.activities.get()
    assert (row.methods, row.period_text, row.units) == (
        [{"marker": "-", "text": "ประกาศ ต.ค. ๖๖"}], "ต.ค. ๖๖", ["กองคลัง"]
    )
    assert (row.period_start, row.budget_set) == (None, None)
    last.refresh_from_db()
    assert (last.answers, last.version) == (["o22"], 1)


def test_a_measure_carried_over_already_only_answers_the_item_too(in_town, plan, last):
    carried = Measure.objects.create(plan=plan, title="ยกมา", carried_from=last, answers=["o16"])
    done = taken_measure(in_town, plan, last)
    assert (done.measure.pk, done.made, done.changed) == (carried.pk, False, True)
    carried.refresh_from_db()
    assert (carried.answers, carried.version) == (["o16", "o17"], 2)
    again = taken_measure(in_town, plan, last)
    assert (again.made, again.changed, Measure.objects.filter(plan=plan).count()) == (False, False, 1)


def test_a_measure_of_the_year_itself_answers(in_town, plan):
    own = Measure.objects.create(plan=plan, title="มีอยู่แล้ว")
    done = taken_measure(in_town, plan, own)
    assert (done.measure.pk, done.made, Measure.objects.get().answers) == (own.pk, False, ["o17"])


def test_a_recorder_takes_nothing(in_town, plan, last):
    before = rows_of(in_town.agency)
    with pytest.raises(PermissionDenied):
        take_model(actor=in_town.standing("anong"), plan=plan, item_code="o17", model=MODEL)
    with pytest.raises(PermissionDenied):
        take_measure(actor=in_town.standing("anong"), plan=plan, item_code="o17", measure_id=last.pk)
    assert rows_of(in_town.agency) == before


def test_only_last_years_measures_are_taken(in_town, plan, last):
    last.plan.fiscal_year = 2566
    last.plan.save()
    before = rows_of(in_town.agency)
    with pytest.raises(Measure.DoesNotExist):
        taken_measure(in_town, plan, last)
    assert rows_of(in_town.agency) == before


def test_another_agencys_measure_does_not_exist(in_town, plan, foreign):
    before = rows_of(in_town.agency), rows_of(foreign.town.agency)
    with pytest.raises(Measure.DoesNotExist):
        taken_measure(in_town, plan, foreign.measure)
    with scope(agency=foreign.town.agency), pytest.raises(Plan.DoesNotExist):
        take_model(actor=foreign.town.standing("chai"), plan=plan, item_code="o17", model=MODEL)
    assert (rows_of(in_town.agency), rows_of(foreign.town.agency)) == before
