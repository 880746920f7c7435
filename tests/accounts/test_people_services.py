"""Appointing, correcting and ending; a refused deed changes nothing."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied, ValidationError
from django_scopes import scope, scopes_disabled

from accounts.models import Appointment, Department, Office, User
from accounts.selectors import agencies_of, appointments_of, holder_of
from accounts.services import people
from audit.models import Change
from tests.world import PASSWORD, SINCE, appoint, make_operator, make_other_town, make_town, make_user

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 5)
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_fixed_day():
    with time_machine.travel(datetime.datetime(2026, 3, 5, 10, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def town():
    return make_town()


def a_post(**values) -> people.Post:
    return people.Post(
        **({"office": Office.REPORTER, "position": "นักวิเคราะห์นโยบายและแผน", "starts_on": SINCE} | values)
    )


def appoint_new(town, post=None, **who):
    asked = {"username": "malee", "email": "malee@example.go.th", "full_name": "มาลี ดีงาม"} | who
    return people.appoint_person(actor=town.standing("arun"), post=post or a_post(), **asked)


def everything() -> tuple:
    """What a refused deed must leave alone."""
    with scopes_disabled():
        return (
            list(User.objects.order_by("pk").values()),
            list(Appointment.objects.order_by("pk").values()),
            Change.objects.count(),
        )


def refused(deed, kind=ValidationError) -> BaseException:
    before = everything()
    with pytest.raises(kind) as caught:
        deed()
    assert everything() == before
    return caught.value


class TestAppointing:
    def test_a_new_person_comes_in_with_the_one_time_password_alone(self, town):
        appointed = appoint_new(town)
        user = User.objects.get(username="malee")
        assert authenticate(None, username="malee", password=appointed.one_time_password) == user
        assert user.must_change_password is True
        assert [one.office for one in appointments_of(user=user, agency=town.agency)] == ["reporter"]

    def test_change_rows_say_who_did_what_and_never_the_password(self, town):
        password = appoint_new(town).one_time_password
        rows = list(Change.objects.order_by("pk").values_list("act", "actor_name", "office", "agency_id"))
        assert rows == [
            ("people.registered", "อรุณ ใจงาม", "administrator", town.agency.pk),
            ("people.appointed", "อรุณ ใจงาม", "administrator", town.agency.pk),
        ]
        assert password not in str(list(Change.objects.values()))

    def test_a_person_of_another_agency_is_found_by_both_and_keeps_name_and_password(self, town):
        other = make_other_town()
        appointed = appoint_new(town, username="FAH-chai", email="fah-CHAI@example.go.th", full_name="ใครก็ได้")
        assert appointed.one_time_password == ""
        assert appointed.appointment.user == other.chai
        other.chai.refresh_from_db()
        assert (other.chai.full_name, other.chai.check_password(PASSWORD)) == ("ชัย ตั้งตรง", True)
        assert set(agencies_of(user=other.chai)) == {town.agency, other.agency}

    @pytest.mark.parametrize(
        ("username", "email"),
        [
            ("fah-chai", "new@example.go.th"),
            ("new", "fah-chai@example.go.th"),
            ("fah-chai", "fah-anong@example.go.th"),
            ("fah-chai", ""),
        ],
    )
    def test_half_a_match_is_refused_in_the_same_words(self, town, username, email):
        make_other_town()
        wrong = refused(lambda: appoint_new(town, username=username, email=email))
        assert wrong.messages == ["ชื่อผู้ใช้และอีเมลนี้ใช้ร่วมกันไม่ได้ โปรดใช้ชื่อผู้ใช้หรืออีเมลอื่น"]

    def test_someone_shut_out_is_not_appointed(self, town):
        make_user("gone", is_active=False)
        refused(lambda: appoint_new(town, username="gone", email="gone@example.go.th"))

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "clash"),
        [
            (YESTERDAY, None, True),
            (datetime.date(2010, 1, 1), SINCE, True),
            (datetime.date(2010, 1, 1), SINCE - datetime.timedelta(days=1), False),
        ],
    )
    def test_the_same_office_twice_at_a_time_is_refused(self, town, starts_on, ends_on, clash):
        def deed():
            who = {"username": "chai", "email": "chai@example.go.th"}
            return appoint_new(town, a_post(starts_on=starts_on, ends_on=ends_on), **who)

        if clash:
            assert list(refused(deed).message_dict) == ["starts_on"]
        else:
            assert deed().appointment.ends_on == ends_on

    def test_one_may_record_for_two_departments(self, town):
        with scope(agency=town.agency):
            works = Department.objects.get(name="กองช่าง")
        post = a_post(office=Office.RECORDER, department=works)
        appointed = appoint_new(town, post, username="anong", email="anong@example.go.th")
        assert appointed.appointment.department == works
        assert len(appointments_of(user=town.anong, agency=town.agency)) == 2

    def test_two_people_may_hold_an_office_and_the_later_one_signs(self, town):
        acting = a_post(
            office=Office.PALAD, position="หัวหน้าสำนักปลัด", acting_wording="รักษาราชการแทน", acting_for="ปลัดเทศบาล",
            starts_on=YESTERDAY, ends_on=TODAY,
        )  # fmt: skip
        appoint_new(town, acting)
        held = holder_of(agency=town.agency, office=Office.PALAD)
        assert (held.user.full_name, held.acting_line) == ("มาลี ดีงาม", "รักษาราชการแทน ปลัดเทศบาล")
        next_day = TODAY + datetime.timedelta(days=1)
        assert holder_of(agency=town.agency, office=Office.PALAD, on=next_day).user == town.duangjai

    @pytest.mark.parametrize("name", ["chai", "anong", "duangjai", "ekachai"])
    def test_only_the_administrator_appoints(self, town, name):
        actor = town.standing(name)
        who = {"username": "m", "email": "", "full_name": "ม"}
        refused(lambda: people.appoint_person(actor=actor, post=a_post(), **who), PermissionDenied)


class TestCorrectingAndEnding:
    def chosen(self, town, office) -> Appointment:
        with scope(agency=town.agency):
            return Appointment.objects.get(office=office)

    def test_ending_yesterday_shuts_out_now(self, town):
        held = self.chosen(town, Office.REPORTER)
        people.end_appointment(actor=town.standing("arun"), appointment_id=held.pk, last_day=YESTERDAY)
        assert appointments_of(user=town.chai, agency=town.agency) == []
        row = Change.objects.get()
        assert (row.act, row.before, row.after) == (
            "people.appointment_ended", {"ends_on": None}, {"ends_on": "2026-03-04"}
        )  # fmt: skip

    def test_ending_today_keeps_the_day(self, town):
        held = self.chosen(town, Office.REPORTER)
        people.end_appointment(actor=town.standing("arun"), appointment_id=held.pk, last_day=TODAY)
        assert appointments_of(user=town.chai, agency=town.agency) == [held]

    def test_an_end_before_the_start_is_refused(self, town):
        held = self.chosen(town, Office.REPORTER)
        arun = town.standing("arun")
        day = SINCE - datetime.timedelta(days=1)
        wrong = refused(lambda: people.end_appointment(actor=arun, appointment_id=held.pk, last_day=day))
        assert list(wrong.message_dict) == ["last_day"]

    def test_the_last_administrator_stays(self, town):
        held, arun = self.chosen(town, Office.ADMINISTRATOR), town.standing("arun")
        refused(lambda: people.end_appointment(actor=arun, appointment_id=held.pk, last_day=YESTERDAY))
        refused(lambda: people.edit_appointment(actor=arun, appointment_id=held.pk, post=a_post()))
        refused(
            lambda: people.edit_person(
                actor=arun, user_id=town.arun.pk, full_name="อรุณ ใจงาม", email="arun@example.go.th", is_active=False
            )
        )
        appoint(town.chai, town.agency, Office.ADMINISTRATOR)
        people.end_appointment(actor=arun, appointment_id=held.pk, last_day=YESTERDAY)
        assert appointments_of(user=town.arun, agency=town.agency) == []

    def test_an_edit_is_kept_with_what_stood_before(self, town):
        held = self.chosen(town, Office.REPORTER)
        post = a_post(position="นักจัดการงานทั่วไป", order_no="12/2569")
        people.edit_appointment(actor=town.standing("arun"), appointment_id=held.pk, post=post)
        row = Change.objects.get()
        assert row.before == {"order_no": "", "position": "นักวิเคราะห์นโยบายและแผน"}
        assert row.after == {"order_no": "12/2569", "position": "นักจัดการงานทั่วไป"}

    def test_an_edit_that_changes_nothing_leaves_no_row(self, town):
        held = self.chosen(town, Office.REPORTER)
        people.edit_appointment(actor=town.standing("arun"), appointment_id=held.pk, post=a_post())
        assert Change.objects.count() == 0

    def test_another_agencys_appointment_is_not_there(self, town):
        held, arun = self.chosen(make_other_town(), Office.REPORTER), town.standing("arun")
        refused(
            lambda: people.edit_appointment(actor=arun, appointment_id=held.pk, post=a_post()), Appointment.DoesNotExist
        )
        refused(
            lambda: people.end_appointment(actor=arun, appointment_id=held.pk, last_day=TODAY), Appointment.DoesNotExist
        )


class TestLoginsInOneHand:
    def test_a_new_password_ends_the_old_one(self, town):
        user, password = people.renew_password(actor=town.standing("arun"), user_id=town.chai.pk)
        assert (user.check_password(password), user.check_password(PASSWORD)) == (True, False)
        assert user.must_change_password is True

    def test_a_login_of_two_agencies_is_out_of_reach(self, town):
        other = make_other_town()
        appoint(town.chai, other.agency, Office.RECORDER, ends_on=SINCE)
        arun = town.standing("arun")
        refused(lambda: people.renew_password(actor=arun, user_id=town.chai.pk), PermissionDenied)
        known = {"full_name": "ชัย", "email": "x@example.go.th", "is_active": True}
        refused(lambda: people.edit_person(actor=arun, user_id=town.chai.pk, **known), PermissionDenied)

    def test_an_operators_login_is_out_of_reach(self, town):
        operator = make_operator()
        appoint(operator, town.agency, Office.REPORTER)
        refused(lambda: people.renew_password(actor=town.standing("arun"), user_id=operator.pk), PermissionDenied)

    def test_a_stranger_is_not_there(self, town):
        other, arun = make_other_town(), town.standing("arun")
        refused(lambda: people.renew_password(actor=arun, user_id=other.chai.pk), User.DoesNotExist)

    def test_the_old_address_no_longer_opens_the_login(self, town):
        EmailAddress.objects.create(user=town.chai, email="chai@example.go.th", primary=True, verified=True)
        known = {"full_name": "ชัย ตั้งตรง", "email": "chai.new@example.go.th", "is_active": True}
        people.edit_person(actor=town.standing("arun"), user_id=town.chai.pk, **known)
        assert authenticate(None, email="chai@example.go.th", password=PASSWORD) is None
        assert authenticate(None, email="chai.new@example.go.th", password=PASSWORD) == town.chai

    def test_an_address_somebody_else_has_is_refused(self, town):
        known = {"full_name": "ชัย", "email": "ARUN@example.go.th", "is_active": True}
        wrong = refused(lambda: people.edit_person(actor=town.standing("arun"), user_id=town.chai.pk, **known))
        assert list(wrong.message_dict) == ["email"]


class TestOperator:
    def test_appoints_an_administrator_and_nobody_else(self, town):
        operator = make_operator()
        who = {"username": "new", "email": "", "full_name": "ใหม่ มาก", "agency": town.agency}
        refused(lambda: people.appoint_administrator(actor=operator, post=a_post(), **who), PermissionDenied)
        post = a_post(office=Office.ADMINISTRATOR, position="นิติกร")
        refused(lambda: people.appoint_administrator(actor=town.arun, post=post, **who), PermissionDenied)
        appointed = people.appoint_administrator(actor=operator, post=post, **who)
        assert appointed.appointment.office == Office.ADMINISTRATOR
        assert set(Change.objects.values_list("actor_name", "office")) == {("โอภาส ผู้ดูแลระบบ", "operator")}
