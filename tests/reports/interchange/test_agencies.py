"""Whose document it is: found again by kind, name, district and province; entered once, with a name that stays."""

import pytest
import yaml
from django_scopes import scope

from accounts.models import Agency
from indicators.models import Item, ItemSet
from measures.models import Disclosure
from reports.interchange.loader import load_document
from reports.interchange.problems import Refusal
from reports.interchange.raw import Plain
from reports.models import ReportText
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, differing, dumped, loaded
from tests.world import make_agency

pytestmark = pytest.mark.django_db


def a_document(**agency):
    said = {"type_code": "subdistrict_municipality", "name": "ศรีพนา", "amphoe": "เซกา", "changwat": "บึงกาฬ"} | agency
    return {"schema": "ita-document/1", "agency": said, "fiscal_years": {"report": 2568}}


def test_a_new_agency_enters_the_register_with_an_ascii_name_and_the_files_words():
    one = loaded(GIVEN / "002.yaml")
    agency = Agency.objects.get()
    assert agency == one.agency
    assert agency.slug.isascii()
    assert (agency.kind, agency.name, agency.full_name) == ("subdistrict_municipality", "ศรีพนา", "เทศบาลตำบลศรีพนา")
    assert (agency.amphoe, agency.changwat, agency.postcode, agency.is_tenant, agency.is_demo) == (
        "เซกา", "บึงกาฬ", "38150", True, False,
    )  # fmt: skip


def test_the_same_agency_is_found_again_and_keeps_its_words_and_short_name():
    first = loaded(GIVEN / "002.yaml")
    Agency.objects.update(full_name="เทศบาลตำบลศรีพนา (ใหม่)")
    again = load_document(document=a_document(full_name="ทต.ศรีพนา", postcode="99999"))
    assert again.agency.pk == first.agency.pk
    agency = Agency.objects.get()
    assert (agency.slug, agency.full_name, agency.postcode) == (first.agency.slug, "เทศบาลตำบลศรีพนา (ใหม่)", "38150")
    said = yaml.safe_load(dumped(again))["agency"]
    assert (said["full_name"], said["postcode"]) == ("ทต.ศรีพนา", "99999")


def test_a_change_in_the_register_shows_in_every_year_where_it_says_something_else():
    document = a_document(full_name="ทต.ศรีพนา", website=None)
    one = load_document(document=document)
    agency = Agency.objects.get()
    agency.full_name, agency.website = "เทศบาลตำบลศรีพนา", "www.example.go.th"
    agency.save()
    one.agency.refresh_from_db()
    assert yaml.safe_load(dumped(one))["agency"] == document["agency"] | {
        "full_name": "เทศบาลตำบลศรีพนา", "website": "www.example.go.th",
    }  # fmt: skip


@pytest.mark.parametrize("other", [{"amphoe": "เมือง"}, {"changwat": None}, {"type_code": "sao"}, {"name": "ศรีพนม"}])
def test_a_difference_in_what_identifies_makes_another_agency(other):
    first = load_document(document=a_document())
    second = load_document(document=a_document(**other))
    assert first.agency.pk != second.agency.pk
    assert first.agency.slug != second.agency.slug


def test_agency_chooses_the_short_name_of_a_new_one_and_picks_a_known_one():
    one = load_document(document=a_document(), slug="si-phana")
    assert one.agency.slug == "si-phana"
    town = make_agency("thung-thong", "ทุ่งทอง")
    other = load_document(document=a_document(), slug="thung-thong")
    assert other.agency == town
    assert differing(yaml.safe_dump(a_document()), dumped(other)) == set()
    again = load_document(document=a_document())
    assert again.agency.slug == "si-phana"


@pytest.mark.parametrize("slug", ["ศรีพนา", "Si-Phana", "a b", "-a", "a--b", "", "x" * 61, "a/b"])
def test_a_short_name_that_cannot_stand_in_an_address_is_refused(slug):
    with pytest.raises(Refusal) as refusal:
        load_document(document=a_document(), slug=slug)
    assert [problem.place for problem in refusal.value.problems] == ["--agency"]
    assert not Agency.objects.exists()


def test_two_agencies_of_one_description_have_to_be_told_apart():
    for slug in ("one", "two"):
        load_document(document=a_document(), slug=slug)
    with pytest.raises(Refusal, match="one, two"):
        load_document(document=a_document())


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"type_code": "city_municipality"}, "city_municipality"),
        ({"type_code": "เทศบาลนคร", "full_name": "เทศบาลนครศรีพนา"}, "city_municipality"),
        ({"type_code": None, "full_name": "องค์การบริหารส่วนตำบลศรีพนา"}, "sao"),
        ({"type_code": "village", "full_name": "บ้านศรีพนา"}, "special"),
        ({"type_code": Plain("no", False)}, "special"),
    ],
)
def test_an_unknown_kind_is_read_from_the_name_and_comes_out_as_it_was(said, kind):
    document = a_document(**said)
    one = load_document(document=document)
    assert one.agency.kind == kind
    with scope(agency=one.agency):
        assert yaml.safe_load(dumped(one))["agency"]["type_code"] == getattr(
            document["agency"]["type_code"], "value", document["agency"]["type_code"]
        )


def test_rows_point_to_the_items_of_the_reports_own_year():
    for year in (2565, 2566):
        items = ItemSet.objects.create(fiscal_year=year, starts_on="2022-10-01", ends_on="2023-09-30")
        for number in (1, 2):
            Item.objects.create(item_set=items, code=f"o{number}", number=number, instrument="OIT", title=f"ข้อ {year}")
    one = loaded(INVENTED / "website_check.yaml")
    with scope(agency=one.agency):
        tied = {row.code: row.item and row.item.item_set.fiscal_year for row in Disclosure.objects.all()}
    assert tied == {"o1": 2565, "o2": 2565, "o3": None}


def test_rows_stand_under_the_heading_that_lists_them():
    one = loaded(INVENTED / "website_check.yaml")
    with scope(agency=one.agency):
        headings = {row.code: row.group.heading_text for row in Disclosure.objects.select_related("group")}
    assert headings == {"o1": "๙.๑ ข้อมูลพื้นฐาน", "o2": "๙.๑ ข้อมูลพื้นฐาน", "o3": "๙.๑ (ต่อ)"}


def test_labels_stand_under_the_names_that_layouts_use():
    wanted = {
        "000": {"measures": 7, "indicator_progress": 5, "oit": 5}, "001": {"measures": 7},
        "002": {"score_analysis": 4, "plan": 4}, "grouped": {"scores": 4, "measures": 3}, "website_check": {"oit": 4},
    }  # fmt: skip
    for name, tables in wanted.items():
        folder = GIVEN if name.isdigit() else INVENTED
        one = loaded(folder / f"{name}.yaml")
        with scope(agency=one.agency):
            labels = ReportText.objects.get().labels
        assert {table: len(columns) for table, columns in labels.items()} == tables
    assert labels["oit"][3] == {"label": "ข้อมูลในเว็บไซต์", "width": 24}
