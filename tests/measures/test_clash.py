"""Two people at one row: nothing is overwritten unseen, nothing typed is lost, the second save is the choice.

They meet only where both changed one field; in different fields both are saved at once.
"""

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, DisclosureLink, IndicatorProgress, Measure, Result
from tests.architecture.forms import post_forms
from tests.architecture.references import rows_of
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db


def path_of(filled, name, **more):
    return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, **more})


@pytest.fixture
def paths(filled):
    return {
        "measure": path_of(filled, "measure_edit", measure_id=filled.measure.pk),
        "result": path_of(filled, "result_edit", measure_id=filled.measure.pk, round="twelve_months"),
        "oit": path_of(filled, "oit_edit", disclosure_id=filled.disclosure.pk),
        "indicator": path_of(filled, "indicator_edit", indicator_id=filled.indicator_row.pk),
    }


def name_of(filled, page):
    return {
        "measure": "title", "result": f"activity-{filled.activity.pk}-problems", "oit": "website_finding",
        "indicator": "notes",
    }[page]


@pytest.mark.parametrize("page", ["measure", "result", "oit", "indicator"])
def test_both_texts_are_shown_and_nothing_is_overwritten(filled, logged_in, paths, page):
    path, field = paths[page], name_of(filled, page)
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, path).data()
    assert send(arun, path, **{field: "ของอรุณ"}).status_code == 302
    before = rows_of(filled.town.agency)
    answer = chai.post(path, opened | {field: "ของชัย", "save": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert rows_of(filled.town.agency) == before
    assert "ระหว่างที่ท่านแก้ไข อรุณ ใจงาม ได้บันทึกแถวนี้เมื่อ" in text
    [difference] = answer.context["clash"].differences
    assert (difference.theirs, difference.yours) == ("ของอรุณ", "ของชัย")
    kept = post_forms(text)[-1].data()
    assert kept[field] == ["ของชัย"]
    assert chai.post(path, kept | {"save": "1"}).status_code == 302
    after = [value for rows in rows_of(filled.town.agency).values() for row in rows for value in row.values()]
    assert any("ของชัย" in str(value) for value in after)
    assert not any("ของอรุณ" in str(value) for value in after)


def test_what_only_the_other_one_touched_stays_theirs(filled, logged_in, paths):
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["measure"]).data()
    send(arun, paths["measure"], title="ชื่อของอรุณ", **{"activity-0-remark": "หมายเหตุของอรุณ"})
    answer = chai.post(paths["measure"], opened | {"rationale": "เหตุผลของชัย", "save": "1"})
    assert answer.status_code == 302
    with scope(agency=filled.town.agency):
        measure = Measure.objects.get()
        assert (measure.title, measure.rationale, measure.version) == ("ชื่อของอรุณ", "เหตุผลของชัย", 3)
        assert Activity.objects.get().remark == "หมายเหตุของอรุณ"


def test_one_field_of_two_that_meets_holds_back_both(filled, logged_in, paths):
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["measure"]).data()
    send(arun, paths["measure"], title="ชื่อของอรุณ")
    before = rows_of(filled.town.agency)
    answer = chai.post(paths["measure"], opened | {"title": "ชื่อของชัย", "rationale": "เหตุผลของชัย", "save": "1"})
    assert answer.status_code == 409
    assert rows_of(filled.town.agency) == before
    kept = post_forms(answer.content.decode())[-1].data()
    assert (kept["title"], kept["rationale"]) == (["ชื่อของชัย"], ["เหตุผลของชัย"])


def test_a_row_somebody_has_changed_is_not_removed_unseen(filled, logged_in, paths):
    with scope(agency=filled.town.agency):
        Activity.objects.create(measure=filled.measure, position=1, remark="แถวสอง")
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["measure"]).data()
    send(arun, paths["measure"], **{"activity-1-remark": "อรุณเขียนต่อ"})
    before = rows_of(filled.town.agency)
    assert chai.post(paths["measure"], opened | {"activity-1-DELETE": "on", "save": "1"}).status_code == 409
    assert rows_of(filled.town.agency) == before


