"""Rows as real documents bring them: what no form would accept, and no save may change."""

from __future__ import annotations

import datetime

from measures.models import (
    Activity,
    Disclosure,
    DisclosureGroup,
    DisclosureLink,
    IndicatorProgress,
    Measure,
    MeasureGroup,
    Plan,
    Result,
    Round,
)

ITEMS = [
    {"marker": "๑.", "text": "ขั้นตอนแรก"},
    {"marker": "๒.", "text": "ซ้ำ"},
    {"marker": "๒.", "text": "ซ้ำ"},
    {"text": "1. ไม่มีช่องเครื่องหมาย แต่ข้อความขึ้นต้นด้วยเลข"},
    {"marker": None, "text": "- ขีดอยู่ในข้อความ"},
    {"marker": "", "text": "เครื่องหมายว่าง  มีเว้นวรรคสองช่อง "},
    {"marker": "-", "text": "บรรทัดแรก\nบรรทัดสอง\n\nบรรทัดสี่", "children": [
        {"marker": "(1)", "text": "ย่อย", "certainty": "likely", "children": [{"marker": "ก.", "text": "ย่อยของย่อย"}]},
        {"marker": "(1)", "text": "ย่อยเลขซ้ำ", "children": []},
    ]},
    {"marker": "•", "text": ""},
    {"marker": "1.", "text": "่ขึ้นต้นด้วยวรรณยุกต์ลอย\tมีแท็บ\u200bมีช่องว่างไร้ความกว้าง เเม่ ํา"},
]
UNITS = ["สำนักปลัด", "- กองคลัง", "สำนักปลัด", "กองช่าง\nงานผังเมือง", " เว้นหน้า", "กองการศึกษาฯ"]
TEXT = "ข้อความ\n\n  ย่อหน้า \u200bสอง ํา เเ ่ลอย\tแท็บ  \n"
ODD_PERIOD = "๑ ต.ค. ๖๗ ถึง\n๓๐ ก.ย. ๖๘ "
START, END = datetime.date(2025, 9, 30), datetime.date(2024, 10, 1)  # ends before it begins
PROVENANCE = {"note": "ocr", "cells": [1, None, {"ก": ""}]}


def make_measure(plan: Plan, position: int = 7) -> Measure:
    """A measure with three rows: one full of oddities, one empty, one without text but illegible."""
    group = MeasureGroup.objects.create(plan=plan, position=3, number=None, number_text=" ๑", title="กลุ่ม\nสองบรรทัด")
    measure = Measure.objects.create(
        plan=plan, position=position, number=2, number_text="๒ ", group=group, group_no=9, issue_no=42,
        issue_title="ประเด็นของไฟล์", title=TEXT, detail=" ", rationale="่" + TEXT, provenance=PROVENANCE,
    )
    Activity.objects.create(
        measure=measure, position=0, methods=ITEMS, period_text=ODD_PERIOD, period_start=START, period_end=END,
        units=UNITS, remark=TEXT, provenance=PROVENANCE,
    )
    Activity.objects.create(measure=measure, position=1)
    Activity.objects.create(measure=measure, position=5, is_illegible=True, methods=[{"marker": None, "text": ""}])
    return measure


def make_results(measure: Measure) -> list[Result]:
    """Results of two rounds for the first activity; "not done" without its reason."""
    activity = measure.activities.first()
    return [
        Result.objects.create(
            activity=activity, round=round, status="not_done", outputs=ITEMS, outcomes=[], problems=TEXT,
            suggestions="\n",
        )
        for round in (Round.SIX_MONTHS, Round.TWELVE_MONTHS)
    ]


def make_disclosure(plan: Plan) -> Disclosure:
    """An OIT row with a status no list knows and addresses no form would take."""
    group = DisclosureGroup.objects.create(plan=plan, position=4, code="9.9", heading_text="หัวข้อ")
    row = Disclosure.objects.create(
        plan=plan, group=group, position=44, code="o44", number=44, code_text="๐๔๔", title=TEXT, elements=ITEMS,
        units=UNITS, status="เกือบเสร็จ", progress_notes=ITEMS, website_finding=TEXT, website_finding_marker="-",
        finding_class="แปลก", provenance=PROVENANCE,
    )
    DisclosureLink.objects.create(disclosure=row, position=0, url="ftp://เก่า.example/ไฟล์ 1", click_path=TEXT)
    DisclosureLink.objects.create(disclosure=row, position=3, url="", click_path="")
    return row


def make_indicator_row(plan: Plan) -> IndicatorProgress:
    """An indicator row whose printed units are not those of its list."""
    return IndicatorProgress.objects.create(
        plan=plan, position=9, number=9, number_text="๙", instrument="IIT", title=TEXT, guidance=ITEMS, units=UNITS,
        units_text="สำนักปลัด/กองคลัง\n และอื่น ๆ ", period_text=ODD_PERIOD, period_start=START, status="ทำแล้วบางส่วน",
        notes=ITEMS, provenance=PROVENANCE,
    )
