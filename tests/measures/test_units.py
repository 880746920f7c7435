"""Printed units name departments, however a document writes them."""

import pytest

from accounts.models import Department
from measures.units import departments_of

NAMES = ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองช่างสุขาภิบาล", "กองการศึกษา ศาสนาและวัฒนธรรม")
DEPARTMENTS = [Department(pk=number, name=name) for number, name in enumerate(NAMES, start=1)]


@pytest.mark.parametrize(
    ("units", "named"),
    [
        ([], []),
        (["กองคลัง"], ["กองคลัง"]),
        (["กองช่าง", "กองคลัง"], ["กองคลัง", "กองช่าง"]),
        (["กองคลัง / กองช่าง"], ["กองคลัง", "กองช่าง"]),
        (["  กอง คลัง\n(งานพัสดุ)"], ["กองคลัง"]),
        (["กอง\u200bคลัง"], ["กองคลัง"]),
        (["สำนักปลัด"], ["สำนักปลัดเทศบาล"]),
        (["สำนักปลัด งานนิติการ"], ["สำนักปลัดเทศบาล"]),
        (["สํานักปลัดเทศบาล"], ["สำนักปลัดเทศบาล"]),
        (["กองช่างสุขาภิบาล"], ["กองช่างสุขาภิบาล"]),
        (["กองช่างสุขาภิบาล และ กองช่าง"], ["กองช่าง", "กองช่างสุขาภิบาล"]),
        (["กองการศึกษา ศาสนาและวัฒนธรรม"], ["กองการศึกษา ศาสนาและวัฒนธรรม"]),
        (["เจ้าหน้าที่ประชาสัมพันธ์"], []),
        (["คลัง"], []),
        (["ทุกสำนัก/กอง"], list(NAMES)),
        (["ทุกส่วนงาน"], list(NAMES)),
        (["ทุกกอง"], list(NAMES)),
        (["กองคลัง", "ทุก ส่วนราชการ"], list(NAMES)),
    ],
)  # fmt: skip
def test_units_name_departments(units, named):
    assert [each.name for each in departments_of(units, DEPARTMENTS)] == named


def test_no_departments_name_nobody():
    assert departments_of(["ทุกกอง", "กองคลัง"], []) == []


def test_a_department_called_only_by_its_kind_is_still_found():
    only = [Department(pk=1, name="เทศบาล")]
    assert departments_of(["เทศบาล"], only) == only
    assert departments_of(["กองคลัง"], only) == []
