"""The pages of a year's printed words: unchanged is unchanged, one word is one word, and nothing foreign gets in."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from indicators.models import ScoreRow
from measures.models import IssueAnalysis, Plan
from reports.interchange.dumper import dump_document
from reports.interchange.writer import to_yaml
from reports.models import ReportText, SignOffLine
from tests.architecture.references import rows_of
from tests.filled import YEAR, fill
from tests.measures.reading import form_of, send
from tests.reports.interchange.there_and_back import leaves, plainly
from tests.reports.printed_words import DOCUMENTS
from tests.world import make_other_town

pytestmark = pytest.mark.django_db
PAGES = ("text_edit", "sign_off_lines_edit", "memo_edit")
ADDED = "แก้แล้ว"


def address(name: str, agency, year: int, **more) -> str:
    return reverse(name, kwargs={"agency": agency.slug, "year": year, **more})


def dump(loaded) -> dict[str, str]:
    with scope(agency=loaded.agency):
        return leaves(plainly(to_yaml(dump_document(agency=loaded.agency, fiscal_year=loaded.fiscal_year))))


def typed_fields(client, path: str) -> dict[str, str]:
    """The page's text fields that hold something."""
    form = form_of(client, path)
    kinds = {"textarea", "text"}
    return {name: value for name, value in form.values if form.kinds[name] in kinds and value.strip()}


def pages_of(document, name: str) -> list[str]:
    """The addresses of the pages that have a form for this document; only 002 has an analysis."""
    pages = [address(page, document.agency, document.fiscal_year) for page in PAGES]
    return pages + analysis_pages(document)


def analysis_pages(document) -> list[str]:
    """One page per issue."""
    with scope(agency=document.agency):
        rows = list(IssueAnalysis.objects.all())
    where = (document.agency, document.fiscal_year)
    return [address("analysis_edit", *where, analysis_id=row.pk) for row in rows]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_saving_a_page_unchanged_changes_nothing(loaded, name):
    document, client = loaded(name)
    before = rows_of(document.agency), dump(document), Change.objects.count()
    for path in pages_of(document, name):
        assert send(client, path).status_code == 302
        assert send(client, f"/en{path}").status_code == 302
    assert (rows_of(document.agency), dump(document), Change.objects.count()) == before


