"""Item sets made and changed by the operator in the browser: versions, refusals, and the way back to a file."""

from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django_scopes import scope

from audit.models import Change
from indicators.forms import elements_as_text, elements_from_text
from indicators.item_sets.copied import copied_from
from indicators.item_sets.loader import load_item_set
from indicators.item_sets.reader import checked, read_item_set
from indicators.item_sets.rows import rows_in_database, rows_of_file
from indicators.item_sets.written import data_of
from indicators.models import Item, ItemSet, ItemSetEdition
from measures.models import Disclosure, Plan
from measures.services.years import open_year
from tests.architecture.forms import post_forms
from tests.world import make_operator, make_town

pytestmark = pytest.mark.django_db
REAL = settings.BASE_DIR / "fixtures" / "item_sets"
YEARS = range(2564, 2570)
NOW = read_item_set(REAL / "ITA-2568.yaml").version
"""The version the files have now; all have the same."""
SOURCE = {"source": "คู่มือการประเมิน หน้า 12", "confidence": "high", "elements_status": "full"}
THREE = "ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน\no1\tโครงสร้าง\t• แสดงแผนผัง\no2\tผู้บริหาร\no3\tการติดต่อ\t• แสดงที่อยู่"


def load(year: int) -> ItemSet:
    load_item_set(file=read_item_set(REAL / f"ITA-{year}.yaml"))
    return ItemSet.objects.get(fiscal_year=year)


@pytest.fixture
def oper():
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_operator())
    return client


def at(name: str, year: int = 2569, **parts) -> str:
    with override("en"):
        return reverse(name, kwargs={"year": year, **parts})


