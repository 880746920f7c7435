"""The library of model measures: complete, in Thai, and plainly refused when it is not."""

import pytest
import yaml
from django.conf import settings

from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.topics import read_topics
from measures.model_measures import FILE, LATIN_WORDS, fitting, library, read_library
from measures.weak_items import Asked

FOLDER = settings.BASE_DIR / "fixtures" / "item_sets"


def asked_of(year):
    """The items of a year's file as this room reads them."""
    data = yaml.safe_load((FOLDER / f"ITA-{year}.yaml").read_text())
    topics = read_topics().of
    names = {issue["no"]: issue["name"] for issue in data["issues"] or ()}
    return [
        Asked(
            each["code"], each["title"] or "", topics.get((year, each["code"]), ""), each["instrument"],
            each["indicator"], each["issue"], names.get(each["issue"], ""),
        )
        for each in data["items"]
    ]


def years():
    return sorted(int(path.stem.removeprefix("ITA-")) for path in FOLDER.glob("ITA-*.yaml"))


def near_for(code, year=2567):
    item = next(each for each in asked_of(year) if each.code == code)
    return [model.key for model in fitting(library().measures, item, year=year).near]


def test_every_topic_has_a_model_measure():
    answered = {topic for model in library().measures for topic in model.topics}
    assert answered == set(read_topics().names)


@pytest.mark.parametrize("year", years())
def test_every_indicator_of_every_year_has_a_model_measure(year):
    numbers = {each["number"] for each in yaml.safe_load((FOLDER / f"ITA-{year}.yaml").read_text())["indicators"]}
    covered = {
        number for number in numbers for model in library().measures
        if any(each.holds(number, year) for each in model.indicators)
    }
    assert covered == numbers


@pytest.mark.parametrize("year", years())
def test_every_item_of_every_year_finds_a_measure(year):
    found = {item.code: fitting(library().measures, item, year=year) for item in asked_of(year)}
    assert [code for code, fit in found.items() if not fit.near and not fit.wider] == []


def test_every_issue_named_is_an_issue_of_some_year():
    named = {issue for model in library().measures for issue in model.issues}
    assert named == {item.issue_name for item in asked_of(2567)}


def test_the_six_weak_items_of_document_002_find_the_measure_that_is_theirs():
    nearest = {code: near_for(code)[0] for code in ("o9", "o16", "o17", "o19", "i10", "e9")}
    assert nearest == {
        "o9": "work-report", "o16": "procurement-disclosure", "o17": "procurement-report", "o19": "personnel-report",
        "i10": "property-borrowing", "e9": "e-service",
    }


def test_a_topic_follows_its_number_through_the_years():
    assert [near_for(code, year) for code, year in (("o13", 2566), ("o9", 2567), ("o7", 2568))] == [["work-report"]] * 3


def test_an_oit_item_with_a_topic_is_near_to_its_own_topic_only():
    item = next(each for each in asked_of(2567) if each.code == "o16")
    fit = fitting(library().measures, item, year=2567)
    assert [model.key for model in fit.near] == ["procurement-disclosure"]
    assert [model.key for model in fit.wider] == ["website-check"]


def test_an_oit_item_without_a_topic_is_found_by_its_words():
    assert near_for("o16", 2565) == ["satisfaction-survey"]


def test_the_issue_helps_only_where_nothing_else_fits():
    item = Asked("o1", issue_name="กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", instrument="OIT")
    fit = fitting(library().measures, item, year=2567)
    assert (fit.near, [model.key for model in fit.wider]) == (
        (), ["property-borrowing", "property-inspection", "property-training"]
    )


def test_the_words_are_thai():
    for model in library().measures:
        for text in (model.title, *model.steps, model.output, model.unit, model.office):
            for word in LATIN_WORDS:
                text = text.replace(word, "")
            assert not [letter for letter in text if letter.isascii() and letter.isalnum()], (model.key, text)


def test_the_library_says_where_it_comes_from_and_names_no_place():
    text = FILE.read_text()
    assert library().source == "แนวทางของระบบ"
    assert [name for name in ("ศรีพนา", "ไผ่ดำ", "สันทรายงาม", "สะเตง", "ชัยจุมพล") if name in text] == []


GOOD = {
    "title": "จัดทำคู่มือ", "steps": ["แต่งตั้งคณะทำงาน"], "output": "มีคู่มือ จำนวน … เล่ม", "unit": "เล่ม",
    "months": {"first": 10, "last": 3}, "office": "สำนักปลัด",
    "answers": {"topics": ["news"], "indicators": [{"number": 7, "since": 2566}], "issues": [], "words": []},
}


def read(tmp_path, **measures):
    path = tmp_path / "library.yaml"
    path.write_text(yaml.safe_dump({"source": "แนวทางของระบบ", "measures": measures}, allow_unicode=True))
    return read_library(path, topics={"news"})


def test_an_indicator_may_mean_this_in_some_years_only(tmp_path):
    (model,) = read(tmp_path, guide=GOOD).measures
    assert [model.indicators[0].holds(7, year) for year in (2565, 2566, 2570)] == [False, True, True]
    assert model.indicators[0].holds(6, 2567) is False


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": "จัดทำ Manual"}, "“Manual” is no Thai word"),
        ({"steps": []}, "has no step"),
        ({"steps": ["ประกาศ Facebook"]}, "“Facebook” is no Thai word"),
        ({"output": "มีคู่มือ"}, "where the office writes its own number"),
        ({"months": {"first": 3, "last": 10}}, "the last month lies before the first"),
        ({"months": {"first": 0, "last": 13}}, "numbers from 1 to 12"),
        ({"answers": GOOD["answers"] | {"topics": ["newz"]}}, "no topic “newz”"),
        ({"answers": {"topics": [], "indicators": [], "issues": [], "words": ["ก"]}}, "answers nothing"),
        ({"unit": ""}, "is empty"),
        ({"untis": "เล่ม"}, "did you mean “unit”"),
    ],
)
def test_a_wrong_measure_is_refused_with_its_place(tmp_path, change, says):
    with pytest.raises(ItemSetRefused) as refused:
        read(tmp_path, guide=GOOD | change)
    (sentence,) = refused.value.sentences
    assert says in sentence
    assert "measures › guide" in sentence


def test_a_key_must_stay_readable(tmp_path):
    with pytest.raises(ItemSetRefused, match="small letters and dashes"):
        read(tmp_path, **{"Guide 1": GOOD})


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "library.yaml"
    path.write_text("- a list")
    with pytest.raises(ItemSetRefused, match="must have “source” and “measures”"):
        read_library(path, topics=())
