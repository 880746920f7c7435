"""OIT in April and June: elements ticked, the sheet for ITAS, what was filed frozen and clarified beside its copy."""

import datetime
import io

import pytest
from django.urls import reverse
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from measures.elements import ends_of, share_of, ticked_anew, tree_of
from measures.itas import explained_by
from measures.models import Clarification, Disclosure, DisclosureLink, Filing, Plan
from measures.services.filing import file_disclosures
from tests.architecture.references import rows_of
from tests.measures.reading import send

ELEMENTS = [
    {"text": "ผู้บริหารสูงสุด", "children": ["ชื่อ-นามสกุล", "ตำแหน่ง", "รูปถ่าย"]},
    {"marker": "-", "text": "ผังโครงสร้าง"},
    {"marker": "-", "text": "ผังโครงสร้าง"},
]
OWN = [{**each, "children": [{"text": child} for child in each.get("children", ())]} for each in ELEMENTS]
"""The same as an agency keeps its own: children are items, too."""
words = st.text(max_size=3)
elements = st.fixed_dictionaries({"text": words, "children": st.lists(words, max_size=3)})
trees = st.lists(elements, max_size=5).map(tree_of)


def test_only_the_ends_are_ticked_and_equal_words_count_once():
    assert [end.key for end in ends_of(tree_of(OWN))] == [end.key for end in ends_of(tree_of(ELEMENTS))]
    tree = tree_of(ELEMENTS)
    assert [end.path for end in ends_of(tree)] == [
        ("ผู้บริหารสูงสุด", "ชื่อ-นามสกุล"), ("ผู้บริหารสูงสุด", "ตำแหน่ง"), ("ผู้บริหารสูงสุด", "รูปถ่าย"), ("ผังโครงสร้าง",)
    ]
    share = share_of(tree, [["ผังโครงสร้าง"], ["ผู้บริหารสูงสุด", "ตำแหน่ง"], ["ถ้อยคำที่ไม่มีแล้ว"]])
    assert (share.done, share.total) == (2, 4)


@given(trees, st.data())
def test_two_people_who_tick_different_elements_both_keep_their_ticks(tree, data):
    keys = [end.key for end in ends_of(tree)]
    mine = data.draw(st.sets(st.sampled_from(keys)) if keys else st.just(set()))
    theirs = set(keys) - mine
    first = ticked_anew(tree, [], shown=mine, ticked=mine)
    both = ticked_anew(tree, first, shown=theirs, ticked=theirs)
    assert share_of(tree, both).done == len(keys)
    assert ticked_anew(tree, both, shown=theirs, ticked=set()) == first


def test_the_explanation_is_made_of_the_click_paths():
    assert explained_by((("https://a", "หน้าแรก > เกี่ยวกับเรา"), ("https://b", ""))) == "หน้าแรก > เกี่ยวกับเรา"
    assert explained_by((("https://a", "หน้าแรก"), ("https://b", "ข่าว\nประกาศ"))) == "1. หน้าแรก\n2. ข่าว ประกาศ"
    assert explained_by(()) == ""


@pytest.fixture
def at(filled):
    def address(name: str, **more) -> str:
        return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, **more})

    return address


@pytest.fixture
def item(filled):
    with scope(agency=filled.town.agency):
        filled.disclosure.elements, filled.disclosure.answer = OWN, "has"
        filled.disclosure.save()
        Filing.objects.all().delete()
    return filled.disclosure


def now(filled):
    with scope(agency=filled.town.agency):
        return Disclosure.objects.get(pk=filled.disclosure.pk)


