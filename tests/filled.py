"""A town with something in every room, each text carrying a canary word, so that a leak has something to leak.

Not here: people (``tests.world``).
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.utils import timezone
from django_scopes import scope

from accounts.models import Appointment
from files.services import store_bytes
from indicators.models import ScoreEdition, ScoreNote, ScoreRow, ScoreSheet, ScoreValue
from jobs.models import Job
from measures.models import (
    Activity,
    AgreedMeasure,
    AgreedPlan,
    CalendarDate,
    CalendarFeed,
    Clarification,
    DigestSent,
    Disclosure,
    DisclosureGroup,
    DisclosureLink,
    Dismissal,
    Endorsement,
    Evidence,
    EvidenceUse,
    Filing,
    IndicatorProgress,
    IssueAnalysis,
    LinkCheck,
    Measure,
    MeasureGroup,
    PastedTable,
    Plan,
    ProgressEntry,
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
class Recorded:
    """What recording a year adds beside its rows."""

    entry: ProgressEntry
    evidence: Evidence
    filing: Filing
    clarification: Clarification
    pasted: PastedTable
    pasted_results: PastedTable
    pasted_oit: PastedTable
    date: CalendarDate
    feed: CalendarFeed
    dismissal: Dismissal


@dataclass
class Understood:
    """What understanding scores adds: the announced scores of the assessed year, and the plan as signed."""

    score_edition: ScoreEdition
    agreed: AgreedMeasure


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
    recorded: Recorded
    understood: Understood


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
            blocks=[{"instrument": "OIT", "item_codes": ["o1"]}],
            draft=f"ร่าง {canary}",
            figures={"threshold": "85.00", "values": {"o1": "90.00"}},
            accepted_by_name=f"ชัย {canary}",
            accepted_at=timezone.now(),
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
        understood = understand(town, plan, measure, report, canary)
        recorded = record_beside(town, plan, activity, disclosure, appointment, canary)
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
        recorded,
        understood,
    )


def understand(town: Town, plan: Plan, measure: Measure, report: Report, canary: str) -> Understood:
    """Announced scores with a note, and a signed plan of which one measure was taken out since."""
    edition = ScoreEdition.objects.create(
        agency=town.agency, assessed_year=YEAR, number=1, level=f"ผ่าน {canary}"[:60], remark=f"ตามประกาศ {canary}",
        announced_on=datetime.date(2025, 8, 15), saved_by_name="ชัย ตั้งตรง",
    )
    before = ScoreEdition.objects.create(agency=town.agency, assessed_year=YEAR - 1, number=1, level=f"ดี {canary}"[:60])
    for one in (edition, before):
        for part, code, value in (("overall", "", "88.88"), ("instrument", "OIT", "77.77"), ("item", "o1", "66.66")):
            ScoreValue.objects.create(edition=one, part=part, code=code, value=value, origin="announced")
    ScoreNote.objects.create(
        agency=town.agency, assessed_year=YEAR, finding="overall", digest="0" * 64, text=f"บันทึกผลต่าง {canary}",
        by_name="ชัย ตั้งตรง",
    )
    signed = AgreedPlan.objects.create(plan=plan, number=1, report_id=20_000 + plan.pk, signed_at=timezone.now())
    AgreedMeasure.objects.create(agreed=signed, position=1, measure=measure, title=measure.title)
    agreed = AgreedMeasure.objects.create(
        agreed=signed, position=2, title=f"มาตรการที่ถอน {canary}", dropped_reason=f"เหตุผลที่ถอน {canary}"
    )
    return Understood(edition, agreed)


def record_beside(
    town: Town, plan: Plan, activity: Activity, disclosure: Disclosure, appointment: Appointment, canary: str
) -> Recorded:
    """Diary, evidence, a filing with its clarification, a pasted table, a date, a feed and what people said of rows."""
    day = datetime.date(2025, 3, 14)
    entry = ProgressEntry.objects.create(
        activity=activity, happened_on=day, text=f"จัดประชุม {canary}", author_id=town.anong.pk, author_name="อนงค์ ศรีสวน"
    )
    # Other bytes for each town, so that a file handed to the wrong one is seen.
    stored = store_bytes(PDF + f"หลักฐาน {canary}".encode(), media_type="application/pdf")
    evidence = Evidence.objects.create(
        agency=town.agency, title=f"หลักฐาน {canary}", file=stored, file_name=f"หลักฐาน-{canary}.pdf", acted_on=day,
        uploaded_by_id=town.anong.pk, uploaded_by_name="อนงค์ ศรีสวน",
    )
    EvidenceUse.objects.create(evidence=evidence, plan=plan, activity=activity, round=Round.TWELVE_MONTHS)
    filing = Filing.objects.create(
        plan=plan, disclosure=disclosure, filed_on=datetime.date(2025, 4, 28), filed_by_name="ชัย ตั้งตรง",
        content={
            "code": "o1", "title": f"โครงสร้าง {canary}", "answer": "has", "explanation": f"หน้าแรก {canary}",
            "links": [{"url": "https://www.example.go.th/o1", "click_path": f"หน้าแรก {canary}"}],
            "present_elements": [],
        },
    )
    clarification = Clarification.objects.create(filing=filing, argument=f"ข้อชี้แจง {canary}")
    LinkCheck.objects.create(
        agency=town.agency, url="https://www.example.go.th/o1", verdict="ok", http_status=200,
        final_url=f"https://www.example.go.th/{town.agency.slug}",
    )
    pasted = PastedTable.objects.create(
        plan=plan, target=PastedTable.Target.PLAN, listed_as="measures",
        cells=[["มาตรการ/กิจกรรม", "วิธีการปฏิบัติ"], [f"มาตรการวาง {canary}", "๑. ขั้นตอน"]], columns=["title", "methods"],
        created_by_id=town.chai.pk, created_by_name="ชัย ตั้งตรง",
    )
    pasted_results = PastedTable.objects.create(
        plan=plan, target=PastedTable.Target.RESULTS, round=Round.SIX_MONTHS,
        cells=[["ลำดับที่", "ผลการดำเนินการ"], ["๑.", f"ผลที่วาง {canary}"]], columns=["number_text", "outputs"],
        created_by_id=town.anong.pk, created_by_name="อนงค์ ศรีสวน",
    )
    pasted_oit = PastedTable.objects.create(
        plan=plan, target=PastedTable.Target.OIT,
        cells=[["ข้อ", "ความก้าวหน้า"], ["o๑", f"ความก้าวหน้าที่วาง {canary}"]], columns=["code", "progress_notes"],
        created_by_id=town.anong.pk, created_by_name="อนงค์ ศรีสวน",
    )
    date = CalendarDate.objects.create(plan=plan, title=f"กำหนด {canary}", due_on=datetime.date(2025, 4, 30))
    feed = CalendarFeed.objects.create(agency=town.agency, user=town.chai, token=f"token-{town.agency.slug}")
    DigestSent.objects.create(agency=town.agency, user=town.chai, day=day)
    dismissal = Dismissal.objects.create(
        plan=plan, detector="no_number", row_kind="activity", row_id=activity.pk, field="outputs", digest="0" * 64,
        reason=f"เหตุผล {canary}",
    )
    Endorsement.objects.create(
        plan=plan, department=appointment.department, round=Round.TWELVE_MONTHS, by_name=f"อนงค์ {canary}"
    )
    return Recorded(entry, evidence, filing, clarification, pasted, pasted_results, pasted_oit, date, feed, dismissal)


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
