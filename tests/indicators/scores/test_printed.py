"""Scores printed in documents, read as values; loading a document makes an edition of them, once."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django_scopes import scope

from accounts.models import Office
from indicators.models import Indicator, ScoreEdition, ScoreRow
from indicators.scores.printed import read_printed
from indicators.scores.selectors import current_edition, figures_of, values_of
from reports.interchange.dumper import dump_document
from reports.interchange.loader import load_document
from reports.interchange.reader import read_file
from tests.reports.printed_words import DOCUMENTS
from tests.world import Town, appoint, make_user

INDICATORS = [
    Indicator(number=number, name=name, instrument=instrument)
    for number, name, instrument in (
        (1, "การปฏิบัติหน้าที่", "IIT"), (8, "การปรับปรุงการทำงาน", "EIT"), (9, "การเปิดเผยข้อมูล", "OIT"),
        (10, "การป้องกันการทุจริต", "OIT"), (11, "การป้องกันการทุจริตเชิงรุก", "OIT"),
    )
]  # fmt: skip


def instrument(code: str, title: str = "", **values) -> ScoreRow:
    return ScoreRow(part="instrument", code=code, title=title, text="๙๐.๐๐", value=90.0, **values)


def read(*rows: ScoreRow) -> dict[str, str]:
    found = read_printed(rows, INDICATORS)
    return {f"{part} {code}".strip(): str(value) for (part, code), value in found.values.items()}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (instrument("OIT", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT ส่วนที่ ๑)", instrument_part=1), "indicator 9"),
        (instrument("OIT", "แบบวัดการป้องกันการทุจริต (OIT ส่วนที่ ๒)", instrument_part=2), "indicator 10"),
        (instrument("OIT", "แบบวัดการป้องกันการทุจริตเชิงรุก", instrument_part=2), "indicator 11"),
        (instrument("OIT", "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)"), "instrument OIT"),
        (instrument("IIT", "แบบวัดภายใน (IIT ส่วนที่ ๑)", instrument_part=1, indicator_label="การปฏิบัติหน้าที่"), "indicator 1"),
        (instrument("IIT", "แบบวัดภายใน", indicator_label="การปฏิบัติ หน้าที่"), "indicator 1"),
        (instrument("EIT", "แบบวัดภายนอก (EIT ส่วนที่ ๒)", instrument_part=2), "instrument_part EIT.2"),
        (instrument("EIT", "แบบวัดภายนอก", indicator_label="การเปิดเผยข้อมูล"), None),
        (instrument("", "แบบวัด"), None),
        (ScoreRow(part="item", code="o9", value=90.0), "item o9"),
        (ScoreRow(part="item", code="ข้อ 9", value=90.0), None),
        (ScoreRow(part="indicator", number=3, value=90.0), "indicator 3"),
        (ScoreRow(part="indicator", title="ด้านการปฏิบัติหน้าที่", instrument="IIT", value=90.0), "indicator 1"),
        (ScoreRow(part="indicator", title="ด้านอื่น", instrument="IIT", value=90.0), None),
        (ScoreRow(part="overall", value=90.0), "overall"),
        (ScoreRow(part="overall", value=None), None),
        (ScoreRow(part="overall", value=100.01), None),
        (ScoreRow(part="overall", value=90.125), None),
        (ScoreRow(part="overall", value=-1.0), None),
    ],
)  # fmt: skip
def test_one_row(row, name):
    assert read(row) == ({name: "90.00"} if name else {})


def test_the_lowest_indicator_named_is_the_floor():
    lowest = instrument("EIT", indicator_label="การปรับปรุงการทำงาน", rank_text="น้อยที่สุด")
    assert read(lowest) == {"indicator 8": "90.00", "floor": "90.00"}
    assert read(instrument("EIT", "แบบวัดภายนอก", rank_text="น้อยที่สุด")) == {"instrument EIT": "90.00"}


def test_where_two_rows_print_one_value_the_first_counts():
    first = ScoreRow(part="overall", value=93.05, level_text=" ผ่าน\u200bดี ")
    found = read_printed([first, ScoreRow(part="overall", value=1.0, level_text="x")], INDICATORS)
    assert (found.values, found.level) == ({("overall", ""): Decimal("93.05")}, "ผ่านดี")


def load(name: str):
    return load_document(document=read_file(DOCUMENTS[name])).agency


def editions(agency) -> list[tuple[int, int]]:
    with scope(agency=agency):
        return list(ScoreEdition.objects.order_by("pk").values_list("assessed_year", "number"))


def test_document_002(db, item_sets):
    agency = load("002")
    with scope(agency=agency):
        edition = current_edition(agency=agency, year=2567)
        figures = figures_of(edition)
        origins = {each.origin for each in values_of(edition).values()}
    assert (edition.level, edition.announced_on, edition.saved_by_id) == ("ผ่านดี", datetime.date(2024, 7, 30), None)
    assert figures.overall == Decimal("93.05")
    assert figures.floor == Decimal("87.84")
    assert figures.indicators == {
        1: Decimal("99.40"), 8: Decimal("87.84"), 9: Decimal("100"), 10: Decimal("100"),
    }
    assert (figures.instruments, figures.instrument_parts, figures.sub_indicators) == ({}, {}, {})
    assert len(figures.items) == 59
    assert (figures.items["i1"], figures.items["e9"]) == (Decimal("94.59"), Decimal("68.28"))
    assert origins == {"document"}
    assert editions(agency) == [(2567, 1)]


def test_document_000(db, item_sets):
    agency = load("000")
    with scope(agency=agency):
        edition = current_edition(agency=agency, year=2566)
        assert (figures_of(edition).overall, edition.level) == (Decimal("93.03"), "ผ่านดี")
        assert [str(each) for each in edition.values.values_list("part", flat=True)] == ["overall"]
    assert editions(agency) == [(2566, 1)]


def test_a_document_without_scores_makes_no_edition(db, item_sets):
    assert editions(load("001")) == []


def test_loading_again_adds_nothing_and_dumping_gives_the_same(db, item_sets):
    agency = load("002")
    with scope(agency=agency):
        before = dump_document(agency=agency, fiscal_year=2568)
    assert load("002") == agency
    assert editions(agency) == [(2567, 1)]
    with scope(agency=agency):
        assert dump_document(agency=agency, fiscal_year=2568) == before


def test_loading_never_replaces_what_a_person_saved(db, item_sets, save):
    agency = load("002")
    chai = make_user("chai-002", "ชัย ตั้งตรง")
    appoint(chai, agency, Office.REPORTER, "นิติกร")
    save(Town(agency, {"chai": chai}), {("overall", ""): "90"}, seen=1)
    load("002")
    assert editions(agency) == [(2567, 1), (2567, 2)]
    with scope(agency=agency):
        assert figures_of(current_edition(agency=agency, year=2567)).overall == Decimal("90")
