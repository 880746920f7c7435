"""Would we notice? Each part of the mechanism is broken once, and the load must refuse to lie about it."""

import pytest
from django_scopes import scopes_disabled

from accounts.models import Agency
from measures.models import Measure, Plan
from reports.interchange import form
from reports.interchange.containers import Mapping
from reports.interchange.dumper import measures as measures_out
from reports.interchange.fields import Shape, Text
from reports.interchange.loader import LossyLoad
from reports.interchange.loader import measures as measures_in
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, differing, loaded

pytestmark = pytest.mark.django_db


def forget_extra(patch):
    remember = Mapping.remember

    def forgetful(self, raw, value):
        memory = remember(self, raw, value)
        return memory and {key: one for key, one in memory.items() if key != "extra"}

    patch.setattr(Mapping, "remember", forgetful)


def remember_nothing_single(patch):
    patch.setattr(Shape, "remember", lambda self, raw, value: None)


def lose_a_column(patch):
    fields = tuple(field for field in form.ENTRY.fields if field.key != "remark")
    patch.setattr(form.ENTRY, "fields", fields)
    remember = Mapping.remember

    def blind(self, raw, value):
        memory = remember(self, raw, value)
        if self is form.ENTRY and memory:
            memory.get("extra", {}).pop("remark", None)
        return memory

    patch.setattr(Mapping, "remember", blind)


def shorten_texts(patch):
    patch.setattr(Text, "plain", lambda self, value: value[:20] if value else self.null)
    patch.setattr(Shape, "remember", lambda self, raw, value: None)


def drop_results(patch):
    patch.setattr(measures_out, "_result", lambda activity: {"outputs": [], "outcomes": []})
    patch.setattr(Mapping, "remember", lambda self, raw, value: None)


def store_one_measure_less(patch):
    store = measures_in.store_measures
    import reports.interchange.loader as loader

    def forgetful(*, plan, values):
        store(plan=plan, values=values | {"measures": values["measures"][:-1]})

    patch.setattr(loader, "store_measures", forgetful)


@pytest.mark.parametrize(
    "breaks",
    [forget_extra, remember_nothing_single, lose_a_column, shorten_texts, drop_results, store_one_measure_less],
    ids=lambda one: one.__name__,
)
def test_a_lossy_program_is_caught_and_writes_nothing(breaks, monkeypatch):
    breaks(monkeypatch)
    with pytest.raises((LossyLoad, ValueError)):
        loaded(INVENTED / "grouped.yaml")
    monkeypatch.undo()
    with scopes_disabled():
        assert (Agency.objects.count(), Plan.objects.count(), Measure.objects.count()) == (0, 0, 0)
    assert loaded(INVENTED / "grouped.yaml").counts["measures"] == 3


def test_the_comparison_tells_types_and_missing_keys_apart():
    text = (GIVEN / "001.yaml").read_text("utf-8")
    assert differing(text, text) == set()
    assert differing("a: 1", "a: 1.0") == {".'a'"}
    assert differing("a: true", "a: 1") == {".'a'"}
    assert differing("a: null", "{}") == {".'a'", "{}"}
    assert differing("a: []", "a: null") == {".'a'[]", ".'a'"}
    assert differing("1: x", "'1': x") == {".1", ".'1'"}
