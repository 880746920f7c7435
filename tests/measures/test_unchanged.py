"""Opening any form and saving it unchanged changes nothing; editing one word changes that word."""

import copy

import pytest
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Plan
from tests.architecture.references import rows_of
from tests.measures import nasty
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(filled):
    """Address of every form of a year over nasty rows, with its rows."""
    with scope(agency=filled.town.agency):
        measure = nasty.make_measure(filled.plan)
        nasty.make_results(measure)
        disclosure = nasty.make_disclosure(filled.plan)
        row = nasty.make_indicator_row(filled.plan)
    base = {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}
    return {
        "measure": (measure, reverse("measure_edit", kwargs={**base, "measure_id": measure.pk})),
        "six": (measure, _result(base, measure, "six_months")),
        "twelve": (measure, _result(base, measure, "twelve_months")),
        "other": (measure, _result(base, measure, "other")),
        "oit": (disclosure, reverse("oit_edit", kwargs={**base, "disclosure_id": disclosure.pk})),
        "indicator": (row, reverse("indicator_edit", kwargs={**base, "indicator_id": row.pk})),
    }


def _result(base, measure, round):
    return reverse("result_edit", kwargs={**base, "measure_id": measure.pk, "round": round})


@pytest.mark.parametrize("name", ["measure", "six", "twelve", "other", "oit", "indicator"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_saving_unchanged_changes_nothing(pages, filled, logged_in, name, language):
    path = language + pages[name][1]
    before = rows_of(filled.town.agency)
    assert len(before["measures.Activity"]) == 4
    answer = send(logged_in("chai"), path)
    assert answer.status_code == 302
    assert rows_of(filled.town.agency) == before
    assert Change.objects.count() == 0


@pytest.mark.parametrize("name", ["measure", "oit", "indicator"])
def test_adding_a_row_and_saving_it_blank_changes_nothing(pages, filled, logged_in, name):
    path = pages[name][1]
    client = logged_in("chai")
    before = rows_of(filled.town.agency)
    form = form_of(client, path)
    again = client.post(path, form.data() | {"add_row": "1"})
    if name == "indicator":
        return
    from tests.architecture.forms import post_forms

    assert again.status_code == 200
    grown = post_forms(again.content.decode())[-1]
    assert len(grown.values) > len(form.values)
    assert client.post(path, grown.data() | {"save": "1"}).status_code == 302
    assert rows_of(filled.town.agency) == before


def differing(before, after):
    """(model, pk, field) that differ, but versions and the plan's mark of a person's touch."""
    return {
        (label, row["id"], name)
        for label, rows in after.items()
        for row, old in zip(rows, before[label], strict=True)
        for name in row
        if row[name] != old[name] and name not in {"version", "touched_at"}
    }


EDITS = [
    ("measure", "title", "ย่อหน้า", "ย่อความ", "measures.Measure", "title"),
    ("measure", "rationale", "ย่อหน้า", "ย่อความ", "measures.Measure", "rationale"),
    ("measure", "activity-0-period_text", "ถึง", "–", "measures.Activity", "period_text"),
    ("measure", "activity-0-remark", "ย่อหน้า", "ย่อความ", "measures.Activity", "remark"),
    ("oit", "website_finding", "ย่อหน้า", "ย่อความ", "measures.Disclosure", "website_finding"),
    ("oit", "title", "ย่อหน้า", "ย่อความ", "measures.Disclosure", "title"),
    ("oit", "link-0-click_path", "ย่อหน้า", "ย่อความ", "measures.DisclosureLink", "click_path"),
    ("indicator", "units_text", "อื่น", "งานอื่น", "measures.IndicatorProgress", "units_text"),
]


@pytest.mark.parametrize(("name", "field", "word", "new", "model", "column"), EDITS)
def test_one_word_edited_changes_that_word_only(pages, filled, logged_in, name, field, word, new, model, column):
    _, path = pages[name]
    client = logged_in("chai")
    before = rows_of(filled.town.agency)
    sent = form_of(client, path).data()
    assert sent[field][0].count(word) == 1
    sent[field] = [sent[field][0].replace(word, new)]
    assert client.post(path, sent | {"save": "1"}).status_code == 302
    after = rows_of(filled.town.agency)
    [(label, pk, changed)] = differing(before, after)
    assert (label, changed) == (model, column)
    old = next(row[column] for row in before[model] if row["id"] == pk)
    now = next(row[column] for row in after[model] if row["id"] == pk)
    assert now == old.replace(word, new)


@pytest.mark.parametrize(
    ("name", "field", "model", "column"),
    [
        ("measure", "activity-0-methods", "measures.Activity", "methods"),
        ("twelve", "outputs", "measures.Result", "outputs"),
        ("oit", "progress_notes", "measures.Disclosure", "progress_notes"),
        ("oit", "elements", "measures.Disclosure", "elements"),
        ("indicator", "guidance", "measures.IndicatorProgress", "guidance"),
        ("indicator", "notes", "measures.IndicatorProgress", "notes"),
    ],
)
def test_one_word_of_a_list_changes_that_word_only(pages, filled, logged_in, name, field, model, column):
    row, path = pages[name]
    if name == "twelve":
        with scope(agency=filled.town.agency):
            field = f"activity-{row.activities.first().pk}-{field}"
    client = logged_in("chai")
    before = rows_of(filled.town.agency)
    sent = form_of(client, path).data()
    sent[field] = [sent[field][0].replace("บรรทัดสอง", "บรรทัดที่สอง")]
    assert client.post(path, sent | {"save": "1"}).status_code == 302
    after = rows_of(filled.town.agency)
    [(label, pk, changed)] = differing(before, after)
    assert (label, changed) == (model, column)
    expected = copy.deepcopy(nasty.ITEMS)
    expected[6]["text"] = "บรรทัดแรก\nบรรทัดที่สอง\n\nบรรทัดสี่"
    assert next(each[column] for each in after[model] if each["id"] == pk) == expected


def test_a_touched_row_marks_the_plan(pages, filled, logged_in):
    send(logged_in("chai"), pages["indicator"][1], status="done")
    with scope(agency=filled.town.agency):
        assert Plan.objects.get(pk=filled.plan.pk).touched_at is not None
        pages["indicator"][0].refresh_from_db()
    assert (pages["indicator"][0].status, pages["indicator"][0].version) == ("done", 2)
    [change] = Change.objects.all()
    assert (change.act, change.before, change.after) == (
        "indicator.recorded", {"status": "ทำแล้วบางส่วน"}, {"status": "done"}
    )
    assert (change.actor_name, change.agency_id) == (str(filled.town.chai), filled.town.agency.pk)
