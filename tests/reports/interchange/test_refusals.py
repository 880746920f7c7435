"""A wrong shape is refused with every place named, and a refusal has changed nothing. Content is never refused."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.db import models
from django_scopes import scopes_disabled

from reports.interchange.loader import load_document
from reports.interchange.problems import Refusal
from reports.interchange.reader import read_file
from tests.reports.interchange.there_and_back import INVENTED, dumped, loaded

pytestmark = pytest.mark.django_db


def table_counts() -> dict[str, int]:
    with scopes_disabled():
        return {model._meta.label: models.QuerySet(model).count() for model in apps.get_models()}


def put(place: tuple, value: Any):
    def change(document):
        holder = document
        for step in place[:-1]:
            holder = holder[step]
        if value is KeyError:
            del holder[place[-1]]
        else:
            holder[place[-1]] = value

    return change


WRONG = {
    "agency": (put(("agency",), KeyError), "agency", "missing"),
    "agency null": (put(("agency",), None), "agency", "missing"),
    "agency a text": (put(("agency",), "เทศบาล"), "agency", "named values"),
    "agency.name": (put(("agency", "name"), ""), "agency.name", "missing"),
    "fiscal_years": (put(("fiscal_years",), 2567), "fiscal_years", "named values"),
    "no year": (put(("fiscal_years", "report"), KeyError), "fiscal_years.report", "missing"),
    "year a word": (put(("fiscal_years", "report"), "ปีนี้"), "fiscal_years.report", "not a fiscal year"),
    "year zero": (put(("fiscal_years", "report"), 0), "fiscal_years.report", "not a fiscal year"),
    "schema": (put(("schema",), "ita-document/2"), "schema", "ita-document/1 is expected"),
    "measures a mapping": (put(("measures",), {"seq": 1}), "measures", "a list is expected"),
    "measure a text": (put(("measures", 1), "มาตรการ"), "measures[1]", "named values"),
    "measure null": (put(("measures", 1), None), "measures[1]", "is empty"),
    "period a text": (
        put(("measures", 0, "entries", 0, "period"), "ตลอดปี"),
        "measures[0].entries[0].period",
        "named values",
    ),
    "title a list": (put(("measures", 0, "title"), ["ก"]), "measures[0].title", "a single text"),
    "item a text": (
        put(("measures", 0, "entries", 0, "methods"), ["ทำ"]),
        "measures[0].entries[0].methods[0]",
        "named values",
    ),
    "children a text": (
        put(("measures", 1, "entries", 0, "methods", 0, "children"), "ลูก"),
        "measures[1].entries[0].methods[0].children",
        "a list",
    ),
    "unit a mapping": (
        put(("measures", 0, "entries", 0, "units"), [{"name": "กองช่าง"}]),
        "measures[0].entries[0].units[0]",
        "single text",
    ),
    "memo a list": (put(("memo",), []), "memo", "named values"),
    "memo sections a text": (put(("memo", "sections"), "ข้อความ"), "memo.sections", "a list"),
    "oit a list": (put(("oit",), [1]), "oit", "named values"),
    "oit rows": (put(("oit",), {"rows": {"o1": {}}}), "oit.rows", "a list"),
    "scores a number": (put(("scores",), 93.05), "scores", "named values"),
    "layout tables": (put(("layout", "tables"), {"id": "x"}), "layout.tables", "a list"),
    "numerals a word": (put(("numerals",), "thai"), "numerals", "named values"),
    "cover a text": (put(("cover",), "ปก"), "cover", "named values"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_shape_is_refused_by_place_and_changes_nothing(name):
    change, place, words = WRONG[name]
    standing = loaded(INVENTED / "grouped.yaml")
    before, counts = dumped(standing), table_counts()
    document = copy.deepcopy(read_file(INVENTED / "grouped.yaml"))
    change(document)
    with pytest.raises(Refusal) as refusal:
        load_document(document=document, replace=True)
    assert [problem.place for problem in refusal.value.problems] == [place]
    assert words in str(refusal.value)
    assert table_counts() == counts
    assert dumped(standing) == before


@pytest.mark.parametrize("document", [None, [], "ข้อความ", 5, {}])
def test_what_is_no_document_is_refused(document):
    with pytest.raises(Refusal):
        load_document(document=document)
    assert table_counts()["accounts.Agency"] == 0


def test_every_problem_is_named_at_once():
    document = read_file(INVENTED / "grouped.yaml")
    document["measures"][0]["entries"] = 5
    document["oit"] = "x"
    del document["agency"]["name"]
    with pytest.raises(Refusal) as refusal:
        load_document(document=document)
    assert [problem.place for problem in refusal.value.problems] == ["agency.name", "measures[0].entries", "oit"]


def test_one_key_spelled_with_and_without_quotes_is_refused(tmp_path):
    path = tmp_path / "file.yaml"
    head = "agency: {name: x}\nfiscal_years: {report: 2567}\n"
    path.write_text(head + "measures: [{no: 1, 'no': 2}]\n", "utf-8")
    with pytest.raises(Refusal, match=r"measures\[0\]: .*twice"):
        loaded(path)


def test_odd_content_is_loaded_with_a_warning_for_each_odd_word():
    one = loaded(INVENTED / "odd.yaml")
    warned = {warning.place for warning in one.warnings}
    assert {
        "agency.type_code", "agency.postcode", "document_kinds[1]", "numerals.style", "sign_offs[0].role",
        "measures[0].no_text", "measures[0].entries[0].units[2]",
    } <= warned  # fmt: skip
    assert "measures[0].entries[0].period.end" not in warned
    [roman] = [str(warning) for warning in one.warnings if warning.place == "numerals.style"]
    assert "roman" in roman
    [code] = [str(warning) for warning in one.warnings if warning.place == "agency.code"]
    assert "007" in code


def test_a_document_without_the_name_of_its_form_is_read_as_ours(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text(yaml.safe_dump({"agency": {"name": "ก"}, "fiscal_years": {"report": 2567}}), "utf-8")
    one = loaded(path)
    assert [warning.place for warning in one.warnings] == ["schema"]
    assert yaml.safe_load(dumped(one)) == {"agency": {"name": "ก"}, "fiscal_years": {"report": 2567}}


def test_a_year_of_the_common_era_is_warned_of_and_kept():
    document = read_file(INVENTED / "grouped.yaml")
    document["fiscal_years"]["report"] = 2024
    one = load_document(document=document)
    [warning] = [str(each) for each in one.warnings if each.place == "fiscal_years.report"]
    assert "2567" in warning
    assert one.fiscal_year == 2024
    document["fiscal_years"]["report"] = 2567
    assert "fiscal_years.report" not in {each.place for each in load_document(document=document).warnings}


@pytest.mark.parametrize("document", [[], "ข้อความ"])
def test_what_is_no_document_says_which_file_is_meant(document):
    with pytest.raises(Refusal, match="Please choose the file"):
        load_document(document=document)
