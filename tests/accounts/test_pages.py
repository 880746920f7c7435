"""The pages of people, departments and the installation, asked as a browser asks them."""

import datetime
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled

from accounts.models import Agency, Appointment, Department, Office, User
from audit.models import Change
from jobs.models import Job, JobState
from tests.world import PASSWORD, appoint, make_agency, make_operator, make_other_town, make_user

HOME = "/staff/ban-suan/"
NEW_PERSON = {
    "full_name": "มาลี ดีงาม", "username": "malee", "email": "malee@example.go.th", "office": "palad", "department": "",
    "position": "หัวหน้าสำนักปลัด", "acting_wording": "รักษาราชการแทน", "other_wording": "", "acting_for": "ปลัดเทศบาล",
    "order_no": "๑๒/๒๕๖๙", "starts_on": "๑ ตุลาคม ๒๕๖๘", "ends_on": "",
}  # fmt: skip


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


def appointment_of(town, office: str) -> Appointment:
    with scope(agency=town.agency):
        return Appointment.objects.get(office=office)


class TestArriving:
    def test_straight_into_the_only_agency(self, town, as_person):
        assert as_person(town.chai).get("/staff/").headers["Location"] == HOME

    def test_a_choice_of_two(self, town, as_person):
        other = make_other_town()
        appoint(town.chai, other.agency, Office.REPORTER)
        answer = as_person(town.chai).get("/staff/")
        assert set(answer.context["page"]) == {town.agency, other.agency}

    def test_without_an_office_one_is_told(self, db, as_person):
        page = as_person(make_user("nobody")).get("/staff/").content.decode()
        assert "ขณะนี้ท่านไม่มีหน้าที่ในหน่วยงานใด" in page

    def test_the_operator_comes_to_the_installation(self, db, as_person):
        assert as_person(make_operator()).get("/staff/").headers["Location"] == "/installation/"

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_who_is_not_logged_in_is_asked_to(self, town, prefix):
        asked = Client().get(prefix + HOME)
        assert asked.headers["Location"] == f"{prefix}/account/login/?next={prefix}{HOME}"

    def test_staff_pages_are_kept_by_no_cache(self, town, as_person):
        assert "no-store" in as_person(town.chai).get(HOME).headers["Cache-Control"]
        assert "no-store" in Client().get("/account/login/").headers["Cache-Control"]

    def test_the_demo_band(self, town, as_person):
        assert "demo-band" not in as_person(town.chai).get(HOME).content.decode()
        Agency.objects.update(is_demo=True)
        assert 'aria-label="ข้อมูลสาธิต">ข้อมูลสาธิต</aside>' in as_person(town.chai).get(HOME).content.decode()


class TestLeaving:
    def test_deactivated_means_out_at_the_next_request(self, town, as_person):
        client = as_person(town.chai)
        assert client.get(HOME).status_code == 200
        User.objects.filter(pk=town.chai.pk).update(is_active=False)
        assert client.get(HOME).headers["Location"] == f"/account/login/?next={HOME}"

    def test_an_ended_appointment_means_out_at_the_next_request(self, town, as_person):
        client, arun = as_person(town.chai), as_person(town.arun)
        assert client.get(HOME).status_code == 200
        held = appointment_of(town, Office.REPORTER)
        arun.post(f"{HOME}people/appointments/{held.pk}/end/", {"last_day": "1/1/2564"})
        assert client.get(HOME).status_code == 404

    def test_a_new_password_ends_open_logins(self, town, as_person):
        client, arun = as_person(town.chai), as_person(town.arun)
        shown = arun.post(f"{HOME}people/{town.chai.pk}/password/")
        assert client.get(HOME).status_code == 302
        town.chai.refresh_from_db()
        assert town.chai.check_password(shown.context["password"]) is True