def fields(client: Client, path: str) -> dict[str, list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    return post_forms(answer.content.decode())[-1].data()


def paste(client: Client, typed: str, year: int = 2569, button: str = "save", **values):
    sent = fields(client, at("item_set_paste", year)) | SOURCE | {"text": typed, button: "1"} | values
    return client.post(at("item_set_paste", year), sent)


def begin(client: Client, **values: str):
    return client.post("/en/installation/item-sets/new/", values)


def stored() -> list:
    return [list(table.objects.order_by("pk").values()) for table in (ItemSet, Item, ItemSetEdition)]


@pytest.mark.parametrize("year", YEARS)
def test_a_set_taken_out_as_a_file_is_read_back_unchanged(oper, tmp_path, year):
    item_set = load(year)
    answer = oper.get(at("item_set_file", year))
    assert answer["Content-Disposition"] == f'attachment; filename="ITA-{year}-v{NOW}.yaml"'
    path = tmp_path / "back.yaml"
    path.write_bytes(answer.content)
    back = read_item_set(path)
    assert rows_of_file(back.data) == rows_in_database(item_set)
    out = StringIO()
    call_command("load_item_sets", path, stdout=out)
    assert out.getvalue() == f"{year}: unchanged (version {NOW}, {item_set.items.count()} items)\n"
    for item in back.data["items"]:
        item.pop("topic", None)
    assert back.data == read_item_set(REAL / f"ITA-{year}.yaml").data


@pytest.mark.parametrize("year", YEARS)
def test_a_copy_for_the_next_year_says_so_everywhere(oper, year):
    before = load(year)
    answer = begin(oper, fiscal_year=str(year + 1), begin="copy", copy_from=str(year))
    assert (answer.status_code, answer["Location"]) == (302, at("installation_item_set_detail", year + 1))
    new = ItemSet.objects.get(fiscal_year=year + 1)
    data = data_of(new)
    checked("copy", data)
    assert [item.title for item in new.items.all()] == [item.title for item in before.items.all()]
    assert [item.elements for item in new.items.all()] == [item.elements for item in before.items.all()]
    for part in (new.items, new.instruments, new.issues, new.sub_indicators):
        assert {copied_from(row.confidence) for row in part.all()} <= {year}
    assert {copied_from(item.elements_confidence) for item in new.items.exclude(elements=None)} <= {year, None}
    assert (new.calendar, new.version, new.item_counts) == ({}, 1, before.item_counts)
    assert data["scoring"]["steps"] == before.scoring["steps"]
    assert f"Copied from fiscal year {year}, not confirmed" in oper.get(answer["Location"]).content.decode()
    edition = new.editions.get()
    assert (edition.saved_by_name, edition.source, edition.data) == ("โอภาส ผู้ดูแลระบบ", f"ITA {year}", data)


def test_a_year_that_is_there_is_not_begun_again(oper):
    load(2569)
    before = stored()
    for typed in ("2569", "๒๕๖๙", "2026", "ปีหน้า", "2700", ""):
        answer = begin(oper, fiscal_year=typed, begin="copy", copy_from="2569")
        assert (answer.status_code, len(answer.context["form"].errors["fiscal_year"])) == (200, 1), typed
    assert stored() == before


def test_three_pasted_items_begin_a_year_and_work_everywhere(oper, tmp_path):
    answer = begin(oper, fiscal_year="2570", begin="paste")
    assert answer["Location"] == at("item_set_paste", 2570)
    assert paste(oper, THREE, 2570).status_code == 302
    item_set = ItemSet.objects.get(fiscal_year=2570)
    assert item_set.item_counts == {"IIT": None, "EIT": None, "OIT": 3}
    shown = ("code", "title", "elements", "elements_status", "sub_indicator_code", "confidence")
    assert list(item_set.items.values_list(*shown)) == [
        ("o1", "โครงสร้าง", [{"text": "แสดงแผนผัง", "children": []}], "full", "9.1", "high"),
        ("o2", "ผู้บริหาร", None, "unknown", "9.1", "high"),
        ("o3", "การติดต่อ", [{"text": "แสดงที่อยู่", "children": []}], "full", "9.1", "high"),
    ]
    assert set(item_set.instruments.values_list("weight", flat=True)) == {None}
    page = oper.get(at("installation_item_set_detail", 2570)).content.decode()
    assert "คู่มือการประเมิน หน้า 12" in page
    assert "not known" in page
    town = make_town()
    with scope(agency=town.agency):
        plan = open_year(actor=town.standing("chai"), fiscal_year=2570)
        assert list(plan.disclosures.values_list("code", flat=True)) == ["o1", "o2", "o3"]
    town_client = Client()
    town_client.force_login(town.chai)
    for path in ("item-sets/", "item-sets/2570/", "2570/", "2570/oit/", "2570/indicators/"):
        assert town_client.get(f"/staff/ban-suan/{path}").status_code == 200, path
    path = tmp_path / "ITA-2570.yaml"
    path.write_bytes(oper.get(at("item_set_file", 2570)).content)
    assert rows_of_file(read_item_set(path).data) == rows_in_database(item_set)


def test_a_look_writes_nothing_and_shows_what_would_change(oper):
    load(2569)
    before = stored()
    page = paste(oper, THREE, button="look").content.decode()
    assert stored() == before
    assert "3 items" in page
    assert "Item · o1 · Title" in page
    assert "Item · o26" in page
    assert 'name="save"' in page


def test_a_pasted_list_takes_the_place_of_the_other_as_a_new_version(oper):
    item_set = load(2568)
    kept = item_set.items.get(code="o2")
    listed = "\n".join(f"{item.code}\t{item.title}" for item in item_set.items.all()).replace("โครงสร้าง", "ผังใหม่", 1)
    assert paste(oper, listed, 2568).status_code == 302
    item_set.refresh_from_db()
    assert item_set.version == NOW + 1
    o1, o2 = item_set.items.get(code="o1"), item_set.items.get(code="o2")
    assert o1.title.startswith("ผังใหม่")
    assert (o1.elements, o1.elements_status, o1.issue_number) == (None, "unknown", None)
    assert (o2.pk, o2.elements, o2.issue_number, o2.topic) == (kept.pk, kept.elements, kept.issue_number, "executives")
    assert [(each.version, each.saved_by_name, each.source) for each in item_set.editions.all()] == [
        (NOW + 1, "โอภาส ผู้ดูแลระบบ", SOURCE["source"]), (NOW, "", ""),
    ]
    assert Change.objects.get().after == {"version": NOW + 1, "source": SOURCE["source"]}
    page = oper.get(at("item_set_editions", 2568) + f"?before={NOW}&after={NOW + 1}").content.decode()
    assert "mahidol68" not in page
    assert "Item · o1 · Title" in page
    assert f"From version {NOW} to version {NOW + 1}" in page


def test_a_list_grouped_otherwise_makes_what_rested_on_the_groups_unknown(oper):
    item_set = load(2565)
    steps = item_set.scoring["steps"]
    listed = "\n".join(f"{item.code}\t{item.title}" for item in item_set.items.all())
    assert paste(oper, listed.replace("หน้าที่", "ภารกิจ", 1), 2565).status_code == 302
    item_set.refresh_from_db()
    assert item_set.items.filter(sub_indicator_code="").count() == 1
    unknown = {"indicator_9": None, "indicator_10": None, "sub_indicators": None}
    assert item_set.scoring["steps"] == steps | unknown
    assert (steps["indicator_9"], steps["OIT"]) == (True, True)


def test_the_same_list_leaves_the_steps_known(oper):
    item_set = load(2565)
    steps = item_set.scoring["steps"]
    listed = "\n".join(f"{item.code}\t{item.title}\t• แสดงข้อมูล" for item in item_set.items.all())
    assert paste(oper, listed, 2565).status_code == 302
    item_set.refresh_from_db()
    assert (item_set.version, item_set.scoring["steps"]) == (NOW + 1, steps)


@pytest.mark.parametrize("field", ["source", "confidence", "text"])
def test_source_confidence_and_list_are_asked_for(oper, field):
    load(2569)
    before = stored()
    answer = paste(oper, THREE, **{field: ""})
    assert list(answer.context["form"].errors) == [field]
    assert stored() == before


def test_lines_not_understood_stop_the_saving_until_they_are_left_out(oper):
    load(2569)
    before = stored()
    answer = paste(oper, f"คู่มือ <b>ITA</b>\n{THREE}")
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == ["leave_out"]
    assert "Line 1</span> <span lang=\"th\" class=\"text-break-anywhere\">คู่มือ &lt;b&gt;ITA&lt;/b&gt;" in page
    assert stored() == before
    assert paste(oper, f"คู่มือ <b>ITA</b>\n{THREE}", leave_out="on").status_code == 302


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("o1 ก\no1 ข", "Line 2: o1 stands here a second time, the first is in line 1."),
        ("o1 ก\n\n๐๓ ค", "Line 3: o2 is missing before o3. If its wording is not known, write o2 alone on a line."),
        ("<script>alert(1)</script>", "No item was found. Each item begins with its number, like o1, 01 or ข้อ ๑."),
        ("o1 ก\n" * 5000, "Line 2,001 and what follows it cannot be taken."),
        (f"ตัวชี้วัดย่อยที่ 9.1 {'ก' * 400}\no1 ก", "Line 1: the heading has 400 characters, at most 300 fit."),
    ],
)
def test_hostile_and_slipped_lists_get_a_sentence_with_the_line(oper, text, sentence):
    load(2569)
    before = stored()
    for button in ("look", "save"):
        answer = paste(oper, text, button=button)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert sentence in page
        assert "<script>alert" not in page
    assert stored() == before


