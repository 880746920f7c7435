"""Target and figure, budget set and spent: numbers as offices write them; "uses no budget" is a full answer."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, Result
from tests.architecture.references import rows_of
from tests.measures.reading import send

pytestmark = pytest.mark.django_db


def page(filled, name, **more):
    return reverse(name, kwargs={
        "agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, "measure_id": filled.measure.pk, **more,
    })


def result_of(filled):
    with scope(agency=filled.town.agency):
        return Result.objects.get(activity=filled.activity, round="six_months")


def record(filled, logged_in, **values):
    fields = {f"activity-{filled.activity.pk}-{name}": value for name, value in values.items()}
    return send(logged_in("anong"), page(filled, "result_edit", round="six_months"), **fields)


def test_figures_in_thai_digits_and_with_commas(filled, logged_in):
    record(filled, logged_in, figure="๘๕.๕", figure_unit="ร้อยละ", budget_spent="๑๒,๕๐๐.๗๕")
    result = result_of(filled)
    assert (result.figure, result.figure_unit, result.budget_spent) == (Decimal("85.50"), "ร้อยละ", Decimal("12500.75"))
    shown = logged_in("anong").get(page(filled, "result_edit", round="six_months")).content.decode()
    assert 'value="85.50"' in shown
    assert 'value="12,500.75"' in shown


def test_no_budget_is_a_full_answer_and_contradicts_an_amount(filled, logged_in):
    record(filled, logged_in, uses_no_budget="yes")
    assert (result_of(filled).uses_no_budget, result_of(filled).budget_spent) == (True, None)
    before = rows_of(filled.town.agency)
    answer = record(filled, logged_in, budget_spent="100")
    assert "ระบุทั้ง “ไม่ใช้งบประมาณ” และจำนวนเงิน" in answer.content.decode()
    assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("typed", ["ร้อยละ 80", "9,5", "1e3", "-1", "1.005", "²", "9" * 20])
def test_what_is_no_number_is_refused_with_a_sentence(filled, logged_in, typed):
    before = rows_of(filled.town.agency)
    answer = record(filled, logged_in, figure=typed)
    assert answer.status_code == 200
    assert "ตัวเลขที่ทำได้" in answer.content.decode()
    assert typed in answer.content.decode()
    assert rows_of(filled.town.agency) == before


def test_target_and_budget_of_an_activity(filled, logged_in):
    send(logged_in("chai"), page(filled, "measure_edit"), **{
        "activity-0-target_text": "ไม่น้อยกว่าร้อยละ 80", "activity-0-target_figure": "๘๐",
        "activity-0-target_unit": "ร้อยละ", "activity-0-budget_set": "30,000",
    })
    with scope(agency=filled.town.agency):
        activity = Activity.objects.get(pk=filled.activity.pk)
    assert (activity.target_text, activity.target_figure, activity.target_unit, activity.budget_set) == (
        "ไม่น้อยกว่าร้อยละ 80", Decimal("80"), "ร้อยละ", Decimal("30000")
    )
    shown = logged_in("anong").get(page(filled, "result_edit", round="twelve_months")).content.decode()
    assert "ไม่น้อยกว่าร้อยละ 80" in shown
    assert "30,000" in shown
