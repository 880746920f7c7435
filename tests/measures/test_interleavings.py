"""A thousand random interleavings of two editors lose no text; the same without the look at what was seen loses some.

A text is lost when somebody's save replaced it without ever having been shown it. Each editor opens fields, types,
sends (answers may get lost on the way, then the text is sent again), and chooses when both texts are shown.
"""

import random
import threading
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django_scopes import scope

from audit.models import Change
from measures.services import cells as service
from measures.services.cells import save_cell
from measures.views.cell_kinds import ActivityCells, MeasureCells, ResultCells
from tests.filled import fill
from tests.world import make_town

INTERLEAVINGS = 1000
EDITS = 2
"""Edits of each editor in one interleaving."""


@dataclass
class Place:
    """One field of one row; ``stands`` is the text stored last, as the model has it."""

    cells: object
    field: str
    stands: str = ""
    accepted: list[str] = field(default_factory=list)


@dataclass
class Editor:
    """What one person has on the screen: per place the text started from, its mark, and the text typed."""

    standing: object
    plan: object
    seen: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)

    def sees(self, number: int, place: Place, form) -> None:
        """The field as the page or an answer shows it."""
        stored = form.fields[place.field]
        self.seen[number] = form.mark_of(place.field)
        self.shown.setdefault(number, set()).add(stored.shown(stored.stored))

    def sends(self, number: int, place: Place):
        return save_cell(
            actor=self.standing, plan=self.plan, cells=place.cells, field=place.field, typed=self.typed[number],
            seen=self.seen[number],
        )


@dataclass
class World:
    """Both editors at the same rows, and every text that was replaced without having been shown to who replaced it."""

    places: list[Place]
    editors: list[Editor]
    lost: list[str] = field(default_factory=list)
    count: int = 0
    clashes: int = 0

    def play(self, chance: random.Random) -> None:
        """One interleaving: each editor's steps stay in their order, who is next is chance."""
        left = [EDITS, EDITS]
        waiting: list[list[int]] = [[], []]
        for number, place in enumerate(self.places):  # both open their pages
            form = place.cells.form(place.cells.find(self.editors[0].plan), None)
            for editor in self.editors:
                editor.sees(number, place, form)
        while any(left) or any(waiting):
            who = chance.choice([each for each in (0, 1) if left[each] or waiting[each]])
            if waiting[who] and (not left[who] or chance.random() < 0.5):
                self.send(who, waiting[who].pop(chance.randrange(len(waiting[who]))), waiting[who], chance)
            elif left[who]:
                number = chance.randrange(len(self.places))
                self.count += 1
                self.editors[who].typed[number] = f"ข้อความที่ {self.count} ของ {'กข'[who]}"
                if number not in waiting[who]:
                    waiting[who].append(number)
                left[who] -= 1

    def send(self, who: int, number: int, waiting: list[int], chance: random.Random) -> None:
        editor, place = self.editors[who], self.places[number]
        outcome = editor.sends(number, place)
        text = editor.typed[number]
        if outcome.state == "saved":
            if place.stands not in editor.shown[number]:
                self.lost.append(place.stands)
            place.stands = text
            place.accepted.append(text)
        if outcome.state in ("saved", "same"):
            if chance.random() < 0.2:  # the answer gets lost: the same is sent again from the same start
                waiting.append(number)
                editor.shown[number].add(text)
                return
            editor.sees(number, place, outcome.form)
            return
        assert outcome.state == "clash"
        self.clashes += 1
        editor.sees(number, place, outcome.form)
        choice = chance.choice(["mine", "theirs", "both"])
        if choice == "theirs":
            editor.typed.pop(number)
            return
        if choice == "both":
            editor.typed[number] = f"{place.stands} และ {text}"[-120:]
        waiting.append(number)


@pytest.fixture
def world(db):
    town = make_town()
    filled = fill(town, "ของเรา")
    with scope(agency=town.agency):
        measure, activity = MeasureCells(filled.measure.pk), ActivityCells(filled.activity.pk)
        places = [
            Place(measure, "title"), Place(activity, "remark"), Place(activity, "period_text"),
            Place(ResultCells(filled.activity.pk, "six_months"), "problems"),
        ]  # fmt: skip
        editors = [Editor(town.standing(name), filled.plan) for name in ("chai", "arun")]
        for place in places:
            form = place.cells.form(place.cells.find(filled.plan), None)
            place.stands = form.fields[place.field].shown(form.fields[place.field].stored)
        yield World(places, editors)


def test_a_thousand_interleavings_lose_no_text(world):
    chance = random.Random(20_261_120)
    for _number in range(INTERLEAVINGS):
        world.play(chance)
    assert world.lost == []
    written = [value for change in Change.objects.all() for value in change.after.values()]
    for place in world.places:
        form = place.cells.form(place.cells.find(world.editors[0].plan), None)
        assert form.fields[place.field].stored == place.stands
        missing = set(place.accepted) - set(written)
        assert missing == set()
    # The run was worth its name: thousands of texts, and the editors did meet.
    accepted = sum(len(place.accepted) for place in world.places)
    assert (world.count, accepted > 3 * INTERLEAVINGS, world.clashes > INTERLEAVINGS // 4) == (
        2 * EDITS * INTERLEAVINGS, True, True,
    )  # fmt: skip
    print(f"{INTERLEAVINGS} interleavings: {accepted} texts saved, {world.clashes} clashes shown, none lost")


def test_the_control_that_does_not_look_loses_some(world, monkeypatch):
    monkeypatch.setattr(service, "has_seen", lambda form, name, seen: True)
    chance = random.Random(20_261_120)
    for _number in range(50):
        world.play(chance)
    assert len(world.lost) > 20
    assert world.clashes == 0


def typing_at_once(standing, plan, cells, text: str, seen: str, together: threading.Barrier, states: list) -> None:
    """One editor on a connection of their own."""
    try:
        with scope(agency=standing.agency):
            together.wait(20)
            outcome = save_cell(actor=standing, plan=plan, cells=cells, field="title", typed=text, seen=seen)
            states.append((outcome.state, text))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_one_is_saved_and_one_is_shown(transactional_db):
    town = make_town()
    filled = fill(town, "ของเรา")
    cells = MeasureCells(filled.measure.pk)
    for number in range(20):
        with scope(agency=town.agency):
            seen = cells.form(cells.find(filled.plan), None).mark_of("title")
        together, states = threading.Barrier(2), []
        threads = [
            threading.Thread(
                target=typing_at_once,
                args=(town.standing(name), filled.plan, cells, f"{name} {number}", seen, together, states),
            )
            for name in ("chai", "arun")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(state for state, _text in states) == ["clash", "saved"]
        with scope(agency=town.agency):
            assert cells.find(filled.plan).title == dict(states)["saved"]
