"""Opening a year, from an item set or without one; what a year says is missing."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_scopes import scope

from indicators.models import Indicator, Issue, Item, ItemSet, SubIndicator
from measures.models import Disclosure, DisclosureGroup, IndicatorProgress, Measure, Plan, Result
from measures.opening import Heading, headings_of
from measures.rounds import round_to_record
from measures.selectors.years import progress_of
from measures.services import YearAlreadyOpen, open_year, take_over_items
from tests.architecture.references import rows_of
from tests.world import make_other_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def item_set(db):
    made = ItemSet.objects.create(
        fiscal_year=2569, starts_on=datetime.date(2025, 10, 1), ends_on=datetime.date(2026, 9, 30)
    )
    for number, instrument in [(1, "IIT"), (6, "EIT"), (9, "OIT")]:
        Indicator.objects.create(item_set=made, number=number, name=f"ตัวชี้วัด {number}", instrument=instrument)
    SubIndicator.objects.create(item_set=made, code="9.1", name="ข้อมูลพื้นฐาน", indicator_number=9)
    Issue.objects.create(item_set=made, number=1, name="ประเด็นแรก")
    for number, code, group in [(1, "9.1", "ก"), (2, "9.1", "ข"), (3, "", "ค"), (4, "", "ค"), (5, "", "")]:
        Item.objects.create(
            item_set=made, code=f"o{number}", number=number, instrument="OIT", position=number, group=group,
            sub_indicator_code=code, title=f"ข้อมูล {number}",
        )
    Item.objects.create(item_set=made, code="i1", number=1, instrument="IIT", position=0, title="คำถาม")
    return made


def test_a_year_is_laid_out_from_its_item_set(in_town, item_set):
    plan = open_year(actor=in_town.standing("chai"), fiscal_year=2569)
    columns = ("code", "title", "heading_text", "indicator_no", "indicator_title")
    assert list(plan.disclosure_groups.values_list(*columns)) == [
        ("9.1", "ข้อมูลพื้นฐาน", "ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน", 9, "ตัวชี้วัด 9"), ("", "ค", "ค", None, ""),
    ]
    assert list(plan.disclosures.values_list("code", "position", "group__title", "title", "item__title", "status")) == [
        ("o1", 1, "ข้อมูลพื้นฐาน", "", "ข้อมูล 1", ""), ("o2", 2, "ข้อมูลพื้นฐาน", "", "ข้อมูล 2", ""),
        ("o3", 3, "ค", "", "ข้อมูล 3", ""), ("o4", 4, "ค", "", "ข้อมูล 4", ""), ("o5", 5, None, "", "ข้อมูล 5", ""),
    ]
    assert list(plan.indicator_rows.values_list("position", "number", "number_text", "instrument", "title")) == [
        (1, 1, "๑", "IIT", "ตัวชี้วัด 1"), (2, 6, "๖", "EIT", "ตัวชี้วัด 6"),
    ]
    assert plan.touched_at is not None


def test_a_year_without_item_set_opens_empty_and_takes_the_rows_later(in_town):
    standing = in_town.standing("chai")
    plan = open_year(actor=standing, fiscal_year=2570)
    assert progress_of([plan])[0].is_empty
    assert take_over_items(actor=standing, plan=plan) == {"disclosures": 0, "indicators": 0}


def offers_rows(client, page: str) -> bool:
    address = reverse(page, kwargs={"agency": "ban-suan", "year": 2569})
    return reverse("year_items", kwargs={"agency": "ban-suan", "year": 2569}) in client.get(address).content.decode()


def test_rows_are_offered_as_long_as_the_set_has_some_that_the_year_lacks(in_town, item_set, logged_in):
    client, plan = logged_in("chai"), Plan.objects.create(agency=in_town.agency, fiscal_year=2569)
    assert [offers_rows(client, page) for page in ("year_home", "indicator_list")] == [True, True]
    take_over_items(actor=in_town.standing("chai"), plan=plan)
    assert [offers_rows(client, page) for page in ("year_home", "indicator_list")] == [False, False]


def test_a_set_without_indicators_offers_none(in_town, item_set, logged_in):
    """As the set of 2569, of which the OIT items alone are known."""
    item_set.indicators.all().delete()
    open_year(actor=in_town.standing("chai"), fiscal_year=2569)
    client = logged_in("chai")
    assert [offers_rows(client, page) for page in ("year_home", "indicator_list")] == [False, False]


def test_rows_are_taken_over_once(in_town, item_set):
    standing = in_town.standing("chai")
    item_set.fiscal_year = 2571
    item_set.save()
    plan = open_year(actor=standing, fiscal_year=2569)
    item_set.fiscal_year = 2569
    item_set.save()
    assert take_over_items(actor=standing, plan=plan) == {"disclosures": 5, "indicators": 2}
    assert take_over_items(actor=standing, plan=plan) == {"disclosures": 0, "indicators": 0}
    assert plan.disclosures.count() == 5


def test_a_set_that_has_grown_gives_what_the_year_lacks_in_the_order_of_the_set(in_town, item_set, logged_in):
    standing, client = in_town.standing("chai"), logged_in("chai")
    late = list(item_set.items.filter(code__in=["o1", "o3", "o5"]))
    item_set.items.filter(code__in=["o1", "o3", "o5"]).delete()
    plan = open_year(actor=standing, fiscal_year=2569)
    plan.disclosures.filter(code="o4").update(status="done", item=None, title="อื่น")  # from a document
    before = dict(plan.disclosures.values_list("code", "pk"))
    assert [offers_rows(client, page) for page in ("year_home", "oit_list")] == [False, False]
    for item in late:
        item.pk = None
        item.save()
    assert [offers_rows(client, page) for page in ("year_home", "oit_list")] == [True, True]
    assert take_over_items(actor=standing, plan=plan) == {"disclosures": 3, "indicators": 0}
    assert list(plan.disclosures.values_list("code", "position", "group__title", "status")) == [
        ("o1", 1, "ข้อมูลพื้นฐาน", ""), ("o2", 2, "ข้อมูลพื้นฐาน", ""), ("o3", 3, "ค", ""), ("o4", 4, "ค", "done"),
        ("o5", 5, None, ""),
    ]
    assert plan.disclosure_groups.count() == 2
    assert {code: pk for code, pk in plan.disclosures.values_list("code", "pk") if code in before} == before
    assert [offers_rows(client, page) for page in ("year_home", "oit_list")] == [False, False]


def test_rows_pasted_before_the_set_was_known_find_their_items(in_town, item_set, logged_in):
    """Under the same code with the same title, its beginning or none; other words there are another matter."""
    plan, client = Plan.objects.create(agency=in_town.agency, fiscal_year=2569), logged_in("chai")
    titles = {"o1": "ข้อมูล  1", "o2": "", "o3": "เรื่องอื่น", "o4": "ข้อมูล", "o5": "ข้อมูล 5"}
    for position, (code, title) in enumerate(titles.items(), start=1):
        Disclosure.objects.create(plan=plan, code=code, title=title, position=position, status="done")
    assert [offers_rows(client, page) for page in ("year_home", "oit_list")] == [True, True]
    answer = client.post(reverse("year_items", kwargs={"agency": "ban-suan", "year": 2569}), follow=True)
    assert "ตามชุดข้อประเมินแล้ว 4 ข้อ" in answer.content.decode()
    assert list(plan.disclosures.values_list("code", "item__code", "title", "status", "version")) == [
        ("o1", "o1", "ข้อมูล  1", "done", 2), ("o2", "o2", "", "done", 2), ("o3", None, "เรื่องอื่น", "done", 1),
        ("o4", "o4", "ข้อมูล", "done", 2), ("o5", "o5", "ข้อมูล 5", "done", 2),
    ]
    assert list(plan.disclosures.values_list("code", "group__title")) == [
        ("o1", "ข้อมูลพื้นฐาน"), ("o2", "ข้อมูลพื้นฐาน"), ("o3", None), ("o4", "ค"), ("o5", None)
    ]
    assert offers_rows(client, "oit_list") is False


def test_opening_twice_is_refused_and_changes_nothing(in_town, item_set):
    standing = in_town.standing("chai")
    plan = open_year(actor=standing, fiscal_year=2569)
    before = rows_of(in_town.agency)
    with pytest.raises(YearAlreadyOpen):
        open_year(actor=standing, fiscal_year=2569)
    assert rows_of(in_town.agency) == before
    assert Plan.objects.get() == plan


def test_other_agencies_are_untouched(in_town, item_set):
    other = make_other_town()
    with scope(agency=other.agency):
        open_year(actor=other.standing("chai"), fiscal_year=2569)
    before = rows_of(other.agency)
    open_year(actor=in_town.standing("chai"), fiscal_year=2569)
    assert rows_of(other.agency) == before


@pytest.mark.parametrize("name", ["anong", "duangjai", "ekachai"])
def test_who_may_not_open_opens_nothing(in_town, name):
    with pytest.raises(PermissionDenied):
        open_year(actor=in_town.standing(name), fiscal_year=2569)
    assert Plan.objects.count() == 0


def post_year(client, town, typed):
    return client.post(reverse("year_new", kwargs={"agency": town.agency.slug}), {"fiscal_year": typed})


@time_machine.travel("2026-06-01T12:00:00+07:00", tick=False)
@pytest.mark.parametrize("typed", ["2569", "๒๕๖๙", "พ.ศ. ๒๕๖๙", " 2569\u200b "])
def test_a_year_is_opened_in_the_browser(town, logged_in, typed):
    answer = post_year(logged_in("chai"), town, typed)
    assert (answer.status_code, answer.url) == (302, f"/staff/{town.agency.slug}/2569/")
    with scope(agency=town.agency):
        assert Plan.objects.get().fiscal_year == 2569


@time_machine.travel("2026-06-01T12:00:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026", "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569"), ("", "โปรดระบุปีงบประมาณ เช่น 2569"),
        ("๒๐๒๖", "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569"), ("2660", "โปรดระบุปีระหว่าง 2550 ถึง 2579"),
        ("ปีหน้า", "อ่าน “ปีหน้า” เป็นปีไม่ได้ โปรดพิมพ์ปีสี่หลัก เช่น 2569"),
    ],
)
def test_a_wrong_year_is_refused_in_words(town, logged_in, typed, words):
    answer = post_year(logged_in("chai"), town, typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"fiscal_year": [words]}
    assert ("เปิดปี พ.ศ. 2569 แทน" in answer.content.decode()) == typed.startswith(("2026", "๒"))
    with scope(agency=town.agency):
        assert Plan.objects.count() == 0


@time_machine.travel("2026-06-01T12:00:00+07:00", tick=False)
def test_an_open_year_is_refused_in_words(town, logged_in):
    post_year(logged_in("chai"), town, "2569")
    answer = post_year(logged_in("chai"), town, "2569")
    assert answer.context["form"].errors == {"fiscal_year": ["ปีงบประมาณ พ.ศ. 2569 เปิดไว้แล้ว"]}


def test_a_year_says_what_is_missing(in_town, item_set):
    plan = open_year(actor=in_town.standing("chai"), fiscal_year=2569)
    first, second = (Measure.objects.create(plan=plan, position=number, title="ม") for number in (1, 2))
    Measure.objects.create(plan=plan, position=1, listed_as="plan")
    Result.objects.create(activity=first.activities.create(), outputs=[{"marker": None, "text": "ก"}])
    Result.objects.create(activity=second.activities.create())  # opened and left empty: no result
    Disclosure.objects.filter(code="o1").update(status="done")
    IndicatorProgress.objects.filter(number=1).update(status="คำแปลก")
    [progress] = progress_of([plan])
    assert (progress.measures.done, progress.measures.missing) == (1, 1)
    assert (progress.disclosures.done, progress.disclosures.missing) == (1, 4)
    assert (progress.indicators.done, progress.indicators.missing, progress.planned) == (1, 1, 1)


def test_headings_follow_the_order_of_the_items():
    class One:
        def __init__(self, code, group):
            self.sub_indicator_code, self.group = code, group

    items = [One("9.5", ""), One("", "ข"), One("9.5", ""), One("", "")]
    assert [heading for heading, _ in headings_of(items, {"9.5": ("ชื่อ", 9)})] == [
        Heading("9.5", "ชื่อ", "ตัวชี้วัดย่อยที่ 9.5 ชื่อ", 9), Heading("", "ข", "ข"),
        Heading("9.5", "ชื่อ", "ตัวชี้วัดย่อยที่ 9.5 ชื่อ", 9), None,
    ]
    assert headings_of([], {}) == []


@pytest.mark.parametrize(
    ("day", "round"),
    [("2025-10-01", "six_months"), ("2026-04-30", "six_months"), ("2026-05-01", "twelve_months"),
     ("2027-01-01", "twelve_months"), ("2020-01-01", "six_months")],
)
def test_the_round_to_record(day, round):
    assert round_to_record(2569, datetime.date.fromisoformat(day)) == round


def test_a_loaded_item_set_has_every_oit_item_once(in_town):
    """With the real set of 2566, which has 43 items under seven sub-indicators."""
    from django.core.management import call_command

    call_command("load_item_sets", verbosity=0)
    plan = open_year(actor=in_town.standing("chai"), fiscal_year=2566)
    assert plan.disclosures.count() == 43
    assert DisclosureGroup.objects.filter(plan=plan).count() == 7
    assert list(plan.indicator_rows.values_list("number", "instrument")) == [
        (1, "IIT"), (2, "IIT"), (3, "IIT"), (4, "IIT"), (5, "IIT"), (6, "EIT"), (7, "EIT"), (8, "EIT"),
    ]