def test_a_field_saved_as_typed_leaves_the_plain_form_valid(filled, logged_in, paths):
    """As the browser does it: only the field's own mark is renewed, the page stays the one that was opened."""
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["indicator"]).data()
    cell = path_of(filled, "indicator_cell", indicator_id=filled.indicator_row.pk)
    marks = dict(each.split(":") for each in opened["seen"][0].split())
    said = chai.post(cell, {"field": "notes", "value": "- พิมพ์แล้ว", "seen": f"notes:{marks['notes']}"}).json()
    send(arun, paths["indicator"], period_text="ของอรุณ")
    seen = opened["seen"][0].replace(f"notes:{marks['notes']}", said["seen"])
    answer = chai.post(paths["indicator"], opened | {"seen": seen, "notes": said["shown"], "status": "not_done"})
    assert answer.status_code == 302
    with scope(agency=filled.town.agency):
        row = IndicatorProgress.objects.get()
    assert (row.notes[0]["text"], row.period_text, row.status, row.version) == ("พิมพ์แล้ว", "ของอรุณ", "not_done", 4)


def test_an_address_added_while_a_field_was_saved_as_typed_meets_nobody(filled, logged_in, paths):
    """On a slow line: the field is on its way while the page is sent to get one more row."""
    chai = logged_in("chai")
    opened = form_of(chai, paths["oit"]).data()
    cell = path_of(filled, "disclosure_cell", disclosure_id=filled.disclosure.pk)
    marks = dict(each.split(":") for each in opened["seen"][0].split())
    said = chai.post(cell, {"field": "explanation", "value": "พิมพ์แล้ว", "seen": f"explanation:{marks['explanation']}"})
    assert said.json()["state"] == "saved"
    answer = chai.post(paths["oit"], opened | {"explanation": "พิมพ์แล้ว", "add_row": "1"})
    added = post_forms(answer.content.decode())[-1].data() | {"link-1-url": "https://ban-suan.example.go.th/new"}
    assert chai.post(paths["oit"], added | {"save": "1"}).status_code == 302
    with scope(agency=filled.town.agency):
        assert list(DisclosureLink.objects.values_list("url", flat=True))[-1] == "https://ban-suan.example.go.th/new"


def test_text_typed_into_a_removed_row_becomes_a_row(filled, logged_in, paths):
    with scope(agency=filled.town.agency):
        Activity.objects.create(measure=filled.measure, position=1, remark="แถวสอง")
        Activity.objects.create(measure=filled.measure, position=2, remark="แถวสาม")
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["measure"]).data()
    send(arun, paths["measure"], **{"activity-1-DELETE": "on", "activity-2-DELETE": "on"})
    answer = chai.post(paths["measure"], opened | {"activity-1-remark": "ชัยเขียนต่อ", "save": "1"})
    assert answer.status_code == 409
    assert chai.post(
        paths["measure"], post_forms(answer.content.decode())[-1].data() | {"save": "1"}
    ).status_code == 302
    with scope(agency=filled.town.agency):
        assert list(Activity.objects.values_list("remark", flat=True)) == ["หมายเหตุ ของเรา", "ชัยเขียนต่อ"]


def test_an_address_removed_meanwhile_does_not_come_back(filled, logged_in, paths):
    chai, arun = logged_in("chai"), logged_in("arun")
    opened = form_of(chai, paths["oit"]).data()
    send(arun, paths["oit"], **{"link-0-DELETE": "on"})
    assert chai.post(paths["oit"], opened | {"status": "not_started", "save": "1"}).status_code == 302
    with scope(agency=filled.town.agency):
        assert DisclosureLink.objects.count() == 0


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "๑", "1e9", "9" * 5000])
def test_a_page_without_a_sound_version_writes_nothing(filled, logged_in, paths, version):
    before = rows_of(filled.town.agency)
    answer = send(logged_in("chai"), paths["indicator"], version=version, status="not_done")
    assert answer.status_code == 409
    assert rows_of(filled.town.agency) == before


def test_a_post_of_nothing_writes_nothing(filled, logged_in, paths):
    before = rows_of(filled.town.agency)
    for path in paths.values():
        assert logged_in("chai").post(path).status_code == 409
    assert rows_of(filled.town.agency) == before


def test_the_deed_itself_looks_again(filled, logged_in, paths, monkeypatch):
    """Between the page's look and the deed another save comes in: the deed refuses and the page shows it."""
    from measures.views import indicators

    deed = indicators.save_indicator_row

    def late(**given):
        monkeypatch.setattr(indicators, "save_indicator_row", deed)
        IndicatorProgress.objects.filter(pk=filled.indicator_row.pk).update(version=2, status="not_started")
        return deed(**given)

    monkeypatch.setattr(indicators, "save_indicator_row", late)
    answer = send(logged_in("chai"), paths["indicator"], status="not_done")
    assert answer.status_code == 409
    [difference] = answer.context["clash"].differences
    assert (difference.theirs, difference.yours) == ("ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ")
    with scope(agency=filled.town.agency):
        assert IndicatorProgress.objects.get().status == "not_started"
        assert Result.objects.count() == 1
