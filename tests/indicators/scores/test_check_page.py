"""The page of the check: announced beside computed, findings in words, notes; in both languages and few queries."""

from __future__ import annotations

import html
import re

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from accounts.models import Agency
from indicators.models import ScoreNote
from indicators.scores.checked import checked_scores
from tests.indicators.scores.conftest import YEAR
from tests.indicators.scores.test_notes import SHEET, nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _thai_texts(settings):
    settings.LANGUAGE_CODE = "th"


def words(response) -> str:
    """The page's text, one space between words."""
    text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def wrong(town, item_sets, save):
    save(town, SHEET, level="ผ่าน")
    with scope(agency=town.agency):
        return checked_scores(agency=town.agency, year=YEAR).finding("overall", "")


def sent(finding, text="ตรวจแล้ว ประกาศไว้เช่นนี้", **changes):
    return {"check": finding.check, "subject": finding.subject, "digest": finding.digest, "text": text} | changes


class TestReading:
    def test_document_003(self, wrong, logged_in, path):
        page = words(logged_in("chai").get("/en" + path("score_check")))
        assert "Internal only" in page
        assert "The overall score: 99.69 was announced" in page
        assert "but the scores of the instruments and indicators give 93.45." in page
        assert "they can only be ผ่านดี." in page
        assert "99.69 93.45 +6.24 Does not match Each instrument by its weight: IIT 30%, EIT 30%, OIT 40%" in page
        assert re.search(r"o1 โครงสร้าง 0\.00 85\.00", page)

    def test_document_002_says_in_the_offices_words_what_the_overall_score_cannot_be_below(
        self, town, item_sets, save, logged_in, path
    ):
        scores = yaml.safe_load((settings.BASE_DIR / "fixtures" / "demo" / "002.yaml").read_text())["scores"]
        values = {("item", row["code"]): str(row["value"]) for row in scores["items"]} | {
            ("overall", ""): "93.05", ("indicator", "1"): "99.40", ("indicator", "8"): "87.84",
            ("indicator", "9"): "100.00", ("indicator", "10"): "100.00", ("floor", ""): "87.84",
        }  # fmt: skip
        save(town, values)
        page = words(logged_in("chai").get(path("score_check")))
        assert "คำนวณเพื่อสอบทาน" in page
        assert "ใช้ภายในเท่านั้น" in page
        assert "คะแนนรวมต้องไม่ต่ำกว่า 93.40" in page
        assert "คะแนนรายข้อ 59 ข้อตรงกับค่าเฉลี่ยระดับประเทศ" in page
        assert "โปรดตรวจสอบว่าเป็นคะแนนของหน่วยงานจริงหรือไม่" in page

    def test_a_sound_sheet_is_told_to_fit(self, town, item_sets, save, logged_in, path):
        save(town, SHEET | {("overall", ""): "93.45", ("item", "o1"): "100.00"})
        page = words(logged_in("anong").get("/en" + path("score_check")))
        assert "The announced scores fit together, as far as the rules of this year are known." in page
        assert "No known item is below 85.00." in page
        assert "Save the note" not in page

    @pytest.mark.parametrize(("origin", "told"), [("document", True), ("announced", False)])
    def test_scores_out_of_a_document_are_told_to_be_perhaps_misread(
        self, town, item_sets, save, logged_in, path, origin, told
    ):
        save(town, SHEET, origin=origin)
        page = words(logged_in("chai").get("/en" + path("score_check")))
        assert ("a scanned page may have been misread" in page) is told

    def test_nothing_saved_yet_leads_to_the_sheet(self, town, item_sets, logged_in, path):
        response = logged_in("chai").get("/en" + path("score_check"))
        assert "Nothing to check yet" in words(response)
        assert reverse("score_sheet", kwargs={"agency": town.agency.slug, "year": YEAR}) in response.content.decode()

    def test_a_year_whose_rules_are_not_known_computes_nothing_and_says_why(
        self, town, item_sets, save, logged_in, path
    ):
        save(town, SHEET | {("indicator", "1"): "90.00"}, year=2569)
        page = words(logged_in("chai").get("/en" + path("score_check", year=2569)))
        assert "How scores of this year are computed is not known, so sums and levels were not checked." in page
        assert "The weight of an instrument was not found for this year." in page
        assert "Indicator 1 90.00 Not computed – How this is computed in this year was not found." in page
        assert "93.45" not in page

    def test_a_year_with_neither_item_set_nor_scores_has_no_page(self, town, item_sets, logged_in, path):
        assert logged_in("chai").get(path("score_check", year=2555)).status_code == 404

    def test_reading_changes_nothing(self, town, wrong, logged_in, path, stored):
        before = stored()
        logged_in("chai").get(path("score_check"))
        assert stored() == before
        assert nothing_written(town)


