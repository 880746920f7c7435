"""Demonstration data: three transcribed documents, each with invented people in every office, and one shared password.

Everybody and everything here is invented but the documents; each agency is marked ``is_demo``, so that every page and
PDF says so. Made once: a second run adds what is missing and touches nothing that is there.

Not here: the documents (``fixtures/demo``), reading them (``reports.interchange``).
"""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_scopes import scope, scopes_disabled

from accounts.doors import standing_in
from accounts.models import ActingWording, Agency, Appointment, Department, Office, User
from accounts.passwords import one_time_password
from indicators.models import ItemSet
from measures.models import Activity, Disclosure, IndicatorProgress, Plan
from measures.services import open_year
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
SINCE = datetime.date(2020, 10, 1)
OPERATOR = ("demo-operator", "นายโอภาส สาธิตการ")
_DEPARTMENT = re.compile(r"สำนักปลัด|กอง\S+")
_PASSWORD_LINE = re.compile(r"^รหัสผ่าน / Password: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Person:
    """Somebody invented in one office."""

    office: Office
    full_name: str
    position: str
    acting_wording: str = ""
    acting_for: str = ""
    department: str = ""


@dataclass(frozen=True)
class Town:
    """A document, the agency's short name, its people; user names are ``<slug>-<office>``.

    ``next_year``: a year opened from the document's, with everything still to be recorded.
    """

    document: str
    slug: str
    people: tuple[Person, ...]
    next_year: int | None = None


TOWNS = (
    Town(
        "000.yaml",
        "sansaingam",
        (
            Person(Office.ADMINISTRATOR, "นางสาวพิมพ์ใจ ดอกแก้ว", "นักจัดการงานทั่วไปชำนาญการ"),
            Person(Office.RECORDER, "นายภูผา คำหล้า", "นักวิชาการเงินและบัญชี", department="กองคลัง"),
            Person(Office.REPORTER, "นางสาวแก้วตา แสนสุข", "นิติกรปฏิบัติการ"),
            Person(
                Office.PALAD, "นายบุญมี ศรีวงค์", "หัวหน้าสำนักปลัด", ActingWording.RAKSA_KAN_THAEN.value, "ปลัดเทศบาล"
            ),
            Person(Office.MAYOR, "นายอินทร ใจแก้ว", "นายกเทศมนตรีตำบลสันทรายงาม"),
        ),
    ),
    Town(
        "001.yaml",
        "phaidum",
        (
            Person(Office.ADMINISTRATOR, "นายสมหวัง ไผ่งาม", "นักทรัพยากรบุคคลชำนาญการ"),
            Person(Office.RECORDER, "นางรำไพ ทองดี", "นายช่างโยธาชำนาญงาน", department="กองช่าง"),
            Person(Office.REPORTER, "นางสาวชลธิชา นาคำ", "นักวิเคราะห์นโยบายและแผนปฏิบัติการ"),
            Person(Office.PALAD, "นางวรรณา สุขเกษม", "ปลัดเทศบาล"),
            Person(Office.MAYOR, "นายประยงค์ บุญรอด", "นายกเทศมนตรีตำบลไผ่ดำพัฒนา"),
        ),
        next_year=2569,
    ),
    Town(
        "002.yaml",
        "sriphana",
        (
            Person(Office.ADMINISTRATOR, "นางสาวสายฝน ภูทอง", "เจ้าพนักงานธุรการชำนาญงาน"),
            Person(Office.RECORDER, "นายธนา เซกาวงศ์", "นักวิชาการคลังปฏิบัติการ", department="กองคลัง"),
            Person(
                Office.REPORTER, "นายวิชัย โพนงาม", "หัวหน้าฝ่ายปกครอง",
                ActingWording.RAKSA_KAN_THAEN.value, "หัวหน้าสำนักปลัด",
            ),
            Person(
                Office.PALAD, "นางสุดารัตน์ บึงแก้ว", "รองปลัดเทศบาล",
                ActingWording.RATCHAKAN_THAEN.value, "ปลัดเทศบาลตำบลศรีพนา",
            ),
            Person(Office.MAYOR, "นายคำพัน เรืองชัย", "นายกเทศมนตรีตำบลศรีพนา"),
        ),
    ),
)  # fmt: skip


class DemoRefused(Exception):
    """Demonstration people with a known password have no place in this installation."""


@dataclass(frozen=True)
class Demo:
    """What a run found or made: the list of accounts, and years whose item sets are not loaded."""

    accounts_file: Path
    new_years: int
    new_people: int
    years_without_item_set: tuple[int, ...]
    left_alone: tuple[str, ...] = ()
    """Short names that belong to agencies which are no demonstration."""


def accounts_file() -> Path:
    return Path(settings.ITA_DATA_DIR) / "demo-accounts.txt"


@transaction.atomic
def load_demo() -> Demo:
    """Make the demonstration agencies, years and people that are missing, and the list of accounts.

    Raises DemoRefused in production, and wherever ``ITA_ALLOW_DEMO`` is off.
    """
    if settings.ITA_ENV == "production" or not settings.ITA_ALLOW_DEMO:
        raise DemoRefused
    file = accounts_file()
    known = _PASSWORD_LINE.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    password = known[1] if known else one_time_password()
    new_years, years = 0, set()
    users: list[tuple[User, bool]] = [_user(*OPERATOR, password, is_operator=True)]
    real = Agency.objects.filter(slug__in=[town.slug for town in TOWNS], is_demo=False)
    left_alone = tuple(real.values_list("slug", flat=True))
    towns = [town for town in TOWNS if town.slug not in left_alone]
    for town in towns:
        agency, year, is_new = _year_of(town)
        years.add(year)
        new_years += is_new
        with scope(agency=agency):
            _departments(agency)
            users += [_appointed(agency, town, person, password) for person in town.people]
            if is_new and town.next_year:
                new_years += _opened_next(agency, town, year)
    if known is None:
        _give_password([user for user, is_new in users if not is_new], password)
        _write_list(file, password, towns)
    loaded_sets = set(ItemSet.objects.values_list("fiscal_year", flat=True))
    return Demo(file, new_years, sum(is_new for _one, is_new in users), tuple(sorted(years - loaded_sets)), left_alone)


def _year_of(town: Town) -> tuple[Agency, int, bool]:
    """The town's agency and year; a year that is there stays as people have left it."""
    document = read_file(FOLDER / town.document)
    year = document["fiscal_years"]["report"]
    agency = Agency.objects.filter(slug=town.slug).first()
    if agency is not None:
        with scope(agency=agency):
            if Plan.objects.filter(agency=agency, fiscal_year=year).exists():
                return agency, year, False
    loaded = load_document(document=document, slug=town.slug)
    if agency is None:
        Agency.objects.filter(pk=loaded.agency.pk).update(is_demo=True)
    return loaded.agency, year, True


def _opened_next(agency: Agency, town: Town, year: int) -> bool:
    """Open the year after the document's as its reporter would; False where people have opened it themselves."""
    if Plan.objects.filter(agency=agency, fiscal_year=town.next_year).exists():
        return False
    reporter = User.objects.get(username=f"{town.slug}-{Office.REPORTER.value}")
    actor = standing_in(user=reporter, slug=agency.slug)
    if actor is None:
        return False
    open_year(
        actor=actor, fiscal_year=town.next_year, carry_from=Plan.objects.get(agency=agency, fiscal_year=year)
    )
    return True


def _departments(agency: Agency) -> None:
    """The divisions that the documents name as responsible, unless somebody has already set some up."""
    if Department.objects.exists():
        return
    rows = [row for model in (Activity, IndicatorProgress, Disclosure) for row in model.objects.all()]
    named = [unit for row in rows for unit in row.units]
    found = [name for name in dict.fromkeys(named) if _DEPARTMENT.fullmatch(name)]
    Department.objects.bulk_create(
        Department(agency=agency, name=name, position=number) for number, name in enumerate(found)
    )


def _appointed(agency: Agency, town: Town, person: Person, password: str) -> tuple[User, bool]:
    user, is_new = _user(f"{town.slug}-{person.office.value}", person.full_name, password)
    if is_new:
        department = Department.objects.filter(name=person.department).first() if person.department else None
        Appointment.objects.create(
            agency=agency, user=user, office=person.office, department=department, position=person.position,
            acting_wording=person.acting_wording, acting_for=person.acting_for, starts_on=SINCE,
        )  # fmt: skip
    return user, is_new


def _user(username: str, full_name: str, password: str, **values: bool) -> tuple[User, bool]:
    user = User.objects.filter(username__iexact=username).first()
    if user is not None:
        return user, False
    return User.objects.create_user(username=username, full_name=full_name, password=password, **values), True


def _give_password(users: list[User], password: str) -> None:
    """The list is lost and with it the password, so demo people who are here already get the new one."""
    with scopes_disabled():  # three agencies at once
        ours = set(Appointment.objects.filter(agency__is_demo=True).values_list("user_id", flat=True))
    for user in users:
        if user.pk not in ours and user.username != OPERATOR[0]:
            continue
        user.set_password(password)
        user.save(update_fields=["password"])


def _write_list(file: Path, password: str, towns: list[Town]) -> None:
    """For the eyes of whoever runs this installation only."""
    lines = [
        "บัญชีสำหรับข้อมูลสาธิต ทุกบัญชีใช้รหัสผ่านเดียวกัน บุคคลทั้งหมดเป็นชื่อสมมติ",
        "Accounts of the demonstration; one password for all. All people are invented.",
        "",
        f"รหัสผ่าน / Password: {password}",
        "",
        f"{OPERATOR[0]:<26} {_in_both(_('Operator of the installation'))}",
    ]
    for town in towns:
        agency = Agency.objects.get(slug=town.slug)
        lines += ["", f"{agency.full_name} (/staff/{agency.slug}/)"]
        lines += [
            f"{f'{town.slug}-{person.office.value}':<26} {_in_both(person.office.label)} · {person.full_name}"
            for person in town.people
        ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as target:
        target.write("\n".join(lines) + "\n")


def _in_both(label: object) -> str:
    words = []
    for language in ("th", "en"):
        with translation.override(language):
            words.append(str(label))
    return " / ".join(dict.fromkeys(words))
