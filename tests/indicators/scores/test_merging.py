"""Two people on one sheet: neither's change is undone by the other's saving, and only true contradictions are shown."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Origin, ScoreEdition
from indicators.scores.merging import merge
from indicators.scores.services import StaleScores, record_scores
from tests.indicators.scores.conftest import YEAR

SHEETS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 3))


@given(SHEETS, SHEETS, SHEETS)
def test_every_key_ends_with_what_somebody_meant(base, mine, theirs):
    merged = merge(base=base, mine=mine, theirs=theirs)
    for key in {*mine, *theirs}:
        own, other, before = mine.get(key), theirs.get(key), base.get(key)
        saved = merged.adopted.get(key, own)
        assert saved == (other if own == before else own)
        assert (key in merged.differing) == (own != other and own != before)
    assert merged.adopted.keys().isdisjoint(merged.differing)


def test_what_both_changed_alike_is_no_difference():
    assert merge(base={"a": 1}, mine={"a": 2}, theirs={"a": 2}) == merge(base={}, mine={}, theirs={})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_one_moment_one_saves_and_one_is_told(town, save):
    save(town, {("overall", ""): "93.05"})
    together, outcomes = threading.Barrier(2), []
    people = [(town.standing(name), value) for name, value in (("chai", "94"), ("arun", "95"))]

    def press(actor, value):
        try:
            with scope(agency=town.agency):
                together.wait(10)
                record_scores(
                    actor=actor, year=YEAR, seen_number=1, values={("overall", ""): Decimal(value)}, level="",
                    announced_on=None, origin=Origin.ANNOUNCED,
                )
                outcomes.append(value)
        except StaleScores as refusal:
            outcomes.append(f"stale at {refusal.current.number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=each) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == 2
    assert "stale at 2" in outcomes
    saved = next(each for each in outcomes if each != "stale at 2")
    with scope(agency=town.agency):
        editions = ScoreEdition.objects.order_by("number")
        assert [str(each.values.get().value) for each in editions] == ["93.05", f"{saved}.00"]