def test_items_that_rows_refer_to_cannot_go(oper):
    item_set = load(2569)
    town = make_town()
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=2569)
        for code in ("o25", "o26"):
            Disclosure.objects.create(plan=plan, item=item_set.items.get(code=code), code=code)
    before = stored()
    for button in ("look", "save"):
        page = paste(oper, THREE, button=button).content.decode()
        for code in ("o25", "o26"):
            assert f"{code} cannot go: 1 rows recorded by agencies refer to it. Please keep it." in page
    assert stored() == before


def test_a_list_looked_at_before_somebody_else_saved_is_not_written(oper):
    load(2569)
    old = fields(oper, at("item_set_paste"))
    assert paste(oper, THREE).status_code == 302
    before = stored()
    answer = oper.post(at("item_set_paste"), old | SOURCE | {"text": "o1 อื่น", "save": "1"})
    assert answer.status_code == 200
    assert "Somebody else saved this set in the meantime" in answer.content.decode()
    assert stored() == before


def test_one_item_is_edited(oper):
    item_set = load(2569)
    path = at("item_edit", item_code="o2")
    others = list(item_set.items.exclude(code="o2").values())
    sent = fields(oper, path) | {
        "title": "ข้อมูลผู้บริหารและสมาชิก", "elements": "- แสดงข้อมูล อย่างน้อยประกอบด้วย\r\n  - ชื่อ\r\n  - รูป\r\nแสดงที่อยู่",
        "elements_status": "partial", "elements_confidence": "medium", "confidence": "high", "topic": "executives",
        "note": "ตรวจแล้ว", "source": "https://www.example.go.th/manual.pdf (หน้า 3)",
    }
    answer = oper.post(path, sent)
    assert (answer.status_code, answer["Location"]) == (302, at("installation_item_set_detail") + "#o2")
    item = item_set.items.get(code="o2")
    assert (item.title, item.confidence, item.sources, item.note, item.topic) == (
        "ข้อมูลผู้บริหารและสมาชิก", "high", ["typed1"], "ตรวจแล้ว", "executives",
    )
    assert item.elements == [
        {"text": "แสดงข้อมูล อย่างน้อยประกอบด้วย", "children": ["ชื่อ", "รูป"]}, {"text": "แสดงที่อยู่", "children": []},
    ]
    assert (item.elements_status, item.elements_confidence, item.elements_sources) == ("partial", "medium", ["typed1"])
    assert list(item_set.items.exclude(code="o2").values()) == others
    again = oper.post(path, fields(oper, path) | {"source": "อีกที่"})
    assert again.status_code == 302
    item_set.refresh_from_db()
    assert (item_set.version, item_set.editions.count()) == (NOW + 1, 2)
    emptied = oper.post(path, fields(oper, path) | {"elements": "", "source": "คู่มือ"})
    assert emptied.status_code == 302
    item.refresh_from_db()
    assert (item.elements, item.elements_status, item.elements_confidence) == (None, "unknown", "")


