"""The library of model measures (``fixtures/model_measures.yaml``): reads and checks it, and says which fit an item.

Pure but for reading the file once. Not here: what an agency did before (``measures.weak_items``), taking a measure
into a plan (``measures.services.proposing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from indicators.item_sets.problems import ItemSetRefused, Problem
from indicators.item_sets.shape import INTEGER, LINE, TEXT, ListOf, Record, departures
from indicators.item_sets.topics import read_topics
from indicators.item_sets.yaml_file import Place, read_yaml, words_of
from measures.carry_forward import bare_title
from measures.weak_items import Asked

FILE = settings.BASE_DIR / "fixtures" / "model_measures.yaml"
BLANK = "…"
"""Where the office writes its own number."""
LATIN_WORDS = ("E-Service", "Q&A", "No Gift Policy", "QR Code", "Social Network", "ITA", "IIT", "EIT", "OIT")
LONGEST_KEY = 60
FISCAL_MONTHS = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)


@dataclass(frozen=True)
class OfIndicator:
    """An indicator by number, in the fiscal years ``since`` to ``until``; None is without end."""

    number: int
    since: int | None = None
    until: int | None = None

    def holds(self, number: int | None, year: int) -> bool:
        return number == self.number and (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True)
class ModelMeasure:
    """One model measure; its months are of the fiscal year (10 is October), ``office`` is the responsible unit."""

    key: str
    title: str
    steps: tuple[str, ...]
    output: str
    unit: str
    first_month: int
    last_month: int
    office: str
    topics: tuple[str, ...] = ()
    indicators: tuple[OfIndicator, ...] = ()
    issues: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Parts of a question's text to which this measure is nearer than others of its indicator."""


@dataclass(frozen=True)
class Library:
    """All model measures in their order, and where they come from (ที่มา)."""

    source: str
    measures: tuple[ModelMeasure, ...]

    def named(self, key: str) -> ModelMeasure | None:
        return next((each for each in self.measures if each.key == key), None)


@dataclass(frozen=True)
class Fitting:
    """The models for one item: ``near`` answer its topic or its question, ``wider`` only its indicator or issue."""

    near: tuple[ModelMeasure, ...]
    wider: tuple[ModelMeasure, ...]


_ANSWERS = Record({
    "topics": ListOf(LINE), "issues": ListOf(LINE), "words": ListOf(LINE),
    "indicators": ListOf(Record(
        {"number": INTEGER, "since": INTEGER, "until": INTEGER}, optional=frozenset({"since", "until"})
    )),
})
_MEASURE = Record({
    "title": LINE, "steps": ListOf(LINE), "output": LINE, "unit": LINE,
    "months": Record({"first": INTEGER, "last": INTEGER}), "office": LINE, "answers": _ANSWERS,
})


@cache
def library() -> Library:
    """The checked library of this installation, read once."""
    return read_library(FILE, topics=frozenset(read_topics().names))


def read_library(path: Path, *, topics: Iterable[str]) -> Library:
    """The checked file; ``ItemSetRefused`` with every problem in plain words. ``topics`` are the keys known."""
    data, lines = read_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get("measures"), dict):
        raise ItemSetRefused(path.name, ["must have “source” and “measures”, a mapping of keys to measures"])
    shape = Record({"source": TEXT, "measures": Record(dict.fromkeys(data["measures"], _MEASURE))})
    problems = list(departures(data, shape, lines))
    if not problems:
        known = frozenset(topics)
        for key, said in data["measures"].items():
            problems += _senseless(key, said, known, lines, ("measures", key))
    if problems:
        raise ItemSetRefused(path.name, problems)
    return Library(data["source"], tuple(_measure(key, said) for key, said in data["measures"].items()))


