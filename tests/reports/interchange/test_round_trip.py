"""What goes in comes out: the given documents, invented ones of other layouts, and the odd things files may do."""

import json
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from indicators.models import ScoreRow
from measures.models import (
    Activity,
    Disclosure,
    DisclosureGroup,
    IndicatorProgress,
    IssueAnalysis,
    Measure,
    MeasureGroup,
)
from reports.interchange import form, form_scores
from reports.interchange.dumper import dump_document
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from reports.interchange.writer import to_json, to_yaml
from reports.models import Memo, ReportText, SignOffLine
from tests.reports.interchange.there_and_back import ALL, GIVEN, INVENTED, differing, dumped, loaded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_document_comes_out_as_it_went_in(path: Path):
    assert differing(path.read_text("utf-8"), dumped(loaded(path))) == set()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_loading_what_was_dumped_changes_nothing(path: Path, tmp_path: Path):
    first = dumped(loaded(path))
    again = tmp_path / "again.yaml"
    again.write_text(first, "utf-8")
    second = loaded(again)
    assert dumped(second) == first
    with scope(agency=second.agency):
        assert ReportText.objects.count() == 1


@pytest.mark.parametrize("path", [*GIVEN.glob("*.yaml"), INVENTED / "website_check.yaml"], ids=lambda path: path.stem)
def test_json_carries_the_same(path: Path, tmp_path: Path):
    one = loaded(path)
    with scope(agency=one.agency):
        document = dump_document(agency=one.agency, fiscal_year=one.fiscal_year)
    file = tmp_path / "document.json"
    file.write_text(to_json(document), "utf-8")
    assert json.loads(file.read_text("utf-8")) == json.loads(to_json(document))
    back = load_document(document=read_file(file))
    with scope(agency=back.agency):
        assert to_json(dump_document(agency=back.agency, fiscal_year=back.fiscal_year)) == to_json(document)


def test_keys_stand_in_the_order_of_the_form_and_unknown_ones_after():
    text = dumped(loaded(INVENTED / "grouped.yaml"))
    tops = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert tops == [
        "schema", "doc_id", "source", "document_kinds", "title", "agency", "fiscal_years", "numerals", "memo", "cover",
        "foreword", "introduction", "scores", "score_analysis", "measure_groups", "measures", "indicator_progress",
        "oit", "plan", "sign_offs", "layout", "counts", "checks", "anomalies", "uncertain_readings", "ocr_corrections",
    ]  # fmt: skip
    entry = text[text.index("  - methods:") : text.index("- seq: 2")]
    keys = [line[4:].split(":")[0] for line in entry.splitlines() if line[:4] in ("    ", "  - ") and line[4] != " "]
    assert [key for key in keys if key[0] not in "-'"] == [
        "methods", "period", "units", "outputs", "outcomes", "remark", "illegible", "ocr_cells",
    ]  # fmt: skip


def test_years_of_an_agency_and_agencies_of_a_year_do_not_touch_each_other(tmp_path: Path):
    first = loaded(GIVEN / "001.yaml")
    before = dumped(first)
    text = (GIVEN / "001.yaml").read_text("utf-8")
    next_year = tmp_path / "next.yaml"
    next_year.write_text(
        text.replace("report: 2568", "report: 2569").replace("www.phaidum.go.th", "phaidum.go.th"), "utf-8"
    )
    second = loaded(next_year)
    other = loaded(GIVEN / "002.yaml")  # the same fiscal year
    assert (second.agency, second.fiscal_year) == (first.agency, 2569)
    assert other.agency != first.agency
    assert dumped(first) == before
    assert differing(next_year.read_text("utf-8"), dumped(second)) == set()


def test_words_of_any_length_fit_every_column(tmp_path: Path):
    long = "ยาว" * 400
    text = (INVENTED / "grouped.yaml").read_text("utf-8")
    for word in (
        "ทม.",
        "หาดทรายแก้ว\n",
        "สม ๕๒๐๐๑/",
        "๓๑ ก.พ. ๒๕๖๗",
        "ผ่านดี",
        "handwritten",
        "proposer",
        "'๙๐.๐๐'",
        "'๑.'",
    ):
        text = text.replace(word, long + ("\n" if word.endswith("\n") else ""))
    path = tmp_path / "long.yaml"
    path.write_text(text, "utf-8")
    assert differing(text, dumped(loaded(path))) == set()


def test_the_number_of_queries_to_dump_does_not_grow_with_the_document():
    queries = []
    for name in ("000", "001"):
        one = loaded(GIVEN / f"{name}.yaml")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            dumped(one)
        queries.append(len(captured))
    assert queries[0] == queries[1] <= 18


def test_the_same_document_gives_the_same_bytes_whatever_the_order_of_its_keys(tmp_path: Path):
    """jsonb forgets the order of keys, so no byte may depend on it."""
    path = tmp_path / "turned.yaml"
    path.write_text(
        yaml.safe_dump(read_file(INVENTED / "website_check.yaml"), sort_keys=True, allow_unicode=True), "utf-8"
    )
    turned = dumped(loaded(path))
    assert turned == dumped(loaded(INVENTED / "website_check.yaml"))
    assert to_yaml(read_file(path)) != turned


@pytest.mark.parametrize(
    ("mapping", "model"),
    [
        (form.SIGN_OFF, SignOffLine), (form.MEMO, Memo), (form.MEASURE_GROUP, MeasureGroup), (form.MEASURE, Measure),
        (form.ENTRY, Activity), (form.INDICATOR_ROW, IndicatorProgress), (form.OIT_GROUP, DisclosureGroup),
        (form.OIT_ROW, Disclosure), (form.DOCUMENT, ReportText), (form_scores.ISSUE, IssueAnalysis),
        (form_scores.OVERALL_SCORE, ScoreRow), (form_scores.INSTRUMENT_SCORE, ScoreRow),
        (form_scores.INDICATOR_SCORE, ScoreRow), (form_scores.ITEM_SCORE, ScoreRow),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)  # fmt: skip
def test_no_column_that_a_document_fills_is_shorter_than_its_words(mapping, model):
    """SQLite would not tell: it stores any length in any column."""
    lengths = {field.name: getattr(field, "max_length", None) for field in model._meta.concrete_fields}
    filled = [name for name in mapping.columns if name in lengths]
    assert filled
    assert {name: lengths[name] for name in filled if lengths[name] is not None} == {}
