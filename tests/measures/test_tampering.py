"""Ids of another agency, year or measure in addresses and POST bodies: refused, nothing changed anywhere."""

import pytest
from django.urls import reverse
from django_scopes import scope

from measures.models import Activity, DisclosureLink, Measure, MeasureGroup, Plan
from tests.architecture.references import rows_of
from tests.measures.reading import form_of

pytestmark = pytest.mark.django_db
PAGES = ["measure_edit", "measure_delete", "measure_move", "result_edit", "oit_edit", "indicator_edit"]


def arguments(name, filled):
    return {
        "measure_edit": {"measure_id": filled.measure.pk}, "measure_delete": {"measure_id": filled.measure.pk},
        "measure_move": {"measure_id": filled.measure.pk},
        "result_edit": {"measure_id": filled.measure.pk, "round": "twelve_months"},
        "oit_edit": {"disclosure_id": filled.disclosure.pk},
        "indicator_edit": {"indicator_id": filled.indicator_row.pk},
    }[name]


def base(filled):
    return {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("where", ["another agency", "another year", "a year not open"])
def test_an_address_reaches_only_its_own_year(filled, foreign, logged_in, name, where):
    with scope(agency=filled.town.agency):
        Plan.objects.create(agency=filled.town.agency, fiscal_year=2567)
    rows = arguments(name, foreign if where == "another agency" else filled)
    address = base(filled) | rows | {"another agency": {}, "another year": {"year": 2567}}.get(where, {"year": 2566})
    path = reverse(name, kwargs=address)
    before = rows_of(filled.town.agency), rows_of(foreign.town.agency)
    client = logged_in("chai")
    assert client.get(path).status_code in {404, 405}
    assert client.post(path, {"version": "1", "title": "x", "direction": "down"}).status_code == 404
    assert (rows_of(filled.town.agency), rows_of(foreign.town.agency)) == before


@pytest.fixture
def strangers(filled, foreign):
    """Ids that are not this page's: another agency's, another year's, another measure's or row's, and no row's."""
    with scope(agency=filled.town.agency):
        plan = Plan.objects.create(agency=filled.town.agency, fiscal_year=2567)
        measure = Measure.objects.create(plan=plan, position=1, title="ปีก่อน")
        near = Measure.objects.create(plan=filled.plan, position=2, title="ข้างเคียง")
        row = filled.plan.disclosures.create(code="o2", position=2)
        return {
            "group_id": [foreign.group.pk, MeasureGroup.objects.create(plan=plan, title="กลุ่มปีก่อน").pk, 987_654],
            "activity-0-id": [
                foreign.activity.pk, Activity.objects.create(measure=measure).pk,
                Activity.objects.create(measure=near).pk, 987_654, "x", -1, "9" * 30,
            ],
            "link-0-id": [
                foreign.link.pk, DisclosureLink.objects.create(disclosure=row, url="https://a.th").pk, 987_654,
            ],
        }


@pytest.mark.parametrize(
    ("name", "field"),
    [("measure_edit", "group_id"), ("measure_edit", "activity-0-id"), ("oit_edit", "link-0-id")],
)
@pytest.mark.parametrize("delete", ["", "on"])
def test_a_body_reaches_only_rows_of_its_page(filled, foreign, logged_in, strangers, name, field, delete):
    path = reverse(name, kwargs=base(filled) | arguments(name, filled))
    client = logged_in("chai")
    sent = form_of(client, path).data() | {"save": "1", "title": "พยายาม"}
    if delete and field != "group_id":
        sent[field.replace("-id", "-DELETE")] = delete
    before = rows_of(filled.town.agency), rows_of(foreign.town.agency)
    answers = set()
    for stranger in strangers[field]:
        answer = client.post(path, sent | {field: str(stranger)})
        assert answer.status_code == 200, stranger
        assert "CANARY" not in answer.content.decode()
        answers.add(tuple(str(each) for each in [
            *answer.context["form"].errors.values(), answer.context["formset"].non_form_errors()
        ]))
        assert (rows_of(filled.town.agency), rows_of(foreign.town.agency)) == before, stranger
    assert len(answers) == 1, "a row of somebody else is answered like a row that does not exist"


def test_one_row_named_twice_is_refused(filled, logged_in):
    with scope(agency=filled.town.agency):
        Activity.objects.create(measure=filled.measure, position=1)
    path = reverse("measure_edit", kwargs=base(filled) | arguments("measure_edit", filled))
    client = logged_in("chai")
    before = rows_of(filled.town.agency)
    sent = form_of(client, path).data(**{"activity-1-id": str(filled.activity.pk), "activity-1-remark": "x"})
    assert client.post(path, sent).status_code == 200
    assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("count", ["", "x", "1.5", "61", "100000000", "9" * 5000])
def test_a_wrong_count_of_rows_is_refused(filled, logged_in, count):
    path = reverse("measure_edit", kwargs=base(filled) | arguments("measure_edit", filled))
    client = logged_in("chai")
    before = rows_of(filled.town.agency)
    sent = form_of(client, path).data(**{"activity-TOTAL_FORMS": count, "title": "พยายาม"})
    for button in ("save", "add_row"):
        answer = client.post(path, sent | {button: "1"})
        assert answer.status_code == 200
        assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("count", ["0", "-1"])
def test_rows_left_out_of_a_post_stay(filled, logged_in, count):
    path = reverse("measure_edit", kwargs=base(filled) | arguments("measure_edit", filled))
    client = logged_in("chai")
    before = rows_of(filled.town.agency)["measures.Activity"]
    assert client.post(path, form_of(client, path).data(**{"activity-TOTAL_FORMS": count})).status_code == 302
    assert rows_of(filled.town.agency)["measures.Activity"] == before


def test_results_of_a_foreign_activity_are_never_read(filled, foreign, logged_in):
    path = reverse("result_edit", kwargs=base(filled) | arguments("result_edit", filled))
    client = logged_in("anong")
    before = rows_of(filled.town.agency), rows_of(foreign.town.agency)
    sent = {
        name.replace(f"-{filled.activity.pk}-", f"-{foreign.activity.pk}-"): value
        for name, value in form_of(client, path).data().items()
    }
    sent[f"activity-{foreign.activity.pk}-problems"] = ["แทรก"]
    answer = client.post(path, sent)
    assert answer.status_code == 409
    assert "CANARY" not in answer.content.decode()
    assert (rows_of(filled.town.agency), rows_of(foreign.town.agency)) == before
