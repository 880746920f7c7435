"""Coming in by user name or e-mail address, being kept out, and what a one-time password asks for."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.services.people import appoint_person
from tests.accounts.test_people_services import a_post
from tests.world import PASSWORD, make_operator, make_other_town, make_user

LOGIN = "/account/login/"


def log_in(client: Client, name: str, password: str = PASSWORD, path: str = LOGIN, **more):
    return client.post(path, {"login": name, "password": password} | more)


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("name", ["chai", "CHAI", "chai@example.go.th", "Chai@Example.go.th", " chai "])
def test_by_user_name_or_address(town, name):
    client = Client()
    answer = log_in(client, name)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
    assert who(client) == str(town.chai.pk)


def test_in_english_one_stays_in_english(town):
    assert log_in(Client(), "chai", path="/en" + LOGIN).headers["Location"] == "/en/staff/"


def test_the_page_asked_for_comes_after(town):
    client = Client()
    asked = client.get("/staff/ban-suan/people/")
    assert asked.headers["Location"] == "/account/login/?next=/staff/ban-suan/people/"
    assert log_in(client, "arun", next="/staff/ban-suan/people/").headers["Location"] == "/staff/ban-suan/people/"


def test_another_site_does_not_come_after(town):
    assert log_in(Client(), "arun", next="https://evil.example/").headers["Location"] == "/staff/"
    assert log_in(Client(), "arun", next="//evil.example/").headers["Location"] == "/staff/"


@pytest.mark.parametrize(("name", "password"), [("chai", "ไม่ใช่"), ("nobody", PASSWORD), ("no@example.go.th", PASSWORD)])
def test_refused_in_the_same_words_whoever_asked(town, name, password):
    client = Client()
    answer = log_in(client, name, password)
    assert answer.context["form"].non_field_errors() == ["ชื่อผู้ใช้ อีเมล หรือรหัสผ่านไม่ถูกต้อง"]
    assert who(client) is None


def test_a_login_shut_out_is_told_so_only_with_the_right_password(town):
    make_user("gone", is_active=False)
    client = Client()
    assert log_in(client, "gone").headers["Location"] == reverse("account_inactive")
    assert log_in(client, "gone", "ไม่ใช่").context["form"].errors
    assert who(client) is None


def test_after_ten_failures_even_the_right_password_waits(town):
    for _attempt in range(10):
        log_in(Client(), "chai", "ไม่ใช่")
    client = Client()
    answer = log_in(client, "chai")
    assert answer.context["form"].non_field_errors() == ["เข้าสู่ระบบไม่สำเร็จหลายครั้งเกินไป โปรดรอสักครู่แล้วลองใหม่"]
    assert who(client) is None


def test_forwarded_addresses_do_not_reset_the_count(town):
    for number in range(20):
        Client().post(LOGIN, {"login": f"p{number}", "password": "x"}, headers={"X-Forwarded-For": f"10.0.0.{number}"})
    answer = Client().post(LOGIN, {"login": "chai", "password": PASSWORD}, headers={"X-Forwarded-For": "10.9.9.9"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_too_many_requests_answer_429_in_words(town):
    answers = [Client().get(LOGIN) if number < 30 else log_in(Client(), "chai") for number in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    refused = [log_in(Client(), "x", "x") for _attempt in range(40)][-1]
    assert refused.status_code == 429
    assert "มีการส่งคำขอถี่เกินไป" in refused.content.decode()


def test_a_lock_leaves_somebody_inside_alone(town, as_person):
    inside = as_person(town.ekachai)
    for _attempt in range(11):
        log_in(Client(), "ekachai", "ไม่ใช่")
    assert inside.get("/staff/ban-suan/").status_code == 200


def test_logging_out_needs_a_press(town, as_person):
    client = as_person(town.chai)
    client.get("/account/logout/")
    assert who(client) == str(town.chai.pk)
    assert client.post("/account/logout/").headers["Location"] == LOGIN
    assert who(client) is None


def test_the_session_changes_its_name_at_login(town):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = client.cookies["sessionid"].value
    log_in(client, "chai")
    assert client.cookies["sessionid"].value != planted
    assert who(client) == str(town.chai.pk)


class TestOneTimePassword:
    def newcomer(self, town):
        who = {"username": "malee", "email": "malee@example.go.th", "full_name": "มาลี ดีงาม"}
        return appoint_person(actor=town.standing("arun"), post=a_post(), **who)

    def test_opens_nothing_until_it_is_replaced(self, town):
        client = Client()
        password = self.newcomer(town).one_time_password
        log_in(client, "malee", password)
        for path in ("/staff/", "/staff/ban-suan/"):
            assert client.get(path).headers["Location"] == "/account/password/change/"
        page = client.get("/account/password/change/").content.decode()
        assert "ท่านเข้าสู่ระบบด้วยรหัสผ่านใช้ครั้งเดียว" in page

    def test_replaced_it_is_worth_nothing(self, town):
        client, password = Client(), self.newcomer(town).one_time_password
        log_in(client, "malee", password)
        new = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
        client.post("/account/password/change/", new)
        assert who(client) is None
        log_in(client, "malee", password)
        assert who(client) is None
        assert log_in(client, "malee").headers["Location"] == "/staff/"
        assert client.get("/staff/ban-suan/").status_code == 200

    @pytest.mark.parametrize(
        ("new", "words"),
        [
            ("สั้นไป", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร"),
            ("258369147025", "รหัสผ่านมีแต่ตัวเลข โปรดเพิ่มตัวอักษร"),
            ("chai@example.go.th", "รหัสผ่านคล้ายกับชื่อหรืออีเมลของท่านมากเกินไป"),
            ("เทศบาลตำบล-2569", "รหัสผ่านนี้เดาง่าย โปรดใช้รหัสผ่านอื่น"),
            ("ITAportal2569!", "รหัสผ่านนี้เดาง่าย โปรดใช้รหัสผ่านอื่น"),
            ("passwordpassword", "รหัสผ่านนี้เดาง่าย โปรดใช้รหัสผ่านอื่น"),
        ],
    )
    def test_rules_are_said_in_words(self, town, as_person, new, words):
        client = as_person(town.chai)
        answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert words in answer.context["form"].errors["password1"]
        town.chai.refresh_from_db()
        assert town.chai.check_password(PASSWORD) is True

    def test_two_different_new_passwords(self, town, as_person):
        typed = {"oldpassword": PASSWORD, "password1": "ต้นไม้ริมคลอง-88", "password2": "ต้นไม้ริมคลอง-89"}
        answer = as_person(town.chai).post("/account/password/change/", typed)
        assert answer.context["form"].errors == {"password2": ["รหัสผ่านทั้งสองช่องไม่ตรงกัน"]}

    def test_a_changed_password_is_said_once(self, town):
        client = Client()
        log_in(client, "chai")
        typed = {"oldpassword": PASSWORD, "password1": "ต้นไม้ริมคลอง-88", "password2": "ต้นไม้ริมคลอง-88"}
        page = client.post("/account/password/change/", typed, follow=True)
        assert [str(one) for one in page.context["messages"]] == ["เปลี่ยนรหัสผ่านแล้ว โปรดเข้าสู่ระบบด้วยรหัสผ่านใหม่"]
        log_in(client, "chai", "ต้นไม้ริมคลอง-88")
        page = client.post("/account/logout/", follow=True)
        assert [str(one) for one in page.context["messages"]] == ["ท่านออกจากระบบแล้ว"]


class TestForgottenPassword:
    def letter(self, prefix: str, address: str):
        answer = Client().post(prefix + "/account/password/reset/", {"email": address})
        assert answer.headers["Location"] == prefix + "/account/password/reset/done/"
        assert len(mail.outbox) == 1
        return mail.outbox[0]

    def test_in_thai_without_a_latin_word(self, town):
        letter = self.letter("", "chai@example.go.th")
        assert letter.subject == "การตั้งรหัสผ่านใหม่ ระบบงาน ITA"
        assert letter.body.startswith("เรียน ชัย ตั้งตรง\n\nมีผู้ขอตั้งรหัสผ่านใหม่")
        told = re.sub(r"https?://\S+|ชื่อผู้ใช้ของท่านคือ chai|ITA", "", letter.body)
        assert re.findall("[A-Za-z]+", told) == []

    def test_in_english_without_a_thai_word_but_the_name(self, town):
        letter = self.letter("/en", "chai@example.go.th")
        assert letter.subject == "A new password for the ITA portal"
        assert letter.body.startswith("Dear ชัย ตั้งตรง,\n\nSomebody, probably you,")
        assert re.findall("[ก-๙]+", letter.body.replace("ชัย ตั้งตรง", "")) == []

    def test_the_link_sets_a_password_once(self, town):
        body = self.letter("", "chai@example.go.th").body
        link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", body).group(1)
        client = Client()
        page = client.get(link, follow=True)
        assert page.status_code == 200
        new = "ต้นไม้ริมคลอง-88"
        answer = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
        assert answer.headers["Location"] == "/account/password/reset/key/done/"
        assert log_in(Client(), "chai", new).headers["Location"] == "/staff/"
        again = Client().get(link, follow=True)
        assert again.context["token_fail"] is True

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_a_stranger_sees_the_same_page_and_gets_another_letter(self, town, prefix):
        letter = self.letter(prefix, "stranger@example.go.th")
        assert "/key/" not in letter.body
        assert letter.to == ["stranger@example.go.th"]


class TestWhatIsNotRouted:
    @pytest.mark.parametrize(
        "path", ["signup/", "email/", "confirm-email/", "password/set/", "login/code/confirm/", "social/"]
    )
    def test_pages_of_allauth_nobody_needs(self, db, path):
        assert Client().get("/account/" + path).status_code == 404


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.ITA_REQUIRE_MFA = True

    @pytest.mark.parametrize(("name", "asked"), [
        ("arun", True), ("duangjai", True), ("ekachai", True), ("chai", False), ("anong", False),
    ])  # fmt: skip
    def test_who_needs_one(self, town, as_person, name, asked):
        answer = as_person(getattr(town, name)).get("/staff/ban-suan/")
        wanted = (302, "/account/second-factor/app/") if asked else (200, None)
        assert (answer.status_code, answer.headers.get("Location")) == wanted

    def test_the_operator_needs_one(self, db, as_person):
        assert as_person(make_operator()).get("/installation/").headers["Location"] == "/account/second-factor/app/"

    def test_a_stranger_is_not_told(self, town, as_person):
        other = make_other_town()
        assert as_person(other.arun).get("/staff/ban-suan/").status_code == 404

    def test_without_the_setting_nobody_needs_one(self, town, as_person, settings):
        settings.ITA_REQUIRE_MFA = False
        assert as_person(town.ekachai).get("/staff/ban-suan/").status_code == 200

    def test_from_switching_on_to_the_next_login(self, town):
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

        def code(secret: str) -> str:
            return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

        client = Client()
        log_in(client, "ekachai")
        page = client.get("/account/second-factor/app/", follow=True)
        client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"password": PASSWORD})
        secret = client.get("/account/second-factor/app/").context["form"].secret
        answer = client.post("/account/second-factor/app/", {"code": code(secret)})
        assert answer.headers["Location"] == "/account/second-factor/recovery-codes/"
        assert client.get("/staff/ban-suan/").status_code == 200
        spare = client.get("/account/second-factor/recovery-codes/").context["unused_codes"]

        later = Client()
        assert log_in(later, "ekachai").headers["Location"] == "/account/second-factor/code/"
        assert who(later) is None
        wrong = later.post("/account/second-factor/code/", {"code": "000000"})
        assert wrong.context["form"].errors == {"code": ["รหัสไม่ถูกต้อง โปรดดูรหัสในแอปอีกครั้ง"]}
        later.post("/account/second-factor/code/", {"code": spare[0]})
        assert who(later) == str(town.ekachai.pk)

        once_more = Client()
        log_in(once_more, "ekachai")
        once_more.post("/account/second-factor/code/", {"code": spare[0]})
        assert who(once_more) is None
