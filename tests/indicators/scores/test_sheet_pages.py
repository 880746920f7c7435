"""The sheet's pages: typing, refusing, two people, reading only, editions, pasting; in Thai and English."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from audit.models import Change
from indicators.models import ScoreEdition, ScoreValue
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from tests.architecture.forms import post_forms
from tests.indicators.scores.conftest import YEAR
from tests.measures.reading import form_of
from tests.reports.printed_words import DOCUMENTS
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db
OVERALL, O9 = ("overall", ""), ("item", "o9")


def count() -> tuple[int, int, int]:
    with scopes_disabled():
        return ScoreEdition.objects.count(), ScoreValue.objects.count(), Change.objects.count()


def send(client, address: str, **changes: str):
    return client.post(address, form_of(client, address).data(**changes))


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def value_of(answer, name: str) -> str:
    """What stands in a field of the page."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', answer.content.decode())
    found = re.search(r'value="([^"]*)"', tag[0])
    return found[1] if found else ""


def test_a_sheet_is_typed_and_saved(item_sets, logged_in, path, stored, in_town):
    client = logged_in("chai")
    answer = send(
        client, path(), overall="๙๓.๐๕", item_o9=" 95.5 ", indicator_9="100", sub_indicator_9_1="๙๐",
        instrument_IIT="95.11", instrument_part_EIT_1="90", floor="87.84", level="ผ่านดี",
        announced_on="๓๐ กรกฎาคม ๒๕๖๗", origin="itas", remark="ครั้งแรก",
    )
    assert (answer.status_code, answer["Location"]) == (302, path())
    assert stored() == (1, {
        "overall": "93.05", "item o9": "95.50", "indicator 9": "100.00", "sub_indicator 9.1": "90.00",
        "instrument IIT": "95.11", "instrument_part EIT.1": "90.00", "floor": "87.84",
    })
    edition = ScoreEdition.objects.get()
    assert (edition.level, str(edition.announced_on), edition.remark) == ("ผ่านดี", "2024-07-30", "ครั้งแรก")
    assert set(edition.values.values_list("origin", flat=True)) == {"itas"}
    page = client.get(path())
    assert (value_of(page, "overall"), value_of(page, "item_o9")) == ("93.05", "95.50")
    assert value_of(page, "announced_on") == "30 กรกฎาคม 2567"
    assert value_of(page, "remark") == ""


def test_saving_unchanged_says_so_and_makes_no_edition(item_sets, logged_in, path, town, save):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    before = count()
    for address in (path(), f"/en{path()}"):
        client = logged_in("chai")
        assert send(client, address).status_code == 302
    assert "There is no change, so no new edition was saved." in text_of(client.get(f"/en{path()}"))
    assert count() == before


def test_one_tick_gives_all_values_one_source(item_sets, logged_in, path, town, save, in_town):
    save(town, {OVERALL: "93.05", O9: "95.50"}, origin="document")
    assert send(logged_in("chai"), path(), origin="announced", origin_of_all="on").status_code == 302
    edition = ScoreEdition.objects.get(number=2)
    assert sorted(edition.values.values_list("part", "origin")) == [("item", "announced"), ("overall", "announced")]


def test_a_field_that_was_not_sent_keeps_its_value(item_sets, logged_in, path, town, save, stored):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    client = logged_in("chai")
    client.post(path(), {"seen_number": "1", "item_o9": "96", "origin": "other", "level": "ผ่านดี",
                         "announced_on": "30/7/2567"})
    assert stored() == (2, {"overall": "93.05", "item o9": "96.00"})


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("overall", "เก้า", "“เก้า” is not a score."), ("overall", "100.01", "“100.01” is more than 100."),
        ("item_o9", "-0.5", "“-0.5” is less than 0."), ("item_o9", "95.505", "“95.505” has more than two decimals."),
        ("item_o9", "95,50", "“95,50” has a comma."), ("indicator_9", "٩٥", "“٩٥” is not a score."),
        ("overall", "1e2", "“1e2” is not a score."), ("announced_on", "30/7/2024", "2024 is a C.E. year."),
        ("announced_on", "31 กุมภาพันธ์ 2567", "There is no such day"), ("level", "other", "Please write the level"),
        ("level_other", "ดี", "Please either choose a level or write other words"),
        ("origin", "rumour", "Select a valid choice"), ("level", "เยี่ยม", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    item_sets, logged_in, path, town, save, name, typed, words
):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    before, client = count(), logged_in("chai")
    answer = send(client, f"/en{path()}", item_o1="77.77", remark="หมายเหตุ", **{name: typed})
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert f'href="#id_{name if name != "level" or typed != "other" else "level_other"}"' in answer.content.decode()
    assert (value_of(answer, "item_o1"), value_of(answer, "remark")) == ("77.77", "หมายเหตุ")
    if name not in ("level", "origin"):
        assert value_of(answer, name) == typed
    assert count() == before


