"""Loading twice replaces what the file brought; what people typed is replaced only when asked for."""

import pytest
from django.utils import timezone
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Disclosure, DisclosureLink, Measure, Plan, Result
from reports.interchange.loader import load_document
from reports.interchange.problems import Refusal
from reports.interchange.reader import read_file
from reports.interchange.typed import typed_since
from reports.models import Memo, ReportText
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, differing, dumped, loaded
from tests.world import make_agency

pytestmark = pytest.mark.django_db


def test_loading_twice_replaces_and_doubles_nothing():
    one = loaded(INVENTED / "grouped.yaml")
    before = dumped(one)
    with scope(agency=one.agency):
        rows = {measure.pk for measure in Measure.objects.all()}
        plan = Plan.objects.get()
    again = loaded(INVENTED / "grouped.yaml")
    assert dumped(again) == before
    with scope(agency=one.agency):
        assert Plan.objects.get() == plan
        assert Measure.objects.count() == len(rows)
        assert rows.isdisjoint(measure.pk for measure in Measure.objects.all())
        assert (ReportText.objects.count(), Memo.objects.count()) == (1, 1)
        assert ReportText.objects.get().version == 2  # whoever has the old texts open is told


def test_a_corrected_file_takes_the_place_of_the_first():
    loaded(GIVEN / "001.yaml")
    document = read_file(GIVEN / "001.yaml")
    document["measures"] = document["measures"][:4]
    document["measures"][0]["title"] = "ชื่อใหม่"
    again = load_document(document=document)
    with scope(agency=again.agency):
        assert Measure.objects.first().title == "ชื่อใหม่"
        assert Measure.objects.count() == 4


def a_word(plan):
    Measure.objects.filter(plan=plan).update(title="แก้แล้ว")


def a_new_measure(plan):
    Measure.objects.create(plan=plan, position=99, title="ใหม่")


def a_text_of_the_year(plan):
    ReportText.objects.update(title_full="ชื่อรายงานใหม่")


def a_half_year(plan):
    Result.objects.create(activity=Activity.objects.first(), round="six_months")


def a_problem_met(plan):
    Result.objects.update(problems="ฝนตก")


def an_address(plan):
    row = Disclosure.objects.create(plan=plan, code="o1")
    DisclosureLink.objects.create(disclosure=row, url="https://example.go.th")


def a_touch(plan):
    Plan.objects.update(touched_at=timezone.now())


@pytest.mark.parametrize(
    "typing", [a_word, a_new_measure, a_text_of_the_year, a_half_year, a_problem_met, an_address, a_touch],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_a_year_with_typed_words_is_replaced_only_when_asked(typing):
    one = loaded(INVENTED / "grouped.yaml")
    with scope(agency=one.agency):
        assert typed_since(Plan.objects.get()) is False
        typing(Plan.objects.get())
        assert typed_since(Plan.objects.get()) is True
    after_typing = dumped(one)
    with pytest.raises(Refusal, match="--replace"):
        loaded(INVENTED / "grouped.yaml")
    assert dumped(one) == after_typing
    again = loaded(INVENTED / "grouped.yaml", replace=True)
    assert differing((INVENTED / "grouped.yaml").read_text("utf-8"), dumped(again)) == set()
    with scope(agency=one.agency):
        assert typed_since(Plan.objects.get()) is False
        assert not Result.objects.filter(round="six_months").exists()


def test_a_year_opened_and_left_empty_takes_a_file_and_one_with_work_does_not():
    agency = make_agency("klong-mai", "คลองใหม่")
    with scope(agency=agency):
        plan = Plan.objects.create(agency=agency, fiscal_year=2567)
    one = loaded(INVENTED / "grouped.yaml", slug="klong-mai")
    assert one.agency == agency
    with scope(agency=agency):
        assert Plan.objects.get() == plan
    other = make_agency("bueng-mai", "บึงใหม่")
    with scope(agency=other):
        Measure.objects.create(plan=Plan.objects.create(agency=other, fiscal_year=2567), title="ทำเอง")
    with pytest.raises(Refusal, match="--replace"):
        loaded(INVENTED / "grouped.yaml", slug="bueng-mai")


def test_the_agencys_own_words_are_no_typing_in_the_year():
    one = loaded(INVENTED / "grouped.yaml")
    one.agency.website = "www.example.go.th"
    one.agency.save()
    with scope(agency=one.agency):
        assert typed_since(Plan.objects.get()) is False


def test_each_load_leaves_one_trace():
    one = loaded(INVENTED / "grouped.yaml")
    [change] = Change.objects.filter(act="document.loaded")
    assert (change.agency_id, change.actor_id, change.table) == (one.agency.pk, None, "measures.plan")
