"""What became of a signed plan, without a database: equal words are no change, every other word is reported."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.models import Activity, AgreedMeasure, Measure
from measures.plan_changes import ACTIVITY_FIELDS, MEASURE_FIELDS, Fate, compare, compare_measure, said

STEP = [{"marker": "๑.", "text": "ประชุม"}]


def activity(pk=7, **values) -> Activity:
    return Activity(**{"pk": pk, "methods": STEP, "period_text": "ทั้งปี", "units": ["กองคลัง"]} | values)


def entry(activity_id=7, **values) -> dict:
    return {"activity_id": activity_id, "methods": STEP, "period_text": "ทั้งปี", "units": ["กองคลัง"]} | values


def agreed(measure_id=3, **values) -> AgreedMeasure:
    return AgreedMeasure(**{"pk": 30, "measure_id": measure_id, "title": "ก", "activities": [entry()]} | values)


def measure(pk=3, **values) -> Measure:
    return Measure(**{"pk": pk, "title": "ก"} | values)


def fates(changes) -> list[tuple]:
    return [(change.fate, change.measure.pk if change.measure else change.agreed.title) for change in changes]


def test_what_stands_as_signed_is_kept():
    change = compare_measure(agreed(), measure(), [activity()])
    assert (change.fate, change.fields, change.changed_rows, change.lacks_reason) == (Fate.KEPT, (), (), False)


@pytest.mark.parametrize(("then", "now"), [
    ("ก ข", " ก\n ข "), ("", "  "), ([{"marker": "๑.", "text": "ก"}], [{"marker": "1)", "text": "ก "}]),
    ([{"text": "ก", "children": [{"text": "ข"}]}], [{"text": "ก\nข"}]), (["กองคลัง"], ["กองคลัง ", ""]),
])  # fmt: skip
def test_how_words_are_set_is_no_change(then, now):
    assert said(then) == said(now)


@pytest.mark.parametrize(("values", "fields"), [
    ({"title": "ข"}, ["title"]), ({"detail": "ละเอียด"}, ["detail"]), ({"title": ""}, ["title"]),
    ({"number_text": "๙."}, []), ({"issue_no": 4}, []), ({"rationale": "เหตุ"}, []),
])  # fmt: skip
def test_title_and_detail_of_a_measure_count(values, fields):
    change = compare_measure(agreed(), measure(**values), [activity()])
    assert [each.field for each in change.fields] == fields
    assert change.fate == (Fate.CHANGED if fields else Fate.KEPT)


@pytest.mark.parametrize(("values", "fields"), [
    ({"methods": [*STEP, {"text": "รายงาน"}]}, ["methods"]), ({"methods": []}, ["methods"]),
    ({"period_text": "มีนาคม"}, ["period_text"]), ({"units": ["กองคลัง", "กองช่าง"]}, ["units"]),
    ({"units": [], "period_text": ""}, ["period_text", "units"]), ({"remark": "หมายเหตุ"}, []),
])  # fmt: skip
def test_steps_period_and_units_of_a_row_count(values, fields):
    change = compare_measure(agreed(), measure(), [activity(**values)])
    assert [each.field for row in change.rows for each in row.fields] == fields
    assert change.lacks_reason is bool(fields)


def test_rows_that_came_and_went_are_changes_in_their_place():
    plan = agreed(activities=[entry(1), entry(2, methods=[{"text": "สอง"}]), entry(3, methods=[{"text": "สาม"}])])
    rows = [activity(1), activity(3, methods=[{"text": "สาม"}])]
    change = compare_measure(plan, measure(), rows)
    assert [(row.number, row.fate) for row in change.rows] == [(1, "kept"), (2, "dropped"), (3, "kept")]
    change = compare_measure(agreed(activities=[entry(1)]), measure(), [activity(1), activity(9, methods=STEP * 2)])
    assert [(row.number, row.fate) for row in change.rows] == [(1, "kept"), (2, "added")]


def test_a_table_pasted_anew_is_the_same_plan():
    plan = agreed(activities=[entry(1), entry(2, methods=[{"text": "สอง"}])])
    swapped = [activity(12, methods=[{"text": "สอง"}]), activity(11)]
    assert compare_measure(plan, measure(), swapped).fate == Fate.KEPT
    [row] = compare_measure(agreed(), measure(), [activity(50, methods=[{"text": "อื่น"}])]).rows
    assert (row.fate, [each.field for each in row.fields]) == (Fate.CHANGED, ["methods"])


def test_where_no_steps_were_frozen_none_are_compared():
    change = compare_measure(agreed(activities=[]), measure(), [activity(), activity(8)])
    assert (change.fate, [row.fate for row in change.rows]) == (Fate.KEPT, ["kept", "kept"])


def test_measures_stand_in_the_live_order_and_dropped_ones_behind_their_neighbour():
    plan = [agreed(None, title="หาย ๐"), agreed(1), agreed(None, title="หาย ๑"), agreed(2)]
    live = [(measure(2), [activity()]), (measure(5), []), (measure(1), [activity()])]
    assert fates(compare(plan, live)) == [
        ("dropped", "หาย ๐"), ("kept", 2), ("added", 5), ("kept", 1), ("dropped", "หาย ๑"),
    ]


def test_a_reason_is_the_measures_own_or_that_of_the_dropped_one():
    change = compare_measure(agreed(), measure(title="ข", change_reason=" ขาดงบประมาณ "), [activity()])
    assert (change.reason, change.lacks_reason) == ("ขาดงบประมาณ", False)
    [dropped] = compare([agreed(None, dropped_reason="ยุบโครงการ")], [])
    assert (dropped.reason, dropped.lacks_reason) == ("ยุบโครงการ", False)
    [dropped] = compare([agreed(None, dropped_reason="  ")], [])
    assert dropped.lacks_reason is True
    [added] = compare([], [(measure(), [activity()])])
    assert (added.fate, added.lacks_reason) == (Fate.ADDED, True)


words = st.text("กขค ๑\n", max_size=6)
items = st.lists(st.fixed_dictionaries({"marker": st.sampled_from(["๑.", "-", None]), "text": words}), max_size=3)
rows = st.fixed_dictionaries({"methods": items, "period_text": words, "units": st.lists(words, max_size=2)})
measures = st.fixed_dictionaries({"title": words, "detail": words, "rows": st.lists(rows, min_size=1, max_size=3)})


def both(then, now):
    """A measure as it was agreed and as it stands, each row with its id."""
    frozen = SimpleNamespace(
        measure_id=1, dropped_reason="", title=then["title"], detail=then["detail"],
        activities=[{"activity_id": number, **row} for number, row in enumerate(then["rows"])],
    )
    live = SimpleNamespace(pk=1, change_reason="", title=now["title"], detail=now["detail"])
    return frozen, live, [SimpleNamespace(pk=number, **row) for number, row in enumerate(now["rows"])]


@given(measures)
def test_equal_rows_are_no_change(values):
    assert compare_measure(*both(values, values)).fate == Fate.KEPT
    [change] = compare(*(lambda one, live, rows: ([one], [(live, rows)]))(*both(values, values)))
    assert change.fate == Fate.KEPT


@given(measures, measures)
def test_every_differing_field_is_reported_and_no_other(then, now):
    change = compare_measure(*both(then, now))
    assert {each.field for each in change.fields} == {
        name for name in MEASURE_FIELDS if said(then[name]) != said(now[name])
    }
    expected = {
        (number, name)
        for number, (before, after) in enumerate(zip(then["rows"], now["rows"], strict=False))
        for name in ACTIVITY_FIELDS if said(before[name]) != said(after[name])
    }
    seen = {(row.activity.pk, each.field) for row in change.rows for each in row.fields}
    assert seen == expected
    more, less = len(now["rows"]) - len(then["rows"]), len(then["rows"]) - len(now["rows"])
    assert [row.fate for row in change.rows].count(Fate.ADDED) == max(0, more)
    assert [row.fate for row in change.rows].count(Fate.DROPPED) == max(0, less)
    same = not change.fields and not expected and more == 0
    assert (change.fate == Fate.KEPT) is same


@given(st.lists(st.sampled_from([1, 2, 3, 4, None]), max_size=6), st.permutations([1, 2, 3, 4, 5, 6]))
def test_every_measure_is_told_once(planned, order):
    plan = [SimpleNamespace(measure_id=one, title="", detail="", activities=[], dropped_reason="")
            for one in dict.fromkeys(planned)]  # fmt: skip
    live = [(SimpleNamespace(pk=pk, title="", detail="", change_reason=""), []) for pk in order[:4]]
    changes = compare(plan, live)
    assert [change.measure.pk for change in changes if change.measure] == list(order[:4])
    told = [id(change.agreed) for change in changes if change.agreed]
    assert sorted(told) == sorted(id(one) for one in plan)
