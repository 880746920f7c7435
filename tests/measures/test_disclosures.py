"""OIT rows and indicator rows in the browser."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_scopes import scope

from measures.models import Disclosure, DisclosureLink, IndicatorProgress
from measures.services import RowEdit, save_disclosure, save_indicator_row
from measures.services.indicator_rows import printed_units
from tests.architecture.references import rows_of
from tests.measures import nasty
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db


def base(filled):
    return {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}


@pytest.fixture
def oit(filled):
    return reverse("oit_edit", kwargs=base(filled) | {"disclosure_id": filled.disclosure.pk})


@pytest.fixture
def indicator(filled):
    return reverse("indicator_edit", kwargs=base(filled) | {"indicator_id": filled.indicator_row.pk})


def links(filled):
    with scope(agency=filled.town.agency):
        return list(DisclosureLink.objects.values_list("url", "click_path", "position"))


def test_a_recorder_answers_an_item(filled, logged_in, oit):
    client = logged_in("anong")
    grown = client.post(oit, form_of(client, oit).data() | {"add_row": "1"}).content.decode()
    assert "link-1-url" in grown
    answer = client.post(oit, form_of(client, oit).data() | {
        "link-TOTAL_FORMS": "2", "link-1-url": "https://example.go.th/ใหม่", "link-1-click_path": "หน้าหลัก > ใหม่",
        "status": "in_progress", "progress_notes": "- ลงเว็บแล้ว", "finding_class": "incomplete", "save": "1",
    })
    assert answer.url == f"/staff/ban-suan/2568/oit/#row-{filled.disclosure.pk}"
    assert links(filled) == [
        ("https://www.example.go.th/o1", "หน้าแรก ของเรา", 0), ("https://example.go.th/ใหม่", "หน้าหลัก > ใหม่", 1),
    ]
    with scope(agency=filled.town.agency):
        row = Disclosure.objects.get()
    assert (row.status, row.progress_notes, row.finding_class, row.version) == (
        "in_progress", [{"marker": "-", "text": "ลงเว็บแล้ว"}], "incomplete", 2
    )


def test_an_address_is_removed(filled, logged_in, oit):
    assert send(logged_in("chai"), oit, **{"link-0-DELETE": "on"}).status_code == 302
    assert links(filled) == []


@pytest.mark.parametrize("typed", ["javascript:alert(document.cookie)", "example.go.th", ""])
def test_no_other_address_is_stored(filled, logged_in, oit, typed):
    before = rows_of(filled.town.agency)
    answer = send(logged_in("chai"), oit, **{"link-0-url": typed})
    assert answer.status_code == 200
    assert answer.context["formset"].total_error_count() == 1
    assert rows_of(filled.town.agency) == before


def test_saving_goes_on_to_the_next_item(filled, logged_in, oit):
    with scope(agency=filled.town.agency):
        following = nasty.make_disclosure(filled.plan)
    page = logged_in("chai").get(oit).content.decode()
    assert "บันทึกแล้วไปข้อ o44" in page
    answer = send(logged_in("chai"), oit, button="save_and_next", status="not_started")
    assert answer.url == reverse("oit_edit", kwargs=base(filled) | {"disclosure_id": following.pk})
    assert 'rel="prev"' in logged_in("chai").get(answer.url).content.decode()


def test_the_list_filters_by_status_and_shows_unknown_words(filled, logged_in):
    with scope(agency=filled.town.agency):
        nasty.make_disclosure(filled.plan)
        Disclosure.objects.create(plan=filled.plan, position=99, code="o45")
    client, path = logged_in("duangjai"), reverse("oit_list", kwargs=base(filled))

    def codes(query=""):
        return [row.code for row in client.get(path + query).context["page"]]

    assert codes() == ["o1", "o44", "o45"]
    assert codes("?status=done") == ["o1"]
    assert codes("?status=none") == ["o45"]
    assert codes("?status=เกือบเสร็จ") == ["o44"]
    assert codes("?status=not_started") == []
    assert client.get(path).context["chips"] == [
        ("none", "", 1), ("done", "ดำเนินการแล้ว", 1), ("เกือบเสร็จ", "เกือบเสร็จ", 1),
    ]
    page = client.get(path).content.decode()
    assert "เกือบเสร็จ" in page
    assert reverse("oit_edit", kwargs=base(filled) | {"disclosure_id": filled.disclosure.pk}) not in page


def test_printed_units_follow_until_typed_otherwise(filled, logged_in, indicator):
    client = logged_in("anong")
    send(client, indicator, unit_more="กองช่าง")
    row = _row(filled)
    assert (row.units, row.units_text) == (["กองคลัง", "กองช่าง"], "กองคลัง / กองช่าง")
    send(client, indicator, units_text="กองคลังและกองช่าง")
    send(client, indicator, units="กองคลัง\nกองช่าง\nสำนักปลัด")
    row = _row(filled)
    assert (row.units, row.units_text) == (["กองคลัง", "กองช่าง", "สำนักปลัด"], "กองคลังและกองช่าง")


def test_printed_units_fit_their_column():
    assert len(printed_units(["กอง" * 100, "งาน" * 100])) == 500


def test_an_unknown_status_stays_until_changed(filled, logged_in):
    with scope(agency=filled.town.agency):
        row = nasty.make_indicator_row(filled.plan)
    path = reverse("indicator_edit", kwargs=base(filled) | {"indicator_id": row.pk})
    client = logged_in("chai")
    assert send(client, path, notes="- ใหม่").status_code == 302
    row = _row(filled, row.pk)
    assert (row.status, row.notes) == ("ทำแล้วบางส่วน", [{"marker": "-", "text": "ใหม่"}])
    assert send(client, path, status="ไม่มีคำนี้").status_code == 200
    assert _row(filled, row.pk).status == "ทำแล้วบางส่วน"
    assert send(client, path, status="").status_code == 302
    assert _row(filled, row.pk).status == ""


def _row(filled, pk=None):
    with scope(agency=filled.town.agency):
        return IndicatorProgress.objects.get(pk=pk or filled.indicator_row.pk)


@pytest.mark.parametrize("name", ["duangjai", "ekachai"])
def test_who_may_not_record_writes_nothing(filled, in_town, name):
    before = rows_of(in_town.agency)
    actor = in_town.standing(name)
    for deed in (
        lambda: save_disclosure(
            actor=actor, disclosure=filled.disclosure, seen_version=1, changes={"status": "done"}, links=[]),
        lambda: save_indicator_row(
            actor=actor, row=filled.indicator_row, seen_version=1, changes={"status": "not_done"}),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert rows_of(in_town.agency) == before


def test_another_rows_address_is_refused_whole(filled, in_town, foreign):
    own = nasty.make_disclosure(filled.plan).links.first()
    before, theirs = rows_of(in_town.agency), rows_of(foreign.town.agency)
    for link in (own, foreign.link):
        with pytest.raises(DisclosureLink.DoesNotExist):
            save_disclosure(
                actor=in_town.standing("anong"), disclosure=filled.disclosure, seen_version=1,
                changes={"status": "not_done"}, links=[RowEdit(link.pk, {}, True)],
            )
    assert (rows_of(in_town.agency), rows_of(foreign.town.agency)) == (before, theirs)
