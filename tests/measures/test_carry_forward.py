"""Which row becomes which, for any rows; and the real item sets exactly as the crosswalk of DOMAIN 2.2 has them."""

from functools import cache

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from indicators.item_sets.topics import read_topics
from measures.carry_forward import Side, bare_title, map_rows, same_title, union

SETS = settings.BASE_DIR / "fixtures" / "item_sets"
CROSSWALK = """
o1,o3|o1,o3|o1,o3|o1|o1
o2|o2|o2|o2|o2
o5,o8|o5,o8|o4,o6|o3|o3
o7|o7|o5|o4|o4
o4|o4|o7|o5|o5
o10,o11,o18,o19|o11,o12|o8|o6|o6
o12,o20|o13|o9|o7|o7
o13|o14|o10|o8|o8
o14|o15|o11|o9|o9
o15|o16|o12|o11|o10
o17|o18|o13|o10|o10
o21,o22,o23|o19,o20,o21|o14,o15,o16|o12|o11
o24|o22|o17|o13|o12
o25,o26,o27|o23,o24,o25|o18|o14|o13
o28|o26|o19|o15|o14
-|o39,o40,o41|o20,o21|o16|o15
o29,o30,o31|o27,o28,o29|o22,o23,o24|o17,o18,o19|o16,o17,o18
o33|o30|o25|o20|o19
o34|o31,o32,o33|o26,o27,o28,o29|o21,o22|o20
o36|o34|o30|o23|o21
o37|o35|o31|o24|o22
o39|o36|o32|o25|o23
o40,o41|o37,o38|o33|o26|o24
o42|o42|o34|o27|o25
o43|o43|o35|o28|o26
"""
YEARS = (2565, 2566, 2567, 2568, 2569)
ROWS = [[set() if cell == "-" else set(cell.split(",")) for cell in line.split("|")] for line in CROSSWALK.split()]


@cache
def real_sides(year: int) -> list[Side]:
    topics = read_topics()
    data = yaml.safe_load((SETS / f"ITA-{year}.yaml").read_text())
    return [
        Side(item["code"], item["code"], item["title"], topics.of.get((year, item["code"]), ""))
        for item in data["items"] if item["instrument"] == "OIT"
    ]


def allowed(before: int, after: int) -> set[tuple[str, str]]:
    """Pairs of codes that stand in one line of the crosswalk."""
    places = [YEARS.index(year) for year in (before, after)]
    return {(one, other) for row in ROWS for one in row[places[0]] for other in row[places[1]]}


@pytest.mark.parametrize(
    ("before", "after"), [(2565, 2566), (2566, 2567), (2567, 2568), (2568, 2569), (2567, 2569), (2565, 2569)]
)
def test_real_years_are_mapped_as_the_crosswalk_says(before, after):
    mapping = map_rows(real_sides(before), real_sides(after))
    pairs = {(source.code, side.code) for side, sources in mapping.pairs for source in sources}
    by_title = {  # rows under no topic on either side go together by equal titles
        (one.code, other.code) for one in real_sides(before) for other in real_sides(after)
        if not one.topics and not other.topics and same_title(one.title, other.title)
    }
    assert pairs <= allowed(before, after) | by_title
    assert by_title <= pairs
    for row in ROWS:  # and no line of it is lost on either side
        old, new = row[YEARS.index(before)], row[YEARS.index(after)]
        if old and new:
            assert {one for one, other in pairs if other in new} >= old
            assert {other for one, other in pairs if one in old} >= new


