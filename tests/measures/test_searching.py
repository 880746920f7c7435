"""Searching Thai sentences: what is found, in which order, what is never found, and what it costs."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Agency, Office
from indicators.models import Item
from measures.models import (
    Activity,
    Disclosure,
    DisclosureLink,
    Evidence,
    EvidenceUse,
    IndicatorProgress,
    Measure,
    Plan,
    ProgressEntry,
    Result,
)
from measures.searching import Hit, QueryRefused, SearchRow, Text, fold, search, stands_whole, terms_of
from measures.selectors.searching import rows_to_search
from measures.services import open_year
from tests.world import appoint, make_user

DOCUMENTS = Path(settings.BASE_DIR) / "fixtures" / "demo"


def row(*texts, year=2568):
    return SearchRow(year, "ส่วน", "๑.", tuple(Text("ช่อง", text) for text in texts))


def found(rows, query):
    return [(hit.row.texts[0].text, hit.is_inside) for hit in search(rows, terms_of(query))]


def parts_of(text, query):
    [hit] = search([row(text)], terms_of(query))
    [(_label, parts)] = hit.excerpts
    return parts


@pytest.mark.parametrize(
    ("text", "query", "is_inside"),
    [
        ("ประกาศเรื่องการจัดซื้อจัดจ้างประจำปี", "จัดซื้อจัดจ้าง", False), ("ติดตามเรื่องร้องเรียน", "ร้องเรียน", False),
        ("ดำเนินการตามแผน", "ตา", True), ("ตาและยาย", "ตา", False), ("อบรม ITA ให้พนักงาน", "ita", False),
        ("ปีงบประมาณ ๒๕๖๘", "2568", False), ("ปีงบประมาณ 2568", "๒๕๖๘", False), ("น\u0e4d\u0e32ประปา", "น้ำ", None),
        ("\u0e19\u0e49\u0e4d\u0e32 สะอาด", "น้ำ", False), ("ประชุม\u200bสภา", "ประชุมสภา", False),
    ],
)
def test_words_are_found_inside_sentences(text, query, is_inside):
    assert found([row(text)], query) == ([] if is_inside is None else [(text, is_inside)])


def test_all_words_must_be_in_the_row_and_whole_words_come_first():
    rows = [
        row("ทำตามแผนจัดซื้อ", year=2569), row("ตาไปจัดซื้อ", year=2567), row("ตา", year=2569), row("ตา", "จัดซื้อ", year=2568),
    ]
    assert [(hit.row.year, hit.is_inside) for hit in search(rows, terms_of("ตา จัดซื้อ"))] == [
        (2568, False), (2567, False), (2569, True),
    ]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "empty"), ("  \n\u200b ", "empty"), ("ก", "too_short"), ("ก" * 101, "too_long"),
        (" ".join("กขคงจฉชซฌ"), "too_many"),
    ],
)
def test_what_cannot_be_searched_is_refused(query, reason):
    with pytest.raises(QueryRefused) as refusal:
        terms_of(query)
    assert refusal.value.reason == reason


def test_the_sentence_around_is_shown_with_the_word_marked():
    assert parts_of("บรรทัดแรก\nเรื่องร้องเรียนสองเรื่อง\nบรรทัดท้าย", "ร้องเรียน") == [
        ("เรื่อง", False), ("ร้องเรียน", True), ("สองเรื่อง", False),
    ]
    assert parts_of("ไปที่ทำการ", "ที") == [("ไป", False), ("ที่", True), ("ทำการ", False)]  # a letter is never parted
    parts = parts_of("ก" * 500 + " ร้องเรียน " + "ข" * 500, "ร้องเรียน")
    assert [part for part, is_found in parts if is_found] == ["ร้องเรียน"]
    assert len("".join(part for part, _ in parts)) < 250


def test_a_long_line_is_parted_around_the_word_only():
    assert stands_whole("ก" * 100_000 + " ร้องเรียน " + "ข" * 100_000, "ร้องเรียน")


TYPED = st.text(st.sampled_from("กาเรียนตม่้ 25๒๕aB\n"), min_size=2, max_size=12)


@given(st.text(max_size=60), st.text(max_size=60), TYPED)
def test_a_word_typed_in_is_found_where_it_stands(before, after, word):
    try:
        terms = terms_of(word)
    except QueryRefused:
        return
    hits = search([row(f"{before} {word} {after}")], terms)
    assert len(hits) == 1
    for _label, parts in hits[0].excerpts:
        assert any(is_found for _part, is_found in parts)
        assert all(any(term in fold(part) for term in terms) for part, is_found in parts if is_found)


@given(st.text(max_size=80))
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


# Over the database and in the browser.


def hits_of(agency, query, year=None) -> list[Hit]:
    with scope(agency=agency):
        return search(rows_to_search(agency=agency, year=year), terms_of(query))


def ask(client, agency, **query):
    return client.get(reverse("agency_search", kwargs={"agency": agency.slug}), query)


@pytest.mark.django_db
def test_every_kind_of_text_is_found(filled):
    """Every canary that the filled town carries in its year, by the words beside it."""
    with scope(agency=filled.town.agency):
        Result.objects.update(problems="ปัญหา ของเรา", suggestions="ข้อเสนอแนะ ของเรา")
    agency = filled.town.agency
    for words, part in [
        ("มาตรการ", "มาตรการ"), ("เหตุผล", "มาตรการ"), ("ขั้นตอน", "มาตรการ"), ("หมายเหตุ", "มาตรการ"), ("กลุ่ม", "กลุ่ม"),
        ("ผลผลิต", "ผลการดำเนินการของมาตรการ"), ("ผลลัพธ์", "ผลการดำเนินการของมาตรการ"), ("ปัญหา", "ผลการดำเนินการของมาตรการ"),
        ("จัดประชุม", "บันทึกความก้าวหน้าของมาตรการ"), ("แนวทาง", "ตัวชี้วัด"), ("ความก้าวหน้า", "ตัวชี้วัด"),
        ("องค์ประกอบ", "ข้อ OIT"), ("หน้าแรก", "ข้อ OIT"), ("ข้อชี้แจง", "คำชี้แจง"), ("บทวิเคราะห์", "การวิเคราะห์"),
        ("หลักฐาน", "หลักฐาน"), ("บทนำ", "ถ้อยคำในรายงาน"), ("เรื่อง", "บันทึกข้อความ"), ("นิติกร", "การเสนอและลงนาม"),
    ]:
        assert part in [str(hit.row.part) for hit in hits_of(agency, f"{words} ของเรา")], words


@pytest.mark.django_db
def test_another_agencys_texts_are_never_found(filled, foreign, logged_in):
    assert hits_of(filled.town.agency, "CANARY") == []
    assert len(hits_of(foreign.town.agency, "CANARY")) > 10
    body = ask(logged_in("chai"), filled.town.agency, q="CANARY").content.decode()
    assert "ไม่พบ “CANARY”" in html.unescape(body)
    assert ask(logged_in("chai"), foreign.town.agency, q="CANARY").status_code == 404


@pytest.mark.django_db
def test_every_address_opens_for_everybody_who_may_search(filled, logged_in):
    for name in ("chai", "anong", "ekachai"):
        client = logged_in(name)
        answer = ask(client, filled.town.agency, q="ของเรา")
        addresses = {shown.address for shown in answer.context["shown"]}
        assert len(addresses) >= 5
        for address in addresses:
            assert client.get(address).status_code == 200, (name, address)


@pytest.mark.django_db
def test_markup_in_what_is_found_stays_text(filled, logged_in):
    with scope(agency=filled.town.agency):
        Measure.objects.update(title="<script>alert(1)</script> ร้องเรียน <b>")
    body = ask(logged_in("chai"), filled.town.agency, q="ร้องเรียน").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>ร้องเรียน</mark> &lt;b&gt;" in body
    body = ask(logged_in("chai"), filled.town.agency, q="<script>alert(2)").content.decode()
    assert "<script>alert(2)" not in body


@pytest.mark.django_db
def test_years_are_told_and_chosen(filled, logged_in):
    with scope(agency=filled.town.agency):
        other = Plan.objects.create(agency=filled.town.agency, fiscal_year=2567)
        Measure.objects.create(plan=other, title="มาตรการ ของเรา ปีก่อน", position=1)
    client = logged_in("chai")
    years = [shown.hit.row.year for shown in ask(client, filled.town.agency, q="มาตรการ ของเรา").context["shown"]]
    assert (set(years), years) == ({2567, 2568}, sorted(years, reverse=True))
    answer = ask(client, filled.town.agency, q="มาตรการ ของเรา", **{"in": "2567"})
    assert [shown.hit.row.year for shown in answer.context["shown"]] == [2567]
    assert "ปีงบประมาณ พ.ศ. 2567" in re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "โปรดพิมพ์คำที่ต้องการค้นหา"), ("ก", "โปรดพิมพ์อย่างน้อยสองตัวอักษร"),
        ("ก" * 300, "ค้นหาได้ครั้งละไม่เกิน 100 ตัวอักษร"), ("ก ข ค ง จ ฉ ช ซ ฌ", "ค้นหาได้ครั้งละไม่เกิน 8 คำ"),
    ],
)
def test_a_question_that_is_none_gets_a_sentence(town, logged_in, query, words):
    answer = ask(logged_in("chai"), town.agency, q=query)
    assert (answer.status_code, answer.context["refusal"]) == (200, words)
    assert words in html.unescape(answer.content.decode())


@pytest.mark.django_db
def test_the_page_starts_without_a_complaint(town, logged_in):
    assert ask(logged_in("chai"), town.agency).context["refusal"] == ""


@pytest.mark.django_db
def test_a_search_costs_the_same_with_many_rows_and_years(filled, logged_in):
    client = logged_in("chai")
    agency = filled.town.agency

    def cost():
        with CaptureQueriesContext(connection) as caught:
            answer = ask(client, agency, q="ของเรา")
        return len(caught), answer.context["page"].paginator.count

    ask(client, agency, q="ของเรา")
    few, _ = cost()
    with scope(agency=agency):
        for year in (2565, 2566, 2567):
            plan = Plan.objects.create(agency=agency, fiscal_year=year)
            for number in range(20):
                measure = Measure.objects.create(plan=plan, position=number, title=f"ของเรา {number}")
                activity = Activity.objects.create(measure=measure)
                Result.objects.create(activity=activity, problems="ของเรา")
                ProgressEntry.objects.create(activity=activity, happened_on="2025-01-01", text="ของเรา")
                disclosure = Disclosure.objects.create(plan=plan, code=f"o{number}", title="ของเรา", position=number)
                DisclosureLink.objects.create(disclosure=disclosure, url="https://x.go.th/1", click_path="ของเรา")
                IndicatorProgress.objects.create(plan=plan, title="ของเรา", position=number)
                evidence = Evidence.objects.create(agency=agency, title="ของเรา", url="https://x.go.th/1")
                EvidenceUse.objects.create(evidence=evidence, plan=plan, disclosure=disclosure)
    many, count = cost()
    assert count > 300
    assert many == few


@pytest.fixture
def loaded(db):
    """The three documents, each with its agency."""
    call_command("load_item_sets", verbosity=0)
    for path in sorted(DOCUMENTS.glob("*.yaml")):
        call_command("load_document", str(path), verbosity=0)
    Agency.objects.update(is_tenant=True)
    return list(Agency.objects.order_by("pk"))


@pytest.mark.parametrize(("query", "most"), [("จัดซื้อจัดจ้าง", 200), ("ร้องเรียน", 200), ("No Gift Policy", 200)])
def test_real_documents_give_exactly_the_rows_that_say_it(loaded, query, most):
    """Against a plain look through every text of every row."""
    total = 0
    for agency in loaded:
        with scope(agency=agency):
            rows = rows_to_search(agency=agency)
        wanted = [
            each for each in rows
            if all(any(word in text.text.lower() for text in each.texts) for word in query.lower().split())
        ]
        hits = hits_of(agency, query)
        assert sorted(map(id_of, (hit.row for hit in hits))) == sorted(map(id_of, wanted))
        assert all(hit.excerpts for hit in hits)
        total += len(hits)
    assert 3 <= total <= most


def test_what_the_item_set_asks_is_searched_too(town, loaded):
    """Of a year laid out from its set: official elements have plain texts below them."""
    with scope(agency=town.agency):
        open_year(actor=town.standing("chai"), fiscal_year=2568)
    children = [
        child for item in Item.objects.filter(item_set__fiscal_year=2568) for element in item.elements or ()
        for child in element["children"]
    ]
    assert children
    for words in children:
        hits = hits_of(town.agency, " ".join(words.split()[:3])[:100])
        assert any(str(hit.row.part) == "ข้อ OIT" for hit in hits), words


def id_of(each: SearchRow) -> str:
    return repr((each.year, str(each.part), each.place, [text.text for text in each.texts]))


def test_known_rows_of_real_documents_are_found(loaded):
    by_agency = {agency.name: [hit.row for hit in hits_of(agency, "ร้องเรียน")] for agency in loaded}
    assert any(found.place == "o29" for rows in by_agency.values() for found in rows if str(found.part) == "ข้อ OIT")
    assert any(str(found.part) == "มาตรการ" for rows in by_agency.values() for found in rows)
    whole = [hit for agency in loaded for hit in hits_of(agency, "ร้องเรียน") if not hit.is_inside]
    assert len(whole) >= 5


def test_real_documents_are_searched_on_the_page(loaded):
    for agency in loaded:
        reporter = make_user(f"chai-{agency.pk}")
        appoint(reporter, agency, Office.REPORTER)
        client = Client()
        client.force_login(reporter)
        answer = ask(client, agency, q="เทศบาล")
        assert answer.status_code == 200
        assert "<mark>เทศบาล</mark>" in answer.content.decode()