class TestAppointing:
    def test_from_form_to_password(self, town, as_person):
        answer = as_person(town.arun).post(f"{HOME}people/new/", NEW_PERSON)
        password = answer.context["password"]
        assert password in answer.content.decode()
        with scope(agency=town.agency):
            made = Appointment.objects.get(user__username="malee")
        assert (made.acting_line, made.order_no) == ("รักษาราชการแทน ปลัดเทศบาล", "๑๒/๒๕๖๙")
        assert (made.starts_on, made.ends_on) == (datetime.date(2025, 10, 1), None)
        assert made.user.check_password(password) is True

    def test_an_own_acting_wording(self, town, as_person):
        typed = NEW_PERSON | {"acting_wording": "other", "other_wording": "ทำการแทน"}
        client = as_person(town.arun)
        client.post(f"{HOME}people/new/", typed)
        with scope(agency=town.agency):
            made = Appointment.objects.get(user__username="malee")
        assert made.acting_line == "ทำการแทน ปลัดเทศบาล"
        form = client.get(f"{HOME}people/appointments/{made.pk}/").context["form"]
        assert (form["acting_wording"].value(), form["other_wording"].value()) == ("other", "ทำการแทน")

    @pytest.mark.parametrize(
        ("typed", "field", "words"),
        [
            ({"starts_on": "1/10/2025"}, "starts_on", "2025 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2568"),
            ({"acting_for": ""}, "acting_for", "โปรดระบุตำแหน่งที่รักษาราชการแทน"),
            ({"acting_wording": ""}, "acting_wording", "โปรดเลือกถ้อยคำการรักษาราชการ หรือเว้นตำแหน่งที่รักษาราชการแทนไว้"),
            ({"acting_wording": "other"}, "other_wording", "โปรดระบุถ้อยคำ"),
            ({"ends_on": "30 กันยายน 2568"}, "ends_on", "วันสุดท้ายอยู่ก่อนวันแรก"),
            ({"username": "ma lee"}, "username", "ใช้ได้เฉพาะตัวอักษร ตัวเลข และเครื่องหมาย @ . + - _"),
            ({"office": ""}, "office", "โปรดกรอกข้อมูลช่องนี้"),
            ({"office": "king"}, "office", "โปรดเลือกจากตัวเลือกที่มี ไม่มีตัวเลือก king"),
            ({"full_name": ""}, "full_name", "โปรดกรอกข้อมูลช่องนี้"),
            ({"email": "มาลี"}, "email", "โปรดกรอกอีเมลที่ถูกต้อง"),
        ],
    )
    def test_refused_in_words_with_a_link_to_the_field(self, town, as_person, typed, field, words):
        answer = as_person(town.arun).post(f"{HOME}people/new/", NEW_PERSON | typed)
        assert answer.context["form"].errors[field] == [words]
        assert f'<a href="#id_{field}">' in answer.content.decode()
        assert User.objects.filter(username="malee").count() == 0

    def test_another_agencys_department_cannot_be_chosen(self, town, as_person):
        other = make_other_town()
        with scope(agency=other.agency):
            theirs = Department.objects.first().pk
        answer = as_person(town.arun).post(f"{HOME}people/new/", NEW_PERSON | {"department": theirs})
        assert list(answer.context["form"].errors) == ["department"]
        assert User.objects.filter(username="malee").count() == 0

    def test_typed_text_stays_text(self, town, as_person):
        name = "<script>alert(1)</script>"
        page = as_person(town.arun).post(f"{HOME}people/new/", NEW_PERSON | {"full_name": name}).content.decode()
        assert name not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


class TestLists:
    def test_now_later_and_over(self, town, as_person):
        appoint(
            make_user("soon", "เร็ว นี้"),
            town.agency,
            Office.MAYOR,
            starts_on=timezone.localdate() + datetime.timedelta(1),
        )
        appoint(make_user("old", "เคย อยู่"), town.agency, Office.MAYOR, ends_on=datetime.date(2021, 1, 1))
        client = as_person(town.arun)
        seen = {
            which: {one.user.username for one in client.get(f"{HOME}people/?show={which}").context["page"]}
            for which in ("now", "later", "past", "nonsense")
        }
        now = {"arun", "anong", "chai", "duangjai", "ekachai"}
        assert seen == {"now": now, "later": {"soon"}, "past": {"old"}, "nonsense": now}

    @pytest.mark.parametrize("path", ["people/", "departments/"])
    def test_as_many_questions_for_thirty_rows_as_for_a_few(self, town, as_person, path):
        client = as_person(town.arun)
        client.get(HOME + path)
        few = queries(client, HOME + path)
        for number in range(30):
            appoint(make_user(f"p{number}"), town.agency, Office.RECORDER)
            with scope(agency=town.agency):
                Department.objects.create(agency=town.agency, name=f"กอง {number}", position=number + 5)
        assert queries(client, HOME + path) == few <= 8
        page = client.get(HOME + path)
        assert len(page.context["page"]) == 25
        assert "?page=2" in page.content.decode()
        assert len(client.get(HOME + path + "?page=2").context["page"]) == page.context["page"].paginator.count - 25

    @pytest.mark.parametrize("path", ["/installation/agencies/", "/installation/jobs/", "/staff/?choose=1"])
    def test_the_operators_lists_too(self, db, as_person, path):
        operator = make_operator()
        client = as_person(operator)
        appoint(operator, make_agency("first"), Office.REPORTER)
        Job.objects.create(kind="reports.pdf", agency_id=Agency.objects.get().pk)
        client.get(path)
        few = queries(client, path)
        for number in range(30):
            agency = make_agency(f"a{number}")
            appoint(operator, agency, Office.REPORTER)
            Job.objects.create(kind="reports.pdf", agency_id=agency.pk)
        assert queries(client, path) == few <= 8
        assert len(client.get(path).context["page"]) == 25


