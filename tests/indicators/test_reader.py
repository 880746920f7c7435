"""Item set files: the real ones pass, and each slip is named with place, line and remedy."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.reader import read_item_set

REAL = settings.BASE_DIR / "fixtures" / "item_sets"


def item_of(data: dict, code: str) -> dict:
    return next(item for item in data["items"] if item["code"] == code)


def refusal(path: Path) -> list[str]:
    with pytest.raises(ItemSetRefused) as refused:
        read_item_set(path)
    assert refused.value.file_name == path.name
    return refused.value.sentences


@pytest.mark.parametrize("year", range(2564, 2570))
def test_the_real_files_are_read_as_they_are(year):
    path = REAL / f"ITA-{year}.yaml"
    file = read_item_set(path)
    assert (file.year, file.version, file.name) == (year, 2, path.name)
    assert file.data == yaml.safe_load(path.read_text())


SHAPE_SLIPS = {
    "missing": (lambda data: data["items"][7].pop("title"), "items › 8: “title” is missing; write it, with null"),
    "misspelt": (
        lambda data: data["items"][0].update(titel=data["items"][0].pop("title")),
        "“titel” is not known here; did you mean",
    ),
    "unknown": (lambda data: data.update(colour="red"), "the file: “colour” is not known here; take it out"),
    "not a text": (lambda data: data["items"][0].update(code=1),
        "items › 1 › code: must be a short text; put it in quotes"),
    "not a number": (lambda data: data.update(year="2568"), "year: must be a whole number, and is '2568'"),
    "truth for number": (lambda data: data.update(version=True), "version: must be a whole number, and is True"),
    "not a list": (lambda data: data.update(issues=None), "issues: must be a list, and is null; write [] for none"),
    "not a mapping": (lambda data: data.update(items=["o1"]), "items › 1: must be a mapping of names to values"),
    "empty text": (lambda data: data["items"][0].update(note=" "), "items › 1 › note: is empty; write null"),
    "too long": (lambda data: data["items"][0].update(group="ก" * 301), "items › 1 › group: is longer than 300"),
    "too large": (lambda data: data.update(version=10**12), "version: must lie between 0 and 9999"),
    "infinite": (lambda data: data["national"].update(mean=float("inf")), "national › mean: must be a finite number"),
    "NUL": (lambda data: data["items"][0].update(title="ก\0"), "items › 1 › title: holds a character no database"),
    "number as name": (lambda data: data["sources"].update({5: "x"}), "sources: the name 5 must be a text"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SHAPE_SLIPS)
def test_a_wrong_shape_is_named(slip, changed_file):
    change, sentence = SHAPE_SLIPS[slip]
    sentences = refusal(changed_file(2568, change))
    assert len(sentences) == (2 if slip == "misspelt" else 1), sentences
    assert sentence in "\n".join(sentences)
    assert sentences[0].startswith("line ")


def test_the_line_is_the_files(tmp_path):
    path = tmp_path / "slip.yaml"
    path.write_text((REAL / "ITA-2569.yaml").read_text().replace("year: 2569", "year: พ.ศ. 2569", 1))
    assert refusal(path) == ["line 5, year: must be a whole number, and is 'พ.ศ. 2569'"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"- 1\n", "line 1, the file: must be a mapping of names to values, and is a list"),
        (b"year: [1\n", "line 2: this is not YAML:"),
        (b"year: \xff\xfe", "the file is not UTF-8"),
        (b"year: 2568\nyear: 2569\n", "line 2: “year” is written twice here; keep one"),
        (b"a: &x [1]\nb: *x\n", "write the value out instead of referring to another"),
        (b"a: !!python/object/apply:os.system [ls]\n", "line 1: this is not YAML: could not determine a constructor"),
        (b"#" * 2_000_001, "the file is larger than 2 MB"),
        (b"a: \x07", "this is not YAML that can be read"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(content, sentence, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    assert sentence in refusal(path)[0]


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "none.yaml") == ["the file cannot be read: No such file or directory"]


def swap(data, first, second):
    items = data["items"]
    items[first], items[second] = items[second], items[first]


def steps(data, **known):
    data["scoring"]["steps"].update(known)


def weightless(data):
    for each in data["instruments"]:
        each["weight"] = None


def ungrouped(data):
    steps(data, indicator_9=True)
    data["sub_indicators"] = [each for each in data["sub_indicators"] if each["indicator"] != 9]
    for item in data["items"]:
        if item["indicator"] == 9:
            item["sub_indicator"] = None


def empty_group(data):
    for item in data["items"]:
        if item["sub_indicator"] == "10.2":
            item["sub_indicator"] = None
    data["sub_indicators"][-1]["items"] = []


NONSENSE = {
    "year": (lambda data: data.update(year=2026), "year: 2026 is no year of the Buddhist era"),
    "version": (lambda data: data.update(version=0), "version: starts at 1"),
    "start": (lambda data: data["fiscal_year"].update(start="2024-01-01"),
              "fiscal_year › start: of fiscal year 2568 is 2024-10-01, not 2024-01-01"),
    "be_end": (lambda data: data["fiscal_year"].update(be_end="30 กันยายน 2567"),
               "fiscal_year › be_end: of fiscal year 2568 is 30 กันยายน 2568, not 30 กันยายน 2567"),
    "weights": (lambda data: data["instruments"][0].update(weight=31), "instruments: the weights must add up to 100"),
    "step without its weights": (weightless, "scoring › steps › overall: cannot be known: the weight of IIT is null"),
    "step without sub-indicators": (
        ungrouped, "scoring › steps › indicator_9: cannot be known: no sub-indicators of this indicator are listed",
    ),
    "share of no items": (
        lambda data: steps(data, sub_indicators=True) or empty_group(data),
        "scoring › steps › sub_indicators: cannot be known: no items of 10.2 are listed",
    ),
    "levels without a scale": (lambda data: data["grade_bands"].update(bands=[]),
                               "scoring › steps › level: cannot be known: no bands are listed"),
    "step in words": (lambda data: steps(data, OIT="mean"),
                      "scoring › steps › OIT: must be true, false or null, and is 'mean'; write null for what is not"),
    "step as a number": (lambda data: steps(data, OIT=1), "› OIT: must be true, false or null, and is 1"),
    "no such step": (lambda data: steps(data, oit=True), "scoring › steps › oit: is no step of the arithmetic; there"),
    "steps in a list": (lambda data: data["scoring"].update(steps=["OIT"]),
                        "scoring › steps: must be a mapping of steps to true, false or null"),
    "one weight unknown": (lambda data: data["instruments"][0].update(weight=None), "the weights must add up to 100"),
    "weight decimals": (lambda data: data["instruments"][0].update(weight=30.001), "has more than two decimals"),
    "instrument": (lambda data: data["instruments"][0].update(code="XIT"),
        "instruments › XIT: is no instrument of ITA"),
    "instrument twice": (lambda data: data["instruments"].append(data["instruments"][0]), "IIT stands here 2 times"),
    "instrument's indicators": (lambda data: data["instruments"][0]["indicators"].pop(), "says [1, 2, 3, 4], but"),
    "indicator's instrument": (lambda data: data["indicators"][0].update(instrument="XIT"),
                               "indicators › 1: there is no instrument XIT"),
    "sub-indicator's indicator": (lambda data: data["sub_indicators"][0].update(indicator=99),
        "there is no indicator 99"),
    "sub-indicator's code": (lambda data: data["sub_indicators"][0].update(indicator=10),
                             "the code does not begin with its indicator, 10"),
    "sub-indicator's item": (lambda data: data["sub_indicators"][0]["items"].append("o99"), "there is no item o99"),
    "sub-indicator disagrees": (lambda data: item_of(data, "o1").update(sub_indicator="9.2"),
                                "item o1 says it is of 9.2; make both agree"),
    "sub-indicator unknown": (lambda data: item_of(data, "o1").update(sub_indicator="9.9"),
        "there is no sub-indicator 9.9"),
    "issue's item": (lambda data: data["issues"][0]["items"].append("o99"), "issues › 1 › items: there is no item o99"),
    "issue twice": (lambda data: data["issues"][1]["items"].append("o5"), "issues: o5 stands here 2 times"),
    "issue disagrees": (lambda data: item_of(data, "o1").update(issue=7),
        "items › o1 › issue: issue 7 does not list this"),
    "codes not consecutive": (lambda data: item_of(data, "o28").update(code="o29"), "items › o29: o28 is due here"),
    "codes out of order": (lambda data: swap(data, 0, 1), "items › o2: o1 is due here"),
    "code twice": (lambda data: item_of(data, "o2").update(code="o1"), "items: o1 stands here 2 times; once is right"),
    "item's instrument": (lambda data: item_of(data, "o1").update(instrument="XIT"), "there is no instrument XIT"),
    "item's indicator": (lambda data: item_of(data, "o1").update(indicator=1), "there is no indicator 1 of OIT"),
    "item's indicator of another sub": (lambda data: item_of(data, "o1").update(indicator=10),
                                        "is 10, but sub-indicator 9.1 is of 9"),
    "elements status": (lambda data: item_of(data, "o1").update(elements_status="whole"), "“whole” is not one of full"),
    "elements without": (lambda data: item_of(data, "o5").update(elements_status="full"),
        "says full, but there are none"),
    "elements hidden": (lambda data: item_of(data, "o1").update(elements_status="unknown"),
        "says unknown, but there are el"),
    "elements by nature": (lambda data: item_of(data, "o5").update(elements_status="not_applicable"),
                           "only questions of IIT and EIT have no elements by nature"),
    "elements unsourced": (lambda data: item_of(data, "o1").update(elements_source=None), "elements need a source"),
    "candidate as official": (
        lambda data: item_of(data, "o9").update(
            elements=item_of(data, "o9")["extra"]["candidate_elements"][0]["elements"], elements_status="partial",
            elements_source=["psu_o9"], elements_confidence="low"),
        "items › o9 › extra › candidate_elements › 1: the same wording stands as official"),
    "candidate unreasoned": (
        lambda data: item_of(data, "o9")["extra"]["candidate_elements"][0].pop("why_not_confirmed"),
        "why_not_confirmed"),
    "candidate's source": (
        lambda data: item_of(data, "o9")["extra"]["candidate_elements"][0].update(source=["x"]),
        "the source “x” is not"),
    "candidate no list": (lambda data: item_of(data, "o9")["extra"].update(candidate_elements="ก"),
        "a list of mappings"),
    "count": (lambda data: data["item_counts"].update(OIT=29), "item_counts › OIT: is 29, but 28 items are listed"),
    "count unknown": (lambda data: data["item_counts"].update(OIT=None), "item_counts › OIT: is null, but 28 items"),
    "count without items": (lambda data: data["item_counts"].update(IIT=15), "item_counts › IIT: is 15, but 0 items"),
    "band": (lambda data: data["grade_bands"]["bands"][0].update(max=101), "must run upwards between 0 and 100"),
    "pass mark": (lambda data: data["grade_bands"].update(pass_mark=850), "grade_bands › pass_mark: must lie between"),
    "report item": (lambda data: data["report_items"].update(progress_or_result="o43"), "there is no OIT item o43"),
    "report year": (lambda data: data["report_items"].update(analysis_of_year=2500), "2500 is neither the set's year"),
    "confidence": (lambda data: item_of(data, "o1").update(confidence="sure"), "“sure” says none of high, medium, low"),
    "source": (lambda data: item_of(data, "o1")["source"].append("hearsay"), "the source “hearsay” is not explained"),
}  # fmt: skip


@pytest.mark.parametrize("slip", NONSENSE)
def test_nonsense_is_named(slip, changed_file):
    change, sentence = NONSENSE[slip]
    assert sentence in "\n".join(refusal(changed_file(2568, change)))
