"""Editing one word in the portal changes that word in the dump, and nothing else, whatever the file had remembered."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import models
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
    Result,
)
from reports.interchange.dumper import dump_document
from reports.interchange.loader import Loaded
from reports.models import Memo, ReportText, SignOffLine
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, differing, dumped, leaves, loaded, plainly
from thai.markers import parse_lines, render_lines

pytestmark = pytest.mark.django_db

PRINTED: dict[type[models.Model], tuple[str, ...]] = {
    MeasureGroup: ("number_text", "title"),
    Measure: ("number_text", "title", "detail", "rationale", "issue_title"),
    Activity: ("methods", "period_text", "units", "remark"),
    Result: ("outputs", "outcomes"),
    IndicatorProgress: (
        "number_text",
        "instrument",
        "title",
        "guidance",
        "units_text",
        "period_text",
        "status",
        "notes",
    ),
    IssueAnalysis: ("number_text", "title", "heading_text", "narrative", "below_threshold", "named_in_narrative"),
    DisclosureGroup: ("code_text", "title", "subtitle", "heading_text", "indicator_title"),
    Disclosure: (
        "code_text",
        "title",
        "elements",
        "units",
        "status",
        "progress_notes",
        "website_finding",
        "website_finding_marker",
        "finding_class",
    ),
    ScoreRow: ("code_text", "instrument", "number_text", "title", "indicator_label", "text", "level_text", "rank_text"),
    Memo: (
        "heading",
        "agency_line",
        "ref_no",
        "date_text",
        "subject",
        "to",
        "closing",
        "continuation_mark",
        "announced_on_text",
    ),
    SignOffLine: ("role", "opinion_heading", "opinion", "name", "position", "acting_for", "signature"),
    ReportText: (
        "years_text",
        "numerals",
        "title_full",
        "title_cover_lines",
        "heading_lines",
        "table_title_lines",
        "cover_lines",
        "foreword_heading",
        "foreword_paragraphs",
        "introduction_paragraphs",
        "indicator_heading",
        "oit_heading",
        "oit_code_style",
        "plan_heading_lines",
        "analysis_heading_lines",
    ),
}
DOCUMENTS = [GIVEN / "000.yaml", GIVEN / "002.yaml"]
DOCUMENTS += [INVENTED / f"{name}.yaml" for name in ("grouped", "website_check", "odd")]


def said(one: Loaded) -> dict[str, str]:
    """Every single value of the dump by its place (without the detour over YAML, which others test)."""
    with scope(agency=one.agency):
        return leaves(dump_document(agency=one.agency, fiscal_year=one.fiscal_year))


def with_a_word_more(value: Any) -> Any:
    """The value as it stands after somebody typed a word behind its first text."""
    if isinstance(value, str):
        return f"{value} เพิ่มคำ"
    first = value[0]
    if isinstance(first, str):
        return [f"{first} เพิ่มคำ", *value[1:]]
    lines = render_lines(value).split("\n")
    return parse_lines("\n".join([f"{lines[0]} เพิ่มคำ", *lines[1:]]), before=value)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_word_typed_in_any_column_changes_one_place_of_the_dump(path):
    one = loaded(path)
    before = said(one)
    tried = 0
    for model, names in PRINTED.items():
        for name in names:
            with scope(agency=one.agency):
                row = next((each for each in model.objects.order_by("-pk") if getattr(each, name)), None)
                if row is None:
                    continue
                stood = getattr(row, name)
                setattr(row, name, with_a_word_more(stood))
                row.save()
                after = said(one)
                changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
                assert len(changed) == 1, (model.__name__, name, changed)
                assert "เพิ่มคำ" in after[changed.pop()]
                setattr(row, name, stood)
                row.save()
                tried += 1
    assert said(one) == before
    assert tried >= 12


def test_filling_an_empty_column_writes_that_key_only():
    one = loaded(INVENTED / "form_examples.yaml")
    before = dumped(one)
    with scope(agency=one.agency):
        Measure.objects.update(detail="รายละเอียด")  # was null
        assert differing(before, dumped(one)) == {".'measures'[0].'detail'"}
        Measure.objects.update(detail="")
        SignOffLine.objects.create(report_text=ReportText.objects.get(), position_no=1, role="mayor", position="นายก")
        added = differing(before, dumped(one))
        assert {place.split("'")[1] for place in added} == {"sign_offs"}
        assert leaves(plainly(dumped(one)))[".'sign_offs'[0].'position'"] == "str 'นายก'"


def test_a_day_that_does_not_exist_stands_until_somebody_gives_a_day():
    one = loaded(INVENTED / "grouped.yaml")
    before = dumped(one)
    place = ".'measures'[1].'entries'[0].'period'.'start'"
    assert leaves(plainly(before))[place] == "str '2024-02-31'"
    with scope(agency=one.agency):
        activity = Activity.objects.get(period_text="๓๑ ก.พ. ๒๕๖๗")
        assert activity.period_start is None
        activity.period_start = datetime.date(2024, 2, 29)
        activity.save()
    assert differing(before, dumped(one)) == {place}
    assert leaves(plainly(dumped(one)))[place] == "str '2024-02-29'"


def test_what_an_item_alone_remembers_moves_with_it():
    """A line typed above an item with keys of its own does not give them to another item."""
    one = loaded(INVENTED / "grouped.yaml")
    with scope(agency=one.agency):
        activity = Activity.objects.get(remark="ผู้รับผิดชอบ กองช่าง")
        shown = render_lines(activity.methods)
        activity.methods = parse_lines(f"๐. ข้อใหม่\n{shown}", before=activity.methods)
        activity.save()
    methods = plainly(dumped(one))["measures"][0]["entries"][0]["methods"]
    assert methods == [
        {"marker": "๐.", "text": "ข้อใหม่"},
        {"marker": "๑.", "text": "ติดป้ายขั้นตอนบริการทุกจุด"},
        {"marker": "๒.", "text": "ทบทวนปีละครั้ง", "certainty": "likely"},
    ]


def test_a_measure_taken_out_takes_its_own_words_along_and_no_others():
    one = loaded(INVENTED / "grouped.yaml")
    before = plainly(dumped(one))
    with scope(agency=one.agency):
        Measure.objects.filter(number=7).delete()
    after = plainly(dumped(one))
    assert after["measures"] == before["measures"][:2]
    assert after["measure_groups"][0] == before["measure_groups"][0]
    assert after["measure_groups"][1] == before["measure_groups"][1] | {"measure_seqs": []}
    rest = {key: value for key, value in before.items() if key not in ("measures", "measure_groups")}
    assert {key: after[key] for key in rest} == rest


def test_moving_a_measure_to_another_group_is_seen_in_all_three_places():
    one = loaded(INVENTED / "grouped.yaml")
    before = dumped(one)
    with scope(agency=one.agency):
        measure = Measure.objects.order_by("position")[1]
        measure.group = MeasureGroup.objects.get(number=2)
        measure.save()
    after = plainly(dumped(one))
    assert [head["measure_seqs"] for head in after["measure_groups"]] == [[1], [2, 3]]
    assert after["measures"][1]["group_no"] == 2
    assert {place.split("'")[1] for place in differing(before, dumped(one))} == {"measure_groups", "measures"}


def test_a_label_is_one_fact_wherever_the_file_says_it():
    one = loaded(GIVEN / "000.yaml")
    with scope(agency=one.agency):
        text = ReportText.objects.get()
        text.labels["oit"][0]["label"] = "ลำดับ"
        text.save()
    after = plainly(dumped(one))
    assert after["oit"]["columns"][0] == "ลำดับ"
    assert {group["header_columns"][0] for group in after["oit"]["groups"]} == {"ลำดับ"}
    assert after["layout"]["tables"][2]["columns"][0] == {"label": "ลำดับ", "width": 5}
    assert after["layout"]["tables"][0]["columns"][0]["label"] == "ลำดับ"  # the measures' own, as it was


def test_the_six_months_result_of_a_measure_stays_out_of_the_form():
    one = loaded(GIVEN / "001.yaml")
    before = dumped(one)
    with scope(agency=one.agency):
        Result.objects.create(
            activity=Activity.objects.first(), round="six_months", outputs=[{"marker": None, "text": "ครึ่งปี"}]
        )
    assert dumped(one) == before