def test_a_level_in_other_words_is_kept_as_words(item_sets, logged_in, path, in_town):
    client = logged_in("chai")
    send(client, path(), overall="93", level="other", level_other=" ดีเด่น  มาก ")
    assert ScoreEdition.objects.get().level == "ดีเด่น มาก"
    page = client.get(path()).content.decode()
    assert 'value="ดีเด่น มาก"' in page
    assert '<option value="other" selected>' in page


def test_a_button_pressed_twice_saves_once_and_blames_nobody(item_sets, logged_in, path, town, save, stored):
    save(town, {OVERALL: "93.05"})
    client = logged_in("chai")
    sent = form_of(client, path()).data() | {"overall": "94", "item_o1": "๘๐"}
    assert [client.post(f"/en{path()}", sent).status_code for _press in range(2)] == [302, 302]
    assert stored() == (2, {"overall": "94.00", "item o1": "80.00"})
    assert "These scores were saved by your first press." in text_of(client.get(f"/en{path()}"))
    assert logged_in("arun").post(path(), sent).status_code == 409  # another person is told who saved


def test_two_people_lose_nothing(item_sets, logged_in, path, town, save, stored):
    save(town, {OVERALL: "93.05", O9: "95.50", ("item", "o1"): "80"})
    client = logged_in("chai")
    opened = form_of(client, path()).data()
    save(town, {OVERALL: "94.00", O9: "95.50", ("item", "o1"): "81", ("item", "o3"): "70"}, seen=1, who="arun",
         level="ผ่าน")
    before = count()
    answer = client.post(path(), opened | {"overall": "95", "item_o2": "60", "item_o9": "๙๕.๕"})
    assert (answer.status_code, count()) == (409, before)
    words = text_of(answer)
    assert "94.00 95.00" in words  # what stands beside what was typed
    assert "อรุณ ใจงาม" in words
    typed = {name: value_of(answer, name) for name in ("overall", "item_o1", "item_o2", "item_o3", "seen_number")}
    assert typed == {"overall": "95", "item_o1": "81.00", "item_o2": "60", "item_o3": "70.00", "seen_number": "2"}
    again = form_of_answer(answer)
    assert client.post(path(), again).status_code == 302
    assert stored() == (3, {
        "overall": "95.00", "item o9": "95.50", "item o1": "81.00", "item o2": "60.00", "item o3": "70.00",
    })
    with scope(agency=town.agency):
        assert ScoreEdition.objects.get(number=3).level == "ผ่าน"  # Chai had not touched it


def form_of_answer(answer) -> dict:
    return post_forms(answer.content.decode())[-1].data()


def test_a_clash_keeps_what_cannot_be_read_too(item_sets, logged_in, path, town, save):
    save(town, {OVERALL: "93.05"})
    client = logged_in("chai")
    opened = form_of(client, path()).data()
    save(town, {OVERALL: "94.00"}, seen=1, who="arun")
    before = count()
    answer = client.post(path(), opened | {"overall": "เก้า", "announced_on": "30/7/2024"})
    assert (answer.status_code, count()) == (409, before)
    assert (value_of(answer, "overall"), value_of(answer, "announced_on")) == ("เก้า", "30/7/2024")
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "٢", "7"])
def test_an_odd_number_of_the_edition_is_stale(item_sets, logged_in, path, town, save, seen):
    save(town, {OVERALL: "93.05"})
    before = count()
    answer = send(logged_in("chai"), path(), overall="95", seen_number=seen)
    assert (answer.status_code, count()) == (409, before)
    assert value_of(answer, "overall") == "95"