def test_an_item_needs_a_source_and_elements_a_confidence(oper):
    load(2569)
    path = at("item_edit", item_code="o2")
    before = stored()
    assert list(oper.post(path, fields(oper, path) | {"title": "ใหม่"}).context["form"].errors) == ["source"]
    answer = oper.post(path, fields(oper, path) | {"elements": "- แสดง", "source": "คู่มือ"})
    assert list(answer.context["form"].errors) == ["elements_confidence"]
    stale = oper.post(path, fields(oper, path) | {"title": "ใหม่", "source": "คู่มือ", "seen_version": "0"})
    assert "Nothing was saved" in stale.content.decode()
    assert stored() == before
    assert oper.get(at("item_edit", item_code="o99")).status_code == 404


def test_questions_have_no_elements_to_edit(oper):
    load(2567)
    sent = fields(oper, at("item_edit", 2567, item_code="i1"))
    assert "elements" not in sent
    answer = oper.post(at("item_edit", 2567, item_code="i1"), sent | {"title": "คำถามใหม่", "source": "คู่มือ"})
    assert answer.status_code == 302
    assert Item.objects.get(item_set__fiscal_year=2567, code="i1").title == "คำถามใหม่"


@pytest.mark.parametrize("year", YEARS)
def test_elements_shown_and_sent_back_are_the_same(year):
    found = [item["elements"] for item in read_item_set(REAL / f"ITA-{year}.yaml").data["items"] if item["elements"]]
    assert [elements_from_text(elements_as_text(each)) for each in found] == found
    assert elements_from_text(elements_as_text(None)) is None


def test_a_set_saved_in_the_browser_survives_the_next_start(oper):
    call_command("load_item_sets", stdout=StringIO())
    assert paste(oper, THREE).status_code == 302
    assert paste(oper, f"{THREE}\no4 ข่าว").status_code == 302
    before = stored()
    out = StringIO()
    call_command("load_item_sets", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == f"2569: kept as saved in the browser (version {NOW + 2}; the file has version {NOW})"
    assert [line for line in lines[:-1] if f"unchanged (version {NOW}" not in line] == []
    assert stored() == before


def test_a_file_given_by_name_still_replaces_it_when_it_is_newer_and_agreed(oper, tmp_path):
    load(2569)
    assert paste(oper, THREE).status_code == 302
    data = read_item_set(REAL / "ITA-2569.yaml").data | {"version": NOW + 2}
    path = tmp_path / "newer.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    call_command("load_item_sets", path, accept_changes=True, stdout=StringIO())
    item_set = ItemSet.objects.get(fiscal_year=2569)
    assert (item_set.version, item_set.items.count()) == (NOW + 2, 26)
    assert [each.version for each in item_set.editions.all()] == [NOW + 2, NOW + 1, NOW]
