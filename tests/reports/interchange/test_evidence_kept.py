"""Replacing a year by a file gives its evidence back to the rows of the same words, and says what found none."""

import pytest
from django_scopes import scope

from measures.models import Activity, Disclosure, Evidence, EvidenceUse, IndicatorProgress, Plan
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from tests.reports.interchange.there_and_back import GIVEN

pytestmark = pytest.mark.django_db
NAME = "001.yaml"


def used_for(plan, title, **row):
    evidence = Evidence.objects.create(agency=plan.agency, title=title, url="https://www.example.go.th")
    EvidenceUse.objects.create(evidence=evidence, plan=plan, **row)


@pytest.fixture
def year():
    """The year of a given document, with evidence at the first and last row of each kind."""
    loaded = load_document(document=read_file(GIVEN / NAME))
    with scope(agency=loaded.agency):
        plan = Plan.objects.get()
        for kind, model, name in (
            ("มาตรการ", Activity, "activity"), ("ตัวชี้วัด", IndicatorProgress, "indicator_row"),
            ("ข้อ", Disclosure, "disclosure"),
        ):
            rows = list(model.objects.order_by("pk"))
            for which, row in (("แรก", rows[:1]), ("ท้าย", rows[1:][-1:])):
                for each in row:
                    used_for(plan, f"{kind}{which}", round="twelve_months", **{name: each})
    return loaded


def served():
    return {
        (use.evidence.title, str(use.activity or use.indicator_row or use.disclosure), use.round)
        for use in EvidenceUse.objects.select_related("evidence", "activity__measure", "indicator_row", "disclosure")
    }


def test_the_same_file_gives_everything_back(year):
    with scope(agency=year.agency):
        before, ids = served(), set(EvidenceUse.objects.values_list("activity", flat=True))
        assert len(before) >= 2
        again = load_document(document=read_file(GIVEN / NAME), replace=True)
        assert served() == before
        assert ids != set(EvidenceUse.objects.values_list("activity", flat=True))  # the rows are others
    assert [str(one) for one in again.warnings] == [str(one) for one in year.warnings]


def test_what_finds_no_row_is_told_and_stays(year):
    document = read_file(GIVEN / NAME)
    document["measures"][0]["title"] = "ชื่ออื่น"
    with scope(agency=year.agency):
        before, count = served(), Evidence.objects.count()
        again = load_document(document=document, replace=True)
        assert {title for title, _row, _round in before - served()} == {"มาตรการแรก"}
        assert Evidence.objects.count() == count
    assert again.warnings[-1].params == {"count": 1}