@pytest.mark.django_db
def test_a_tick_is_saved_alone_and_counts_the_version_up(filled, item, logged_in, at):
    key = next(end.key for end in ends_of(tree_of(ELEMENTS)) if end.text == "ตำแหน่ง")
    answer = logged_in("anong").post(
        at("oit_ticks", disclosure_id=item.pk), {"shown": [key, "no-such-key"], "ticked": [key, "no-such-key"]},
        headers={"X-Requested-With": "fetch"},
    )
    assert answer.json() == {"words": "มีบนเว็บไซต์แล้ว 1 จาก 4 องค์ประกอบ", "version": 2}
    assert now(filled).present_elements == [["ผู้บริหารสูงสุด", "ตำแหน่ง"]]
    page = logged_in("anong").get(at("oit_edit", disclosure_id=item.pk)).content.decode()
    assert f'id="tick-{key}" checked' in page
    logged_in("anong").post(at("oit_ticks", disclosure_id=item.pk), {"shown": [key]})
    assert now(filled).present_elements == []


@pytest.mark.django_db
def test_the_sheet_shows_the_typing_order_with_addresses_and_explanation(filled, item, logged_in, at):
    page = logged_in("duangjai").get(at("itas_sheet")).content.decode()
    places = [page.index(words) for words in ("o1</span>", ">มี</td>", "https://www.example.go.th/o1", "หน้าแรก ของเรา")]
    assert places == sorted(places)
    assert "จัดทำจากเส้นทางการเข้าถึง" in page
    assert "filed_on" not in page  # the palad reads and files nothing


@pytest.mark.django_db
def test_the_workbook_says_the_same_and_holds_no_formula(filled, item, logged_in, at):
    with scope(agency=filled.town.agency):
        Disclosure.objects.filter(pk=item.pk).update(explanation='=HYPERLINK("http://evil.example")')
    answer = logged_in("chai").get(at("itas_file"))
    assert answer["Content-Disposition"].startswith("attachment")
    [heading, row] = load_workbook(io.BytesIO(answer.content)).active.iter_rows()
    assert [cell.value for cell in heading] == ["ข้อ", "ข้อมูล", "มี/ไม่มี", "ที่อยู่เว็บ (URL)", "คำอธิบาย", "วันที่ยื่น"]
    assert [(cell.value, cell.data_type) for cell in row[:5]] == [
        ("o1", "s"), ("โครงสร้าง ของเรา", "s"), ("มี", "s"), ("https://www.example.go.th/o1", "s"),
        ('=HYPERLINK("http://evil.example")', "s"),
    ]


@pytest.mark.django_db
def test_filing_freezes_the_answer_and_later_typing_does_not_reach_it(filled, item, logged_in, at):
    chai = logged_in("chai")
    sent = {"rows": [item.pk], "filed_on": "28 เมษายน 2568"}
    assert chai.post(at("filing_new"), sent).status_code == 302
    with scope(agency=filled.town.agency):
        filing = Filing.objects.get(disclosure=item)
        frozen = dict(filing.content)
        assert (filing.filed_on, filing.number, frozen["answer"]) == (datetime.date(2025, 4, 28), 1, "has")
        assert frozen["links"] == [{"url": "https://www.example.go.th/o1", "click_path": "หน้าแรก ของเรา"}]
    chai.post(at("filing_new"), sent)  # pressed again: nothing new
    send(chai, at("oit_edit", disclosure_id=item.pk), explanation="แก้ไขภายหลัง")
    assert "แก้ไขหลังยื่น" in chai.get(at("itas_sheet")).content.decode()
    detail = chai.get(at("filing_detail", filing_id=filing.pk)).content.decode()
    assert "แก้ไขภายหลัง" not in detail
    with scope(agency=filled.town.agency):
        assert [each.content for each in Filing.objects.filter(disclosure=item)] == [frozen]
    chai.post(at("filing_new"), sent)
    with scope(agency=filled.town.agency):
        assert [(each.number, each.content["explanation"]) for each in Filing.objects.filter(disclosure=item)] == [
            (2, "แก้ไขภายหลัง"), (1, "หน้าแรก ของเรา")
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "links", "sentence"), [
    ("", True, "ยังไม่ได้ตอบว่ามีข้อมูลหรือไม่"),
    ("has", False, "ตอบว่า “มี” แต่ยังไม่มีที่อยู่เว็บ"),
])
def test_an_item_that_lacks_something_is_not_filed(filled, item, logged_in, at, answer, links, sentence):
    """The others chosen with it are."""
    with scope(agency=filled.town.agency):
        other = Disclosure.objects.create(plan=filled.plan, code="o2", number=2, position=2, answer="has_not")
        Disclosure.objects.filter(pk=item.pk).update(answer=answer)
        if not links:
            DisclosureLink.objects.all().delete()
    page = logged_in("chai").post(
        at("filing_new"), {"rows": [item.pk, other.pk], "filed_on": "28/4/2568"}, follow=True
    ).content.decode()
    assert sentence in page
    with scope(agency=filled.town.agency):
        assert list(Filing.objects.values_list("disclosure__code", flat=True)) == ["o2"]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "sentence"), [
    ("", "โปรดระบุวันที่ยื่น"), ("28/4/2025", "2025 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2568"), ("28/4/2599", "ยังไม่ถึงวันดังกล่าว"),
])
def test_a_wrong_day_files_nothing_and_keeps_the_choice(filled, item, logged_in, at, day, sentence):
    before = rows_of(filled.town.agency)
    page = logged_in("chai").post(at("filing_new"), {"rows": [item.pk], "filed_on": day}).content.decode()
    assert sentence in page
    assert f'value="{item.pk}" id="choose-{item.pk}"' in page
    assert "checked" in page.split(f'id="choose-{item.pk}"')[1].split(">")[0]
    assert rows_of(filled.town.agency) == before