class TestNoting:
    def test_a_note_stands_beside_the_finding_with_its_writer(self, wrong, logged_in, path):
        client = logged_in("chai")
        answer = client.post(path("score_note"), sent(wrong))
        assert answer["Location"] == path("score_check") + "#finding-overall"
        page = words(client.get("/en" + path("score_check")))
        assert "A note stands" in page
        assert re.search(r"ตรวจแล้ว ประกาศไว้เช่นนี้ ชัย ตั้งตรง ·", page)

    def test_an_empty_note_is_asked_for_in_plain_words(self, town, wrong, logged_in, path):
        answer = logged_in("chai").post("/en" + path("score_note"), sent(wrong, text=" \n "))
        assert answer.status_code == 422
        assert words(answer).count("Please write what you found out.") == 2
        assert 'href="#finding-overall-text"' in answer.content.decode()
        assert nothing_written(town)

    def test_figures_changed_meanwhile_keep_the_text_at_hand(self, town, wrong, save, logged_in, path):
        save(town, SHEET | {("overall", ""): "99.70"}, seen=1)
        client = logged_in("chai")
        answer = client.post("/en" + path("score_note"), sent(wrong, text="ข้อความที่พิมพ์ไว้"))
        assert answer.status_code == 409
        assert "so the note was not saved. Your text is still there" in words(answer)
        assert nothing_written(town)
        body = answer.content.decode()
        assert re.search(r'<textarea[^>]*id="finding-overall-text"[^>]*>\s*ข้อความที่พิมพ์ไว้</textarea>', body)
        digest = re.search(r'name="digest" value="([0-9a-f]{64})"[^>]*id="finding-overall-digest"', body)[1]
        assert digest != wrong.digest
        client.post(path("score_note"), sent(wrong, text="ข้อความที่พิมพ์ไว้", digest=digest))
        with scope(agency=town.agency):
            assert ScoreNote.objects.get().digest == digest

    def test_a_finding_that_is_gone_gives_the_text_back(self, town, wrong, save, logged_in, path):
        save(town, SHEET | {("overall", ""): "93.45"}, seen=1)
        answer = logged_in("chai").post("/en" + path("score_note"), sent(wrong, text="<b>ข้อความ</b>"))
        assert answer.status_code == 409
        assert "The finding is not made any more. Your text was: <b>ข้อความ</b>" in words(answer)
        assert nothing_written(town)

    def test_earlier_and_past_notes_can_still_be_read(self, town, wrong, save, logged_in, path):
        client = logged_in("chai")
        client.post(path("score_note"), sent(wrong, text="<script>บันทึกแรก</script>"))
        save(town, SHEET | {("overall", ""): "99.70"}, seen=1)
        answer = client.get("/en" + path("score_check"))
        assert "Notes on earlier figures (1) <script>บันทึกแรก</script> ชัย ตั้งตรง" in html.unescape(
            " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
        )
        save(town, SHEET | {("overall", ""): "93.45"}, seen=2)
        page = words(client.get("/en" + path("score_check")))
        assert "Notes on findings that are not made any more 1 Overall score against the instruments" in page

    @pytest.mark.parametrize("who", ["anong", "duangjai", "ekachai"])
    def test_others_read_but_do_not_note(self, town, wrong, logged_in, path, who):
        client = logged_in(who)
        assert "Save the note" not in words(client.get("/en" + path("score_check")))
        assert client.post(path("score_note"), sent(wrong)).status_code == 404
        assert nothing_written(town)

    def test_another_agencys_page_is_no_page(self, other, wrong, logged_in):
        there = reverse("score_note", kwargs={"agency": other.agency.slug, "year": YEAR})
        assert logged_in("chai").post(there, sent(wrong)).status_code == 404


def own_questions(client, address):
    """The page's questions about scores and item sets."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in asked if '"indicators_' in each["sql"]], len(asked)


def test_six_questions_with_little_and_with_much(town, item_sets, save, logged_in, path):
    client = logged_in("chai")
    save(town, {("overall", ""): "93.45"}, level="AA")
    client.get(path("score_check"))
    few, all_few = own_questions(client, path("score_check"))
    save(town, SHEET | {("item", f"o{number}"): "0.00" for number in range(1, 36)}, seen=1, level="AA")
    with scope(agency=town.agency):
        found = checked_scores(agency=town.agency, year=YEAR).finding("overall", "")
    for number in range(12):
        client.post(path("score_note"), sent(found, text=f"ครั้งที่ {number}"))
    client.get(path("score_check"))
    many, all_many = own_questions(client, path("score_check"))
    assert len(few) == len(many) == 6
    assert all_few == all_many


def test_the_demonstrations_document_is_asked_about(client, db):
    """Document 002 as it is loaded: its printed rows make an edition, and the edition is doubted."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_demo", verbosity=0)
    agency = Agency.objects.get(slug="sriphana")
    with scope(agency=agency):
        found = [one.finding for one in checked_scores(agency=agency, year=2567).found]
    assert [one.subject for one in found if one.kind == "weak"] == ["i10", "e9", "o9", "o16", "o17", "o19"]
    assert [one.check for one in found if one.kind == "question"] == ["national_items", "national_overall"]
    assert (found[0].check, found[0].params["announced"], found[0].params["bound"]) == ("overall", "93.05", "93.40")