def fitting(models: Iterable[ModelMeasure], item: Asked, *, year: int) -> Fitting:
    """The models that answer an item of an assessed year, the nearest first.

    By topic; by a question's words within its indicator; then by the indicator alone; and by the issue where nothing
    else fits. For an OIT item a model that names topics is about these only, once the item has one.
    """
    ranked = [(rank, model) for model in models if (rank := _rank(model, item, year))]
    near = tuple(model for wanted in (_TOPIC, _QUESTION) for rank, model in ranked if rank == wanted)
    wider = tuple(model for rank, model in ranked if rank == _INDICATOR)
    return Fitting(near, wider if near or wider else tuple(model for rank, model in ranked if rank == _ISSUE))


_ISSUE, _INDICATOR, _QUESTION, _TOPIC = 1, 2, 3, 4


def _rank(model: ModelMeasure, item: Asked, year: int) -> int:
    if set(model.topics) & set(item.topics.split()):
        return _TOPIC
    is_oit = item.instrument == "OIT"
    about_others = is_oit and model.topics and item.topics
    if not about_others and any(each.holds(item.indicator, year) for each in model.indicators):
        if any(word in item.title for word in model.words):
            return _QUESTION
        if not is_oit or not (model.topics or model.words):
            return _INDICATOR
    issue = bare_title(item.issue_name)
    return _ISSUE if issue and issue in map(bare_title, model.issues) else 0


def _senseless(
    key: str, said: Mapping[str, Any], topics: frozenset[str], lines: Mapping[Place, int], place: Place
) -> Iterator[Problem]:
    """What has the right shape and cannot be meant."""

    def problem(message: str, *inside: str | int) -> Problem:
        where = (*place, *inside)
        return Problem(words_of(where), message, lines.get(where))

    if not re.fullmatch(r"[a-z][a-z-]*[a-z]", key) or len(key) > LONGEST_KEY:
        yield problem("the key must be small letters and dashes; measures already taken are known by it")
    if not said["steps"]:
        yield problem("has no step; write what is done, one line per step", "steps")
    if BLANK not in said["output"]:
        yield problem(f"has no {BLANK} where the office writes its own number", "output")
    first, last = said["months"]["first"], said["months"]["last"]
    if {first, last} - set(FISCAL_MONTHS):
        yield problem("months are numbers from 1 to 12", "months")
    elif FISCAL_MONTHS.index(first) > FISCAL_MONTHS.index(last):
        yield problem("the last month lies before the first in the fiscal year, which begins in October (10)", "months")
    answers = said["answers"]
    if not (answers["topics"] or answers["indicators"] or answers["issues"]):
        yield problem("answers nothing; name a topic, an indicator or an issue", "answers")
    for number, topic in enumerate(answers["topics"]):
        if topic not in topics:
            yield problem(f"topics.yaml has no topic “{topic}”", "answers", "topics", number)
    for name in ("title", "output", "unit", "office"):
        if word := _foreign_word(said[name]):
            yield problem(f"“{word}” is no Thai word and not allowed here; write it in Thai", name)
    for number, step in enumerate(said["steps"]):
        if word := _foreign_word(step):
            yield problem(f"“{word}” is no Thai word and not allowed here; write it in Thai", "steps", number)


def _foreign_word(text: str) -> str:
    for allowed in LATIN_WORDS:
        text = re.sub(rf"(?<![A-Za-z]){re.escape(allowed)}(?![A-Za-z])", "", text)
    found = re.search(r"[A-Za-z][A-Za-z&'-]*", text)
    return found[0] if found else ""


def _measure(key: str, said: Mapping[str, Any]) -> ModelMeasure:
    answers = said["answers"]
    return ModelMeasure(
        key=key, title=said["title"], steps=tuple(said["steps"]), output=said["output"], unit=said["unit"],
        first_month=said["months"]["first"], last_month=said["months"]["last"], office=said["office"],
        topics=tuple(answers["topics"]), issues=tuple(answers["issues"]), words=tuple(answers["words"]),
        indicators=tuple(OfIndicator(**each) for each in answers["indicators"]),
    )
