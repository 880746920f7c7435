"""The items a measure answers: ticked or typed in any spelling, kept, saved through the measure's own form and deed."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django_scopes import scope

from measures.forms.answers import boxes_of
from measures.forms.measure import MeasureForm
from measures.models import Measure, Plan
from measures.selectors.assessed_items import choices_of
from measures.services import carrying
from tests.architecture.references import rows_of
from tests.measures.reading import form_of, send
from tests.measures.test_proposing import know_year
from tests.measures.test_weak_pages import scores

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(filled):
    """The scores of the assessed year with one weak item of three."""
    with scope(agency=filled.town.agency):
        item_set = know_year(2567, codes=("o9", "o16", "o17"))
        item_set.grade_bands = {"pass_mark": 85}
        item_set.save()
        scores(filled.town, 2567, o9="77.67", o16="91.00")
    return filled


def path_of(filled, name="measure_edit", **more):
    own = {"measure_id": filled.measure.pk} if name in {"measure_edit", "measure_cell"} else {}
    return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": 2568, **own, **more})


def answers_of(filled):
    with scope(agency=filled.town.agency):
        return Measure.objects.get(pk=filled.measure.pk).answers


def give(filled, *codes):
    with scope(agency=filled.town.agency):
        Measure.objects.filter(pk=filled.measure.pk).update(answers=list(codes))


def test_weak_items_are_offered_first_and_the_others_behind_a_fold(known, logged_in):
    give(known, "o16", "e3")
    answer = logged_in("chai").get(path_of(known))
    boxes = answer.context["answers"]
    assert [(each.choice.item.code, each.ticked) for each in boxes.weak] == [("o9", False)]
    assert [(each.choice.item.code, each.ticked) for each in boxes.others] == [("o16", True), ("o17", False)]
    assert (boxes.line, boxes.lost, boxes.ticked_others) == ("e3", ["e3"], 1)
    text = answer.content.decode()
    assert text.index('id="answers-o9"') < text.index("<details open>") < text.index('id="answers-o16"')
    assert "e3: ไม่พบในรายการข้อของปี 2567" in text


def test_ticked_and_typed_codes_are_saved_together_in_their_order(known, logged_in):
    chai, path = logged_in("chai"), path_of(known)
    data = form_of(chai, path).data() | {"answers": ["o16", "o9", "๐๑๗ ข้อ E๓"], "save": "1"}
    assert chai.post(path, data).status_code == 302
    assert answers_of(known) == ["e3", "o9", "o16", "o17"]


def test_a_box_is_unticked(known, logged_in):
    give(known, "o9", "o16")
    chai, path = logged_in("chai"), path_of(known)
    assert chai.post(path, form_of(chai, path).data() | {"answers": ["o16", ""], "save": "1"}).status_code == 302
    assert answers_of(known) == ["o16"]
    assert chai.post(path, form_of(chai, path).data() | {"answers": [""], "save": "1"}).status_code == 302
    assert answers_of(known) == []


def test_saving_unchanged_changes_nothing_and_another_order_neither(known, logged_in):
    give(known, "o17", "e3", "o9")
    chai, path = logged_in("chai"), path_of(known)
    before = rows_of(known.town.agency)
    assert send(chai, path).status_code == 302
    data = form_of(chai, path).data() | {"answers": ["e3", "o09", "O17"], "save": "1"}
    assert chai.post(path, data).status_code == 302
    assert rows_of(known.town.agency) == before


def test_a_post_without_the_field_keeps_what_stands(known, logged_in):
    give(known, "o9")
    chai, path = logged_in("chai"), path_of(known)
    data = form_of(chai, path).data(title="ชื่อใหม่") | {"save": "1"}
    del data["answers"]
    assert chai.post(path, data).status_code == 302
    assert answers_of(known) == ["o9"]


def test_what_is_no_code_is_refused_and_stays_in_the_line(known, logged_in):
    chai, path = logged_in("chai"), path_of(known)
    before = rows_of(known.town.agency)
    answer = chai.post(path, form_of(chai, path).data() | {"answers": ["o9", "ข้อเก้า"], "save": "1"})
    assert answer.status_code == 200
    assert rows_of(known.town.agency) == before
    text = answer.content.decode()
    assert "“ข้อเก้า” ไม่ใช่รหัสข้อ" in text
    boxes = answer.context["answers"]
    assert (boxes.line, [each.ticked for each in boxes.weak]) == ("ข้อเก้า", [True])


def test_two_people_at_one_measure_meet_only_over_the_same_field(known, logged_in):
    chai, arun, path = logged_in("chai"), logged_in("arun"), path_of(known)
    opened = form_of(chai, path).data()
    assert send(arun, path, title="ชื่อของอรุณ").status_code == 302
    assert chai.post(path, opened | {"answers": ["o9", ""], "save": "1"}).status_code == 302
    assert answers_of(known) == ["o9"]
    opened = form_of(chai, path).data()
    assert send(arun, path, answers="o16").status_code == 302
    before = rows_of(known.town.agency)
    answer = chai.post(path, opened | {"answers": ["o9", "o17"], "save": "1"})
    assert answer.status_code == 409
    assert rows_of(known.town.agency) == before
    (difference,) = answer.context["clash"].differences
    assert (difference.theirs, difference.yours) == ("o16", "o9, o17")
    assert [each.ticked for each in answer.context["answers"].others] == [False, True]


def test_the_field_is_saved_as_typed_like_every_other(known, logged_in):
    chai = logged_in("chai")
    seen = MeasureForm(row=known.measure, issues={}, groups=[]).mark_of("answers")
    cell = path_of(known, "measure_cell")
    answer = chai.post(cell, {"field": "answers", "value": "o16, ๐๙", "seen": seen}).json()
    assert (answer["state"], answer["shown"], answers_of(known)) == ("saved", "o9, o16", ["o9", "o16"])
    other = chai.post(cell, {"field": "answers", "value": "o17", "seen": seen})
    assert (other.status_code, other.json()["theirs"], answers_of(known)) == (409, "o9, o16", ["o9", "o16"])
    refused = chai.post(cell, {"field": "answers", "value": "เก้า", "seen": answer["seen"]})
    assert (refused.status_code, answers_of(known)) == (422, ["o9", "o16"])


def test_a_new_measure_may_start_from_an_item(known, logged_in):
    chai = logged_in("chai")
    path = path_of(known, "measure_new") + "?answers=o9"
    form = form_of(chai, path)
    assert form.data()["answers"] == ["o9", ""]
    assert chai.post(path, form.data(title="ใหม่") | {"answers": ["o9", ""], "save": "1"}).status_code == 302
    with scope(agency=known.town.agency):
        assert Measure.objects.get(title="ใหม่").answers == ["o9"]


def test_the_list_names_the_items_and_marks_what_the_year_does_not_have(known, logged_in):
    give(known, "o9", "o99")
    text = logged_in("anong").get(path_of(known, "measure_list")).content.decode()
    item = reverse("weak_item", kwargs={"agency": known.town.agency.slug, "year": 2568, "item_code": "o9"})
    assert f'href="{item}"' in text
    assert text.count("(ไม่พบในรายการข้อของปี)") == 1


def test_where_the_year_has_no_list_no_code_is_called_lost(filled, logged_in):
    give(filled, "o9")
    answer = logged_in("chai").get(path_of(filled))
    boxes = answer.context["answers"]
    assert (boxes.weak, boxes.others, boxes.line, boxes.lost) == ([], [], "o9", [])
    assert "ไม่พบในรายการข้อของปี" not in logged_in("chai").get(path_of(filled, "measure_list")).content.decode()


def test_the_boxes_follow_the_form_whatever_it_shows(known):
    with scope(agency=known.town.agency):
        choices = choices_of(plan=known.plan)
        form = MeasureForm(QueryDict("answers=o9&answers=o16&answers="), row=known.measure, issues={}, groups=[])
        boxes = boxes_of(form["answers"], choices)
    assert [each.ticked for each in (*boxes.weak, *boxes.others)] == [True, True, False]


def test_a_year_opened_from_another_answers_nothing_yet_but_knows_its_models(known):
    give(known, "o9")
    with scope(agency=known.town.agency):
        Measure.objects.filter(pk=known.measure.pk).update(model_key="work-report")
        plan = Plan.objects.create(agency=known.town.agency, fiscal_year=2569, opened_from=known.plan)
        carrying.carry_measures(plan, known.plan)
        carried = Measure.objects.get(plan=plan)
        assert (carried.carried_from_id, carried.answers, carried.model_key) == (known.measure.pk, [], "work-report")
    assert answers_of(known) == ["o9"]
