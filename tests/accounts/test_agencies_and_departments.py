"""Opening and keeping agencies and departments."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_scopes import scope

from accounts.models import Agency, Department
from accounts.selectors import tenant_agencies
from accounts.services.agencies import PROFILE, edit_agency, open_agency
from accounts.services.departments import edit_department, move_department, open_department
from audit.models import Change
from tests.world import make_operator, make_other_town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def departments(town) -> list[tuple[str, bool]]:
    with scope(agency=town.agency):
        return list(Department.objects.values_list("name", "is_active"))


def named(town, name: str) -> int:
    with scope(agency=town.agency):
        return Department.objects.get(name=name).pk


def profile(**values) -> dict[str, str]:
    empty = dict.fromkeys(PROFILE, "")
    return empty | {"kind": "subdistrict_municipality", "name": "ศรีพนา"} | values


class TestAgencies:
    def test_name_and_address_are_made_from_kind_and_name(self):
        operator = make_operator()
        agency = open_agency(actor=operator, **profile())
        assert (agency.full_name, agency.slug) == ("เทศบาลตำบลศรีพนา", "tambon-sriphana")
        again = open_agency(actor=operator, **profile())
        assert again.slug == "tambon-sriphana-2"
        assert Change.objects.filter(act="agency.opened").count() == 2

    def test_an_address_is_given_once(self):
        operator = make_operator()
        open_agency(actor=operator, **profile(), slug="sriphana")
        with pytest.raises(ValidationError) as caught:
            open_agency(actor=operator, **profile(), slug="sriphana")
        assert list(caught.value.message_dict) == ["slug"]
        assert Agency.objects.count() == 1

    def test_only_the_operator_opens(self, town):
        with pytest.raises(PermissionDenied):
            open_agency(actor=town.arun, **profile())
        assert Agency.objects.count() == 1

    def test_an_edit_keeps_the_address(self, town):
        edit_agency(actor=town.standing("arun"), **profile(name="บ้านใหม่", amphoe="เมือง", changwat="ชลบุรี"))
        town.agency.refresh_from_db()
        assert (town.agency.full_name, town.agency.slug) == ("เทศบาลตำบลบ้านใหม่", "ban-suan")
        row = Change.objects.get()
        assert (row.before["name"], row.after["name"]) == ("บ้านสวน", "บ้านใหม่")
        assert "amphoe" not in row.after

    @pytest.mark.parametrize("name", ["anong", "chai", "duangjai", "ekachai"])
    def test_only_the_administrator_edits(self, town, name):
        with pytest.raises(PermissionDenied):
            edit_agency(actor=town.standing(name), **profile())
        town.agency.refresh_from_db()
        assert town.agency.name == "บ้านสวน"

    def test_search_by_any_words(self):
        make_town(), make_other_town()
        Agency.objects.create(slug="only-listed", name="อื่น", full_name="เทศบาลตำบลอื่น", is_tenant=False)
        assert [one.slug for one in tenant_agencies(search="เขาทอง ชลบุรี")] == ["khao-thong"]
        assert tenant_agencies(search="").count() == 2
        assert tenant_agencies(search="อื่น").count() == 0


class TestDepartments:
    def test_a_new_one_stands_last(self, town):
        open_department(actor=town.standing("arun"), name="กองการศึกษา")
        assert [name for name, _active in departments(town)] == ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา"]

    def test_a_name_stands_once(self, town):
        arun = town.standing("arun")
        with pytest.raises(ValidationError):
            open_department(actor=arun, name="กองช่าง")
        with pytest.raises(ValidationError):
            edit_department(actor=arun, department_id=named(town, "กองคลัง"), name="กองช่าง", is_active=True)
        assert [name for name, _active in departments(town)] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
        assert Change.objects.count() == 0

    def test_retired_and_taken_back(self, town):
        arun, pk = town.standing("arun"), named(town, "กองช่าง")
        edit_department(actor=arun, department_id=pk, name="กองช่าง", is_active=False)
        assert departments(town)[2] == ("กองช่าง", False)
        edit_department(actor=arun, department_id=pk, name="กองโยธา", is_active=True)
        assert departments(town)[2] == ("กองโยธา", True)
        assert Change.objects.filter(act="department.edited").count() == 2

    @pytest.mark.parametrize(
        ("name", "up", "order"),
        [
            ("กองช่าง", True, ["สำนักปลัด", "กองช่าง", "กองคลัง"]),
            ("สำนักปลัด", False, ["กองคลัง", "สำนักปลัด", "กองช่าง"]),
            ("สำนักปลัด", True, ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
            ("กองช่าง", False, ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ],
    )
    def test_moves_one_place(self, town, name, up, order):
        move_department(actor=town.standing("arun"), department_id=named(town, name), up=up)
        assert [each for each, _active in departments(town)] == order

    def test_another_agencys_is_not_there(self, town):
        other, arun = make_other_town(), town.standing("arun")
        pk = named(other, "กองช่าง")
        with pytest.raises(Department.DoesNotExist):
            edit_department(actor=arun, department_id=pk, name="ของเรา", is_active=False)
        with pytest.raises(Department.DoesNotExist):
            move_department(actor=arun, department_id=pk, up=True)
        assert departments(other) == [("สำนักปลัด", True), ("กองคลัง", True), ("กองช่าง", True)]

    def test_only_the_administrator(self, town):
        chai = town.standing("chai")
        with pytest.raises(PermissionDenied):
            open_department(actor=chai, name="กองใหม่")
        with pytest.raises(PermissionDenied):
            move_department(actor=chai, department_id=named(town, "กองช่าง"), up=True)
        assert [name for name, _active in departments(town)] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