class TestDoors:
    PATHS = (
        "",
        "people/",
        "people/new/",
        "people/{user}/",
        "people/{user}/password/",
        "people/appointments/{held}/",
        "people/appointments/{held}/end/",
        "departments/",
        "departments/new/",
        "departments/{department}/",
        "settings/",
    )

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_another_agency_answers_like_none(self, town, as_person, path, prefix):
        other = make_other_town()
        with scope(agency=other.agency):
            rest = path.format(
                user=other.chai.pk, held=Appointment.objects.first().pk, department=Department.objects.first().pk
            )
        client = as_person(town.arun)
        theirs = client.get(f"{prefix}/staff/khao-thong/{rest}")
        nobodys = client.get(f"{prefix}/staff/nowhere-at-all/{rest}")
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)

    @pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
    def test_another_agencys_row_answers_like_none(self, town, as_person, path):
        other = make_other_town()
        with scope(agency=other.agency):
            ids = {
                "user": other.chai.pk,
                "held": Appointment.objects.first().pk,
                "department": Department.objects.first().pk,
            }
        client = as_person(town.arun)
        theirs = client.get(HOME + path.format(**ids))
        nobodys = client.get(HOME + path.format(user=987654, held=987654, department=987654))
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)
        before = Change.objects.count()
        posted = client.post(HOME + path.format(**ids), NEW_PERSON | {"last_day": "1/1/2569", "name": "ของเรา"})
        assert (posted.status_code, posted.content, Change.objects.count()) == (404, nobodys.content, before)

    def test_the_answer_for_nothing_says_nothing_of_the_asker(self, town, as_person):
        asked = as_person(town.arun).get("/staff/nowhere-at-all/").content
        assert asked == Client().get("/nowhere-at-all/").content

    @pytest.mark.parametrize("name", ["anong", "chai", "duangjai", "ekachai"])
    def test_who_does_not_administer_sees_no_people(self, town, as_person, name):
        client = as_person(getattr(town, name))
        assert client.get(HOME).status_code == 200
        assert client.get(f"{HOME}people/").status_code == 404
        assert "/people/" not in client.get(HOME).content.decode()

    @pytest.mark.parametrize("path", ["", "agencies/", "agencies/new/", "agencies/ban-suan/administrators/", "jobs/"])
    def test_the_installation_is_the_operators(self, town, as_person, path):
        assert as_person(make_operator()).get("/installation/" + path).status_code == 200
        assert as_person(town.arun).get("/installation/" + path).status_code == 404

    def test_a_post_without_its_token_is_refused(self, town):
        client = Client(enforce_csrf_checks=True)
        client.force_login(town.arun)
        answer = client.post(f"{HOME}departments/new/", {"name": "กองใหม่"})
        assert (answer.status_code, "โปรดส่งข้อมูลอีกครั้ง" in answer.content.decode()) == (403, True)
        with scope(agency=town.agency):
            assert Department.objects.filter(name="กองใหม่").count() == 0


class TestDepartmentsAndAgency:
    def test_added_moved_and_retired(self, town, as_person):
        client = as_person(town.arun)
        client.post(f"{HOME}departments/new/", {"name": "กองการศึกษา"})
        with scope(agency=town.agency):
            made = Department.objects.get(name="กองการศึกษา")
        client.post(f"{HOME}departments/{made.pk}/move/", {"to": "up"})
        client.post(f"{HOME}departments/{made.pk}/", {"name": "กองการศึกษา"})
        with scope(agency=town.agency):
            assert list(Department.objects.values_list("name", "is_active")) == [
                ("สำนักปลัด", True), ("กองคลัง", True), ("กองการศึกษา", False), ("กองช่าง", True)
            ]  # fmt: skip

    def test_a_name_twice_is_refused_in_the_form(self, town, as_person):
        answer = as_person(town.arun).post(f"{HOME}departments/new/", {"name": "กองช่าง"})
        assert answer.context["form"].errors == {"name": ["มีกองชื่อนี้อยู่แล้ว"]}

    def test_the_profile(self, town, as_person):
        client = as_person(town.arun)
        typed = {"kind": "town_municipality", "name": "บ้านสวน", "full_name": "", "website": "example.go.th"}
        assert client.post(f"{HOME}settings/", typed).headers["Location"] == f"{HOME}settings/"
        town.agency.refresh_from_db()
        assert (town.agency.full_name, town.agency.website) == ("เทศบาลเมืองบ้านสวน", "https://example.go.th")


