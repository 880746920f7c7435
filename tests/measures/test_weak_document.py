"""Document 002 from end to end: six weak items nobody answers, each is taken, and 2568 shows what became of it."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django_scopes import scope

from accounts.doors import standing_in
from accounts.models import Agency, Office
from indicators.models import ScoreEdition
from measures.models import Measure, Plan
from measures.selectors.weak_items import item_page, weak_page
from measures.services.proposing import take_measure, take_model
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(db):
    """A reporter of the agency of document 002, within its scope."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(settings.BASE_DIR / "fixtures" / "demo" / "002.yaml"), verbosity=0)
    agency = Agency.objects.get()
    agency.is_tenant = True
    agency.save()
    user = make_user("chai")
    appoint(user, agency, Office.REPORTER)
    with scope(agency=agency):
        yield standing_in(user=user, slug=agency.slug)


def state_of(plan):
    return [(each.weak.code, str(each.weak.value), len(each.measures)) for each in weak_page(plan=plan).followed]


def test_six_weak_items_from_unanswered_to_the_next_score(reporter):
    plan = Plan.objects.get()
    assert state_of(plan) == [
        ("i10", "82.71", 0), ("e9", "68.28", 0), ("o9", "77.67", 0), ("o16", "81.18", 0), ("o17", "70.16", 0),
        ("o19", "80.12", 0),
    ]
    for code in ("i10", "o9", "o16", "o17", "o19"):
        model = item_page(plan=plan, code=code).near[0].model
        assert take_model(actor=reporter, plan=plan, item_code=code, model=model).made
    assert [(code, count) for code, _value, count in state_of(plan)] == [
        ("e9", 0), ("i10", 1), ("o9", 1), ("o16", 1), ("o17", 1), ("o19", 1),
    ]
    same_issue = item_page(plan=plan, code="e9").of_issue
    assert [each.name for each in same_issue] == [
        "การพัฒนาระบบ E-Service ให้รองรับทุกกลุ่มผู้ใช้",
        "จัดกิจกรรมพัฒนาระบบการให้บริการประชาชนผ่านระบบอิเล็กทรอนิกส์ (E-Service)",
    ]
    measure_id = same_issue[1].measure.pk
    take_measure(actor=reporter, plan=plan, item_code="e9", measure_id=measure_id)
    assert weak_page(plan=plan).unanswered == 0
    assert Measure.objects.count() == 9 + 5
    assert set(Measure.objects.values_list("listed_as", flat=True)) == {"plan"}
    edition = ScoreEdition.objects.create(agency=reporter.agency, assessed_year=2568, number=1)
    for code, value in (("o7", "100.00"), ("o12", "80.00"), ("o15", "80.12")):
        edition.values.create(part="item", code=code, value=value, origin="announced")
    followed = weak_page(plan=plan).followed
    nexts = {each.weak.code: (each.next.state, each.next.codes, str(each.next.change)) for each in followed}
    assert nexts == {
        "i10": ("list_unknown", (), "None"), "e9": ("list_unknown", (), "None"), "o9": ("known", ("o7",), "22.33"),
        "o16": ("known", ("o12",), "-1.18"), "o17": ("no_figure", ("o13",), "None"), "o19": ("known", ("o15",), "0.00"),
    }


def test_the_issue_of_an_item_is_known_where_only_the_issue_names_it(reporter):
    plan = Plan.objects.create(agency=reporter.agency, fiscal_year=2569)
    item = item_page(plan=plan, code="o1").item
    assert (item.issue, item.issue_name) == (3, "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ")
    assert item_page(plan=plan, code="o10").item.issue == 2