@pytest.mark.parametrize("name", DOCUMENTS)
def test_one_word_in_a_form_is_one_word_in_the_dump(loaded, name):
    document, client = loaded(name)
    before = dump(document)
    fields = [(path, *field) for path in pages_of(document, name) for field in typed_fields(client, path).items()]
    assert len(fields) > 5
    for path, field, value in fields:
        words = re.findall(r"\S+", value)
        word = words[len(words) // 2]
        with transaction.atomic():
            answer = send(client, path, **{field: value.replace(word, word + ADDED, 1)})
            assert answer.status_code == 302, field
            after = dump(document)
            transaction.set_rollback(True)
        differing = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        dates = {place for place in differing if place.endswith(".'date'")}
        # The heads over single OIT tables follow the labels of all of them, also where the file had its own or none.
        differing -= {place for place in differing if "'header_columns'" in place}
        assert {after[place].replace(ADDED, "", 1) for place in differing - dates} == {
            before[place] for place in differing - dates
        }, field
        assert len(differing - dates) == 1 or field.startswith("labels_"), field
        assert not dates or field in ("date_text", "announced_on_text")


@pytest.mark.parametrize("page", [*PAGES, "analysis_edit"])
def test_what_the_page_shows_is_what_is_printed(loaded, page):
    """Every printed word of these parts stands in a field of its page."""
    document, client = loaded("002")
    paths = analysis_pages(document) if page == "analysis_edit" else [
        address(page, document.agency, document.fiscal_year)
    ]  # fmt: skip
    shown = "\n".join(text for path in paths for text in typed_fields(client, path).values())
    with scope(agency=document.agency):
        text = ReportText.objects.get()
        parts = {
            "text_edit": [text.title_full, *text.cover_lines, *text.heading_lines, *text.foreword_paragraphs,
                          *text.plan_heading_lines, *(one["label"] for one in text.labels["plan"])],
            "sign_off_lines_edit": [line.position for line in SignOffLine.objects.all()],
            "memo_edit": [text.memo.subject, text.memo.to, text.memo.closing, text.memo.continuation_mark,
                          *(one for section in text.memo.sections for one in section["paragraphs"])],
            "analysis_edit": [row.narrative for row in IssueAnalysis.objects.all()],
        }[page]  # fmt: skip
    assert parts
    assert [part for part in parts if part.replace("\n", "\r\n") not in shown] == []


def test_a_year_without_texts_gets_them_by_the_first_save(town, logged_in):
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
    path = address("text_edit", town.agency, YEAR)
    page = logged_in("chai").get(path).content.decode()
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘" in page
    assert send(logged_in("chai"), path).status_code == 302
    with scope(agency=town.agency):
        assert ReportText.objects.count() == 0
    send(logged_in("chai"), path, title_full="ชื่อรายงานของเรา", cover_lines="หนึ่ง\r\nสอง\r\n- สาม")
    with scope(agency=town.agency):
        text = ReportText.objects.get()
        plan.refresh_from_db()
    assert (text.title_full, text.cover_lines, text.version) == ("ชื่อรายงานของเรา", ["หนึ่ง", "สอง", "- สาม"], 1)
    assert plan.touched_at is not None
    assert [(change.act, change.after["title_full"]) for change in Change.objects.all()] == [
        ("texts.edited", "ชื่อรายงานของเรา")
    ]


def test_column_labels_keep_their_widths_and_their_number(loaded):
    document, client = loaded("001")
    path = address("text_edit", document.agency, document.fiscal_year)
    with scope(agency=document.agency):
        before = ReportText.objects.get().labels["measures"]
        labels = [one["label"] for one in before]
        answer = send(client, path, labels_measures="\r\n".join(labels[:6]))
        assert answer.status_code == 200
        assert ReportText.objects.get().labels["measures"] == before
        send(client, path, labels_measures="\r\n".join(["ที่", *labels[1:]]))
        assert ReportText.objects.get().labels["measures"] == [{**before[0], "label": "ที่"}, *before[1:]]
        send(client, path, labels_measures="")
        assert "measures" not in ReportText.objects.get().labels


def test_a_page_opened_before_somebody_elses_save_writes_nothing(town, logged_in):
    filled = fill(town, "ของเรา")
    path = address("text_edit", town.agency, YEAR)
    client = logged_in("chai")
    form = form_of(client, path)
    send(logged_in("arun"), path, title_full="ชื่อของอรุณ")
    answer = client.post(path, form.data(title_full="ชื่อของชัย"))
    page = answer.content.decode()
    filled.texts.refresh_from_db()
    assert answer.status_code == 409
    assert filled.texts.title_full == "ชื่อของอรุณ"
    assert "ชื่อของอรุณ" in page
    assert "ชื่อของชัย" in page
    assert "อรุณ ใจงาม" in page


def test_desks_are_added_changed_and_removed(town, logged_in):
    filled = fill(town, "ของเรา")
    path = address("sign_off_lines_edit", town.agency, YEAR)
    client = logged_in("chai")
    blank = client.post(path, form_of(client, path).data() | {"add_row": "1"})
    from tests.architecture.forms import post_forms

    form = post_forms(blank.content.decode())[-1]
    new = {"desk-1-role": "mayor", "desk-1-opinion_heading": "ความเห็นนายก", "desk-1-is_acting": "yes",
           "desk-1-acting_for": "รักษาราชการแทน\r\nนายก", "desk-0-position": "นิติกรชำนาญการ"}  # fmt: skip
    assert client.post(path, form.data(**new) | {"save": "1"}).status_code == 302
    with scope(agency=town.agency):
        lines = list(SignOffLine.objects.values_list("role", "position", "is_acting", "acting_for", "position_no"))
    assert lines == [
        ("reporter", "นิติกรชำนาญการ", False, "", 1), ("mayor", "", True, "รักษาราชการแทน\nนายก", 2),
    ]  # fmt: skip
    send(client, path, **{"desk-0-DELETE": "on"})
    with scope(agency=town.agency):
        assert list(SignOffLine.objects.values_list("role", flat=True)) == ["mayor"]
    filled.texts.refresh_from_db()
    assert filled.texts.version == 3


def test_a_desk_needs_its_role(town, logged_in):
    with scope(agency=town.agency):
        Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
    path = address("sign_off_lines_edit", town.agency, YEAR)
    client = logged_in("chai")
    data = form_of(client, path).data() | {"desk-TOTAL_FORMS": "1", "desk-0-position": "นิติกร", "save": "1"}
    answer = client.post(path, data)
    assert answer.status_code == 200
    assert "desk-0-role" in answer.content.decode()
    with scope(agency=town.agency):
        assert SignOffLine.objects.count() == 0


def test_another_agencys_row_in_the_body_is_refused(town, logged_in):
    ours, theirs = fill(town, "ของเรา"), fill(make_other_town(), "CANARY")
    before = rows_of(town.agency), rows_of(theirs.town.agency)
    path = address("sign_off_lines_edit", town.agency, YEAR)
    for stolen in (str(theirs.sign_off_line.pk), "0", "x", str(10**30)):
        answer = send(logged_in("chai"), path, **{"desk-0-id": stolen, "desk-0-position": "ขโมย"})
        assert answer.status_code in (200, 409)
        assert "CANARY" not in answer.content.decode()
    for score in (theirs.score.pk, 10**9):
        path = address("score_edit", town.agency, YEAR, score_id=score)
        assert logged_in("chai").post(path, {"text": "1"}).status_code == 404
    assert (rows_of(town.agency), rows_of(theirs.town.agency)) == before
    assert ours.sign_off_line.pk


def test_a_score_is_read_anew_from_its_printed_figure(loaded):
    document, client = loaded("002")
    with scope(agency=document.agency):
        row = ScoreRow.objects.get(code="o9")
    path = address("score_edit", document.agency, document.fiscal_year, score_id=row.pk)
    before = dump(document)
    assert send(client, path).status_code == 302
    assert dump(document) == before
    for typed, value in (("๘๑.๒๕", 81.25), ("ไม่ระบุ", None)):
        send(client, path, text=typed)
        with scope(agency=document.agency):
            row.refresh_from_db()
        assert (row.text, row.value) == (typed, value)
    after = dump(document)
    differing = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    assert {place.rsplit(".", 1)[1] for place in differing} == {"'text'", "'value'"}


def test_scores_are_listed_part_by_part(loaded):
    document, client = loaded("002")
    path = address("score_list", document.agency, document.fiscal_year)
    first, last = (client.get(f"{path}?page={number}").content.decode() for number in (1, 3))
    places = [first.index(words) for words in ("ผ่านดี", "(OIT ส่วนที่ ๑)", "(EIT ส่วนที่ ๒)", "i๑<", "๐๗<")]
    assert places == sorted(places)
    assert "๐๓๕<" in last


def test_the_memos_day_follows_its_printed_date(loaded):
    document, client = loaded("002")
    path = address("memo_edit", document.agency, document.fiscal_year)
    with scope(agency=document.agency):
        for typed, day in (("๒๓ ตุลาคม ๒๕๖๗", "2024-10-23"), ("วันใดวันหนึ่ง", "None")):
            send(client, path, date_text=typed)
            assert str(ReportText.objects.get().memo.date) == day
        send(client, path, section_4_heading="ข้อพิจารณา", section_4_paragraphs="หนึ่ง\r\nสอง")
        sections = ReportText.objects.get().memo.sections
        assert sections[3] == {"heading": "ข้อพิจารณา", "paragraphs": ["หนึ่ง", "สอง"]}
        send(client, path, section_4_heading="", section_4_paragraphs="")
        assert ReportText.objects.get().memo.sections == sections[:3]


def test_a_year_nobody_opened_is_not_there(town, logged_in):
    fill(make_other_town(), "CANARY")
    for page in (*PAGES, "score_list"):
        assert logged_in("chai").get(address(page, town.agency, 2550)).status_code == 404