class TestInstallation:
    def test_from_nothing_to_a_working_agency(self, db, as_person):
        client = as_person(make_operator())
        typed = {"kind": "sao", "name": "ศรีพนา", "slug": "", "changwat": "ชลบุรี"}
        answer = client.post("/installation/agencies/new/", typed)
        agency = Agency.objects.get()
        page = f"/installation/agencies/{agency.slug}/administrators/"
        assert (answer.headers["Location"], agency.full_name) == (page, "องค์การบริหารส่วนตำบลศรีพนา")
        who = {
            "full_name": "อรุณ ใจงาม",
            "username": "arun",
            "email": "",
            "position": "นิติกร",
            "starts_on": "1 ต.ค. 2568",
        }
        password = client.post(page, who).context["password"]
        newcomer = Client()
        newcomer.post("/account/login/", {"login": "arun", "password": password})
        new = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
        newcomer.post("/account/password/change/", new)
        newcomer.post("/account/login/", {"login": "arun", "password": PASSWORD})
        assert newcomer.get(f"/staff/{agency.slug}/people/").status_code == 200

    def test_the_operator_reads_no_agencys_work(self, town, as_person):
        client = as_person(make_operator())
        assert client.get(HOME).status_code == 404
        assert client.get(f"{HOME}people/").status_code == 404

    def test_a_failed_job_is_done_again_and_no_other(self, db, as_person):
        client = as_person(make_operator())
        failed = Job.objects.create(kind="reports.pdf", state=JobState.FAILED, error_detail="<b>Traceback</b>")
        finished = Job.objects.create(kind="reports.pdf", state=JobState.DONE)
        page = client.get("/installation/jobs/?state=failed")
        assert [job.pk for job in page.context["page"]] == [failed.pk]
        assert "&lt;b&gt;Traceback&lt;/b&gt;" in page.content.decode()
        for job in (failed, finished):
            client.post(f"/installation/jobs/{job.pk}/retry/")
        states = dict(Job.objects.values_list("pk", "state"))
        assert states == {failed.pk: JobState.QUEUED, finished.pk: JobState.DONE}


class TestFrame:
    def test_the_other_language_keeps_the_address(self, town, as_person):
        client = as_person(town.arun)
        assert (
            'href="/en/staff/ban-suan/people/?show=past&amp;page=1"'
            in client.get(f"{HOME}people/?show=past&page=1").content.decode()
        )
        assert f'href="{HOME}people/"' in client.get(f"/en{HOME}people/").content.decode()

    def test_the_title_says_what_and_whose(self, town, as_person):
        page = as_person(town.arun).get(f"{HOME}people/").content.decode()
        assert "<title>บุคลากรและการแต่งตั้ง · เทศบาลตำบลบ้านสวน · ระบบงาน ITA</title>" in page

    def test_no_page_has_a_style_or_script_inside(self, town, as_person):
        client = as_person(town.arun)
        with scopes_disabled():
            held = Appointment.objects.first().pk
        for path in ("", "people/", "people/new/", f"people/appointments/{held}/", "departments/", "settings/"):
            page = client.get(HOME + path).content.decode()
            assert " style=" not in page
            assert "<style" not in page
            assert page.count("<script") == page.count("<script src=")

    def test_an_acting_hat_is_shown_with_its_wording(self, town, as_person):
        acting = {"acting_wording": "รักษาราชการแทน", "acting_for": "ปลัดเทศบาล"}
        appoint(town.chai, town.agency, Office.PALAD, "หัวหน้าสำนักปลัด", **acting)
        assert "ปลัด (รักษาราชการแทน) · ผู้รายงาน" in as_person(town.chai).get(HOME).content.decode()

    @pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
    @pytest.mark.parametrize(("language", "other"), [("th", "[A-Za-z]{3,}"), ("en", "[ก-๙]")])
    def test_pages_for_what_went_wrong_stand_alone_in_either_language(self, name, language, other):
        with translation.override(language):
            page = render_to_string(name)
        told = re.sub(r"<[^>]+>|ITA", "", page)
        assert "<h1>" in page
        assert re.findall(other, told) == []
