"""Replacing a year by a file leaves the signed plan pointing to the rows of the same words, with their reasons."""

import pytest
from django.utils import timezone
from django_scopes import scope

from measures.models import AgreedMeasure, AgreedPlan, Measure, Plan
from measures.selectors.agreed import agreement_of, live_measures
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from tests.reports.interchange.there_and_back import GIVEN

pytestmark = pytest.mark.django_db
NAME = "001.yaml"


@pytest.fixture
def year():
    """The year of a document with all its measures in a signed plan; of the first somebody said why it differs."""
    loaded = load_document(document=read_file(GIVEN / NAME))
    with scope(agency=loaded.agency):
        plan = Plan.objects.get()
        signed = AgreedPlan.objects.create(plan=plan, number=1, report_id=1, signed_at=timezone.now())
        for position, (measure, activities) in enumerate(live_measures(plan=plan)):
            AgreedMeasure.objects.create(
                agreed=signed, position=position, measure=measure, planned=measure, title=measure.title,
                detail=measure.detail, activities=[
                    {"activity_id": each.pk, "planned_id": each.pk, "methods": each.methods, "units": each.units,
                     "period_text": each.period_text}
                    for each in activities
                ],
            )  # fmt: skip
        first = Measure.objects.order_by("position").first()
        Measure.objects.filter(pk=first.pk).update(change_reason="เหตุผลเดิม")
        AgreedMeasure.objects.filter(measure=first).update(title="ตามแผนเดิม")
    return loaded


def fates(loaded) -> list[tuple]:
    with scope(agency=loaded.agency):
        plan = Plan.objects.get()
        return [(one.fate, one.reason) for one in agreement_of(plan=plan).changes(live_measures(plan=plan))]


def test_the_same_file_changes_nothing_of_the_signed_plan(year):
    before = fates(year)
    assert before[0] == ("changed", "เหตุผลเดิม")
    assert {fate for fate, _reason in before[1:]} == {"kept"}
    with scope(agency=year.agency):
        ids = set(AgreedMeasure.objects.values_list("measure", flat=True))
    again = load_document(document=read_file(GIVEN / NAME), replace=True)
    assert fates(year) == before
    assert [str(one) for one in again.warnings] == [str(one) for one in year.warnings]
    with scope(agency=year.agency):
        for agreed in AgreedMeasure.objects.select_related("measure"):
            assert agreed.measure_id not in ids
            assert agreed.planned_id == agreed.measure_id
            rows = list(agreed.measure.activities.values_list("pk", flat=True))
            assert [entry["activity_id"] for entry in agreed.activities] == rows
            assert [entry["planned_id"] for entry in agreed.activities] == rows


def test_what_is_not_in_the_file_any_more_counts_as_left_out_and_is_told(year):
    document = read_file(GIVEN / NAME)
    document["measures"][1]["title"] = "ชื่ออื่น"
    again = load_document(document=document, replace=True)
    assert [fate for fate, _reason in fates(year)].count("dropped") == 1
    assert [fate for fate, _reason in fates(year)].count("added") == 1
    assert str(again.warnings[-1]).startswith("1 measures of the signed plan are not in the file.")
