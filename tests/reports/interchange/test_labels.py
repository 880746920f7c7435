"""A label typed in the portal changes that label in the dump, wherever the file said it, and no other words."""

from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scope

from reports.interchange.dumper import dump_document
from reports.interchange.loader import Loaded, load_document
from reports.interchange.raw import same
from reports.models import ReportText

pytestmark = pytest.mark.django_db
OWN = ["ข้อ", "ข้อมูล", "องค์ประกอบ", "เว็บไซต์"]
OTHERS = ["ข้อ", "ข้อมูล", "องค์ประกอบด้านข้อมูล", "ข้อมูลในเว็บไซต์"]
COLUMNS = [{"label": label, "width": 25, "note": "อ่านยาก"} for label in OTHERS]
ABSENT = object()


def a_document(columns: Any, layout: Any, *headers: Any) -> dict[str, Any]:
    """One OIT table per header; ABSENT leaves a key out."""
    groups = [
        {"code": f"9.{number}", "heading_text": f"๙.{number}", "row_codes": [f"o{number}"]}
        | ({} if header is ABSENT else {"header_columns": header})
        for number, header in enumerate(headers, start=1)
    ]
    oit = {"groups": groups, "rows": [{"code": f"o{number}"} for number, _header in enumerate(headers, start=1)]}
    return {
        "schema": "ita-document/1",
        "agency": {"name": "บ้านทดลอง"},
        "fiscal_years": {"report": 2568},
        "oit": oit if columns is ABSENT else oit | {"columns": columns},
        "layout": {} if layout is ABSENT else {"tables": [{"id": "oit_website_check", "columns": layout}]},
    }


def type_label(one: Loaded, place: int, label: str, table: str = "oit") -> dict[str, Any]:
    """The dump after somebody typed a label."""
    with scope(agency=one.agency):
        text = ReportText.objects.get()
        text.labels[table][place]["label"] = label
        text.save()
        return dump_document(agency=one.agency, fiscal_year=one.fiscal_year)


def test_tables_without_labels_or_with_other_ones_keep_them():
    document = a_document(OWN, COLUMNS, OWN, OTHERS, [], ABSENT, None, OWN[:3])
    one = load_document(document=document)
    after = type_label(one, 0, "ลำดับ")
    assert after["oit"]["columns"] == ["ลำดับ", *OWN[1:]]
    assert [group.get("header_columns", ABSENT) for group in after["oit"]["groups"]] == [
        ["ลำดับ", *OWN[1:]], ["ลำดับ", *OTHERS[1:]], [], ABSENT, None, OWN[:3],
    ]  # fmt: skip
    assert after["layout"]["tables"][0]["columns"] == [COLUMNS[0] | {"label": "ลำดับ"}, *COLUMNS[1:]]
    after = type_label(one, 2, "ส่วนประกอบ")
    assert after["oit"]["columns"] == ["ลำดับ", "ข้อมูล", "ส่วนประกอบ", "เว็บไซต์"]
    assert after["oit"]["groups"][1]["header_columns"] == ["ลำดับ", *OTHERS[1:]]
    assert after["layout"]["tables"][0]["columns"] == [COLUMNS[0] | {"label": "ลำดับ"}, *COLUMNS[1:]]
    type_label(one, 0, "ข้อ")
    assert same(type_label(one, 2, "องค์ประกอบ"), document)


@pytest.mark.parametrize("columns", [ABSENT, [], None])
def test_a_section_without_labels_of_its_own_stays_without(columns):
    document = a_document(columns, OTHERS, ABSENT)
    after = type_label(load_document(document=document), 0, "ลำดับ")
    assert after["layout"]["tables"][0]["columns"] == ["ลำดับ", *OTHERS[1:]]
    assert after["oit"] == document["oit"]


def test_a_row_of_labels_of_another_length_is_another_row():
    document = a_document(OWN[:3], COLUMNS, ABSENT)
    after = type_label(load_document(document=document), 0, "ลำดับ")
    assert after["oit"]["columns"] == ["ลำดับ", *OWN[1:3]]
    assert after["layout"] == document["layout"]


def test_labels_said_over_the_tables_alone_are_the_labels():
    one = load_document(document=a_document(ABSENT, ABSENT, [], OTHERS, OWN))
    after = type_label(one, 3, "เว็บ")
    assert [group["header_columns"] for group in after["oit"]["groups"]] == [[], [*OTHERS[:3], "เว็บ"], OWN]
    assert "columns" not in after["oit"]


def test_labels_typed_for_a_table_the_file_did_not_name_are_handed_on():
    one = load_document(document=a_document(OWN, ABSENT, ABSENT))
    labels = [{"label": label, "width": None} for label in ("ก", "ข")]
    with scope(agency=one.agency):
        ReportText.objects.update(labels={"measures": labels} | ReportText.objects.get().labels)
        after = dump_document(agency=one.agency, fiscal_year=one.fiscal_year)
    assert after["layout"] == {"tables": [{"id": "measures", "columns": labels}]}
    assert after["oit"] == a_document(OWN, ABSENT, ABSENT)["oit"]
    load_document(document=after, replace=True)
    with scope(agency=one.agency):
        assert ReportText.objects.get().labels["measures"] == labels
