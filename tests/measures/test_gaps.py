"""The gaps of a year: in printed order, of the parts asked for, in so many queries; real documents do not drown."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import resolve
from django_scopes import scope

from accounts.models import Agency
from measures.models import Activity, Disclosure, IndicatorProgress, Measure, Plan, Result
from measures.selectors.gaps import gaps_of_plan
from measures.templatetags.watch import address_of, words_of

pytestmark = pytest.mark.django_db

STEP = [{"marker": None, "text": "ประชุม"}]


@pytest.fixture
def plan(in_town):
    return Plan.objects.create(agency=in_town.agency, fiscal_year=2568)


def write(plan, *, title="มาตรการ", listed_as="measures", position=1, rows=1, **values) -> Measure:
    measure = Measure.objects.create(plan=plan, title=title, listed_as=listed_as, position=position, number_text="๑.")
    for place in range(rows):
        sound = {"methods": STEP, "period_text": "ทั้งปี", "units": ["ก"]}
        Activity.objects.create(measure=measure, position=place, **sound | values)
    return measure


def seen(gaps):
    return [(gap.row_kind, gap.row_id, gap.code) for gap in gaps]


def test_results_are_asked_of_the_round_alone_and_of_no_plan(plan):
    measure = write(plan)
    write(plan, listed_as="plan", position=2)
    activity = measure.activities.get()
    Result.objects.create(activity=activity, round="six_months", outputs=STEP)
    assert seen(gaps_of_plan(plan=plan, round="six_months")) == []
    assert seen(gaps_of_plan(plan=plan, round="twelve_months")) == [("result", activity.pk, "no_result")]
    assert seen(gaps_of_plan(plan=plan)) == []


def test_only_the_parts_asked_for(plan):
    measure, planned = write(plan, period_text=""), write(plan, listed_as="plan", units=[])
    row = IndicatorProgress.objects.create(plan=plan, number_text="1", title="ก")
    oit = Disclosure.objects.create(plan=plan, code="o1", title="โครงสร้าง")
    found = {
        "measures": ("activity", measure.activities.get().pk, "no_period"),
        "plan": ("activity", planned.activities.get().pk, "no_units"),
        "indicators": ("indicator", row.pk, "no_status"),
        "oit": ("disclosure", oit.pk, "no_status"),
    }
    assert seen(gaps_of_plan(plan=plan)) == list(found.values())
    for part, gap in found.items():
        assert seen(gaps_of_plan(plan=plan, parts=(part,))) == [gap]


def test_words_name_the_row_and_the_address_leads_to_its_field(plan, in_town, logged_in):
    measure = write(plan, rows=2, period_text="", units=["ก"])
    Result.objects.create(activity=measure.activities.first(), round="twelve_months", status="not_done")
    IndicatorProgress.objects.create(plan=plan, number_text="1", title="ก")
    Disclosure.objects.create(plan=plan, code="o1", title="โครงสร้าง")
    gaps = gaps_of_plan(plan=plan, round="twelve_months")
    pages = [address_of(gap, "ban-suan", 2568) for gap in gaps]
    assert {resolve(page.split("#")[0]).url_name for page in pages} == {
        "measure_edit", "result_edit", "indicator_edit", "oit_edit",
    }
    chai = logged_in("chai")
    for page in pages:
        path, anchor = page.split("#")
        assert f'id="{anchor}"' in chai.get(path).content.decode(), page
    words = [words_of(gap) for gap in gaps]
    assert len(set(words)) == len(words) == 6
    assert all("๑. มาตรการ" in line for line in words[:4])


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_queries_is_fixed(plan, count, django_assert_max_num_queries):
    for place in range(count):
        write(plan, position=place, rows=2)
        IndicatorProgress.objects.create(plan=plan, position=place, title="ก")
        row = Disclosure.objects.create(plan=plan, position=place, code=f"o{place}", title="ก", status="done")
        row.links.create(url="https://www.example.go.th/")
    with django_assert_max_num_queries(7):
        gaps = gaps_of_plan(plan=plan, round="twelve_months")
    assert len(gaps) == count * 3


@pytest.mark.parametrize(("document", "expected"), [("000", 0), ("001", 0), ("002", 1)])
def test_real_documents_have_only_the_gaps_one_sees_in_them(db, document, expected):
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(settings.BASE_DIR / "fixtures/demo" / f"{document}.yaml"), verbosity=0)
    with scope(agency=Agency.objects.get()):
        gaps = gaps_of_plan(plan=Plan.objects.get(), round="twelve_months")
    assert [gap.code for gap in gaps] == ["no_period"] * expected  # 002: row 8 of the plan
