"""A town with something in every room, each text carrying a canary word, so that a leak has something to leak.

Not here: people (``tests.world``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils import timezone
from django_scopes import scope

from accounts.models import Appointment
from files.services import store_bytes
from indicators.models import ScoreRow, ScoreSheet
from jobs.models import Job
from measures.models import (
    Activity,
    Disclosure,
    DisclosureGroup,
    DisclosureLink,
    IndicatorProgress,
    IssueAnalysis,
    Measure,
    MeasureGroup,
    Plan,
    Result,
    Round,
)
from publishing.models import Edition
from reports.models import Memo, Report, ReportState, ReportText, SignOffLine, Snapshot
from tests.world import Town

YEAR = 2568
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class Filled:
    """The rows of one town that addresses and form fields name by id."""

    town: Town
    plan: Plan
    group: MeasureGroup
    measure: Measure
    activity: Activity
    result: Result
    indicator_row: IndicatorProgress
    disclosure_group: DisclosureGroup
    disclosure: Disclosure
    link: DisclosureLink
    analysis: IssueAnalysis
    texts: ReportText
    memo: Memo
    sign_off_line: SignOffLine
    sheet: ScoreSheet
    score: ScoreRow
    report: Report
    snapshot: Snapshot
    appointment: Appointment
    job: Job
    edition: Edition


def fill(town: Town, canary: str) -> Filled:
    """One row of everything in the town's year, plus a report whose snapshot has its PDF."""
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR, measures_year=YEAR)
        group = MeasureGroup.objects.create(plan=plan, number=1, number_text="๑.", title=f"กลุ่ม {canary}")
        measure = Measure.objects.create(
            plan=plan,
            position=1,
            number=1,
            number_text="๑.",
            group=group,
            group_no=1,
            issue_no=1,
            title=f"มาตรการ {canary}",
            detail=f"รายละเอียด {canary}",
            rationale=f"เหตุผล {canary}",
        )
        activity = Activity.objects.create(
            measure=measure,
            position=0,
            methods=[{"marker": "๑.", "text": f"ขั้นตอน {canary}"}],
            period_text="๑ ต.ค. ๖๗ ถึง ๓๐ ก.ย. ๖๘",
            units=[f"กองคลัง {canary}"],
            remark=f"หมายเหตุ {canary}",
        )
        result = Result.objects.create(
            activity=activity,
            round=Round.TWELVE_MONTHS,
            status="done",
            outputs=[{"marker": "๑.", "text": f"ผลผลิต {canary}"}],
            outcomes=[{"marker": "-", "text": f"ผลลัพธ์ {canary}"}],
        )
        indicator_row = IndicatorProgress.objects.create(
            plan=plan,
            position=1,
            number=1,
            number_text="1",
            instrument="IIT",
            title=f"ตัวชี้วัด {canary}",
            guidance=[{"marker": "1.", "text": f"แนวทาง {canary}"}],
            units=["กองคลัง"],
            units_text="กองคลัง",
            status="done",
            notes=[{"marker": "-", "text": f"ความก้าวหน้า {canary}"}],
        )
        disclosure_group = DisclosureGroup.objects.create(
            plan=plan, position=1, code="9.1", code_text="9.1", title="ข้อมูลพื้นฐาน", heading_text=f"หัวข้อ {canary}"
        )
        disclosure = Disclosure.objects.create(
            plan=plan,
            group=disclosure_group,
            position=1,
            code="o1",
            number=1,
            code_text="01",
            group_code="9.1",
            title=f"โครงสร้าง {canary}",
            elements=[{"marker": "-", "text": f"องค์ประกอบ {canary}"}],
            units=["สำนักปลัด"],
            status="done",
            progress_notes=[{"marker": "-", "text": f"บันทึก {canary}"}],
            website_finding=f"พบ {canary}",
        )
        link = DisclosureLink.objects.create(
            disclosure=disclosure, position=0, url="https://www.example.go.th/o1", click_path=f"หน้าแรก {canary}"
        )
        analysis = IssueAnalysis.objects.create(
            plan=plan,
            position=1,
            number=1,
            number_text="๑",
            title=f"ประเด็น {canary}",
            heading_text=f"ประเด็นที่ ๑ {canary}",
            narrative=f"บทวิเคราะห์ {canary}",
        )
        texts = ReportText.objects.create(
            agency=town.agency,
            fiscal_year=YEAR,
            title_full=f"รายงานผล {canary}",
            heading_lines=[f"รายงานผล {canary}"],
            cover_lines=[f"ปก {canary}"],
            introduction_paragraphs=[f"บทนำ {canary}"],
        )
        memo = Memo.objects.create(
            report_text=texts,
            heading="บันทึกข้อความ",
            subject=f"เรื่อง {canary}",
            sections=[{"heading": "เรื่องเดิม", "paragraphs": [f"ตามที่ {canary}"]}],
        )
        line = SignOffLine.objects.create(
            report_text=texts, position_no=1, role="reporter", opinion_heading="ผู้รายงาน", position=f"นิติกร {canary}"
        )
        sheet = ScoreSheet.objects.create(agency=town.agency, report_year=YEAR, assessed_year=YEAR - 1)
        score = ScoreRow.objects.create(
            sheet=sheet, part="overall", text="๙๓.๐๕", value=93.05, level_text=f"ผ่านดี {canary}"
        )
        report = Report.objects.create(
            agency=town.agency,
            kind="result",
            fiscal_year=YEAR,
            round=Round.TWELVE_MONTHS,
            layout="result-7col",
            created_by=town.chai,
            state=ReportState.DRAFT,
        )
        content = store_bytes(content=b'{"canary": "%s"}' % canary.encode(), media_type="application/json")
        pdf = store_bytes(content=PDF + canary.encode(), media_type="application/pdf")
        snapshot = Snapshot.objects.create(
            report=report,
            number=1,
            content_version=1,
            content=content,
            pdf=pdf,
            pages=1,
            digest=hashlib.sha256(f"{content.sha256}\n{pdf.sha256}".encode()).hexdigest(),
            title=f"รายงานผล {canary}",
            created_by=town.chai,
        )
        report.current_snapshot = snapshot
        report.save(update_fields=["current_snapshot"])
        appointment = Appointment.objects.get(user=town.anong)
    job = Job.objects.create(kind="render_snapshot", agency_id=town.agency.pk, state="failed")
    edition = publish_something(town)
    return Filled(
        town,
        plan,
        group,
        measure,
        activity,
        result,
        indicator_row,
        disclosure_group,
        disclosure,
        link,
        analysis,
        texts,
        memo,
        line,
        sheet,
        score,
        report,
        snapshot,
        appointment,
        job,
        edition,
    )


def publish_something(town: Town) -> Edition:
    """A published document of the town, for the public pages, with its file in place."""
    now = timezone.now()
    return Edition.objects.create(
        code=f"code{town.agency.pk}",
        agency_slug=town.agency.slug,
        agency_name=town.agency.full_name,
        report_id=10_000 + town.agency.pk,
        kind="result",
        title="รายงานผลการดำเนินการ",
        fiscal_year=YEAR,
        round=Round.TWELVE_MONTHS,
        pdf_sha256="ab" * 32,
        file_name="รายงานผล-2568.pdf",
        size=len(PDF),
        pages=1,
        snapshot_digest="cd" * 32,
        signed_at=now,
        published_at=now,
        signatures=[],
    )