@pytest.mark.django_db
def test_an_item_of_another_town_is_never_filed(filled, item, foreign, logged_in, at):
    before = rows_of(filled.town.agency)
    page = logged_in("chai").post(at("filing_new"), {"rows": [foreign.disclosure.pk], "filed_on": "28/4/2568"})
    assert "ไม่มีแล้ว" in page.content.decode()
    with scope(agency=filled.town.agency), pytest.raises(Disclosure.DoesNotExist):
        file_disclosures(
            actor=filled.town.standing("chai"), plan=filled.plan, disclosure_ids=[item.pk, foreign.disclosure.pk],
            filed_on=datetime.date(2025, 4, 28),
        )
    assert rows_of(filled.town.agency) == before


@pytest.mark.django_db
def test_a_clarification_stands_beside_the_frozen_copy(filled, logged_in, at):
    chai, filing = logged_in("chai"), filled.recorded.filing
    frozen = dict(filing.content)
    page = at("filing_detail", filing_id=filing.pk)
    send(chai, page, argument="ข้อมูลอยู่ที่หัวข้อโครงสร้าง", sent_on="๑๐ มิถุนายน ๒๕๖๘", outcome="accepted")
    with scope(agency=filled.town.agency):
        written = Clarification.objects.get(filing=filing)
        assert (written.argument, written.sent_on, written.outcome, written.version) == (
            "ข้อมูลอยู่ที่หัวข้อโครงสร้าง", datetime.date(2025, 6, 10), "accepted", 2
        )
        assert Filing.objects.get(pk=filing.pk).content == frozen


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 60])
def test_queries_do_not_grow_with_items(filled, logged_in, at, rows, django_assert_max_num_queries):
    with scope(agency=filled.town.agency):
        plan = Plan.objects.get(pk=filled.plan.pk)
        made = Disclosure.objects.bulk_create(
            Disclosure(plan=plan, code=f"o{number}", number=number, position=number) for number in range(10, 10 + rows)
        )
        DisclosureLink.objects.bulk_create(DisclosureLink(disclosure=each, url="https://a.example") for each in made)
        Filing.objects.bulk_create(
            Filing(plan=plan, disclosure=each, filed_on=datetime.date(2025, 4, 1), content={"code": each.code})
            for each in made
        )
    client = logged_in("chai")
    with django_assert_max_num_queries(14):
        client.get(at("itas_sheet"))