def test_the_last_two_steps_item_by_item():
    """2567 to 2568 to 2569, written out."""
    first = map_rows(real_sides(2567), real_sides(2568))
    became = {side.code: [source.code for source in sources] for side, sources in first.pairs}
    assert (first.added, [side.code for side in first.dropped]) == ([], [])
    assert {code: became[code] for code in ("o1", "o3", "o12", "o16", "o17", "o18", "o19", "o21", "o22")} == {
        "o1": ["o1", "o3"], "o3": ["o4", "o6"], "o12": ["o14", "o15", "o16"], "o16": ["o20", "o21"], "o17": ["o22"],
        "o18": ["o23"], "o19": ["o24"], "o21": ["o26", "o27", "o28"], "o22": ["o29"],
    }
    second = map_rows(real_sides(2568), real_sides(2569))
    became = {side.code: [source.code for source in sources] for side, sources in second.pairs}
    assert (second.added, second.dropped) == ([], [])
    assert became["o10"] == ["o11", "o10"] or became["o10"] == ["o10", "o11"]
    assert became["o20"] == ["o21", "o22"]
    assert [became[f"o{number}"] for number in (16, 17, 18, 25, 26)] == [["o17"], ["o18"], ["o19"], ["o27"], ["o28"]]


def test_what_is_new_and_what_is_no_longer_asked():
    mapping = map_rows(real_sides(2565), real_sides(2566))
    assert [side.code for side in mapping.added] == ["o10", "o39", "o40", "o41"]
    assert [side.code for side in mapping.dropped] == ["o32", "o35", "o38"]
    assert [source.code for source in mapping.sources["o9"]] == ["o9"]  # Social Network, by its title alone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("รายงานผลการดำเนินงานประจำปี พ.ศ. 2567", "รายงานผลการดำเนินงานประจำปี", True),
        ("ข้อมูลสถิติเรื่องร้องเรียน ประจำปี พ.ศ. 2567", "ข้อมูลสถิติเรื่องร้องเรียนประจำปีงบประมาณ พ.ศ. ๒๕๖๘", True),
        ("E-Service", "e-service ", True), ("โครงสร้าง", "อำนาจหน้าที่", False), ("", "", False), ("2567", "2568", False),
    ],
)
def test_titles_are_compared_without_years(one, other, same):
    assert same_title(one, other) is same


TOPIC = st.sampled_from(["", "ก", "ข", "ค", "ก ข"])
TITLE = st.sampled_from(["", "เรื่องหนึ่ง", "เรื่องสอง ปี 2567", "เรื่องสอง ปี 2568", "เรื่องสาม"])


def sides(prefix):
    return st.lists(st.tuples(TOPIC, TITLE), max_size=8).map(
        lambda rows: [Side((prefix, place), f"o{place}", title, topic) for place, (topic, title) in enumerate(rows)]
    )


@given(sides("old"), sides("new"))
def test_every_row_is_accounted_for_once(old, new):
    mapping = map_rows(old, new)
    mapped = {source.key for _side, sources in mapping.pairs for source in sources}
    assert mapped | {side.key for side in mapping.dropped} == {side.key for side in old}
    assert not mapped & {side.key for side in mapping.dropped}
    assert [side for side in new if side in mapping.added or side.key in {each.key for each, _ in mapping.pairs}] == new
    assert not {side.key for side in mapping.added} & {side.key for side, _ in mapping.pairs}
    for side, sources in mapping.pairs:
        assert len(set(sources)) == len(sources)
        for source in sources:
            assert set(source.topics.split()) & set(side.topics.split()) or same_title(source.title, side.title)
            assert side in mapping.became(source.key)
    shared = {topic for side in old for topic in side.topics.split()} & {
        topic for side in new for topic in side.topics.split()
    }
    for side in [*mapping.dropped, *mapping.added]:
        assert not set(side.topics.split()) & shared  # a topic asked in both years loses nobody


@given(sides("old"))
def test_a_year_onto_itself_drops_only_what_has_neither_topic_nor_title(old):
    mapping = map_rows(old, old)
    assert all(not side.topics and not bare_title(side.title) for side in mapping.dropped)


def test_values_of_several_rows_are_kept_once_in_order():
    assert union([["กองคลัง", "กองช่าง"], ["กองช่าง", "สำนักปลัด"]]) == ["กองคลัง", "กองช่าง", "สำนักปลัด"]
