"""The law of the form, tried on documents nobody would write: what went in comes out, and stays so."""

import json
from contextlib import contextmanager

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings

from reports.interchange.form import DOCUMENT
from reports.interchange.raw import pack, same, unpack
from reports.interchange.reader import read_file
from reports.interchange.writer import to_yaml
from tests.reports.interchange.nasty import anything, documents
from tests.reports.interchange.there_and_back import differing, dumped, loaded

SLOW = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture,
    HealthCheck.large_base_example,
]


class ForeignDumper(yaml.SafeDumper):
    """PyYAML as anybody uses it, but for line ends of other worlds, which it loses outside double quotes."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    lost = any(end in text for end in "\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if lost else None)


ForeignDumper.add_representer(str, _text)


def as_file(document) -> str:
    return yaml.dump(document, Dumper=ForeignDumper, allow_unicode=True, sort_keys=False)


WIDER_THAN_ANY_PAPER = {
    "agency": {"name": "บ้านทดลอง"}, "fiscal_years": {"measures": None, "report": 2567}, "numerals": None,
    "scores": None, "score_analysis": None, "measure_groups": None, "measures": None, "indicator_progress": None,
    "oit": None, "plan": None, "sign_offs": None, "schema": "ita-document/1",
    "layout": {
        "name": None, "paper": None, "orientation": None, "pages_estimate": None,
        "tables": [{"columns": [{"width": 3.582625513744888e290}]}],
    },
}  # fmt: skip
"""PostgreSQL gave this width back as a whole number of 291 digits."""


@contextmanager
def undone():
    """An example leaves no rows to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(document=documents())
@example(document=WIDER_THAN_ANY_PAPER)
def test_any_document_of_the_form_comes_out_as_it_went_in_and_stays_so(document, tmp_path_factory):
    path = tmp_path_factory.mktemp("nasty") / "document.yaml"
    path.write_text(as_file(document), "utf-8")
    with undone():
        first = dumped(loaded(path))
        assert differing(path.read_text("utf-8"), first) == set()
        path.write_text(first, "utf-8")
        assert dumped(loaded(path)) == first


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(document=documents())
def test_columns_and_memories_together_say_what_the_file_said(document, tmp_path_factory):
    path = tmp_path_factory.mktemp("nasty") / "document.yaml"
    path.write_text(as_file(document), "utf-8")
    raw = read_file(path)
    values = DOCUMENT.value(raw)
    memory = json.loads(json.dumps(DOCUMENT.remember(raw, values)))
    assert same(DOCUMENT.write(values, memory), raw)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(value=anything)
def test_packed_values_survive_json_and_written_ones_survive_yaml(value, tmp_path_factory):
    path = tmp_path_factory.mktemp("nasty") / "value.yaml"
    path.write_text(as_file({"x": value}), "utf-8")
    raw = read_file(path)
    assert same(unpack(json.loads(json.dumps(pack(raw), sort_keys=True))), raw)
    path.write_text(to_yaml(raw), "utf-8")
    assert same(read_file(path), raw)
