"""Topics beside the items: written on every load, never counted in a set's digest, refused when they name nothing."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.item_sets import topics as module
from indicators.item_sets.loader import load_item_set
from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.reader import read_item_set
from indicators.item_sets.topics import read_topics
from indicators.models import Item, ItemSet

REAL = settings.BASE_DIR / "fixtures" / "item_sets"


def codes(year: int, topic: str) -> list[str]:
    return [item.code for item in Item.objects.filter(item_set__fiscal_year=year) if topic in item.topic.split()]


@pytest.mark.django_db
def test_topics_are_written_and_the_sets_stay_as_they_are(monkeypatch, tmp_path):
    without = tmp_path / "topics.yaml"
    without.write_text("source: ก\nconfidence: ข\ntopics: {}\n")
    monkeypatch.setattr(module.read_topics, "__defaults__", (without, None))
    call_command("load_item_sets", verbosity=0)
    assert set(Item.objects.values_list("topic", flat=True)) == {""}
    before = dict(ItemSet.objects.values_list("fiscal_year", "source_digest"))
    monkeypatch.undo()
    call_command("load_item_sets", verbosity=0)  # every file unchanged, and still the topics come
    assert [codes(year, "complaints") for year in (2567, 2568, 2569)] == [
        ["o22", "o23", "o24"], ["o17", "o18", "o19"], ["o16", "o17", "o18"],
    ]
    assert Item.objects.get(item_set__fiscal_year=2569, code="o10").topic == "service_statistics e_service"
    assert (codes(2564, "no_gift"), codes(2565, "no_gift")) == ([], ["o34"])
    assert dict(ItemSet.objects.values_list("fiscal_year", "source_digest")) == before
    assert set(ItemSet.objects.values_list("version", flat=True)) == {2}


@pytest.mark.django_db
def test_a_dry_run_writes_no_topics(monkeypatch, tmp_path):
    load_item_set(file=read_item_set(REAL / "ITA-2568.yaml"))
    Item.objects.update(topic="")
    call_command("load_item_sets", dry_run=True, verbosity=0)
    assert set(Item.objects.values_list("topic", flat=True)) == {""}


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (
            '{"2568": [o99]}',
            "line 4, topics › news › codes › 2568: the set of 2568 has no item o99; take it out or mend it",
        ),
        ('{"ปีหน้า": [o1]}', "line 4, topics › news: “ปีหน้า” is no fiscal year"),
        ('{"2568": o1}', "line 4, topics › news › codes › 2568: must be a list, and is 'o1'; write [] for none"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path, codes, sentence):
    path = tmp_path / "topics.yaml"
    path.write_text(f"source: ก\nconfidence: ข\ntopics:\n  news: {{name: ข่าว, codes: {codes}}}\n")
    with pytest.raises(ItemSetRefused) as refusal:
        read_topics(path, {2568: frozenset({"o1"})})
    assert refusal.value.sentences == [sentence]


@pytest.mark.django_db
def test_the_command_refuses_an_unknown_code_and_loads_nothing(monkeypatch, tmp_path):
    path = tmp_path / "topics.yaml"
    path.write_text('source: ก\nconfidence: ข\ntopics:\n  news: {name: ข่าว, codes: {"2568": [o99]}}\n')
    monkeypatch.setattr(module.read_topics, "__defaults__", (path, None))
    with pytest.raises(CommandError, match="the set of 2568 has no item o99"):
        call_command("load_item_sets", verbosity=0)
    assert ItemSet.objects.count() == 0


def test_every_code_of_the_real_file_is_an_item_of_its_year():
    known = {
        file.year: frozenset(item["code"] for item in file.data["items"])
        for file in map(read_item_set, sorted(REAL.glob("ITA-*.yaml")))
    }
    topics = read_topics(codes_by_year=known)
    assert len(topics.names) == 25
    assert {year for year, _code in topics.of} == set(known)
