"""Writing, changing, moving and removing measures, as deeds and in the browser."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django_scopes import scope

from audit.models import Change
from measures.models import Activity, Measure, MeasureGroup, Plan
from measures.services import RowEdit, Stale, create_measure, delete_measure, move_measure, update_measure
from tests.architecture.references import rows_of
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(in_town):
    return Plan.objects.create(agency=in_town.agency, fiscal_year=2569)


@pytest.fixture
def chai(in_town):
    return in_town.standing("chai")


def write(chai, plan, title="ม", **options):
    return create_measure(actor=chai, plan=plan, changes={"title": title}, activities=[], **options)


def order(plan, listed_as="measures"):
    return list(Measure.objects.filter(plan=plan, listed_as=listed_as).values_list("title", "position"))


def test_a_measure_has_a_row_for_its_results(chai, plan):
    measure = write(chai, plan)
    assert (measure.position, measure.version, measure.activities.count()) == (1, 1, 1)
    plan.refresh_from_db()
    assert plan.touched_at is not None
    [change] = Change.objects.all()
    assert (change.act, change.after["title"], change.office) == ("measure.added", "ม", str(chai.office_words))


def test_the_printed_number_gives_the_number(chai, plan):
    measure = create_measure(actor=chai, plan=plan, changes={"number_text": "๑๒."}, activities=[])
    assert (measure.number, measure.number_text) == (12, "๑๒.")
    update_measure(actor=chai, measure=measure, seen_version=1, changes={"number_text": "ก."}, activities=[])
    measure.refresh_from_db()
    assert (measure.number, measure.number_text, measure.version) == (None, "ก.", 2)


def test_a_group_is_made_once_and_its_measures_stand_together(chai, plan):
    write(chai, plan, "ก", new_group="กลุ่มหนึ่ง")
    write(chai, plan, "ข", new_group="กลุ่มสอง")
    write(chai, plan, "ค", new_group="กลุ่มหนึ่ง")
    assert order(plan) == [("ก", 1), ("ค", 2), ("ข", 3)]
    assert list(MeasureGroup.objects.values_list("number", "number_text", "title")) == [
        (1, "๑.", "กลุ่มหนึ่ง"), (2, "๒.", "กลุ่มสอง"),
    ]
    assert list(Measure.objects.order_by("position").values_list("group_no", flat=True)) == [1, 1, 2]


def test_moving_stays_within_the_group(chai, plan):
    first, second = write(chai, plan, "ก", new_group="หนึ่ง"), write(chai, plan, "ข", new_group="หนึ่ง")
    third = write(chai, plan, "ค", new_group="สอง")
    assert move_measure(actor=chai, measure=second, up=True)
    assert order(plan) == [("ข", 1), ("ก", 2), ("ค", 3)]
    assert not move_measure(actor=chai, measure=second, up=True)
    assert not move_measure(actor=chai, measure=first, up=False)
    assert not move_measure(actor=chai, measure=third, up=True)
    assert order(plan) == [("ข", 1), ("ก", 2), ("ค", 3)]
    assert Measure.objects.get(pk=second.pk).version == 1


def test_removing_closes_the_gap_and_leaves_a_trace(chai, plan):
    _, second, _ = (write(chai, plan, title) for title in "กขค")
    other = write(chai, plan, "ง", listed_as="plan")
    result = second.activities.get().results.create(outputs=[{"marker": None, "text": "หก"}])
    delete_measure(actor=chai, measure=second, seen_version=1)
    assert order(plan) == [("ก", 1), ("ค", 2)]
    assert order(plan, "plan") == [("ง", 1)]
    assert other.position == 1
    change = Change.objects.get(act="measure.deleted")
    assert change.before["title"] == "ข"
    assert change.before[f"activity.{result.activity_id}.twelve_months"]["outputs"] == [{"marker": None, "text": "หก"}]


def test_rows_are_added_changed_and_removed_together(chai, plan):
    measure = create_measure(
        actor=chai, plan=plan, changes={},
        activities=[RowEdit(None, {"remark": "หนึ่ง"}), RowEdit(None, {"remark": "สอง"})],
    )
    one, two = measure.activities.order_by("position")
    edits = [RowEdit(one.pk, delete=True), RowEdit(two.pk, {"units": ["กองคลัง"]}), RowEdit(None, {"remark": "สาม"})]
    assert update_measure(actor=chai, measure=measure, seen_version=1, changes={}, activities=edits)
    assert list(measure.activities.values_list("remark", "position", "units", "version")) == [
        ("สอง", 1, ["กองคลัง"], 2), ("สาม", 2, [], 1),
    ]


def test_nothing_changed_writes_nothing(chai, plan):
    measure = write(chai, plan)
    Change.objects.all()._raw_delete("default")
    assert not update_measure(actor=chai, measure=measure, seen_version=1, changes={}, activities=[])
    assert (Change.objects.count(), Measure.objects.get().version) == (0, 1)


def test_a_stale_page_writes_nothing(chai, plan):
    measure = write(chai, plan)
    update_measure(actor=chai, measure=measure, seen_version=1, changes={"title": "ใหม่"}, activities=[])
    before = rows_of(plan.agency)
    for deed in (
        lambda: update_measure(actor=chai, measure=measure, seen_version=1, changes={"title": "อื่น"}, activities=[]),
        lambda: delete_measure(actor=chai, measure=measure, seen_version=1),
    ):
        with pytest.raises(Stale):
            deed()
    assert rows_of(plan.agency) == before


@pytest.mark.parametrize("field", ["plan_id", "version", "provenance", "listed_as", "position"])
def test_only_the_fields_of_the_form_can_be_written(chai, plan, field):
    measure = write(chai, plan)
    before = rows_of(plan.agency)
    with pytest.raises(ValueError, match="not editable"):
        update_measure(actor=chai, measure=measure, seen_version=1, changes={field: 1}, activities=[])
    assert rows_of(plan.agency) == before


@pytest.mark.parametrize("name", ["anong", "duangjai", "ekachai"])
def test_who_may_not_edit_writes_nothing(in_town, chai, plan, name):
    measure = write(chai, plan)
    before = rows_of(plan.agency)
    actor = in_town.standing(name)
    for deed in (
        lambda: write(actor, plan),
        lambda: update_measure(actor=actor, measure=measure, seen_version=1, changes={"title": "x"}, activities=[]),
        lambda: move_measure(actor=actor, measure=measure, up=True),
        lambda: delete_measure(actor=actor, measure=measure, seen_version=1),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert rows_of(plan.agency) == before


def test_another_agencys_rows_do_not_exist_for_a_deed(chai, plan, foreign):
    mine, theirs = write(chai, plan), rows_of(foreign.town.agency)
    before = rows_of(plan.agency)
    for error, deed in (
        (Plan.DoesNotExist, lambda: write(chai, foreign.plan)),
        (Plan.DoesNotExist, lambda: delete_measure(actor=chai, measure=foreign.measure, seen_version=1)),
        (MeasureGroup.DoesNotExist, lambda: update_measure(
            actor=chai, measure=mine, seen_version=1, changes={"group_id": foreign.group.pk}, activities=[])),
        (Activity.DoesNotExist, lambda: update_measure(
            actor=chai, measure=mine, seen_version=1, changes={}, activities=[RowEdit(foreign.activity.pk, {}, True)])),
    ):
        with pytest.raises(error):
            deed()
    assert (rows_of(plan.agency), rows_of(foreign.town.agency)) == (before, theirs)


# In the browser


def new_page(plan):
    return reverse("measure_new", kwargs={"agency": plan.agency.slug, "year": plan.fiscal_year})


def test_a_measure_is_written_in_the_browser(town, plan, logged_in):
    answer = send(
        logged_in("chai"), new_page(plan), **{
            "title": "มาตรการหนึ่ง", "new_group": "กลุ่มใหม่", "activity-0-methods": "๑. อบรม\r\n  (1) ย่อย\r\n๒. สรุป",
            "activity-0-period_text": "ตลอดปี", "activity-0-period_start": "๑ ต.ค. ๒๕๖๘", "activity-0-units": "สำนักปลัด",
            "activity-0-unit_more": "กองคลัง",
        }
    )
    with scope(agency=town.agency):
        measure = Measure.objects.get()
        assert answer.url == f"/staff/ban-suan/2569/measures/#measure-{measure.pk}"
        assert (measure.title, measure.number_text, measure.number, measure.group.title) == (
            "มาตรการหนึ่ง", "๑", 1, "กลุ่มใหม่"
        )
        [activity] = measure.activities.all()
        assert activity.methods == [
            {"marker": "๑.", "text": "อบรม", "children": [{"marker": "(1)", "text": "ย่อย"}]},
            {"marker": "๒.", "text": "สรุป"},
        ]
        assert (activity.period_text, str(activity.period_start), activity.period_end, activity.units) == (
            "ตลอดปี", "2025-10-01", None, ["สำนักปลัด", "กองคลัง"]
        )
    assert form_of(logged_in("chai"), new_page(plan)).data()["number_text"] == ["๒"]


def test_a_measure_needs_a_title_or_a_step(plan, logged_in):
    answer = send(logged_in("chai"), new_page(plan))
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"title": ["โปรดระบุชื่อมาตรการ หรือขั้นตอนอย่างน้อยหนึ่งข้อด้านล่าง"]}
    assert Measure.objects.count() == 0


def test_adding_a_row_keeps_what_was_typed(plan, logged_in):
    client = logged_in("chai")
    typed = {"title": "พิมพ์ค้าง", "activity-0-methods": "๑. ค้าง", "activity-0-period_start": "ผิด"}
    answer = send(client, new_page(plan), button="add_row", **typed)
    page = answer.content.decode()
    assert answer.context["formset"].total_form_count() == 2
    assert all(text in page for text in typed.values())
    assert "activity-1-methods" in page
    assert Measure.objects.count() == 0


def test_an_error_names_row_and_field_and_keeps_the_text(chai, plan, logged_in):
    write(chai, plan, "เดิม")
    measure = Measure.objects.get()
    path = reverse("measure_edit", kwargs={
        "agency": plan.agency.slug, "year": plan.fiscal_year, "measure_id": measure.pk,
    })
    before = rows_of(plan.agency)
    answer = send(logged_in("chai"), path, **{"title": "ใหม่", "activity-0-period_end": "๓๑ ก.พ. ๒๕๖๙"})
    page = answer.content.decode()
    assert "แถวที่ 1 · ถึง" in page
    assert "๓๑ ก.พ. ๒๕๖๙" in page
    assert ">\nใหม่</textarea>" in page
    assert rows_of(plan.agency) == before


def test_a_measure_is_asked_about_and_removed(chai, plan, logged_in):
    measure = write(chai, plan, "ไปแล้ว")
    path = reverse("measure_delete", kwargs={
        "agency": plan.agency.slug, "year": plan.fiscal_year, "measure_id": measure.pk,
    })
    client = logged_in("chai")
    assert "ต้องการลบมาตรการนี้หรือไม่" in client.get(path).content.decode()
    assert client.post(path, {"version": "9"}).status_code == 409
    assert client.post(path).status_code == 409
    assert Measure.objects.count() == 1
    assert client.post(path, form_of(client, path).data()).status_code == 302
    assert Measure.objects.count() == 0


def test_a_recorder_reads_measures_and_is_offered_no_editing(chai, plan, logged_in):
    measure = write(chai, plan, "อ่านได้")
    base = {"agency": plan.agency.slug, "year": plan.fiscal_year}
    anong = logged_in("anong")
    page = anong.get(reverse("measure_list", kwargs=base)).content.decode()
    assert "อ่านได้" in page
    for name in ("measure_new", "measure_edit", "measure_delete", "measure_move"):
        address = reverse(name, kwargs=base if name == "measure_new" else base | {"measure_id": measure.pk})
        assert f'"{address}"' not in page
        assert {anong.get(address).status_code, anong.post(address).status_code} <= {404, 405}
    assert reverse("result_edit", kwargs=base | {"measure_id": measure.pk, "round": "six_months"}) in page
    palad = logged_in("duangjai").get(reverse("measure_list", kwargs=base)).content.decode()
    assert reverse("result_edit", kwargs=base | {"measure_id": measure.pk, "round": "six_months"}) not in palad