@pytest.mark.parametrize("who", ["anong", "duangjai", "ekachai"])
def test_who_may_not_edit_reads_and_changes_nothing(item_sets, logged_in, path, town, save, who):
    save(town, {OVERALL: "93.05"})
    before, client = count(), logged_in(who)
    page = client.get(path())
    assert page.status_code == 200
    assert "93.05" in text_of(page)
    assert re.findall(r'<input[^>]*name="(?:overall|item_o9|seen_number)"', page.content.decode()) == []
    assert client.post(path(), {"seen_number": "1", "overall": "1"}).status_code == 404
    assert client.get(path("score_paste")).status_code == 404
    assert client.get(path("score_editions")).status_code == 200
    assert client.get(path("score_edition", edition_number=1)).status_code == 200
    assert count() == before


def test_another_agencys_scores_are_not_there(item_sets, logged_in, path, town, other, save):
    save(other, {OVERALL: "11.11"}, level="ความลับ", remark="ความลับ")
    client = logged_in("chai")
    for name in ("score_sheet", "score_editions"):
        page = client.get(path(name))
        assert page.status_code == 200
        assert "11.11" not in page.content.decode()
        assert "ความลับ" not in page.content.decode()
        foreign = reverse(name, kwargs={"agency": other.agency.slug, "year": YEAR})
        assert client.get(foreign).status_code == 404
    assert client.get(path("score_edition", edition_number=1)).status_code == 404


def test_a_year_nothing_is_known_of_has_no_pages(item_sets, logged_in, path, town, save):
    client = logged_in("chai")
    for name in ("score_sheet", "score_paste", "score_editions"):
        assert client.get(path(name, year=2500)).status_code == 404
        assert client.get(path(name, year=99999999999999999999)).status_code == 404
    assert client.post(path(year=2500), {"overall": "1", "seen_number": "0"}).status_code == 404
    save(town, {OVERALL: "93.05"}, year=2500)
    assert client.get(path(year=2500)).status_code == 200


def test_a_year_says_what_is_not_known(item_sets, logged_in, path):
    words = text_of(logged_in("chai").get(f"/en{path(year=2569)}"))
    assert "The indicators of this year are not known here yet." in words
    assert words.count("The list of items of this instrument is not known yet.") == 2
    assert "Item o26" in words
    assert "Item o27" not in words


def test_values_the_set_does_not_know_are_shown_kept_and_taken_from_a_paste(
    item_sets, logged_in, path, town, save, stored
):
    save(town, {("item", "o99"): "50", ("indicator", "11"): "60", ("instrument_part", "OIT.1"): "70"})
    client = logged_in("chai")
    assert send(client, path(), overall="93").status_code == 302
    assert stored() == (2, {
        "overall": "93.00", "item o99": "50.00", "indicator 11": "60.00", "instrument_part OIT.1": "70.00",
    })
    assert send(client, path(year=2569)).status_code == 302
    answer = client.post(path("score_paste", year=2569), {"text": "ตัวชี้วัดที่ 3 90\ni1 91"})
    assert client.post(path(year=2569), form_of_answer(answer)).status_code == 302
    assert stored(2569) == (1, {"indicator 3": "90.00", "item i1": "91.00"})


def test_a_sent_field_the_set_contradicts_is_not_taken(item_sets, logged_in, path, stored):
    send_to = path()
    client = logged_in("chai")
    data = form_of(client, send_to).data(overall="93") | {"item_o99": "50", "indicator_11": "60", "item_i1x": "1"}
    assert client.post(send_to, data).status_code == 302
    assert stored() == (1, {"overall": "93.00"})


