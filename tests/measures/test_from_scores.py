"""The first things to do in October, as counts on the page of a year."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django_scopes import scope

from indicators.models import ItemSet, ScoreEdition, ScoreValue
from measures.models import IssueAnalysis, Measure, Plan
from measures.selectors.from_scores import from_scores
from measures.selectors.years import Tally
from tests.world import make_town

pytestmark = pytest.mark.django_db
SPAN = {"starts_on": "2023-10-01", "ends_on": "2024-09-30"}


@pytest.fixture
def plan():
    town = make_town()
    with scope(agency=town.agency):
        yield Plan.objects.create(agency=town.agency, fiscal_year=2568)


def record(plan, **items: str) -> None:
    edition = ScoreEdition.objects.create(agency=plan.agency, assessed_year=2567, number=1, level="ผ่านดี")
    ScoreValue.objects.create(edition=edition, part="overall", value="90.10", origin="announced")
    for code, value in items.items():
        ScoreValue.objects.create(edition=edition, part="item", code=code, value=value, origin="announced")


def test_nothing_known_calls_nothing_weak(plan):
    found = from_scores(plan)
    assert (found.assessed_year, found.is_recorded, found.overall) == (2567, False, None)
    assert (found.weak, found.unanswered, found.issues) == (None, 0, Tally(0, 0))


def test_without_a_threshold_of_the_year_nothing_is_weak(plan):
    record(plan, o9="10.00")
    ItemSet.objects.create(fiscal_year=2567, **SPAN)
    assert from_scores(plan).weak is None


def test_weak_items_are_counted_until_a_measure_answers_them(plan):
    ItemSet.objects.create(fiscal_year=2567, grade_bands={"pass_mark": 85}, **SPAN)
    record(plan, o9="84.99", e9="68.28", i1="85.00")
    Measure.objects.create(plan=plan, title="ก", answers=["o9", "i1"])
    IssueAnalysis.objects.create(plan=plan, narrative="พบว่า", position=1)
    IssueAnalysis.objects.create(plan=plan, narrative=" ", draft="ร่าง", position=2)
    found = from_scores(plan)
    assert (found.overall, found.level) == (Decimal("90.10"), "ผ่านดี")
    assert (found.weak, found.unanswered, found.issues) == (2, 1, Tally(1, 2))
    assert found.doubts == 0  # weak items are counted by themselves


def test_what_the_checks_ask_is_counted(plan):
    call_command("load_item_sets", verbosity=0)
    record(plan)
    for code, value in (("IIT", "95.06"), ("EIT", "89.76"), ("OIT", "95.00")):
        ScoreValue.objects.create(
            edition=ScoreEdition.objects.get(), part="instrument", code=code, value=value, origin="announced"
        )
    assert from_scores(plan).doubts == 1  # 93.45 by the weights, 90.10 announced


def test_it_costs_the_same_with_many_rows(plan, django_assert_max_num_queries):
    ItemSet.objects.create(fiscal_year=2567, grade_bands={"pass_mark": 85}, **SPAN)
    record(plan, **{f"o{number}": "10.00" for number in range(1, 60)})
    for number in range(60):
        Measure.objects.create(plan=plan, title="ก", answers=[f"o{number}"])
    with django_assert_max_num_queries(8):
        assert from_scores(plan).unanswered == 0
