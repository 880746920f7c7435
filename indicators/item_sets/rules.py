"""Whether an item set makes sense: pure checks on data that already has the shape.

Not here: the shape (``reader``), differences to what is loaded (``differences``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from indicators.item_sets.problems import Problem
from indicators.item_sets.steps import step_problems
from thai.dates import be_date
from thai.fiscal_year import end_of, start_of

LETTERS = {"IIT": "i", "EIT": "e", "OIT": "o"}
KNOWN_ELEMENTS = {"full", "shortened", "partial"}
UNKNOWN_ELEMENTS = {"unknown", "not_applicable"}
_CONFIDENCE = re.compile(r"\b(high|medium|low|unknown)\b")

Data = dict[str, Any]


def nonsense(data: Data) -> Iterator[Problem]:
    """Everything in the set that contradicts itself, with a remedy."""
    for check in (_year, _instruments, _indicators, _sub_indicators, _issues, _items, _elements, _counts, _bands,
                  step_problems, _report_items, _confidence, _sources):  # fmt: skip
        yield from check(data)


def _year(data: Data) -> Iterator[Problem]:
    year, span = data["year"], data["fiscal_year"]
    if not 2500 <= year <= 2700:
        yield Problem("year", f"{year} is no year of the Buddhist era; the fiscal year is meant, as 2568")
        return
    if data["version"] < 1:
        yield Problem("version", "starts at 1 and grows by 1 with every change")
    for name, day in (("start", start_of(year)), ("end", end_of(year))):
        if span[name] != day.isoformat():
            yield Problem(f"fiscal_year › {name}", f"of fiscal year {year} is {day.isoformat()}, not {span[name]}")
        if span[f"be_{name}"] != be_date(day):
            message = f"of fiscal year {year} is {be_date(day)}, not {span[f'be_{name}']}"
            yield Problem(f"fiscal_year › be_{name}", message)


def _instruments(data: Data) -> Iterator[Problem]:
    codes = [each["code"] for each in data["instruments"]]
    yield from _once("instruments", codes)
    for code in codes:
        if code not in LETTERS:
            yield Problem(f"instruments › {code}", "is no instrument of ITA; there are IIT, EIT and OIT")
    weights = [each["weight"] for each in data["instruments"]]
    if any(weight is not None for weight in weights) and (None in weights or sum(weights) != 100):
        yield Problem("instruments", "the weights must add up to 100, or all be null")
    for instrument in data["instruments"]:
        if instrument["weight"] is not None and round(instrument["weight"], 2) != instrument["weight"]:
            yield Problem(f"instruments › {instrument['code']} › weight", "has more than two decimals")
        own = [each["number"] for each in data["indicators"] if each["instrument"] == instrument["code"]]
        if sorted(instrument["indicators"]) != sorted(own):
            yield Problem(
                f"instruments › {instrument['code']} › indicators",
                f"says {instrument['indicators']}, but under “indicators” {own} are of this instrument",
            )


def _indicators(data: Data) -> Iterator[Problem]:
    yield from _once("indicators", [each["number"] for each in data["indicators"]])
    instruments = {each["code"] for each in data["instruments"]}
    for each in data["indicators"]:
        if each["instrument"] not in instruments:
            yield Problem(f"indicators › {each['number']}", f"there is no instrument {each['instrument']}")


def _sub_indicators(data: Data) -> Iterator[Problem]:
    yield from _once("sub_indicators", [each["code"] for each in data["sub_indicators"]])
    yield from _once("sub_indicators", [code for each in data["sub_indicators"] for code in each["items"]])
    numbers = {each["number"] for each in data["indicators"]}
    claimed = {item["code"]: item["sub_indicator"] for item in data["items"]}
    for each in data["sub_indicators"]:
        place = f"sub_indicators › {each['code']}"
        number = each["indicator"]
        if number is not None and number not in numbers:
            yield Problem(f"{place} › indicator", f"there is no indicator {number}")
        elif number is not None and each["code"].split(".")[0] != str(number):
            yield Problem(place, f"the code does not begin with its indicator, {number}")
        for code in each["items"]:
            if code not in claimed:
                yield Problem(f"{place} › items", f"there is no item {code}")
            elif claimed[code] != each["code"]:
                message = f"item {code} says it is of {claimed[code] or 'none'}; make both agree"
                yield Problem(f"{place} › items", message)
    listed = {each["code"]: each["items"] for each in data["sub_indicators"]}
    for code, sub_indicator in claimed.items():
        if sub_indicator is not None and sub_indicator not in listed:
            yield Problem(f"items › {code} › sub_indicator", f"there is no sub-indicator {sub_indicator}")
        elif sub_indicator is not None and code not in listed[sub_indicator]:
            message = f"{sub_indicator} does not list this item; make both agree"
            yield Problem(f"items › {code} › sub_indicator", message)


def _issues(data: Data) -> Iterator[Problem]:
    yield from _once("issues", [each["no"] for each in data["issues"]])
    yield from _once("issues", [code for each in data["issues"] for code in each["items"]])
    claimed = {item["code"]: item["issue"] for item in data["items"]}
    listed = {each["no"]: each["items"] for each in data["issues"]}
    for number, codes in listed.items():
        for code in codes:
            if code not in claimed:
                yield Problem(f"issues › {number} › items", f"there is no item {code}")
            elif claimed[code] not in (None, number):
                yield Problem(f"issues › {number} › items", f"item {code} says it is of issue {claimed[code]}")
    for code, number in claimed.items():
        if number is not None and code not in listed.get(number, ()):
            yield Problem(f"items › {code} › issue", f"issue {number} does not list this item; make both agree")


def _items(data: Data) -> Iterator[Problem]:
    yield from _once("items", [each["code"] for each in data["items"]])
    instruments = {each["code"] for each in data["instruments"]}
    indicators = {each["number"]: each["instrument"] for each in data["indicators"]}
    sub_indicators = {each["code"]: each["indicator"] for each in data["sub_indicators"]}
    expected = Counter()
    for item in data["items"]:
        place, instrument = f"items › {item['code']}", item["instrument"]
        if instrument not in instruments or instrument not in LETTERS:
            yield Problem(f"{place} › instrument", f"there is no instrument {instrument}")
            continue
        expected[instrument] += 1
        due = f"{LETTERS[instrument]}{expected[instrument]}"
        if item["code"] != due:
            message = f"{due} is due here: codes of {instrument} run on from {LETTERS[instrument]}1 without a gap"
            yield Problem(place, message)
        number = item["indicator"]
        if number is not None and indicators.get(number) != instrument:
            yield Problem(f"{place} › indicator", f"there is no indicator {number} of {instrument}")
        of_sub = sub_indicators.get(item["sub_indicator"])
        if of_sub is not None and number != of_sub:
            message = f"is {number}, but sub-indicator {item['sub_indicator']} is of {of_sub}"
            yield Problem(f"{place} › indicator", message)


def _elements(data: Data) -> Iterator[Problem]:
    for item in data["items"]:
        place, status, elements = f"items › {item['code']}", item["elements_status"], item["elements"]
        if status not in KNOWN_ELEMENTS | UNKNOWN_ELEMENTS:
            known = ", ".join(sorted(KNOWN_ELEMENTS | UNKNOWN_ELEMENTS))
            yield Problem(f"{place} › elements_status", f"“{status}” is not one of {known}")
        elif (status in KNOWN_ELEMENTS) != bool(elements):
            message = f"says {status}, but there are {'elements' if elements else 'none'}"
            yield Problem(f"{place} › elements_status", message)
        elif (status == "not_applicable") != (item["instrument"] != "OIT"):
            yield Problem(f"{place} › elements_status", "only questions of IIT and EIT have no elements by nature")
        if elements and not (item["elements_source"] and item["elements_confidence"]):
            yield Problem(place, "elements need a source and a confidence; say where they were found")
        yield from _candidates(item, place, data["sources"])


def _candidates(item: Data, place: str, sources: Data) -> Iterator[Problem]:
    """Candidate wording is not confirmed for the year and must never pass for official."""
    candidates = item["extra"].get("candidate_elements", [])
    if not isinstance(candidates, list) or not all(isinstance(each, dict) for each in candidates):
        yield Problem(f"{place} › extra › candidate_elements", "must be a list of mappings")
        return
    for number, candidate in enumerate(candidates, start=1):
        where = f"{place} › extra › candidate_elements › {number}"
        if not candidate.get("why_not_confirmed"):
            yield Problem(where, "say under “why_not_confirmed” why this wording is not official")
        if item["elements"] and candidate.get("elements") == item["elements"]:
            yield Problem(where, "the same wording stands as official; take one of the two out")
        for tag in candidate.get("source") or []:
            if tag not in sources:
                yield Problem(where, f"the source “{tag}” is not explained under “sources”")


def _counts(data: Data) -> Iterator[Problem]:
    found = Counter(item["instrument"] for item in data["items"])
    for instrument, count in data["item_counts"].items():
        if count is None and found[instrument]:
            yield Problem(f"item_counts › {instrument}", f"is null, but {found[instrument]} items are listed")
        elif count is not None and count != found[instrument]:
            yield Problem(f"item_counts › {instrument}", f"is {count}, but {found[instrument]} items are listed")


def _bands(data: Data) -> Iterator[Problem]:
    bands = data["grade_bands"]
    yield from _once("grade_bands", [band["code"] for band in bands["bands"]])
    for band in bands["bands"]:
        if not 0 <= band["min"] <= band["max"] <= 100:
            yield Problem(f"grade_bands › {band['code']}", "must run upwards between 0 and 100")
    if bands["pass_mark"] is not None and not 0 <= bands["pass_mark"] <= 100:
        yield Problem("grade_bands › pass_mark", "must lie between 0 and 100")


def _report_items(data: Data) -> Iterator[Problem]:
    codes = {item["code"] for item in data["items"] if item["instrument"] == "OIT"}
    for name in ("analysis_and_measures", "progress_or_result"):
        code = data["report_items"][name]
        if code is not None and code not in codes:
            yield Problem(f"report_items › {name}", f"there is no OIT item {code}")
    for name in ("analysis_of_year", "report_period_fiscal_year"):
        year = data["report_items"][name]
        if year is not None and year not in (data["year"], data["year"] - 1):
            yield Problem(f"report_items › {name}", f"{year} is neither the set's year nor the one before")


def _described(data: Data) -> Iterator[tuple[str, Data]]:
    for part, key in (("instruments", "code"), ("sub_indicators", "code"), ("issues", "no"), ("items", "code")):
        for each in data[part]:
            yield f"{part} › {each[key]}", each
    yield "grade_bands", data["grade_bands"]


def _confidence(data: Data) -> Iterator[Problem]:
    for place, each in _described(data):
        for name in ("confidence", "elements_confidence"):
            words = each.get(name)
            if words is not None and not _CONFIDENCE.search(words):
                yield Problem(f"{place} › {name}", f"“{words}” says none of high, medium, low, unknown")


def _sources(data: Data) -> Iterator[Problem]:
    for place, each in _described(data):
        for name in ("source", "elements_source"):
            for tag in each.get(name) or []:
                if tag not in data["sources"]:
                    yield Problem(f"{place} › {name}", f"the source “{tag}” is not explained under “sources”")


def _once(place: str, values: Iterable[Any]) -> Iterator[Problem]:
    for value, times in Counter(values).items():
        if times > 1:
            yield Problem(place, f"{value} stands here {times} times; once is right")