def test_a_pasted_table_stands_in_the_sheet_unsaved(item_sets, logged_in, path, town, save, stored):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    before, client = count(), logged_in("chai")
    text = "คะแนนรวม\t๙๔.๐๐\tผ่านดีเยี่ยม\no1\t๙๐\no99\t5\n9\t7\n<b>x</b>\n"
    answer = client.post(f"/en{path('score_paste')}", {"text": text})
    words = text_of(answer)
    assert (answer.status_code, count()) == (200, before)
    assert "2 lines were read. Nothing is saved yet." in words
    assert "3 lines were not taken" in words
    assert "“o99” is not in the item set of this year." in words
    assert "“9” alone may be an item or an indicator." in words
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.content.decode()
    assert "before 93.05" in words
    assert (value_of(answer, "overall"), value_of(answer, "item_o1"), value_of(answer, "item_o9")) == (
        "94.00", "90.00", "95.50",
    )
    assert '<option value="ผ่านดีเยี่ยม" selected lang="th">' in answer.content.decode()
    assert client.post(path(), form_of_answer(answer)).status_code == 302
    assert stored() == (2, {"overall": "94.00", "item o1": "90.00", "item o9": "95.50"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This field is required|Please paste the table"), (" \n\t\n", "Please paste the table"),
        ("สวัสดี\n9 7", "No score was found in this text."), ("o9 95\n" * 10_000, "at most 1,000 lines"),
        ("ก" * 100_001, "100,001 letters"), ("่" * 20_000, "No score was found"),
    ],
)
def test_a_paste_that_gives_nothing_says_so_and_keeps_the_text(item_sets, logged_in, path, text, words):
    before = count()
    answer = logged_in("chai").post(f"/en{path('score_paste')}", {"text": text})
    assert answer.status_code == 200
    assert any(each in text_of(answer) for each in words.split("|"))
    assert text.strip()[:200] in answer.content.decode()
    assert count() == before


def test_printed_rows_stand_beside_their_values(item_sets, client):
    done = load_document(document=read_file(DOCUMENTS["002"]))
    user = make_user("reader", "ชัย ตั้งตรง")
    appoint(user, done.agency, "reporter", "นิติกร")
    client.force_login(user)
    address = reverse("score_sheet", kwargs={"agency": done.agency.slug, "year": 2567})
    page = client.get(address).content.decode()
    row = next(each for each in page.split("<tr") if 'name="indicator_8"' in each)
    assert "๘๗.๘๔" in row
    assert "EIT ส่วนที่ ๒" in row
    assert 'value="87.84"' in row
    assert page.count("๙๓.๐๕") == 1
    printed = reverse("score_list", kwargs={"agency": done.agency.slug, "year": 2568})
    assert f'href="{printed}"' in page
    assert client.get(printed).status_code == 200


def test_editions_show_what_differs(item_sets, logged_in, path, town, save):
    save(town, {OVERALL: "93.05", O9: "95.50"})
    values = {OVERALL: "93.05", O9: "96", ("item", "o1"): "80"}
    save(town, values, seen=1, origin="itas", remark="แก้ตามระบบ", level="ผ่าน")
    client = logged_in("duangjai")
    words = text_of(client.get(f"/en{path('score_editions')}"))
    assert "Edition 2" in words
    assert "current" in words
    assert "แก้ตามระบบ" in words
    page = client.get(f"/en{path('score_edition', edition_number=2)}")
    words = text_of(page)
    assert "2 values differ from edition 1; they are marked." in words
    assert "before ผ่านดี" in words
    assert page.content.decode().count('<tr class="differs">') == 2
    first = text_of(client.get(f"/en{path('score_edition', edition_number=1)}"))
    assert "This is the first edition." in first
    assert "Edition 2, saved on" in first  # the current one is named here too


def test_the_current_edition_is_named(item_sets, logged_in, path, town, save):
    client = logged_in("chai")
    for name in ("score_sheet", "score_paste", "score_editions"):
        assert "ยังไม่ได้บันทึกคะแนนของปีนี้" in text_of(client.get(path(name)))
    save(town, {OVERALL: "93.05"})
    for name in ("score_sheet", "score_paste", "score_editions"):
        words = text_of(client.get(path(name)))
        assert re.search(r"ฉบับที่ 1 บันทึกเมื่อ \d.* โดย ชัย ตั้งตรง", words)
        assert "ที่มา ประกาศผลของ ป.ป.ช." in words


def test_fields_stand_in_one_column_for_the_tab_key(item_sets, logged_in, path):
    page = logged_in("chai").get(path()).content.decode()
    fields = re.findall(r'<(?:input|select)[^>]*name="([a-zA-Z_0-9]+)"', page[page.index("data-scores"):])
    assert fields[:5] == ["csrfmiddlewaretoken", "seen_number", "overall", "level", "level_other"]
    items = [name for name in fields if name.startswith("item_")]
    counts = {"i": 15, "e": 9, "o": 35}
    assert items == [f"item_{letter}{number + 1}" for letter, most in counts.items() for number in range(most)]
    score_inputs = re.findall(r"<input[^>]*data-score[^>]*>", page)
    assert len(score_inputs) == 59 + 10 + 7 + 3 + 2 + 2
    assert all('inputmode="decimal"' in each for each in score_inputs)
