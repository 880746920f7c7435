"""``scoring › steps``: which steps of the arithmetic a set says are known, and whether it can say so.

Not here: computing by them (``indicators.calculation``).
"""

from collections.abc import Iterator
from typing import Any

from indicators.item_sets.problems import Problem

Data = dict[str, Any]


def step_problems(data: Data) -> Iterator[Problem]:
    """A step that is said to be known needs what it is computed from. A set may say nothing of its steps."""
    steps = data["scoring"].get("steps")
    if steps is None:
        return
    if not isinstance(steps, dict):
        yield Problem("scoring › steps", "must be a mapping of steps to true, false or null")
        return
    needs = _needs(data)
    for step, known in steps.items():
        place = f"scoring › steps › {step}"
        if known is not None and not isinstance(known, bool):
            yield Problem(place, f"must be true, false or null, and is {known!r}; write null for what is not known")
        elif step not in needs and not (known is None and step.startswith("indicator_")):
            yield Problem(place, f"is no step of the arithmetic; there are {', '.join(needs)}")
        elif known and (lacking := needs[step]):
            yield Problem(place, f"cannot be known: {lacking}")


def _needs(data: Data) -> dict[str, str]:
    """Each step of the set, with what it lacks to be computed or nothing."""
    weightless = [each["code"] for each in data["instruments"] if each["weight"] is None]
    needs = {"overall": f"the weight of {weightless[0]} is null" if weightless else ""}
    for each in data["instruments"]:
        needs[each["code"]] = "" if each["indicators"] else "no indicators of this instrument are listed"
    with_subs = {each["indicator"] for each in data["sub_indicators"]}
    for each in data["indicators"]:
        lacking = "" if each["number"] in with_subs else "no sub-indicators of this indicator are listed"
        needs[f"indicator_{each['number']}"] = lacking
    without_items = [each["code"] for each in data["sub_indicators"] if not each["items"]]
    needs["sub_indicators"] = f"no items of {without_items[0]} are listed" if without_items else ""
    if not data["sub_indicators"]:
        needs["sub_indicators"] = "no sub-indicators are listed"
    needs |= {f"{each['code']}_parts": "" for each in data["instruments"]}
    return needs | {"level": "" if data["grade_bands"]["bands"] else "no bands are listed"}


def doubt_steps(before: Data, after: Data, instrument: str) -> None:
    """Make unknown in ``after`` what was known of an instrument whose indicators or sub-indicators are others now."""
    steps = after["scoring"].get("steps") or {}
    numbers = [each["number"] for each in after["indicators"] if each["instrument"] == instrument]
    doubtful = set()
    if numbers != [each["number"] for each in before["indicators"] if each["instrument"] == instrument]:
        doubtful.add(instrument)
    if _groups(before) != _groups(after):
        doubtful |= {"sub_indicators", *(f"indicator_{number}" for number in numbers)}
    for step in doubtful & set(steps):
        steps[step] = None


def _groups(data: Data) -> list[tuple[str, list[str]]]:
    return [(each["code"], each["items"]) for each in data["sub_indicators"]]
