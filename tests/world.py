"""People with fixed meanings, so that a test name plus a person is a sentence.

Anong records for a department, Chai reports, Duangjai is the palad, Ekachai the mayor, Arun administers the agency;
Fah administers *another* agency; Oper runs the installation; Guest holds nothing. All names are invented.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django_scopes import scope

from accounts.doors import Standing, standing_in
from accounts.models import Agency, AgencyKind, Appointment, Department, Office, User

PASSWORD = "สวนมะม่วง-ริมคลอง-2569"
SINCE = datetime.date(2020, 10, 1)


def make_agency(slug: str = "ban-suan", name: str = "บ้านสวน", **values) -> Agency:
    """A tenant municipality."""
    defaults = {"kind": AgencyKind.SUBDISTRICT, "full_name": f"เทศบาลตำบล{name}", "amphoe": "เมือง", "changwat": "ชลบุรี"}
    return Agency.objects.create(slug=slug, name=name, **(defaults | values))


def make_user(username: str, full_name: str = "", **values) -> User:
    """A person with the shared test password."""
    return User.objects.create_user(
        username=username,
        email=values.pop("email", f"{username}@example.go.th"),
        password=PASSWORD,
        full_name=full_name or username,
        **values,
    )


def appoint(user: User, agency: Agency, office: str, position: str = "", **values) -> Appointment:
    """Put a person into an office from long ago, without end unless ``ends_on`` is given."""
    with scope(agency=agency):
        return Appointment.objects.create(
            user=user,
            agency=agency,
            office=office,
            position=position or str(Office(office).label),
            starts_on=values.pop("starts_on", SINCE),
            **values,
        )


@dataclass
class Town:
    """An agency with one person per office; ``anong`` … ``arun`` are users, ``standing("chai")`` their standing."""

    agency: Agency
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def standing(self, name: str) -> Standing:
        standing = standing_in(user=self.people[name], slug=self.agency.slug)
        assert standing is not None
        return standing


CAST = (
    ("arun", "อรุณ ใจงาม", Office.ADMINISTRATOR, "นักจัดการงานทั่วไป"),
    ("anong", "อนงค์ ศรีสวน", Office.RECORDER, "นักวิชาการเงินและบัญชี"),
    ("chai", "ชัย ตั้งตรง", Office.REPORTER, "นักวิเคราะห์นโยบายและแผน"),
    ("duangjai", "ดวงใจ มั่นคง", Office.PALAD, "ปลัดเทศบาล"),
    ("ekachai", "เอกชัย รุ่งเรือง", Office.MAYOR, "นายกเทศมนตรีตำบลบ้านสวน"),
)


def make_town(slug: str = "ban-suan", name: str = "บ้านสวน", prefix: str = "", **values) -> Town:
    """An agency with departments and the whole cast; ``prefix`` keeps user names apart when there are two towns."""
    agency = make_agency(slug, name, **values)
    with scope(agency=agency):
        departments = [
            Department.objects.create(agency=agency, name=each, position=number)
            for number, each in enumerate(("สำนักปลัด", "กองคลัง", "กองช่าง"))
        ]
    town = Town(agency)
    for key, full_name, office, position in CAST:
        user = make_user(f"{prefix}{key}", full_name)
        appoint(user, agency, office, position, department=departments[1] if office == Office.RECORDER else None)
        town.people[key] = user
    return town


def make_other_town() -> Town:
    """Another agency with its own people (user names start with ``fah-``): what must never leak."""
    return make_town("khao-thong", "เขาทอง", prefix="fah-")


def make_operator() -> User:
    """The operator of the installation, in no office."""
    return make_user("oper", "โอภาส ผู้ดูแลระบบ", is_operator=True)
