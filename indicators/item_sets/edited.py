"""What a person changes in a set: the OIT list replaced by a pasted one, or a single item. Data in, new data out.

An item that keeps its number and wording keeps what hangs on it (issue, topic, remark, what else was found); under
another wording it is another item and starts without.
Not here: understanding a paste (``pasted``), checking (``reader``), saving (``indicators.services``).
"""

import copy
from dataclasses import dataclass
from typing import Any

from indicators.item_sets.pasted import PastedItem, PastedList
from indicators.item_sets.steps import doubt_steps

Data = dict[str, Any]


@dataclass(frozen=True)
class Provenance:
    """Where new wording comes from and how sure it is, as the person says."""

    source: str
    confidence: str
    elements_status: str = "full"


def source_tag(data: Data, words: str) -> str:
    """The tag of this source in the set; a source not named yet is added as ``typed1``, ``typed2`` …"""
    for tag, explained in data["sources"].items():
        if explained == words:
            return tag
    number = 1
    while f"typed{number}" in data["sources"]:
        number += 1
    data["sources"][f"typed{number}"] = words
    return f"typed{number}"


def with_list(data: Data, pasted: PastedList, provenance: Provenance) -> Data:
    """The data with the OIT items of the paste instead of its own."""
    new = copy.deepcopy(data)
    tag = source_tag(new, provenance.source)
    before = {item["code"]: item for item in new["items"] if item["instrument"] == "OIT"}
    _add_indicators(new, pasted)
    _add_sub_indicators(new, pasted, tag, provenance)
    items = [_item(new, each, before.get(each.code), tag, provenance) for each in pasted.items]
    new["items"] = [item for item in new["items"] if item["instrument"] != "OIT"] + items
    same = {item["code"] for item in items if _is_same(before.get(item["code"]), item["title"])}
    _agree(new, same)
    doubt_steps(data, new, "OIT")
    new["item_counts"]["OIT"] = len(items) or None
    return new


def with_item(data: Data, code: str, changes: Data, provenance: Provenance) -> Data:
    """The data with some fields of one item changed; the source goes with title and elements, where they changed."""
    new = copy.deepcopy(data)
    item = next(each for each in new["items"] if each["code"] == code)
    tag = source_tag(new, provenance.source)
    if "topic" in changes and not changes["topic"]:
        item.pop("topic", None)
        changes = {name: value for name, value in changes.items() if name != "topic"}
    item.update(changes)
    if "title" in changes:
        item["source"] = [tag]
    if "elements" in changes:
        item["elements_source"] = [tag] if item["elements"] else None
        if item["elements"]:
            item["elements_confidence"] = item["elements_confidence"] or provenance.confidence
        else:
            item |= {"elements_status": "unknown", "elements_confidence": None}
    return new


def _add_indicators(data: Data, pasted: PastedList) -> None:
    known = {each["number"]: each for each in data["indicators"]}
    for number, heading in sorted(pasted.indicators.items()):
        if number in known and heading.name:
            known[number]["name"] = heading.name
        elif number not in known and heading.name:
            data["indicators"].append({"number": number, "name": heading.name, "instrument": "OIT"})
    data["indicators"].sort(key=lambda each: each["number"])
    for instrument in data["instruments"]:
        instrument["indicators"] = [
            each["number"] for each in data["indicators"] if each["instrument"] == instrument["code"]
        ]


def _add_sub_indicators(data: Data, pasted: PastedList, tag: str, provenance: Provenance) -> None:
    """The sub-indicators of the paste, where it has any; else those that are there."""
    if not pasted.sub_indicators:
        return
    known = {each["code"]: each for each in data["sub_indicators"]}
    numbers = {each["number"] for each in data["indicators"] if each["instrument"] == "OIT"}
    data["sub_indicators"] = []
    for code, heading in pasted.sub_indicators.items():
        old, number = known.get(code), int(code.split(".")[0])
        if old and heading.name in ("", old["name"]):
            data["sub_indicators"].append(old)
        else:
            data["sub_indicators"].append({
                "code": code, "name": heading.name or f"ตัวชี้วัดย่อยที่ {code}", "alt_names": [],
                "indicator": number if number in numbers else None, "items": [], "confidence": provenance.confidence,
                "source": [tag], "note": None,
            })  # fmt: skip


def _item(data: Data, pasted: PastedItem, old: Data | None, tag: str, provenance: Provenance) -> Data:
    same = _is_same(old, pasted.title or None)
    code = pasted.sub_indicator or (old["sub_indicator"] if old and same else None)
    of_sub = {each["code"]: each["indicator"] for each in data["sub_indicators"]}
    code = code if code in of_sub else None
    item = copy.deepcopy(old) if old and same else {
        "code": pasted.code, "instrument": "OIT", "issue": None, "note": None, "extra": {}, "reversed": None,
        "elements": None, "elements_status": "unknown", "elements_source": None, "elements_confidence": None,
        "indicator": None, "group": None,
    }  # fmt: skip
    item |= {
        "title": pasted.title or None, "source": [tag], "sub_indicator": code,
        "confidence": provenance.confidence if pasted.title else "unknown",
        "indicator": of_sub.get(code) if code else item["indicator"], "group": pasted.group or item["group"],
    }  # fmt: skip
    if pasted.elements:
        item |= {
            "elements": pasted.elements, "elements_status": provenance.elements_status, "elements_source": [tag],
            "elements_confidence": provenance.confidence,
        }  # fmt: skip
    return item


def _is_same(old: Data | None, title: str | None) -> bool:
    return old is not None and bool(title) and "".join((old["title"] or "").split()) == "".join(title.split())


def _agree(data: Data, same: set[str]) -> None:
    """Lists of item codes elsewhere in the set name only items that are there and still the same."""
    codes = {item["code"] for item in data["items"] if item["instrument"] != "OIT"} | same
    for issue in data["issues"]:
        issue["items"] = [code for code in issue["items"] if code in codes]
    for sub in data["sub_indicators"]:
        sub["items"] = [item["code"] for item in data["items"] if item["sub_indicator"] == sub["code"]]
    for name in ("analysis_and_measures", "progress_or_result"):
        if data["report_items"][name] not in codes:
            data["report_items"][name] = None
